"""Entities: what can be judged in a minute; ``python -m eval.entities`` judges the rest.

A model is trained in the run on four fifths of ANERcorp's training part without
the lists learned from unlabelled news, for these come from models that saw the
last fifth, and judged on that fifth. Names and the ends of particles are judged
on the gold's own spans. Speed is that of a model that has met no word yet, beside
``rawi.arabic.tokens`` on the same text.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from eval.articles import articles
from eval.entity_marks import of_sentences
from eval.figures import Figure
from rawi.annotation.entities import mentions
from rawi.annotation.entities.lexicon import Lexicon, lexicon
from rawi.annotation.entities.mentions import Mention, mention
from rawi.annotation.entities.model import Model, shipped
from rawi.annotation.entities.naming import names
from rawi.annotation.entities.units import sentences
from rawi.arabic import fold, tokens
from training.entities import crf
from training.entities.corpora import CODES, Marked, anercorp, fifths, news

_TEXTS, _PIECE = 400, 20
"""Articles whose words are counted, and of which each method in turn reads so many."""
LEARNED = ("lPER", "lORG", "lLOC", "lMIS")
"""How the traits begin that models learned from unlabelled news."""


def unlearned(known: Lexicon) -> Lexicon:
    """The lexicon without what models found."""
    words = {
        stem: tuple(t for t in traits if not t.startswith(LEARNED))
        for stem, traits in known.words.items()
    }
    phrases = {
        first: tuple(entry for entry in many if entry[1] not in LEARNED)
        for first, many in known.phrases.items()
    }
    return Lexicon(words, phrases)


def _anercorp() -> Figure:
    first, last = fifths(anercorp())
    known = unlearned(lexicon())
    weights = crf.weights(crf.train([crf.Source(first)], crf.Features(known), crf.Options()))
    found = of_sentences(Model(weights, known), last)
    return Figure(
        name="entities.anercorp_without_lists",
        value=found.f1(),
        baselines={"plain CRF": 0.66},
        trained=True,
    )


def _marked(one: Marked, model: Model) -> Iterator[tuple[Mention, int, str]]:
    """The gold's mentions as ours, with the marked start and name."""
    units = [unit for found in sentences(one.article.text) for unit in found]
    for gold in one.mentions:
        held = [u for u in units if u.start < gold.end and gold.start < u.end]
        types = model.types([unit.text for unit in held])
        if (found := mention(held, types, CODES[gold.kind])) is not None:
            yield found, gold.start, gold.name


def _given_spans() -> tuple[float, float]:
    """Shares of starts and of names that are right where the words are given."""
    starts = right = total = 0
    for one in news():
        found = list(_marked(one, shipped()))
        begun = [mention._replace(start=start) for mention, start, _ in found]
        said = names(one.article.text, begun)
        total += len(found)
        starts += sum(mention.start == start for mention, start, _ in found)
        right += sum(fold(s) == fold(n) for s, (_, _, n) in zip(said, found, strict=True))
    return starts / total, right / total


def _seconds(work: Callable[[str], object], texts: list[str]) -> float:
    begun = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - begun


def _speed() -> list[Figure]:
    texts = [a.text for a in islice(articles("ant-2018-04"), _TEXTS)]
    words = sum(len(tokens(text)) for text in texts)
    models = [Model(shipped().weights, lexicon()) for _ in range(3)]  # each meets every word anew
    plain = new = known = 0.0
    for at in range(0, len(texts), _PIECE):  # in turn: a machine's speed changes within seconds
        some = texts[at : at + _PIECE]
        plain += min(_seconds(tokens, some) for _ in range(3))
        new += min(_seconds(partial(mentions, model=one), some) for one in models)
        known += _seconds(partial(mentions, model=models[0]), some)
    plain, new, known = words / plain, words / new, words / known
    note = f"{new:,.0f} words a second, types known {known:,.0f}; tokens {plain:,.0f}"
    return [Figure(name="entities.speed_beside_tokens", value=new / plain, speed=True, note=note)]


def score() -> list[Figure]:
    starts, right = _given_spans()
    return [
        _anercorp(),
        Figure(name="entities.starts_given_words", value=starts),
        Figure(name="entities.names_given_spans", value=right),
        *_speed(),
    ]
