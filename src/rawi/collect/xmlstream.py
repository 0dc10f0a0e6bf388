"""Small XML documents read in a stream, entities refused.

Used for sitemaps and OPML. Expat declares every entity before it expands one,
so refusing the declaration ends entity bombs and outside files (XXE) alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

import msgspec

_CHUNK = 65_536
"""Bytes that the parser is fed at a time."""
_DEEPEST = 200
"""Levels of nested elements; a sitemap has four."""


class EntityRefusedError(ValueError):
    """The document declares entities of its own."""


class Node(msgspec.Struct, frozen=True):
    """The end of one element (or its start, for ``opened``): local names in lower case."""

    name: str
    attributes: dict[str, str]
    text: str
    opened: bool
    depth: int


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity
        self.parser.buffer_text = True
        self.open: list[tuple[str, dict[str, str], list[str]]] = []
        self.ready: list[Node] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= _DEEPEST:
            raise ValueError(f"elements nested over {_DEEPEST} deep")
        local = name.rpartition(" ")[2].lower()
        held = {k.rpartition(" ")[2].lower(): v for k, v in attributes.items()}
        self.ready.append(Node(local, held, "", True, len(self.open)))
        self.open.append((local, held, []))

    def _end(self, _name: str) -> None:
        local, held, text = self.open.pop()
        self.ready.append(Node(local, held, "".join(text).strip(), False, len(self.open)))

    def _characters(self, data: str) -> None:
        if self.open:
            self.open[-1][2].append(data)

    def _entity(self, name: str, *_rest: object) -> None:
        raise EntityRefusedError(f"declares the entity {name!r}: refused")


def nodes(data: bytes) -> Iterator[Node]:
    """Starts and ends of elements in document order.

    Raises ``EntityRefusedError``, or ``ValueError`` with the place of the first
    mistake; what was before it has been given out by then.
    """
    reader = _Reader()
    for start in range(0, len(data) or 1, _CHUNK):
        chunk = data[start : start + _CHUNK]
        last = start + _CHUNK >= len(data)
        mistake: ValueError | None = None
        try:
            reader.parser.Parse(chunk, last)
        except expat.ExpatError as why:
            mistake = ValueError(str(why))
        except ValueError as why:
            mistake = why
        yield from reader.ready
        reader.ready.clear()
        if mistake is not None:
            raise mistake
