"""What a segment looks like and how it relates to those around it.

Features are strings for a linear-chain CRF (Lafferty, McCallum and Pereira
2001): shape, boilerplate vocabulary, repetition, and lexical cohesion with the
paragraphs before and after (after Hearst 1997, TextTiling). Nothing here
depends on which words a page uses, beyond the general vocabulary of
boilerplate, so that pages in Persian or English are read as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from rawi.extract.dumps.register import is_arabic, is_dateline, register
from rawi.extract.dumps.segment import FUNCTION, PARAGRAPH, Segment, joined

NEAR = 6
"""How many paragraphs before and after count as surroundings."""

_ENDINGS = (
    ("dot", re.compile(r"[.!؟?…。！？।۔][\"”»)’'」』】]*$|[\"”»]\.?$")),
    ("colon", re.compile(r":$")),
    ("comma", re.compile(r"[،,؛]$")),
)
_LATIN = re.compile(r"[a-z]")
_DIGITS = "0123456789"
_INNER = re.compile(r"[:|»>]")
_OPENERS = frozenset('"“«([#-*©')
_SIZES = (8, 16, 28, 45, 65, PARAGRAPH, 130, 200, 350)
_SHARES = (0.001, 0.12, 0.25, 0.4, 0.6)
"""Bounds of the steps in which the label model sees shares; trained with them."""
_TURNS = (0.001, 0.1, 0.16, 0.22, 0.3)
"""The same of how far what is spoken of turns."""
_ALIKE = 8
"""So many headlines with the same beginning are remembered."""
_LOOKED = 400
"""So much of a segment, in code points, is looked at for its letters."""


def features(
    found: Sequence[Segment], lexicon: bool = True, spoken: bool = True
) -> list[list[str]]:
    """One list of features a segment.

    ``lexicon`` and ``spoken`` off leave the vocabulary of boilerplate and that of
    sites and readers out (for training); the latter is left out, too, of pages
    that are not in Arabic, where it says nothing.
    """
    spoken = spoken and is_arabic(segment.folded for segment in found)
    counts = Counter(p.folded for p in found)
    ends = [_ending(p.text) for p in found]
    cohesion = _cohesion(found)
    runs = _runs(found, ends)
    dotted = _dotted(found, ends)
    heights = _heights(found)
    headed = _headed(found)
    heads = _Headlines(found)
    around = [_seen_from_afar(p, end) for p, end in zip(found, ends, strict=True)]
    state = _State()
    rows = []
    for i, segment in enumerate(found):
        end = ends[i]
        row = _basic(segment, counts[segment.folded])
        size = row[0]
        row += cohesion[i]
        row += runs[i]
        row += _around(found, around, i)
        row += heights[i]
        row += headed[i]
        row.append(f"alone={_alone(found, i)}")
        row += (
            f"end={end}",
            f"place={bisect_right((0.1, 0.3, 0.6, 0.85), i / len(found))}",
            f"dated={segment.dated}",
            f"style={end}{dotted}{size}",
            f"size+end={size}{end}",
            f"holds={heads.inside(segment.folded)}",
        )
        if lexicon:
            row += _lexical(segment)
            row += state.row()
        row += _spoken(segment, spoken)
        rows.append(row)
        state.step(segment, end)
    return rows


def _ending(text: str) -> str:
    last = text[-6:]
    return next((name for name, rule in _ENDINGS if rule.search(last)), "none")


def _basic(segment: Segment, repeats: int) -> list[str]:
    low = segment.folded
    head = low[:_LOOKED]
    found = head.split()[:60]
    stop = sum(map(FUNCTION.__contains__, found)) / max(1, len(found))
    first = found[0] if found else ""
    words = bisect_right((0.01, 0.08, 0.15, 0.25), stop)
    pauses = sum(map(low.count, ".،,:؛؟")) * 100 / len(low)
    flow = bisect_right((0.1, 0.6, 1.5), pauses)
    return [
        f"size={bisect_right(_SIZES, len(low))}",
        f"stop={words}",
        f"flow={flow}{words > 1 if len(low) >= PARAGRAPH else ''}",
        f"digits={bisect_right((0.01, 0.06, 0.2, 0.5), sum(map(head.count, _DIGITS)) / len(head))}",
        f"latin={bisect_right((0.01, 0.2, 0.6), len(_LATIN.findall(head)) / len(head))}",
        f"commas={min(3, low.count('،') + low.count(','))}",
        f"stops={min(3, low.count('. '))}",
        f"and={joined(first)}",
        f"goes-on={segment.goes_on}",
        f"full={segment.full}{segment.goes_on}",
        f"open={first[:1] if first[:1] in _OPENERS else ''}",
        f"mark={_marker(segment.marker)}",
        f"line={bisect_right((90, 250, 900), segment.line_length)}",
        f"repeats={min(3, repeats)}",
        f"inner={bool(_INNER.search(low, 0, 60))}",
    ]


def _alone(found: Sequence[Segment], i: int) -> str:
    """Whether a segment is its line, or its line's beginning with boilerplate behind it."""
    segment = found[i]
    if segment.alone:
        return "alone"
    first = not i or found[i - 1].line != segment.line
    behind = found[i + 1 : i + 3]
    rest = [other for other in behind if other.line == segment.line]
    clean = len(rest) < 2 and all(other.covered > 0.8 for other in rest)
    return "furniture-behind" if first and clean else "first" if first else "not"


def _marker(marker: str) -> str:
    if not marker:
        return ""
    return "number" if marker[0].isdigit() else "bullet"


def _lexical(segment: Segment) -> list[str]:
    row = [f"covered={bisect_right((0.1, 0.35, 0.6, 0.8, 0.97), segment.covered)}"]
    row += [f"kind={k}" for k in segment.kinds]
    if segment.kinds and segment.folded.count(" ") < 6:
        row += [f"only={k}" for k in segment.kinds]
    return row


def _spoken(segment: Segment, vocabulary: bool) -> list[str]:
    """Who speaks, and with which frequent word of news it begins."""
    kinds, opens = register(segment.folded)
    size = max(1, len(kinds))
    site, you = kinds.count("s"), kinds.count("y")
    row = [
        f"dateline={is_dateline(segment.text)}",
        f"quotes={min(2, sum(map(segment.folded[:_LOOKED].count, _QUOTES)))}",
    ]
    if vocabulary:
        row += [
            f"unknown={bisect_right((0.01, 0.07, 0.15, 0.3), kinds.count('u') / size)}",
            f"opens={opens}",
            f"you={min(3, you)}",
            f"site={min(4, site)}",
            f"site-share={bisect_right((0.01, 0.06, 0.12, 0.2, 0.35), (site + you) / size)}",
            f"reader={min(3, kinds.count('r'))}",
        ]
    return row


_QUOTES = '"“”«»'


def _heights(found: Sequence[Segment]) -> list[list[str]]:
    """How long a segment is beside those around it, and how many could be paragraphs."""
    sizes = [len(segment.folded) for segment in found]
    total = bisect_right((1, 2, 3, 5, 9, 17), sum(segment.full for segment in found))
    rows = []
    for i, size in enumerate(sizes):
        near = max(PARAGRAPH, *sizes[max(0, i - _VIEW) : i + _VIEW + 1])
        height = bisect_right((0.12, 0.25, 0.4, 0.6, 0.8, 0.99), size / near)
        rows.append([f"height={height}", f"fulls={total}{found[i].full}"])
    return rows


_VIEW = 12
"""So many segments before and after are looked at for their length."""


def _headed(found: Sequence[Segment]) -> list[list[str]]:
    """How many stems a paragraph shares with the short lines before it, and these with it."""
    best = [0] * len(found)
    heads = [0] * len(found)
    short: list[int] = []
    for i, segment in enumerate(found):
        if not segment.full:
            if 3 <= len(segment.stems) <= 24:
                short = [*short[1 - _HEADS :], i]
            continue
        for j in short:
            shared = len(segment.stems & found[j].stems) if i - j <= _VIEW else 0
            best[i] = max(best[i], shared)
            heads[j] = max(heads[j], shared)
        short = []
    edges = (1, 2, 3, 5)
    return [
        [f"headed={bisect_right(edges, b)}", f"heads={bisect_right(edges, h)}"]
        for b, h in zip(best, heads, strict=True)
    ]


_HEADS = 6
"""So many short lines before a paragraph may be its headline."""


class _State:
    """Kinds of boilerplate seen since the last paragraph."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.alone = False
        self.paragraphs = 0

    def row(self) -> list[str]:
        before = "none" if not self.paragraphs else ""
        return [f"since={k}{before}" for k in sorted(self.kinds)] + [f"also-alone={self.alone}"]

    def step(self, segment: Segment, end: str) -> None:
        if segment.full and end == "dot":
            self.kinds.clear()
            self.alone = False
            self.paragraphs += 1
            return
        if segment.dated:
            self.kinds.add("dated")
        if segment.covered > 0.5:
            self.kinds.update(segment.kinds)
            if "also" in segment.kinds and segment.alone:
                self.alone = True


def _cohesion(found: Sequence[Segment]) -> list[list[str]]:
    """Shared stems with the paragraphs before and after each segment."""
    long = [i for i, segment in enumerate(found) if segment.full]
    unions = _Unions([found[j].stems for j in long])
    rows = []
    at = turned = turn = 0
    for i, segment in enumerate(found):
        while at < len(long) and long[at] < i:
            at += 1
        if not i or at != turned:
            turned, turn = at, _turn(unions, at)
        skip = at + (at < len(long) and long[at] == i)
        behind = unions.of(max(0, at - NEAR), at)
        before = _share(segment.stems, behind)
        ahead = unions.of(skip, skip + NEAR)
        after = _share(segment.stems, ahead)
        rows.append(
            [
                f"before={bisect_right(_SHARES, before)}",
                f"after={bisect_right(_SHARES, after)}",
                f"nearer={bisect_right((-0.15, -0.03, 0.03, 0.15), after - before)}",
                f"common={bisect_right((1, 2, 3, 5, 8), _common(segment.stems, behind, ahead))}",
                f"turn={turn}",
                f"first={at == 0}",
                f"last={skip >= len(long)}",
            ]
        )
    return rows


def _turn(unions: _Unions, at: int) -> int:
    """How much the paragraphs from one on share with those before it."""
    behind, here = unions.of(max(0, at - NEAR), at), unions.of(at, at + NEAR)
    turn = _share(here, behind) if len(here) < len(behind) else _share(behind, here)
    return bisect_right(_TURNS, turn)


class _Unions:
    """The stems of consecutive paragraphs, each union made once."""

    def __init__(self, paragraphs: Sequence[frozenset[str]]) -> None:
        self._paragraphs = paragraphs
        self._made: dict[tuple[int, int], frozenset[str]] = {}

    def of(self, start: int, end: int) -> frozenset[str]:
        if (start, end) not in self._made:
            if len(self._made) > 4:
                self._made.clear()
            self._made[start, end] = frozenset().union(*self._paragraphs[start:end])
        return self._made[start, end]


def _share(own: frozenset[str], others: frozenset[str]) -> float:
    return len(own & others) / len(own) if own else 0.0


def _common(own: frozenset[str], behind: frozenset[str], ahead: frozenset[str]) -> int:
    return len(own & behind) + len((own & ahead) - behind)


def _dotted(found: Sequence[Segment], ends: Sequence[str]) -> int:
    """How usual it is on this page that a paragraph ends in a full stop."""
    long = [
        end == "dot"
        for segment, end in zip(found, ends, strict=True)
        if len(segment.folded) >= PARAGRAPH
    ]
    return bisect_right((0.3, 0.6, 0.85, 0.99), sum(long) / len(long)) if long else -1


class _Headlines:
    """The short lines of a page, to find them again inside other segments."""

    def __init__(self, found: Sequence[Segment]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for segment in found:
            if 20 < len(segment.folded) < 2 * PARAGRAPH:
                alike = self._by_start.setdefault(segment.folded[:12], [])
                if len(alike) < _ALIKE and segment.folded not in alike:
                    alike.append(segment.folded)

    def inside(self, low: str) -> bool:
        """Whether a segment holds another, shorter segment of the page."""
        if not 32 < len(low) <= 4 * PARAGRAPH:
            return False
        at = 0
        while at >= 0:
            for head in self._by_start.get(low[at : at + 12], ()):
                if len(head) < len(low) and low.startswith(head, at):
                    return True
            at = low.find(" ", at) + 1 or -1
        return False


def _runs(found: Sequence[Segment], ends: Sequence[str]) -> list[list[str]]:
    """How many segments without paragraphs, and without full stops, stand together."""
    long = [segment.full for segment in found]
    closed = [is_long and end == "dot" for is_long, end in zip(long, ends, strict=True)]
    edges = (1, 2, 3, 5, 9)
    return [
        [f"{name}={bisect_right(edges, value)}" for name, value in zip(_RUNS, near, strict=True)]
        for near in zip(*_distances(long), *_distances(closed), strict=True)
    ]


_RUNS = ("back", "ahead", "open-back", "open-ahead")


def _distances(stops: Sequence[bool]) -> tuple[list[int], list[int]]:
    """For each place, how many places back and ahead hold no stop."""
    back, ahead = [0] * len(stops), [0] * len(stops)
    for i in range(1, len(stops)):
        back[i] = 0 if stops[i - 1] else back[i - 1] + 1
    for i in range(len(stops) - 2, -1, -1):
        ahead[i] = 0 if stops[i + 1] else ahead[i + 1] + 1
    return back, ahead


def _seen_from_afar(segment: Segment, end: str) -> tuple[str, str]:
    size = bisect_right((16, 45, PARAGRAPH, 200), len(segment.folded))
    return f"{size}{end}", f"dated={segment.dated}"


def _around(found: Sequence[Segment], around: Sequence[tuple[str, str]], i: int) -> list[str]:
    row = []
    for step in (-2, -1, 1, 2):
        j = i + step
        if not 0 <= j < len(found):
            row.append(f"{step}:none")
            continue
        row.append(f"{step}:{around[j][0]}")
        if abs(step) == 1:
            row.append(f"{step}:gap={min(2, abs(found[j].line - found[i].line))}")
            row.append(f"{step}:{around[j][1]}")
    return row
