"""Content codings undone under a size limit, so that a small reply cannot grow without end."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import zstandard

GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_RAW = -zlib.MAX_WBITS  # what some servers send as deflate
_MOST = 3
"""Codings on top of each other."""
_PIECE = 65_536
"""Bytes that are decoded at a time, so that a bomb is noticed early."""
_FRAMES = 64
"""Frames of zstd in one body."""
_WINDOW = 8 << 20  # bytes: RFC 9659 asks no more of a reader


class TooBigError(ValueError):
    """More bytes than the limit allows."""


class CodingError(ValueError):
    """A content coding that is unknown, broken or cut off."""


def uncoded(body: bytes, coding: str | None, limit: int) -> bytes:
    """The content of a body, whatever its header says of it; at most ``limit`` bytes.

    ``coding`` is a Content-Encoding header. One that is not so, or no coding at all, is
    seen through where the bytes are text; a gzip file is unpacked without being asked.
    Raises ``TooBigError``, ``CodingError``.
    """
    names = [n.strip().lower() for n in (coding or "").split(",")]
    steps = [n for n in names if n not in ("", "identity", "none")]
    if len(steps) > _MOST:
        raise CodingError(f"more than {_MOST} content codings")
    for name in reversed(steps):
        undo = _ENGINES.get(name)
        if undo is None:
            if not _is_text(body):
                raise CodingError(f"the content coding {name!r} is not known")
        elif not _belies(name, body):
            body = undo(body, limit)
    if body.startswith(GZIP):
        body = _gunzipped(body, limit)
    if len(body) > limit:
        raise TooBigError(f"over {limit:,} bytes")
    return body


def _is_text(body: bytes) -> bool:
    """Whether bytes that were called packed are a page or a feed as they stand."""
    return (
        body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"[") and b"\0" not in body[:1024]
    )


def _belies(name: str, body: bytes) -> bool:
    if name in ("gzip", "x-gzip") and body.startswith(GZIP):
        return False
    if name == "zstd" and body.startswith(_ZSTD):
        return False
    return _is_text(body)


def _gunzipped(body: bytes, limit: int) -> bytes:
    """One member or several; what follows the last and is none is left out, as browsers do."""
    parts, size, left = [], 0, body
    if not body.startswith(GZIP):
        raise CodingError("the compressed body is broken: it does not begin as gzip does")
    while left.startswith(GZIP):
        content, left = _inflated(left, zlib.MAX_WBITS | 16, limit - size)
        parts.append(content)
        size += len(content)
    return b"".join(parts)


def _deflated(body: bytes, limit: int) -> bytes:
    try:
        return _inflated(body, zlib.MAX_WBITS, limit)[0]
    except CodingError:
        return _inflated(body, _RAW, limit)[0]


def _inflated(body: bytes, wbits: int, limit: int) -> tuple[bytes, bytes]:
    """(content, what stands behind it)."""
    engine = zlib.decompressobj(wbits)
    try:
        content = engine.decompress(body, limit + 1)
    except zlib.error as why:
        raise CodingError(f"the compressed body is broken: {why}") from why
    if len(content) > limit:
        raise TooBigError(f"over {limit:,} bytes")
    if not engine.eof:
        raise CodingError("the compressed body is cut off")
    return content, engine.unused_data


def _unbrotlied(body: bytes, limit: int) -> bytes:
    engine, parts, size, given = brotli.Decompressor(), [], 0, body
    try:
        while not engine.is_finished():
            content = engine.process(given, output_buffer_limit=_PIECE)
            given = b""
            parts.append(content)
            size += len(content)
            if size > limit:
                raise TooBigError(f"over {limit:,} bytes")
            if not content and not engine.is_finished() and engine.can_accept_more_data():
                raise CodingError("the compressed body is cut off")
    except brotli.error as why:
        raise CodingError(f"the compressed body is broken: {why}") from why
    return b"".join(parts)


def _unzstd(body: bytes, limit: int) -> bytes:
    engine = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with engine.stream_reader(io.BytesIO(body), read_across_frames=True) as stream:
            content = bytes(stream.read(limit + 1))
    except zstandard.ZstdError as why:
        raise CodingError(f"the compressed body is broken: {why}") from why
    if len(content) > limit:
        raise TooBigError(f"over {limit:,} bytes")
    if not _is_whole_zstd(body):
        raise CodingError("the compressed body is cut off")
    return content


def _is_whole_zstd(body: bytes) -> bool:
    """Whether the last frame has its end; the stream reader gives half of one without a word."""
    start = 0
    for _ in range(_FRAMES):
        engine = zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj()
        while not engine.eof:
            piece = body[start : start + 256]  # cannot grow beyond some megabytes
            if not piece:
                return False
            engine.decompress(piece)
            start += len(piece)
        start -= len(engine.unused_data)
        if not body.startswith(_ZSTD, start):
            return True
    return False


_ENGINES: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _deflated,
    "br": _unbrotlied,
    "zstd": _unzstd,
}
