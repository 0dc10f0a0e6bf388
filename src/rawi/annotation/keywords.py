"""Phrases that say what an article is about.

Statistical extraction in the manner of YAKE (Campos et al. 2020): candidates
are runs of one to four words between stop words and punctuation; what counts is
how often and where a phrase stands here, and how rare its words are elsewhere.
A phrase stands for all spellings and clitics of its lemmas, and is shown as the
text itself writes it, without a leading و ف ب ل ك.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from rawi.annotation.background import rarity
from rawi.arabic import Token, tokens
from rawi.model import Article, Keyword

_MOST = 10
_LONGEST = 4
_LEAST_RARITY = 2.6
"""Words in more than one article of thirteen say nothing alone."""
_MOST_RARITY = 6.0
"""Rarer words are names and slips alike: rarity tells no more."""
_PROCLITICS = ("وال", "فال", "بال", "كال", "ولل", "لل", "و", "ف", "ب", "ل", "ك")
_FOUND = (("title", 3.0), ("tags", 2.0), ("lead", 1.5), ("body", 1.0))


Lemmas = tuple[str, ...]


class _Part(NamedTuple):
    """A part of the article, and what standing in it is worth."""

    source: str
    weight: float
    text: str


_Place = tuple[_Part, Token, Token]
"""An occurrence: where, its first word, its last."""


class _Phrase(msgspec.Struct):
    """One candidate, all its occurrences taken together."""

    lemmas: Lemmas
    weight: float = 0.0
    times: int = 0
    verbal: bool = True
    """Whether every occurrence has a particle or a verb's prefix that its lemma lacks."""
    sources: set[str] = msgspec.field(default_factory=set)
    written: Counter[str] = msgspec.field(default_factory=Counter)


@lru_cache(maxsize=100_000)
def _without_clitic(text: str, key: str, lemma: str) -> tuple[str, bool]:
    """A word as written less the particle attached to it, and whether there was one."""
    for clitic in _PROCLITICS:
        article = "ال" if clitic.endswith(("ال", "لل")) else ""
        rest = text[len(clitic) :]
        if not text.startswith(clitic) or len(rest) < 2:
            continue
        if lemma.startswith(key[: len(clitic)]) or len(lemma) < 3:
            continue
        if article or clitic in "وف" or lemma[:2] == key[len(clitic) :][:2]:
            return article + rest, True
    return text, False


def _prefixed(token: Token) -> bool:
    """Whether a letter that marks a verb's person, or a particle, stands before the lemma."""
    return token.key[:1] in "يتنلبكفو" and token.lemma[:1] != token.key[:1]


def _runs(text: str) -> Iterator[list[Token]]:
    """Stretches of words with nothing but one space between them."""
    run: list[Token] = []
    for token in tokens(text):
        apart = run and text[run[-1].end : token.start] != " "
        usable = token.kind in ("word", "latin") and not token.stop and len(token.lemma) > 1
        if run and (apart or not usable):
            yield run
            run = []
        if usable:
            run.append(token)
    if run:
        yield run


def _spans(run: list[Token]) -> Iterator[tuple[int, int]]:
    """Start and end of every candidate in a run; a word with a particle only begins one."""
    cut = [_without_clitic(t.text, t.key, t.lemma)[1] for t in run]
    for start in range(len(run)):
        for end in range(start + 1, min(start + _LONGEST, len(run)) + 1):
            if end - start > 1 and cut[end - 1]:
                break
            yield start, end


def _parts(article: Article) -> Iterable[_Part]:
    lead, *rest = article.body or ("",)
    texts = {
        "title": article.title or "",
        "tags": "\n".join(article.tags),
        "lead": lead,
        "body": "\n".join(rest),
    }
    for name, weight in _FOUND:
        yield _Part("body" if name == "lead" else name, weight, texts[name])


def _seen(article: Article) -> dict[Lemmas, list[_Place]]:
    """Where each candidate stands."""
    seen: dict[Lemmas, list[_Place]] = {}
    for part in _parts(article):
        for run in _runs(part.text):
            lemmas = tuple(t.lemma for t in run)
            for start, end in _spans(run):
                seen.setdefault(lemmas[start:end], []).append((part, run[start], run[end - 1]))
    return seen


def _hopeless(lemmas: Lemmas, places: list[_Place]) -> bool:
    """Whether it stands only once, and where nothing marks it as a subject."""
    marking = ("title", "tags") if len(lemmas) == 1 else ("tags",)
    return len(places) == 1 and places[0][0].source not in marking


def _phrase(lemmas: Lemmas, places: list[_Place]) -> _Phrase:
    phrase = _Phrase(lemmas, times=len(places))
    for part, word, last in places:
        phrase.weight += part.weight
        phrase.sources.add(part.source)
        first, cut = _without_clitic(word.text, word.key, word.lemma)
        phrase.verbal = phrase.verbal and not cut and _prefixed(word)
        written = first + part.text[word.end : last.end]
        phrase.written[written] += 1 if cut else 2
    return phrase


def _collected(article: Article) -> dict[Lemmas, _Phrase]:
    seen = _seen(article)
    return {one: _phrase(one, at) for one, at in seen.items() if not _hopeless(one, at)}


def _score(phrase: _Phrase) -> float:
    size = len(phrase.lemmas)
    rare = sum(min(rarity(lemma), _MOST_RARITY) for lemma in phrase.lemmas) / size
    return float(phrase.weight**0.7) * rare * (1.0 + 0.35 * (size - 1))


def _usable(phrase: _Phrase) -> bool:
    repeated = phrase.times > 1 or "tags" in phrase.sources
    if phrase.verbal:
        return False
    if len(phrase.lemmas) == 1:
        lemma = phrase.lemmas[0]
        named = repeated or "title" in phrase.sources
        return named and rarity(lemma) >= _LEAST_RARITY and len(lemma) > 2
    rare = [rarity(lemma) for lemma in phrase.lemmas]
    return repeated and rare[0] >= 1.5 and rare[-1] >= 1.5 and max(rare) >= _LEAST_RARITY


def _whole(found: dict[Lemmas, _Phrase]) -> None:
    """Take from each phrase the occurrences that belong to a longer one, kept instead."""
    for lemmas, phrase in sorted(found.items(), key=lambda e: -len(e[0])):
        size = len(lemmas)
        if size == 1 or not _usable(phrase):
            continue
        inner = {lemmas[i:j] for i in range(size) for j in range(i + 1, size + 1)} - {lemmas}
        for part in inner:
            if part in found:
                found[part].weight -= 0.8 * phrase.weight


def _overlaps(one: Lemmas, other: Lemmas) -> bool:
    """Whether one phrase says most of what the other says."""
    common = set(one) & set(other)
    return 2 * len(common) >= min(len(one), len(other)) + (min(len(one), len(other)) > 1)


def keywords_of(article: Article) -> tuple[Keyword, ...]:
    """Up to ten phrases, best first; none overlaps another or names the outlet."""
    found = _collected(article)
    _whole(found)
    own = {t.lemma for t in tokens(article.outlet or "")}
    kept: list[Keyword] = []
    taken: list[Lemmas] = []
    ranked = sorted(found.values(), key=lambda p: (-_score(p) if p.weight > 0 else 0.0, p.lemmas))
    for phrase in ranked:
        if phrase.weight <= 0 or not _usable(phrase) or own >= set(phrase.lemmas):
            continue
        if any(_overlaps(phrase.lemmas, other) for other in taken):
            continue
        taken.append(phrase.lemmas)
        shown = max(phrase.written.items(), key=lambda e: (e[1], -len(e[0]), e[0]))[0]
        sources = tuple(s for s in ("title", "body", "tags") if s in phrase.sources)
        kept.append(Keyword(text=shown, score=round(_score(phrase), 3), sources=sources))
        if len(kept) == _MOST:
            break
    return tuple(kept)
