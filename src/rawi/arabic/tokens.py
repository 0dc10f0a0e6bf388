"""Words, numbers, dates, Latin words, addresses, hashtags and mentions, with offsets."""

from __future__ import annotations

import re
from typing import Literal, cast

import msgspec

from rawi.arabic.language import is_foreign
from rawi.arabic.lemma import lemma_of
from rawi.arabic.letters import ARABIC, CONTROLS, DIGITS, LATIN, LATIN_MARKS, LETTERS, MARKS
from rawi.arabic.normal import fold
from rawi.arabic.stopwords import STOP_WORDS

Kind = Literal["word", "number", "date", "latin", "address", "hashtag", "mention"]

_CACHE_MOST = 200_000


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
_URL = r"[^\s\"'<>«»“”،؛()\[\]{}|]"
_SCAN = re.compile(
    rf"(?P<word>(?:[\u0621-\u063f\u0641-\u064a][{ARABIC}]*(?=[\s.،,:»؛])"
    rf"|[{LETTERS}][{LETTERS}{MARKS}]*(?:[{CONTROLS}]+[{LETTERS}{MARKS}]+)*))"
    rf"|(?P<address>(?:https?://|www\.){_URL}*[^\s\"'<>«»“”،؛()\[\]{{}}|.,:;!?؟…]"
    r"|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    rf"|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|net|org|info|tv|me|co|gov|edu)\b(?:/{_URL}*)?)"
    rf"|(?P<latin>[{DIGITS}]*[{LATIN}][{LATIN}{LATIN_MARKS}{DIGITS}]*(?:['’][{LATIN}]+)*)"
    rf"|(?P<date>[{DIGITS}]{{1,4}}(?:[/-][{DIGITS}]{{1,2}}){{2}}(?:[{DIGITS}]{{2}})?(?![{DIGITS}]))"
    rf"|(?P<number>[{DIGITS}]+(?:[.,٫٬:][{DIGITS}]+)*)"
    rf"|(?P<hashtag>#{_TAG}+)"
    rf"|(?P<mention>@{_TAG}+)"
)

_Known = tuple[Kind, str, str, bool]
_cache: dict[str, _Known] = {}


def _analysed(group: str | None, surface: str) -> _Known:
    kind = cast(Kind, group)
    key = fold(surface)
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
        kind, key = cast(Kind, match.lastgroup), fold(match[0])
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
        kind, key, lemma, stop = known(surface) or _analysed(match.lastgroup, surface)
        start, end = match.span()
        found.append(Token(start, end, surface, kind, key, lemma, stop))
    return found


def lemmas(text: str) -> list[str]:
    """One folded lemma a token."""
    return [token.lemma for token in tokens(text)]
