"""Run-together tags, taken apart by what the page and known names show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rawi.extract.dumps.phrases import folded, plain
from rawi.extract.dumps.word_costs import names, unglued

_SEPARATED = re.compile(r"\s*[،,;؛|•·/\n\t]+\s*|\s+-\s+|\s*#\s*")
_LONGEST = 4
"""Words of a tag that is looked for in the text."""
_TITLE = re.compile(r"ال\w{2,}")
_NISBA = re.compile(r"ال\w+(?:ي|يه|يين|يون|يات)$")
_LENGTH = 60
"""A tag longer than this, in code points, is no tag."""
_RUN = 3000
"""So much of a run, in code points, is taken apart."""
_JOINERS = frozenset(
    [
        "بن",
        "ابن",
        "ابو",
        "ابي",
        "ام",
        "ال",
        "عبد",
        "بنت",
        "ذي",
        "ذو",
        "ذات",
        "ضد",
        "في",
        "من",
        "على",
        "مع",
        "بين",
        "شبه",
        "غير",
        "عدم",
        "دون",
        "تحت",
        "حول",
    ]
)


def split(raws: Iterable[str], text: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The tags of one or more runs, without repetition, in order.

    Separators decide where there are any. Else words are joined where a known
    name, the page's own ``text``, or grammar (a definite noun and its
    adjectives) joins them.
    """
    found: list[str] = []
    for raw in raws:
        parts = [p for p in _SEPARATED.split(raw.strip(" :")) if p]
        if len(parts) > 1:
            found += parts
            continue
        words = _words(raw[:_RUN], known)
        found += _joined(words, text)
    return tuple(dict.fromkeys(t.replace("_", " ") for t in found if 1 < len(t) <= _LENGTH))


def whole(raw: str) -> str | None:
    """One tag that stands on a line of its own."""
    tag = raw.strip(" #:،,")
    return tag if 1 < len(tag) <= _LENGTH and len(tag.split()) <= 6 else None


def _words(raw: str, known: Callable[[str], bool]) -> list[tuple[str, bool]]:
    """The words of a run, each with whether a glue point stands before it."""
    found: list[tuple[str, bool]] = []
    for token in raw.strip(" :").split():
        cuts = (0, *unglued(token, folded(token), known), len(token))
        for n, (start, end) in enumerate(pairwise(cuts)):
            found.append((token[start:end], n > 0))
    return found


def _joined(words: Sequence[tuple[str, bool]], text: str) -> list[str]:
    if any(glued for _, glued in words):
        return _by_glue(words)
    restart = _restart(words)
    if restart:
        return _joined(words[:restart], text) + _joined(words[restart:], text)
    low = [_plain_word(w) for w, _ in words]
    links = [_linked(a, b, text) for a, b in pairwise(low)]
    size = len(words)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * size
    for end in range(1, size + 1):
        for start in range(max(0, end - _LONGEST), end):
            cost = best[start][0] + _cost(low[start:end], sum(links[start : end - 1]))
            best[end] = min(best[end], (cost, start))
    found: list[str] = []
    at = size
    while at:
        start = best[at][1]
        found.append(" ".join(w for w, _ in words[start:at]))
        at = start
    return found[::-1]


@lru_cache(16_384)
def _plain_word(word: str) -> str:
    return plain(word)


def _restart(words: Sequence[tuple[str, bool]]) -> int:
    """Where a run of tags begins anew with its first two words; 0 where it does not."""
    for i in range(2, len(words) - 1):
        if words[i] == words[0] and words[i + 1] == words[1]:
            return i
    return 0


def _by_glue(words: Sequence[tuple[str, bool]]) -> list[str]:
    """Where tags are glued, spaces stand only inside them."""
    found: list[str] = []
    for word, glued in words:
        if glued or not found:
            found.append(word)
        else:
            found[-1] += f" {word}"
    return found


def _cost(words: Sequence[str], links: int) -> float:
    """What it costs to read these words, so many pairs of them linked, as one tag."""
    if len(words) == 1:
        return 3.0 if words[0] in _JOINERS else 1.0
    if " ".join(words) in names():
        return 0.9
    return 0.95 + 4.0 * (len(words) - 1 - links)


def _linked(one: str, other: str, text: str) -> bool:
    pair = f"{one} {other}"
    if pair in names() or one in _JOINERS:
        return True
    if _TITLE.fullmatch(one) and _NISBA.fullmatch(other):
        return True
    return not other.startswith("و") and len(one) > 2 and text.count(pair) >= 2
