"""Where inside a word two blocks may have been glued together.

What was the end of one block and the beginning of the next stands without a
space: ``الخبر.وقال``, ``2018رويترز``, ``الرياضهل``. Some joins the characters
show; others show only in that the word is none, but falls into two that are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rawi.extract.dumps.phrases import MARK, folded
from rawi.extract.dumps.word_costs import costs

_A = "\u0620-\u064a\u066e-\u06d3"
_D = "0-9٠-٩۰-۹"
_SHOWN = re.compile(
    rf"(?<=[.!؟?…؛،])(?P<stop>(?=[^\W{_D}_]))"
    rf"|(?<=[:;|])(?P<colon>(?=[^\W{_D}_]))"
    rf"|(?<=[)\]»”])(?P<close>(?=\w))|(?<=[^\W_])(?P<open>(?=[(\[«“|•©#<»+]))"
    rf"|(?<=[\w.؟!][\"'])(?P<quote>(?=\w))|(?<=[\w.؟!…])(?P<quoted>(?=[\"']\w))"
    rf"|(?<=[\w.؟!…\"»)])(?P<bullet>(?=[*\-–•▪▲▼●]+(?:$|[{_A}])))"
    rf"|(?<=[.!؟?…؛،:)\]»”])(?P<number>(?=[{_D}])(?<![{_D}].))"
    rf"|(?<=[{_D}%])(?P<from>(?=[{_A}]))|(?<=[{_A}])(?P<to>(?=[{_D}]))"
    rf"|(?<=:[{_D}][{_D}])(?P<clock>(?=[{_D}]))|(?<=\b20[{_D}][{_D}])(?P<year>(?=[{_D}]))"
    rf"|(?<=[{_D}])(?P<digits>(?=[A-Za-z]))|(?<=[A-Za-z])(?P<ascii>(?=[{_D}]))"
    rf"|(?<=[{_A}])(?P<latin>(?=[A-Za-z]))|(?<=[A-Za-z])(?P<arabic>(?=[{_A}]))"
    rf"|(?<=[a-z])(?P<case>(?=[A-Z]))"
    rf"|(?<=[ةى])(?P<final>(?=[\u0621-\u064a]))"
    rf"|(?<=[ًٌٍ])(?P<tanween>(?=[\u0621-\u0626\u0628-\u064a]))"
    rf"|(?<=ًا)(?P<alef>(?=[\u0621-\u064a]))"
)
"""What the characters show, by name."""
_RUN = re.compile(rf"[{_A}\u064b-\u065f\u0670]{{5,}}")
_LONGEST = 60
"""A longer run of letters is not read as words."""
_KNOWN, _UNKNOWN, _LETTER, _CUT = 2.5, 3.5, 2.4, -1.5
"""What reading costs, in nats: a word of news beyond its rank, any other, its letters, a cut."""
_PREFIXES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س")
_SUFFIXES = ("هما", "ها", "هم", "نا", "ات", "ين", "ون", "وا", "ه", "ت", "ا", "ي")
_CLITIC = 2.5
"""What a particle or pronoun adds to the cost of a word, in nats. Chosen by reading, not
measured."""
_WORD = 20
"""The longest word that is looked for, in letters."""


class Join(NamedTuple):
    """A place inside a word where a block may begin."""

    at: int
    kind: str


def joins(token: str) -> tuple[Join, ...]:
    """The joins of a token in its own spelling, in order. Linear in its length."""
    return _usual(token) if len(token) <= _LONGEST else tuple(_found(token))


@lru_cache(16_384)
def _usual(token: str) -> tuple[Join, ...]:
    return tuple(_found(token))


def _found(token: str) -> Iterator[Join]:
    shown = [Join(m.start(), m.lastgroup or "") for m in _SHOWN.finditer(token) if m.start()]
    for join, (start, end) in zip([None, *shown], _parts(token, shown), strict=True):
        if join:
            yield join
        for run in _RUN.finditer(token, start, end):
            for cut, gain in _read(run.group(), folded(run.group())):
                if run.start() + cut > start:
                    yield Join(run.start() + cut, f"words{gain}")


def _parts(token: str, shown: Sequence[Join]) -> Iterator[tuple[int, int]]:
    """What stands between joins that the characters show."""
    return pairwise([0, *(join.at for join in shown), len(token)])


def _read(token: str, low: str) -> Iterator[tuple[int, int]]:
    """Where a run of letters falls into words, and how much cheaper that is to read."""
    kept = [i for i, char in enumerate(low) if char != MARK]
    word = "".join(low[i] for i in kept)
    if not 5 <= len(word) <= _LONGEST or word in costs():
        return
    cuts, price = _cheapest(word, "".join(token[i] for i in kept))
    gain = min(4, int((_price(word) - price) / 3))
    for cut in cuts:
        yield kept[cut], gain


def _cheapest(low: str, token: str) -> tuple[list[int], float]:
    """The cheapest reading of letters as words (Viterbi): its cuts and its price."""
    size = len(low)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(math.inf, 0)] * size
    for end in range(2, size + 1):
        if end < size and token[end] in "ةىءئؤ":
            continue
        for start in range(max(0, end - _WORD), end - 1):
            if best[start][0] < math.inf:
                price = best[start][0] + _price(low[start:end]) + (_CUT if start else 0)
                if start and token[start] in "أإآ":
                    price -= 2
                best[end] = min(best[end], (price, start))
    cuts = []
    at = best[size][1]
    while at > 0:
        cuts.append(at)
        at = best[at][1]
    return cuts[::-1], best[size][0]


@lru_cache(65_536)
def _price(word: str) -> float:
    """What reading letters as one word costs, in nats."""
    known = costs().get(word)
    unknown = _UNKNOWN + _LETTER * len(word)
    if known is not None:
        return known + _KNOWN if len(word) > 2 or known < 5.5 else unknown + 4
    if len(word) < 3:
        return unknown + 4
    best = unknown
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            best = min(best, _host(word[len(prefix) :]) + _CLITIC)
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            best = min(best, _host(word[: -len(suffix)]) + _CLITIC)
            break
    return best


def _host(word: str) -> float:
    known = costs().get(word) if len(word) > 2 else None
    return math.inf if known is None else known + _KNOWN
