"""Content codings undone under a size limit, so that a small reply cannot grow without end."""

from __future__ import annotations

import zlib

GZIP = b"\x1f\x8b"
_AUTO = zlib.MAX_WBITS | 32  # gzip or zlib header
_RAW = -zlib.MAX_WBITS  # what some servers send as deflate


class TooBigError(ValueError):
    """More bytes than the limit allows."""


class CodingError(ValueError):
    """A content coding that is unknown or broken."""


class Inflater:
    """Takes the chunks of one body, gives their content; raises over ``limit`` bytes."""

    def __init__(self, coding: str | None, limit: int) -> None:
        name = (coding or "identity").strip().lower()
        if name not in ("identity", "", "none", "gzip", "x-gzip", "deflate"):
            raise CodingError(f"the content coding {name!r} is not known")
        self._packed = name not in ("identity", "", "none")
        self._limit = limit
        self._size = 0
        self._engine = zlib.decompressobj(_AUTO)
        self._begun = False

    def feed(self, chunk: bytes) -> bytes:
        """The content of the next chunk."""
        content = self._unpacked(chunk) if self._packed else chunk
        self._size += len(content)
        if self._size > self._limit:
            raise TooBigError(f"over {self._limit:,} bytes")
        return content

    def _unpacked(self, chunk: bytes) -> bytes:
        room = self._limit - self._size + 1
        try:
            content = self._engine.decompress(chunk, room)
        except zlib.error as why:
            if self._begun:
                raise CodingError(f"the compressed body is broken: {why}") from why
            self._engine = zlib.decompressobj(_RAW)
            content = self._raw(chunk, room)
        self._begun = True
        return content

    def _raw(self, chunk: bytes, room: int) -> bytes:
        try:
            return self._engine.decompress(chunk, room)
        except zlib.error as why:
            raise CodingError(f"the compressed body is broken: {why}") from why


def gunzipped(body: bytes, limit: int) -> bytes:
    """The content of a body that is itself a gzip file (``sitemap.xml.gz``), else the body."""
    return Inflater("gzip", limit).feed(body) if body.startswith(GZIP) else body
