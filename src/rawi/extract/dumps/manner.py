"""What is measured of how a text is written, as numbers under names.

Shares of words that show who tells, whom and what (``manner_words.py``), how common its words are
in news, how its words begin and end, its marks, numbers, sentences and lines. Arabic texts have
numbers of their own, and so have all others together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from statistics import fmean, median
from typing import NamedTuple

from rawi.extract.dumps.manner_words import ARABIC, OTHER
from rawi.extract.dumps.phrases import MARK, folded, plain
from rawi.extract.dumps.register import is_dateline, register
from rawi.extract.dumps.segment import FUNCTION
from rawi.extract.dumps.word_costs import costs, names

READ = 1_200
"""So much of a text, in code points, is measured."""
_WORDS = 200
"""So many of its words, at most."""
_UNKNOWN, _FREQUENT = 11.0, 6.0
"""The cost of a word that news does not have; less than the second is frequent (rank 400)."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!؟?:\n]+\s*")
_CLOSED = tuple(".!؟?\"»”'")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PARTICLES = re.compile("[وفبلك]?ال|[وف]")
"""What may stand joined before a word of a table."""
_MARKS = {
    "commas": ",،",
    "stops": ".",
    "quotes": '"“”«»„',
    "calls_out": "!",
    "questions": "?؟",
    "colons": ":",
    "semicolons": ";؛",
    "brackets": "(",
    "dashes": "—–",
}
_SPOKEN = "ysru"
"""Kinds of words that ``register`` tells: to a reader, of a site, of a reader, unknown."""
Traits = dict[str, float]


class _Text(NamedTuple):
    """A text with its words, folded, and its sentences."""

    text: str
    low: str
    words: list[str]
    sentences: list[list[str]]


def _cut(text: str) -> _Text:
    text = text[:READ]
    low = folded(text).replace(MARK, "").replace("’", "'")
    parts = [_WORD.findall(part) for part in _SENTENCE.split(low)]
    return _Text(text, low, _WORD.findall(low)[:_WORDS] or [""], [*filter(None, parts)] or [[""]])


def arabic_traits(text: str) -> Traits:
    """What is measured of an Arabic text, in an order that never changes."""
    cut = _cut(text)
    shares = _shares(cut.words, _tables(True))
    return shares | _common(cut, shares) | _shape(cut) | _vocabulary(cut) | _endings(cut.words)


def other_traits(text: str) -> Traits:
    """What is measured of a text in another language, in an order that never changes."""
    cut = _cut(text)
    tables, first = _tables(False), [sentence[0] for sentence in cut.sentences]
    begins = {
        "small_first": _share(first, tables["small"]),
        "spoken_first": _share(first, tables["mine"] | tables["yours"]),
        "first_letters": fmean(map(len, first)),
    }
    return _shares(cut.words, tables) | begins | _shape(cut) | _capitals(cut) | _latin(cut)


# words of tables


@cache
def _tables(arabic: bool) -> dict[str, frozenset[str]]:
    tables = ARABIC if arabic else OTHER
    return {name: frozenset(plain(table).split()) for name, table in tables.items()}


@lru_cache(16_384)
def _bare(word: str) -> str:
    return _PARTICLES.sub("", word, count=1) if _PARTICLES.match(word) else word


def _share(words: Sequence[str], table: frozenset[str]) -> float:
    return sum(word in table or _bare(word) in table for word in words) / len(words)


def _shares(words: Sequence[str], tables: Mapping[str, frozenset[str]]) -> Traits:
    return {name: _share(words, table) for name, table in tables.items()}


def _common(cut: _Text, shares: Traits) -> Traits:
    """What of an Arabic text speaks for a report, together, and who is spoken to."""
    tables = _tables(True)
    told = ("tells", "happens", "when", "much", "offices")
    first = [sentence[0] for sentence in cut.sentences]
    kinds = "".join(register(line)[0] for line in cut.low.split("\n"))
    return {
        "reported": sum(shares[name] for name in told) * len(cut.words),
        "told_first": _share(first, tables["tells"] | tables["happens"]),
        "function": fmean(word in FUNCTION for word in cut.words),
        "dateline": any(map(is_dateline, cut.text.split("\n")[:3])),
        **{f"spoken_{kind}": kinds.count(kind) / max(1, len(kinds)) for kind in _SPOKEN},
    }


# shape


def _shape(cut: _Text) -> Traits:
    """Its marks, numbers, sentences and lines."""
    count, text = len(cut.words), cut.text
    lines = [line.rstrip() for line in text.split("\n") if line.strip()] or [""]
    marks = Counter(text)
    return {
        **{name: sum(marks[m] for m in own) / count for name, own in _MARKS.items()},
        "digits": sum(map(str.isdigit, text)) / max(1, len(text)),
        "dots": text.count("..") + marks["…"],
        "letters": fmean(map(len, cut.words)),
        "words": count,
        "sentence": count / len(cut.sentences),
        "least_sentence": min(map(len, cut.sentences)),
        "lines": len(lines),
        "line": count / len(lines),
        "least_line": min(map(len, lines)),
        "open_lines": fmean(not line.endswith(_CLOSED) for line in lines),
    }


def _vocabulary(cut: _Text) -> Traits:
    """How common the words of an Arabic text are in news."""
    known, words = costs(), cut.words
    prices = [known.get(word, _UNKNOWN) for word in words]
    first = [known.get(sentence[0], _UNKNOWN) for sentence in cut.sentences]
    stuck = sum(f"{one} {other}" in names() for one, other in pairwise(words))
    return {
        "cost": fmean(prices),
        "median_cost": median(prices),
        "unknown": fmean(price >= _UNKNOWN for price in prices),
        "frequent": fmean(price < _FREQUENT for price in prices),
        "first_cost": fmean(first),
        "first_unknown": fmean(price >= _UNKNOWN for price in first),
        "names": stuck / len(words),
        "all_names": stuck,
    }


def _endings(words: Sequence[str]) -> Traits:
    """How Arabic words begin and end; some of it only of those that news does not have."""
    count, strange = len(words), [word for word in words if word not in costs()]
    begins = {f"begins_{one}": sum(w.startswith(one) for w in strange) / count for one in "وفب"}
    return {
        **begins,
        "definite": sum(word.startswith("ال") for word in words) / count,
        "relation": sum(w.startswith("ال") and w.endswith(("ي", "يه")) for w in words) / count,
        "person": sum(word[:1] in ("ا", "ن", "ت", "ي") for word in strange) / count,
        "ends_t": sum(word.endswith("ت") for word in words) / count,
        "ends_y": sum(word.endswith("ي") for word in words) / count,
        "strange_y": sum(word.endswith("ي") for word in strange) / count,
        "ends_k": sum(word.endswith("ك") for word in words) / count,
        "strange_k": sum(word.endswith(("ك", "كم")) for word in strange) / count,
        "ends_na": sum(word.endswith("نا") for word in words) / count,
        "strange_h": sum(word.endswith(("ه", "ها")) for word in strange) / count,
    }


def _capitals(cut: _Text) -> Traits:
    """Capitals inside sentences, which names have; German has them on nouns too."""
    inside = [word for part in _SENTENCE.split(cut.text) for word in _WORD.findall(part)[1:]]
    inside = inside or ["x"]
    pairs = sum(one[0].isupper() and other[0].isupper() for one, other in pairwise(inside))
    return {
        "capitals": fmean(word[0].isupper() for word in inside),
        "capital_pairs": pairs / len(inside),
        "shouted": fmean(len(word) > 1 and word.isupper() for word in inside),
    }


def _latin(cut: _Text) -> Traits:
    words, count = cut.words, len(cut.words)
    lines = [line.strip() for line in cut.text.split("\n") if line.strip()] or [""]
    letters = max(1, sum(map(str.isalpha, cut.text)))
    return {
        "years": len(_YEAR.findall(cut.text)) / count,
        "joined": sum("'" in word for word in words) / count,
        "different": len(set(words)) / count,
        "lower_lines": fmean(line[:1].islower() for line in lines),
        "latin": sum(c.isalpha() and c < "ɐ" for c in cut.text) / letters,
        "ends_ed": sum(word.endswith("ed") for word in words) / count,
        "ends_ing": sum(word.endswith("ing") for word in words) / count,
        "ends_s": sum(word.endswith("s") for word in words) / count,
    }
