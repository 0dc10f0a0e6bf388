"""What a text is searched by: its lemmas, joined words taken apart.

A hashtag, a mention or a host name stands in the index as the words in it, so
that each is found and the whole is found as a phrase. A word joined by a
zero-width non-joiner stands as the whole and as its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

import msgspec

from rawi.arabic import Token, tokens
from rawi.arabic.names import name_key
from rawi.arabic.normal import fold

_JOINT = "\u200c"
_LEAST = 4
"""Letters up to which a word that begins with the article is left whole: الي, الفا."""
_JOINED = frozenset({"hashtag", "mention", "address"})
_HOST = re.compile(r"(?:https?://)?(?:www\.)?(?:[^/?#@\s]*@)?([^/?#:\s]+)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN = re.compile(r"[#@_.\-\s]+")


class Word(msgspec.Struct, frozen=True, gc=False):
    """One word of a query."""

    text: str
    key: str
    lemma: str
    stop: bool


def words(text: str) -> list[Word]:
    """The words of a text in order."""
    return [Word(t.text, t.key, t.lemma, t.stop) for t in _parted(text)]


def weighed(text: str, found: Sequence[Token]) -> tuple[str, tuple[str, ...]]:
    """The lemmas of a text in order, parted by spaces, as an index takes them; and those
    that carry matter. ``found``: its tokens."""
    if _JOINT in text or any(t.kind in _JOINED for t in found):
        found = [*chain.from_iterable(map(_parts, found))]
    weighty = tuple([t.lemma for t in found if not t.stop and t.kind != "number"])
    return " ".join([t.lemma for t in found]), weighty


def lemmas_to_index(text: str) -> str:
    """The lemmas of a text in order, parted by spaces, as an index takes them."""
    return weighed(text, tokens(text))[0]


def spelling(word: str) -> str:
    """A word of a name as all its spellings share it, with the article or without."""
    bare = fold(word)
    return name_key(bare[2:] if bare.startswith("ال") and len(bare) > _LEAST else bare)


def spellings_to_index(name: str) -> str:
    """The words of a name so, parted by spaces, as an index takes them."""
    return " ".join(spelling(word.text) for word in words(name))


def _parted(text: str) -> Iterator[Token]:
    return chain.from_iterable(map(_parts, tokens(text)))


def _parts(token: Token) -> list[Token]:
    if token.kind in _JOINED:
        return tokens(_inside(token)) or [token]
    if _JOINT in token.text:
        return [token, *tokens(token.text.replace(_JOINT, " "))]
    return [token]


def _inside(token: Token) -> str:
    """The words that a joined token is made of, parted by spaces."""
    text = token.text
    if token.kind == "address" and (host := _HOST.match(text)):
        text = host[1]
    return _BETWEEN.sub(" ", _CAMEL.sub(" ", text)).strip()
