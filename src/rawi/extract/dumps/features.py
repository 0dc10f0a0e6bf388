"""What a piece looks like and how it relates to those around it.

Features are strings for a linear-chain CRF (Lafferty, McCallum and Pereira
2001): shape, furniture vocabulary, repetition, and lexical cohesion with the
paragraphs before and after (after Hearst 1997, TextTiling). Nothing here
depends on which words a page uses, beyond the general vocabulary of
furniture, so that pages in Persian or English are read as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rawi.extract.dumps import words
from rawi.extract.dumps.phrases import phrases
from rawi.extract.dumps.pieces import Piece, covered, starts

PARAGRAPH = 90
"""From this length on, in code points, a piece may be a paragraph of its own."""
NEAR = 6
"""How many paragraphs before and after count as surroundings."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_PREFIX = re.compile("^(?:[وف]?[بكل]?ال|[وف]?لل|[وفبل](?=....))")
_STOP = frozenset(phrases(words.FUNCTION))
_DATED = re.compile(
    r"\b\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2,4}|\b\d{4}\s*[/\-]\s*\d{1,2}\s*[/\-]\s*\d{1,2}"
    r"|\b\d{1,2}:\d{2}\b|(?:قبل|منذ)\s+\d+|\b(?:"
    + "|".join(phrases(words.MONTHS))
    + r")\b\D{0,14}\d"
    r"|\b(?:" + "|".join(phrases(words.WEEKDAYS)) + r")\s*[,،]?\s*\d"
)
_ENDS = (
    ("dot", re.compile(r"[.!؟?…][\"”»)’']*$|[\"”»]\.?$")),
    ("colon", re.compile(r":$")),
    ("comma", re.compile(r"[،,؛]$")),
)
_LATIN = re.compile(r"[a-z]")


def goes_on(low: str) -> bool:
    """Whether folded text begins as a paragraph that goes on with an article."""
    found = low.split(maxsplit=2)[:2]
    joined = bool(found) and found[0][:1] == "و" and len(found[0]) > 4
    return joined or any(w in _CONTINUES for w in found)


def is_dated(low: str) -> bool:
    """Whether folded text holds a time stamp."""
    return bool(_DATED.search(low))


@dataclass(slots=True)
class Looks:
    """What is measured of one piece before its surroundings are known."""

    size: int
    words: int
    end: str
    kinds: list[str]
    covered: float
    dated: bool
    stems: frozenset[str]
    basic: list[str]


def stems(low: str) -> frozenset[str]:
    """Crude stems of folded text: clitics off, five letters kept."""
    return frozenset(_PREFIX.sub("", w)[:5] for w in _WORD.findall(low))


def _bucket(value: float, edges: Sequence[float]) -> int:
    return sum(value >= edge for edge in edges)


def looks(piece: Piece, repeats: int) -> Looks:
    low = piece.folded
    size = len(low)
    short = size < 2 * PARAGRAPH
    found = low.split()
    end = next((name for name, rule in _ENDS if rule.search(piece.text)), "none")
    return Looks(
        size=size,
        words=len(found),
        end=end,
        kinds=starts(low) if short else [],
        covered=covered(low) if short else 0.0,
        dated=short and is_dated(low),
        stems=stems(low[:1500]),
        basic=_basic(piece, found, repeats),
    )


_SIZES = (8, 16, 28, 45, 65, PARAGRAPH, 130, 200, 350)


def _basic(piece: Piece, found: list[str], repeats: int) -> list[str]:
    low = piece.folded
    size = len(low)
    head = low[:400]
    stop = sum(w in _STOP for w in found[:60]) / max(1, min(60, len(found)))
    digits = sum(map(str.isdigit, head)) / len(head)
    latin = len(_LATIN.findall(head)) / len(head)
    first = found[0] if found else ""
    return [
        f"size={_bucket(size, _SIZES)}",
        f"stop={_bucket(stop, (0.01, 0.08, 0.15, 0.25))}",
        f"digits={_bucket(digits, (0.01, 0.06, 0.2, 0.5))}",
        f"latin={_bucket(latin, (0.01, 0.2, 0.6))}",
        f"commas={min(3, low.count('،') + low.count(','))}",
        f"stops={min(3, low.count('. '))}",
        f"and={first[:1] in ('و', 'ف') and len(first) > 3}",
        f"goes-on={goes_on(low)}",
        f"open={first[:1] if first[:1] in _OPENERS else ''}",
        f"mark={_marker(piece.marker)}",
        f"alone={piece.alone}",
        f"line={_bucket(piece.line_length, (90, 250, 900))}",
        f"repeats={min(3, repeats)}",
        f"inner={bool(re.search(r'[:|»>]', low[:60]))}",
    ]


_CONTINUES = frozenset(phrases(words.CONTINUES))
_OPENERS = frozenset('"“«([#-*©')


def _marker(marker: str) -> str:
    if not marker:
        return ""
    return "number" if marker[0].isdigit() else "bullet"


def features(found: Sequence[Piece], lexicon: bool = True) -> list[list[str]]:
    """One list of features a piece; ``lexicon`` off leaves the vocabulary out (for training)."""
    counts = Counter(p.folded for p in found)
    seen = [looks(p, counts[p.folded]) for p in found]
    cohesion = _cohesion(seen)
    runs = _runs(seen)
    dotted = _dotted(seen)
    heads = _Headlines(found)
    rows = []
    state = _State()
    for i, (piece, look) in enumerate(zip(found, seen, strict=True)):
        row = list(look.basic)
        row.append(f"end={look.end}")
        row.append(f"place={_bucket(i / len(found), (0.1, 0.3, 0.6, 0.85))}")
        row += cohesion[i]
        row += runs[i]
        row += _around(found, seen, i)
        row.append(f"dated={look.dated}")
        row.append(f"style={look.end}{dotted}{row[0]}")
        row.append(f"holds={heads.inside(piece.folded)}")
        if lexicon:
            row += _lexical(look)
            row += state.row()
        row.append(f"size+end={row[0]}{look.end}")
        rows.append(row)
        state.step(look, piece)
    return rows


def _lexical(look: Looks) -> list[str]:
    row = [f"covered={_bucket(look.covered, (0.1, 0.35, 0.6, 0.8, 0.97))}"]
    row += [f"kind={k}" for k in look.kinds]
    if look.words <= 6:
        row += [f"only={k}" for k in look.kinds]
    return row


class _State:
    """Kinds of furniture seen since the last paragraph."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.alone = False
        self.paragraphs = 0

    def row(self) -> list[str]:
        before = "none" if not self.paragraphs else ""
        return [f"since={k}{before}" for k in self.kinds] + [f"also-alone={self.alone}"]

    def step(self, look: Looks, piece: Piece) -> None:
        if look.size >= PARAGRAPH and look.end == "dot":
            self.kinds.clear()
            self.alone = False
            self.paragraphs += 1
            return
        if look.dated:
            self.kinds.add("dated")
        if look.covered > 0.5:
            self.kinds.update(look.kinds)
            if "also" in look.kinds and piece.alone:
                self.alone = True


def _cohesion(seen: Sequence[Looks]) -> list[list[str]]:
    """Shared stems with the paragraphs before and after each piece."""
    long = [i for i, look in enumerate(seen) if look.size >= PARAGRAPH]
    unions = _Unions([seen[j].stems for j in long])
    rows = []
    at = 0
    for i, look in enumerate(seen):
        while at < len(long) and long[at] < i:
            at += 1
        skip = at + (at < len(long) and long[at] == i)
        before = _share(look.stems, unions.of(max(0, at - NEAR), at))
        after = _share(look.stems, unions.of(skip, skip + NEAR))
        rows.append(
            [
                f"before={_bucket(before, _SHARES)}",
                f"after={_bucket(after, _SHARES)}",
                f"nearer={_bucket(after - before, (-0.15, -0.03, 0.03, 0.15))}",
                f"first={at == 0}",
                f"last={skip >= len(long)}",
            ]
        )
    return rows


_SHARES = (0.001, 0.12, 0.25, 0.4, 0.6)


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


def _dotted(seen: Sequence[Looks]) -> int:
    """How usual it is on this page that a paragraph ends in a full stop."""
    long = [look.end == "dot" for look in seen if look.size >= PARAGRAPH]
    return _bucket(sum(long) / len(long), (0.3, 0.6, 0.85, 0.99)) if long else -1


class _Headlines:
    """The short lines of a page, to find them again inside other pieces."""

    def __init__(self, found: Sequence[Piece]) -> None:
        self._by_start: dict[str, set[str]] = {}
        for piece in found:
            if 20 < len(piece.folded) < 2 * PARAGRAPH:
                self._by_start.setdefault(piece.folded[:12], set()).add(piece.folded)

    def inside(self, low: str) -> bool:
        """Whether a piece begins or ends with another, shorter piece of the page."""
        if len(low) > 4 * PARAGRAPH:
            return False
        words = re.finditer(r"(?<!\S)\S", low)
        return any(
            len(head) < len(low) and low.startswith(head, at.start())
            for at in words
            for head in self._by_start.get(low[at.start() : at.start() + 12], ())
        )


def _runs(seen: Sequence[Looks]) -> list[list[str]]:
    """How many pieces without paragraphs, and without full stops, stand together."""
    short = _distances([look.size >= PARAGRAPH for look in seen])
    open_ended = _distances([look.size >= PARAGRAPH and look.end == "dot" for look in seen])
    edges = (1, 2, 3, 5, 9)
    return [
        [f"{name}={_bucket(value, edges)}" for name, value in zip(_RUNS, near, strict=True)]
        for near in zip(*short, *open_ended, strict=True)
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


def _around(found: Sequence[Piece], seen: Sequence[Looks], i: int) -> list[str]:
    row = []
    for step in (-2, -1, 1, 2):
        j = i + step
        if not 0 <= j < len(seen):
            row.append(f"{step}:none")
            continue
        row.append(f"{step}:{_bucket(seen[j].size, (16, 45, PARAGRAPH, 200))}{seen[j].end}")
        if abs(step) == 1:
            row.append(f"{step}:gap={min(2, abs(found[j].line - found[i].line))}")
            row.append(f"{step}:dated={seen[j].dated}")
    return row
