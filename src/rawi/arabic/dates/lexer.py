"""From folded text to tagged tokens.

Beyond the tags of the lexicon:

    d number of one or two digits   y of four   N any other number
    I whole date in digits   t clock time in digits   & the joined و   x any other word
    A العام after another word (also "general")   $ stamp of ISO 8601 with a time
    # line end   and . , - / ( ) : for punctuation
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from rawi.arabic.dates.cascade import Token, Tokens
from rawi.arabic.dates.lexicon import look_up

_PIECE = re.compile(
    r"(?P<zone>\b(?:gmt|utc) ?[+-]\d\d?(?::?[03]0\b|\b))|(?P<word>[^\W\d_]+)"
    r"|(?P<stamp>\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?"
    r"(?:z\b| ?[+-]\d\d:?\d\d\b)?)|(?P<number>\d+(?:[:./-]\d+)*)|(?P<mark>[^\w\s]|\n)"
)
_DATE = re.compile(
    r"(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}|\d\d))"
)
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?")
_MARKS = {c: c for c in "#,-/():."} | dict.fromkeys("!?؟…", ".") | {"|": ",", "\n": "#"}
_MARKS |= {"[": "(", "]": ")", "•": ",", "·": ","}
_JOINED = re.compile(r"[:/-]")
_OFFSET = re.compile(r"([+-])(\d\d?):?(\d\d)?")
_PARTS = re.compile(r"\d+|[:./-]")


_OTHER = Token("x", 0, 0)
_TRIGGERS = frozenset("MmWwkuUVvGQPCShtI$ylLXdsc")
"""Tags without which a run of tokens holds no date."""


def lex(text: str) -> Tokens:
    """Tokens of folded ``text``, in order; linear.

    Runs between other words that hold no word of dates are left out, and other
    words next to each other are one: no rule reaches over one.
    """
    out: Tokens = [_OTHER]
    run: Tokens = []
    for piece in _PIECE.finditer(text):
        if piece.lastgroup == "word":
            known = look_up(piece.group())
            if known is not None:
                _word(run, piece, known)
            elif run:
                _close(out, run)
                run = []
        else:
            _LEXERS[piece.lastgroup](run, piece.group(), *piece.span())
    return out + run


def _close(out: Tokens, run: Tokens) -> None:
    if not _TRIGGERS.isdisjoint([token.tag for token in run]):
        out += run
        out.append(_OTHER)


def _word(run: Tokens, piece: re.Match[str], known: tuple[bool, int, str, Any]) -> None:
    joined, skipped, tag, value = known
    start, end = piece.span()
    if joined:
        run.append(Token("&", start, start + 1))
    if tag == "U" and value == "year" and start and not run and piece.group() == "العام":
        tag = "A"
    if tag in "oO" and piece.group().startswith("لل"):
        run.append(Token("e", start, start, 0))
    run.append(Token(tag, start + skipped, end, value))


def _zone(out: Tokens, text: str, start: int, end: int) -> None:
    sign, hours, half = _OFFSET.search(text).groups()  # type: ignore[union-attr]
    out.append(Token("3", start, end, float(sign + hours) + float(sign + (half or "0")) / 60))


def _mark(out: Tokens, text: str, start: int, end: int) -> None:
    out.append(Token(_MARKS.get(text, "x"), start, end))


def _stamp(out: Tokens, text: str, start: int, end: int) -> None:
    try:
        when = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-").upper())
    except ValueError:
        out.append(Token("N", start, end))
        return
    out.append(Token("$", start, end, when))


def _number(out: Tokens, text: str, start: int, end: int) -> None:
    if text.isdecimal():
        out.append(_plain(text, start))
    elif m := _DATE.fullmatch(text):
        year, first, second = (m[1], m[3], m[4]) if m[1] else (m[8], m[5], m[7])
        out.append(Token("I", start, end, (year, int(first), int(second), bool(m[1]))))
    elif m := _CLOCK.fullmatch(text):
        out.append(Token("t", start, end, (int(m[1]), int(m[2]), int(m[3] or 0))))
    elif text.count(".") == 1 and not _JOINED.search(text):
        out.append(Token("N", start, end))
    else:
        _split(out, text, start)


def _split(out: Tokens, text: str, start: int) -> None:
    """A composite that is no date or time as a whole: piece by piece."""
    dated = re.match(
        r"(\d{4}-\d\d-\d\d|\d{1,2}([-/.])\d{1,2}\2\d{4}|\d{4})[-/.](?=\d?\d:\d\d)", text
    )
    if dated:
        _number(out, dated[1], start, start + len(dated[1]))
        out.append(Token("-", start + len(dated[1]), start + dated.end()))
        _number(out, text[dated.end() :], start + dated.end(), start + len(text))
        return
    for part in _PARTS.finditer(text):
        at = start + part.start()
        if part.group().isdecimal():
            out.append(_plain(part.group(), at))
        else:
            out.append(Token(part.group(), at, at + 1))


def _plain(digits: str, start: int) -> Token:
    tag = "d" if len(digits) <= 2 else "y" if len(digits) == 4 else "N"
    return Token(tag, start, start + len(digits), int(digits[:9]))


_LEXERS: dict[str | None, Callable[[Tokens, str, int, int], None]] = {
    "stamp": _stamp,
    "number": _number,
    "mark": _mark,
    "zone": _zone,
}
