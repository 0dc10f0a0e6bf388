"""The office in which an article introduces a person who speaks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence

from rawi.annotation.quotes import is_office
from rawi.arabic import Token
from rawi.model import Entity

_LONGEST = 8
"""Words of an office: longer ones tell of other things too."""
_APART = frozenset('.:؛;!?؟\n"«»“”()')
"""Marks that part an office from the name behind it; a comma does not."""


def offices(
    text: str, words: Sequence[Token], entities: Sequence[Entity], speakers: Container[str]
) -> dict[str, Sequence[Token]]:
    """Name of a speaker -> the words of the office that it stands right behind for the first
    time (المتحدثة باسم وزارة النقل هند الوادي). ``words`` are the tokens of ``text``."""
    begins = [t.start for t in words]
    found: dict[str, Sequence[Token]] = {}
    for one in entities:
        if one.kind == "person" and one.name in speakers and one.name not in found:
            title = _title(text, words, bisect_left(begins, one.start))
            if title:
                found[one.name] = title
    return found


def _title(text: str, words: Sequence[Token], name: int) -> Sequence[Token]:
    """The words from an office on to the name that begins at that word."""
    for at in range(name - 1, max(name - 1 - _LONGEST, -1), -1):
        if name < len(words) and not _APART.isdisjoint(text[words[at].end : words[at + 1].start]):
            break
        if is_office(words[at].key) or is_office(words[at].lemma):
            return words[at:name]
    return ()
