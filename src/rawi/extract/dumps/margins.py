"""What programs put around the lines of a text: quotation marks of mail, numbers of lines, heads
of pages, stamps of chats, words broken by hyphens.

They are taken off before lines are put together, each only where it stands regularly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.M)
_BARE_QUOTE = re.compile(r"^[ \t]{0,3}>[> \t]*$", re.M)
_QUOTED = 5
"""So many lines of a quotation, an empty one among them; lists have no empty lines."""
_NUMBERED = re.compile(r"[ \t]{0,8}(\d{1,4})(?=[ \t]{1,8}\S)")
_LEAST_NUMBERED, _REGULAR, _SPAN = 4, 0.7, 20
"""Numbers of lines: so many at least, so much of them as far apart as their lines, up to so many
lines; lists of headlines end sooner."""
_PAGE = re.compile(
    r"\s*\W?\s*(?:page|seite|pagina|p\.|s\.|صفحة|الصفحة|صفحه|ص)?\s*(\d{1,4})"
    r"(?:\s*(?:/|of|von|de|sur|من|از)\s*\d{1,4})?\s*\W?\s*",
    re.I,
)
_DIGITS = re.compile(r"\d+")
_FEED = "\x0c"
_HEAD, _NUMBER_LINE = 120, 40
"""Code points of the head of a page, and of the line with its number."""
_TORN = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,40})-\n[ \t]{0,40}([^\W\d_]{1,40})")
_SOFT = "\u00ad"
"""A soft hyphen; those of the text itself are gone before."""
_HEALED = re.compile(rf"{_SOFT}\s*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TORN_OFTEN = 3
"""So many words at the end of a line with a hyphen make a text that breaks words."""
_STAMP = re.compile(
    r"^(?P<who>\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s?[AaPpصم]\.?[Mm]?\.?)?\]?(?: [-–])? [^:\n]{1,40}(?=: ))"
    r": (?P<none><[^<>\n]{3,40}>[ \t]*$)?",
    re.M,
)
"""Who wrote a message and when, as WhatsApp and Signal write it before its first line; what
stands for a picture."""


def unframed(text: str) -> str:
    """``text`` without what a program put around its lines. Linear in its length."""
    return _marked_torn(_unpaged(_unnumbered(_unstamped(_unquoted(text)))))


def _unquoted(text: str) -> str:
    if ">" not in text or not _BARE_QUOTE.search(text) or len(_QUOTE.findall(text)) < _QUOTED:
        return text
    return _QUOTE.sub("", text)


def _unstamped(text: str) -> str:
    """A message begins in a line of its own; what stands for a picture is none."""
    return _STAMP.sub(lambda m: "" if m["none"] else f"\n{m['who']}\n", text)


def _unnumbered(text: str) -> str:
    """Lines without their numbers, as far indented as those that have none."""
    if not _NUMBERED.search(text):
        return text
    lines = text.split("\n")
    marked = [(n, int(m[1])) for n, line in enumerate(lines) if (m := _NUMBERED.match(line))]
    if len(marked) < _LEAST_NUMBERED or not _count_lines(lines, marked):
        return text
    for n, _ in marked:
        lines[n] = _NUMBERED.sub(lambda m: " " * len(m[0]), lines[n], count=1)
    return "\n".join(lines)


def _count_lines(lines: Sequence[str], marked: Sequence[tuple[int, int]]) -> bool:
    """Whether numbers grow as their lines do, empty lines counted or not."""
    full = [0]
    for line in lines:
        full.append(full[-1] + bool(line.strip()))
    grown = [(last - first, n - m, full[n] - full[m]) for (m, first), (n, last) in pairwise(marked)]
    regular = sum(step > 0 and step in apart for step, *apart in grown)
    steps = sum(step for step, *apart in grown if step in apart)
    whole = 2 * steps > full[-1]  # the numbers run over most of the text
    return regular >= _REGULAR * len(grown) and steps >= _SPAN and whole


def _unpaged(text: str) -> str:
    """Without the numbers and heads of pages, so that a sentence goes on over the page."""
    lines = text.split("\n")
    begins = {n for n, line in enumerate(lines) if line.startswith(_FEED)}
    numbers = _page_numbers(lines)
    heads = _heads(lines, begins | {0} | {_next(lines, n) for n in numbers})
    if not heads and not begins:
        return text
    last = max((n for n, line in enumerate(lines) if line.strip()), default=0)
    edges = begins | heads | {len(lines) - 1}
    gone = heads | {n for n in numbers if n >= last or n + 1 in edges or _next(lines, n) in edges}
    return "\n".join(line.lstrip(_FEED) for n, line in enumerate(lines) if n not in gone)


def _page_numbers(lines: Sequence[str]) -> list[int]:
    """Lines that hold a number of a page alone, each one more than the one before."""
    short = [(n, line) for n, line in enumerate(lines) if 0 < len(line) <= _NUMBER_LINE]
    found = [(n, int(m[1])) for n, line in short if (m := _PAGE.fullmatch(line))]
    out = [n for (n, own), (_, further) in pairwise(found) if further == own + 1]
    return [*out, found[-1][0]] if out else []


def _next(lines: Sequence[str], n: int) -> int:
    """The next line that holds something, or the last one."""
    return next((m for m in range(n + 1, len(lines)) if lines[m].strip()), len(lines) - 1)


def _heads(lines: Sequence[str], begins: Iterable[int]) -> set[int]:
    """Lines at the beginning of pages that stand at that of others too, but for numbers."""
    shapes = {n: _DIGITS.sub("#", lines[n].strip(_FEED + " \t")) for n in begins}
    counts = Counter(shapes.values())
    again = {shape for shape, count in counts.items() if count > 1 and len(shape) <= _HEAD}
    return {n for n, shape in shapes.items() if shape in again and any(map(str.isalpha, shape))}


def _marked_torn(text: str) -> str:
    """Hyphens of words that a narrow column broke turned into soft ones, which take as much room.

    Compounds keep theirs: they stand elsewhere with it, or both of their parts by themselves.
    """
    torn = _TORN.findall(text)
    if len(torn) < _TORN_OFTEN:
        return text
    known = Counter(_WORD.findall(_TORN.sub(" ", text).lower()))

    def is_torn(one: str, other: str) -> bool:
        if not other.islower() or known[f"{one}-{other}"]:
            return False
        return known[one + other] > 0 or not (known[one] and known[other])

    if 2 * sum(is_torn(a.lower(), b) for a, b in torn) <= len(torn):
        return text
    return _TORN.sub(lambda m: _soft(m) if is_torn(m[1].lower(), m[2]) else m[0], text)


def _soft(found: re.Match[str]) -> str:
    return found[0].replace("-", _SOFT, 1)


def whole_words(text: str) -> str:
    """``text``, its lines put together, with broken words whole again."""
    return _HEALED.sub("", text) if _SOFT in text else text
