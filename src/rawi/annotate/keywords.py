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

import msgspec

from rawi.annotate.background import rarity
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


class _Phrase(msgspec.Struct):
    """One candidate, all its occurrences taken together."""

    lemmas: tuple[str, ...]
    weight: float = 0.0
    times: int = 0
    verbal: bool = True
    """Whether every occurrence has a particle or a verb's prefix that its lemma lacks."""
    sources: set[str] = msgspec.field(default_factory=set)
    written: Counter[str] = msgspec.field(default_factory=Counter)


def _without_clitic(token: Token) -> tuple[str, bool]:
    """The word as written less the particle attached to it, and whether there was one."""
    for clitic in _PROCLITICS:
        article = "ال" if clitic.endswith(("ال", "لل")) else ""
        rest = token.text[len(clitic) :]
        if not token.text.startswith(clitic) or len(rest) < 2:
            continue
        if token.lemma.startswith(token.key[: len(clitic)]) or len(token.lemma) < 3:
            continue
        if article or clitic in "وف" or token.lemma[:2] == token.key[len(clitic) :][:2]:
            return article + rest, True
    return token.text, False


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


def _candidates(text: str) -> Iterator[list[Token]]:
    for run in _runs(text):
        for start in range(len(run)):
            for end in range(start + 1, min(start + _LONGEST, len(run)) + 1):
                if end - start > 1 and _without_clitic(run[end - 1])[1]:
                    break
                yield run[start:end]


def _parts(article: Article) -> Iterable[tuple[str, float, str]]:
    lead, *rest = article.body or ("",)
    texts = {
        "title": article.title or "",
        "tags": "\n".join(article.tags),
        "lead": lead,
        "body": "\n".join(rest),
    }
    for name, weight in _FOUND:
        yield ("body" if name == "lead" else name), weight, texts[name]


def _collected(article: Article) -> dict[tuple[str, ...], _Phrase]:
    found: dict[tuple[str, ...], _Phrase] = {}
    for source, weight, text in _parts(article):
        for words in _candidates(text):
            lemmas = tuple(t.lemma for t in words)
            phrase = found.setdefault(lemmas, _Phrase(lemmas))
            phrase.weight += weight
            phrase.times += 1
            phrase.sources.add(source)
            first, cut = _without_clitic(words[0])
            phrase.verbal = phrase.verbal and not cut and _prefixed(words[0])
            shown = text[words[0].start : words[-1].end]
            written = first + shown[len(words[0].text) :]
            phrase.written[written] += 1 if cut else 2
    return found


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


def _whole(found: dict[tuple[str, ...], _Phrase]) -> None:
    """Take from each phrase the occurrences that belong to a longer one, kept instead."""
    for lemmas, phrase in sorted(found.items(), key=lambda e: -len(e[0])):
        size = len(lemmas)
        if size == 1 or not _usable(phrase):
            continue
        inner = {lemmas[i:j] for i in range(size) for j in range(i + 1, size + 1)} - {lemmas}
        for part in inner:
            if part in found:
                found[part].weight -= 0.8 * phrase.weight


def _overlaps(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one phrase says most of what the other says."""
    common = set(one) & set(other)
    return 2 * len(common) >= min(len(one), len(other)) + (min(len(one), len(other)) > 1)


def keywords_of(article: Article) -> tuple[Keyword, ...]:
    """Up to ten phrases, best first; none overlaps another or names the outlet."""
    found = _collected(article)
    _whole(found)
    own = {t.lemma for t in tokens(article.outlet or "")}
    kept: list[Keyword] = []
    taken: list[tuple[str, ...]] = []
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
