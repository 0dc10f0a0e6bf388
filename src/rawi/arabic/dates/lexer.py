"""From folded text to tagged tokens.

Beyond the tags of the lexicon:

    d number of one or two digits   y of four   N any other number
    I whole date in digits   t clock time in digits   & the joined و   x any other word
    A العام after another word (also "general")   $ stamp of ISO 8601 with a time
    # line end   and . , - / ( ) : for punctuation
"""

from __future__ import annotations

import re
from datetime import datetime

from rawi.arabic.dates.cascade import Token, Tokens
from rawi.arabic.dates.lexicon import look_up

_PIECE = re.compile(
    r"(?P<stamp>\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?"
    r"(?:z\b| ?[+-]\d\d:?\d\d\b)?)|(?P<number>\d+(?:[:./-]\d+)*)"
    r"|(?P<gmt>\bت ?\.? ?غ\b)|(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s]|\n)"
)
_DATE = re.compile(
    r"(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}|\d\d))"
)
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?")
_MARKS = {c: c for c in "#,-/():."} | dict.fromkeys("!?؟…", ".") | {"|": ",", "\n": "#"}
_MARKS |= {"[": "(", "]": ")", "•": ",", "·": ","}
_DATE_THEN_CLOCK = re.compile(
    r"(\d{4}-\d\d-\d\d|\d{1,2}([-/.])\d{1,2}\2\d{4}|\d{4})[-/.](?=\d?\d:\d\d)"
)
_JOINED = re.compile(r"[:/-]")
_PARTS = re.compile(r"\d+|[:./-]")


def lex(text: str) -> Tokens:
    """Tokens of folded ``text``, in order; linear."""
    out: Tokens = []
    for piece in _PIECE.finditer(text):
        kind = piece.lastgroup
        start, end = piece.span()
        if kind == "word":
            _word(out, piece.group(), start, end)
        elif kind == "gmt":
            out.append(Token("3", start, end, 0))
        elif kind == "mark":
            out.append(Token(_MARKS.get(piece.group(), "x"), start, end))
        elif kind == "number":
            _number(out, piece.group(), start)
        else:
            _stamp(out, piece.group(), start, end)
    return out


def _word(out: Tokens, word: str, start: int, end: int) -> None:
    known = look_up(word)
    if known is None:
        out.append(Token("x", start, end))
        return
    joined, skipped, tag, value = known
    if tag == "U" and value == "year" and out and out[-1].tag == "x" and word == "العام":
        tag = "A"
    if joined:
        out.append(Token("&", start, start + 1))
    if tag in "oO" and word.startswith("لل"):
        out.append(Token("e", start, start, 0))
    out.append(Token(tag, start + skipped, end, value))


def _stamp(out: Tokens, text: str, start: int, end: int) -> None:
    try:
        when = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-").upper())
    except ValueError:
        out.append(Token("N", start, end))
        return
    out.append(Token("$", start, end, when))


def _number(out: Tokens, text: str, start: int) -> None:
    end = start + len(text)
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
        _number(out, dated[1], start)
        out.append(Token("-", start + len(dated[1]), start + dated.end()))
        _number(out, text[dated.end() :], start + dated.end())
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
