"""What relate needs of one article, small enough to keep a hundred thousand in memory.

A sketch holds a MinHash signature of word shingles (Broder 1997), from which
copies are proposed, and the article's lemmas with their weights, from which
stories and similar articles are told. Terms are CRC-32 of the lemma: at a
vocabulary of 200,000 some five pairs collide, which no figure here notices.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zlib import crc32

import msgspec
import numpy as np
import rensa  # type: ignore[import-untyped]

from rawi.arabic import Token, fold, lemmas, tokens
from rawi.model import Article, CreditRole, Notes

PERMUTATIONS = 128
"""Values of a MinHash signature: a standard error of .04 at most (decision 0051)."""
SHINGLE = 3
"""Words of a shingle (decision 0051)."""
_SEED = 7
"""Of the permutations: any will do, but stored signatures hold to it."""
_MAX_TERMS = 160
"""Lemmas that are kept of an article."""
_LEAD_WORDS = 60
"""Words of the body that count as its opening."""
GRAM = 4
"""Letters of a headline's grams."""
_MAX_GRAMS = 160
"""Grams that are kept of a headline."""
_MAX_NAMES = 60
"""Names that are kept of an article."""
_MAX_CREDITS = 6
"""Sources that are kept of an article, of each role."""

TITLE, LEAD, KEYWORD, PLACE = 1, 2, 4, 8
"""Bits."""


class Sketch(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """One article as relate sees it; goes through msgpack unchanged."""

    id: str
    outlet: str | None = None
    language: str | None = None
    time: float | None = None
    """Seconds since 1970 of publication, else of collection."""
    exact: bool = False
    """Whether ``time`` is known to the minute."""
    words: int = 0
    """Words in the body."""
    signature: bytes = b""
    """MinHash of the body's shingles, little-endian uint32; empty for a body too short."""
    terms: bytes = b""
    """CRC-32 of each lemma, little-endian uint32, ascending."""
    counts: bytes = b""
    """How often each term stands in the text, one byte a term, at most 255."""
    places: bytes = b""
    """Where each term stands besides the body: ``TITLE``, ``LEAD``, ``KEYWORD`` bits."""
    section: str | None = None
    """The outlet's section, as lemmas, so that رياضة and الرياضة are one."""
    grams: bytes = b""
    """Hashes of the title's character 4-grams, little-endian uint16, ascending, each once."""
    names: bytes = b""
    """CRC-32 of each name that entities have, little-endian uint32, ascending."""
    named: bytes = b""
    """Where each name stands, and what it is, one byte a name: ``LEAD``, ``PLACE`` bits."""
    wires: tuple[str, ...] = ()
    """Agencies that the article credits with its text."""
    cited: tuple[str, ...] = ()
    """Agencies and outlets that it cites."""


def _seconds(text: str | None) -> float | None:
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return _seconds(f"{text}-01") if len(text) in (4, 7) else None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def shingle_signature(keys: Sequence[str]) -> bytes:
    """MinHash over word shingles; empty when there are too few words to tell anything."""
    if len(keys) < 4 * SHINGLE:
        return b""
    grams = {" ".join(keys[i : i + SHINGLE]) for i in range(len(keys) - SHINGLE + 1)}
    hashed = rensa.RMinHash(PERMUTATIONS, _SEED)
    hashed.update(sorted(grams))
    return np.array(hashed.digest(), dtype="<u4").tobytes()


def title_grams(title: Sequence[Token]) -> bytes:
    """Character 4-grams over the title's folded words, a blank around each word."""
    text = f" {' '.join(t.key for t in title)} "
    hashed = {crc32(text[i : i + GRAM].encode()) & 0xFFFF for i in range(len(text) - GRAM + 1)}
    return np.array(sorted(hashed)[:_MAX_GRAMS], dtype="<u2").tobytes()


def name_hash(name: str) -> int:
    """How a sketch holds a name: CRC-32 of its folded form."""
    return crc32(fold(name).encode())


def _names(notes: Notes, lead: int) -> dict[int, int]:
    """Hash -> where and what, for every name; ``lead``: where the opening ends in the text."""
    found: dict[int, int] = {}
    for entity in notes.entities:
        key = name_hash(entity.name)
        place = (PLACE if entity.kind == "place" else 0) | (LEAD if entity.start < lead else 0)
        found[key] = found.get(key, 0) | place
    return dict(sorted(found.items())[:_MAX_NAMES])


def _content(token: Token) -> bool:
    return not token.stop and (len(token.lemma) > 1 or token.kind == "number")


def _terms(title: list[Token], body: list[Token]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for index, token in enumerate([*title, *body]):
        if not _content(token):
            continue
        entry = found.setdefault(crc32(token.lemma.encode()), [0, 0])
        entry[0] += 1
        if index < len(title):
            entry[1] |= TITLE
        elif index < len(title) + _LEAD_WORDS:
            entry[1] |= LEAD
    return found


def _kept(found: dict[int, list[int]]) -> list[tuple[int, list[int]]]:
    """The terms worth their bytes: title and lead first, then the most frequent."""
    ranked = sorted(found.items(), key=lambda e: (-(e[1][1] > 0), -e[1][0], e[0]))
    return sorted(ranked[:_MAX_TERMS])


def sketch(article: Article, notes: Notes, words: list[Token] | None = None) -> Sketch:
    """The sketch of one article; ``words`` are the tokens of its text, where they are known."""
    title, body = tokens(article.title or ""), tokens(article.text) if words is None else words
    found = _terms(title, body)
    for keyword in notes.keywords:
        for token in tokens(keyword.text):
            if entry := found.get(crc32(token.lemma.encode())):
                entry[1] |= KEYWORD
    kept = _kept(found)
    names = _names(notes, body[_LEAD_WORDS].start if len(body) > _LEAD_WORDS else 1 << 30)
    published = _seconds(article.published)
    return Sketch(
        id=article.id,
        outlet=article.outlet,
        language=article.language,
        time=published if published is not None else _seconds(article.collected),
        exact=published is None or article.published_precision in (None, "minute"),
        words=len(body),
        signature=shingle_signature([t.key for t in body]),
        terms=np.array([term for term, _ in kept], dtype="<u4").tobytes(),
        counts=bytes(min(count, 255) for _, (count, _) in kept),
        places=bytes(place for _, (_, place) in kept),
        section=" ".join(lemmas(article.section or "")) or None,
        grams=title_grams(title),
        names=np.array(list(names), dtype="<u4").tobytes(),
        named=bytes(names.values()),
        wires=_credited(notes, "wire"),
        cited=_credited(notes, "cited"),
    )


def _credited(notes: Notes, role: CreditRole) -> tuple[str, ...]:
    return tuple(credit.name for credit in notes.credits if credit.role == role)[:_MAX_CREDITS]
