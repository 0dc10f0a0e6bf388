"""Words, numbers, dates, Latin words, addresses, hashtags and mentions, with offsets."""

from __future__ import annotations

import re
from typing import Literal, cast

import msgspec

from rawi.arabic.language import is_foreign
from rawi.arabic.lemma import lemma_of
from rawi.arabic.letters import ARABIC, CONTROLS, DIGITS, LATIN, LATIN_MARKS, LETTERS, MARKS
from rawi.arabic.normal import fold, ordinary
from rawi.arabic.stopwords import STOP_WORDS

Kind = Literal["word", "number", "date", "latin", "address", "hashtag", "mention"]

_CACHE_MOST = 80_000
"""Words whose analysis is remembered: memory alone."""


class Token(msgspec.Struct, frozen=True, gc=False):
    """One token: offsets are code points of the text it came from."""

    start: int
    end: int
    text: str
    kind: Kind
    key: str
    """The folded surface."""
    lemma: str
    """The folded lemma: what search and similarity use."""
    stop: bool


_TAG = f"[{LETTERS}{LATIN}{MARKS}{DIGITS}_]"
_URL = r"[^\s\"'<>«»“”،؛()\[\]{}|]*[^\s\"'<>«»“”،؛()\[\]{}|.,:;!?؟…]"
_LABEL = "[A-Za-z0-9-]{1,63}"
_TOP = "com|net|org|info|tv|me|co|gov|edu"
_WORD = (
    rf"[\u0621-\u063f\u0641-\u064a][{ARABIC}]*(?=[\s.،,:»؛])",
    rf"[{LETTERS}][{LETTERS}{MARKS}]*(?:[{CONTROLS}]+[{LETTERS}{MARKS}]+)*",
)
"""Nearly every word first, by a small class that scans fast; then any."""
_ADDRESS = (
    rf"https?://{_URL}",
    rf"www\.{_URL}",
    rf"[A-Za-z0-9._+-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,8}}",
    rf"{_LABEL}(?:\.{_LABEL}){{0,8}}\.(?:{_TOP})\b(?:/(?:{_URL})?)?",
)
"""No longer than DNS and SMTP let them be, so that a line of dashes takes no time."""
_LATIN = rf"[{DIGITS}]*[{LATIN}][{LATIN}{LATIN_MARKS}{DIGITS}]*(?:['’][{LATIN}]+)*"
_DATE = rf"[{DIGITS}]{{1,4}}(?:[/-][{DIGITS}]{{1,2}}){{2}}(?:[{DIGITS}]{{2}})?(?![{DIGITS}])"
_NUMBER = rf"[{DIGITS}]+(?:[.,٫٬:][{DIGITS}]+)*"
_FORMS: dict[Kind, tuple[str, ...]] = {
    "word": _WORD,
    "address": _ADDRESS,
    "latin": (_LATIN,),
    "date": (_DATE,),
    "number": (_NUMBER,),
    "hashtag": (f"#{_TAG}+",),
    "mention": (f"@{_TAG}+",),
}
_SCAN = re.compile("|".join(form for forms in _FORMS.values() for form in forms))
"""Without groups: only so are branches dismissed by their first letter."""
_KIND = re.compile("|".join(f"(?P<{kind}>{'|'.join(forms)})" for kind, forms in _FORMS.items()))

_Known = tuple[Kind, str, str, bool]
_cache: dict[str, _Known] = {}


def _kind(surface: str) -> Kind:
    if ordinary(surface):
        return "word"
    match = _KIND.match(surface)
    return cast(Kind, match.lastgroup if match else "word")


def _analysed(surface: str) -> _Known:
    kind, key = _kind(surface), fold(surface)
    found: _Known
    if kind == "word":
        found = (kind, key, lemma_of(surface), key in STOP_WORDS)
    elif kind == "number":
        found = (kind, key, key.replace(",", ""), False)
    elif kind in ("hashtag", "mention"):
        found = (kind, key, key[1:], False)
    else:
        found = (kind, key, key, key in STOP_WORDS)
    if len(_cache) >= _CACHE_MOST:
        _cache.clear()
    _cache[surface] = found
    return found


def _plain(text: str) -> list[Token]:
    found = []
    for match in _SCAN.finditer(text):
        kind, key = _kind(match[0]), fold(match[0])
        found.append(Token(match.start(), match.end(), match[0], kind, key, key, False))
    return found


def tokens(text: str) -> list[Token]:
    """The tokens of ``text`` in order; punctuation is none.

    In Persian, Urdu, Pashto and Sorani a word's lemma is its key.
    """
    if is_foreign(text):
        return _plain(text)
    known = _cache.get
    found = []
    for match in _SCAN.finditer(text):
        surface = match[0]
        kind, key, lemma, stop = known(surface) or _analysed(surface)
        start, end = match.span()
        found.append(Token(start, end, surface, kind, key, lemma, stop))
    return found


def surfaces(text: str) -> list[str]:
    """The texts of the tokens alone: quick where few of them matter."""
    return _SCAN.findall(text)


def key_and_lemma(surface: str) -> tuple[str, str]:
    """Of the text of one token the folded surface and the folded lemma."""
    return (_cache.get(surface) or _analysed(surface))[1:3]


def lemmas(text: str) -> list[str]:
    """One folded lemma a token."""
    return [token.lemma for token in tokens(text)]
