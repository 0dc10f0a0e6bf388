"""Which of the ranked candidates stand as keywords, and in which form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from rawi.annotation.keywords.candidates import Candidates, Numbers, Read
from rawi.arabic import as_seen, lemmas, name_key, tokens
from rawi.model import Article, Keyword

_MOST = 8
"""Keywords an article has at most: editors give three to eight."""
_LEAST = 3
"""Given even where the ranker is unsure."""
_SURE = 0.15
"""F1 of the first five falls by .004 from no cut to here, by .01 to .2."""

Lemmas = tuple[str, ...]


def lemmas_of(text: Read, phrases: Candidates, group: int) -> Lemmas:
    """The lemmas that all occurrences of a group share."""
    first = phrases.first[group]
    start = int(phrases.start[first])
    return tuple(t.lemma for t in text.tokens[start : start + int(phrases.size[first])])


def forms_of(text: Read, phrases: Candidates, group: int) -> Counter[str]:
    """How a group is written, without attached particles; bare occurrences weigh more."""
    forms = Counter[str]()
    for place in np.flatnonzero(phrases.group == group).tolist():
        start = int(phrases.start[place])
        first, last = text.tokens[start], text.tokens[start + int(phrases.size[place]) - 1]
        bare = _bare(text, start)
        forms[as_seen(bare + text.text[first.end : last.end])] += 2 if bare == first.text else 1
    return forms


def _bare(text: Read, place: int) -> str:
    """A word without its particle; where a name begins inside it, from there."""
    token, number = text.tokens[place], int(text.entity[place])
    if number >= 0:
        begin = text.entities[number].start + text.offset
        return text.text[max(begin, token.start) : token.end]
    return text.words[place].bare


def _shown(text: Read, phrases: Candidates, group: int) -> str:
    """The form that stands most often, of equals the shortest."""
    forms = forms_of(text, phrases, group)
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def stem(lemma: str) -> str:
    """What a place and the adjective made of it share (سوريا، سوري)."""
    for ending in ("يا", "ي", "ا", "ه"):
        if lemma.endswith(ending) and len(lemma) - len(ending) > 2:
            return lemma[: -len(ending)]
    return lemma


def _spelt(lemmas: Lemmas) -> set[str]:
    """One key for the spellings of a name (اليونيسف، اليونيسيف)."""
    return set(map(_spelling, lemmas))


_spelling = lru_cache(maxsize=20_000)(name_key)


def says_the_same(one: Lemmas, other: Lemmas) -> bool:
    """Whether one phrase says most of what the other says."""
    if len(one) == len(other) == 1 and stem(one[0]) == stem(other[0]):
        return True
    common, shorter = len(_spelt(one) & _spelt(other)), min(len(one), len(other))
    return 2 * common >= shorter + (shorter > 1)


def _chosen(text: Read, phrases: Candidates, sure: Numbers) -> Iterator[tuple[int, Lemmas]]:
    """Groups from the surest on, less those that say what one before them says."""
    taken: list[Lemmas] = []
    for group in np.argsort(-sure, kind="stable").tolist():
        if sure[group] < (_SURE if len(taken) >= _LEAST else 0.0):
            return
        lemmas = lemmas_of(text, phrases, group)
        if not any(says_the_same(lemmas, other) for other in taken):
            taken.append(lemmas)
            yield group, lemmas


def _sources(text: Read, phrases: Candidates, group: int) -> tuple[str, ...]:
    starts = phrases.start[phrases.group == group]
    title, body = bool((starts < text.title).any()), bool((starts >= text.title).any())
    return ("title",) * title + ("body",) * body


def chosen(article: Article, text: Read, phrases: Candidates, sure: Numbers) -> tuple[Keyword, ...]:
    """The keywords of an article by how sure the ranker is of each candidate."""
    own = {token.lemma for token in tokens(article.outlet or "")}
    tags = {tuple(lemmas(tag)) for tag in article.tags}
    kept: list[Keyword] = []
    for group, phrase in _chosen(text, phrases, sure):
        if own >= set(phrase):
            continue
        sources = (*_sources(text, phrases, group), *(("tags",) if phrase in tags else ()))
        score = round(float(sure[group]), 3)
        kept.append(Keyword(text=_shown(text, phrases, group), score=score, sources=sources))
        if len(kept) == _MOST:
            break
    return tuple(kept)
