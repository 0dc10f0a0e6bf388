"""Packed bodies: whole, cut off, too big, and called what they are not."""

from __future__ import annotations

import contextlib
import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from rawi.ingest.codings import CodingError, TooBigError, uncoded

PAGE = ("<html><body>" + "نص التقرير عن الميناء. " * 400 + "</body></html>").encode()


def raw(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate ": raw,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("coding", PACK)
def test_what_was_packed_comes_back(coding: str) -> None:
    assert uncoded(PACK[coding](PAGE), coding, len(PAGE)) == PAGE


@pytest.mark.parametrize("coding", PACK)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_what_is_cut_off_is_no_page(coding: str, share: float) -> None:
    packed = PACK[coding](PAGE)
    with pytest.raises(CodingError):
        uncoded(packed[: int(len(packed) * share)], coding, 10 * len(PAGE))


@pytest.mark.parametrize("coding", PACK)
def test_the_limit_is_the_last_size_allowed(coding: str) -> None:
    packed = PACK[coding](PAGE)
    assert len(uncoded(packed, coding, len(PAGE))) == len(PAGE)
    with pytest.raises(TooBigError):
        uncoded(packed, coding, len(PAGE) - 1)


@pytest.mark.parametrize("coding", PACK)
def test_a_bomb_is_refused(coding: str) -> None:
    with pytest.raises(TooBigError):
        uncoded(PACK[coding](b"\0" * 30_000_000), coding, 100_000)


def test_members_follow_one_another() -> None:
    parts = [PAGE[:5000], PAGE[5000:]]
    packed = b"".join(map(gzip.compress, parts))
    assert uncoded(packed, "gzip", len(PAGE)) == PAGE
    assert uncoded(packed + b"\0padding", "gzip", len(PAGE)) == PAGE
    with pytest.raises(TooBigError):
        uncoded(packed, "gzip", len(PAGE) - 1)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (PAGE, "gzip"),
        (PAGE, "deflate"),
        (PAGE, "br"),
        (PAGE, "zstd"),
        (PAGE, "utf-8"),
        (PAGE, "text/html"),
        (b"\xef\xbb\xbf" + PAGE, "gzip"),
        (PAGE, None),
        (PAGE, " identity, none"),
    ],
)
def test_headers_that_lie_are_seen_through(body: bytes, coding: str | None) -> None:
    assert uncoded(body, coding, len(body)) == body


def test_a_gzip_file_is_unpacked_unasked() -> None:
    assert uncoded(gzip.compress(PAGE), None, len(PAGE)) == PAGE
    assert uncoded(brotli.compress(gzip.compress(PAGE)), "gzip, br", len(PAGE)) == PAGE


@pytest.mark.parametrize("coding", ["lzma", "gzip, gzip, gzip, gzip"])
def test_what_nobody_knows_is_refused(coding: str) -> None:
    with pytest.raises(CodingError):
        uncoded(b"\1\2\3\0", coding, 100)


@given(st.binary(max_size=300), st.sampled_from([*PACK, "x", None]))
def test_any_bytes_are_answered_or_refused(body: bytes, coding: str | None) -> None:
    with contextlib.suppress(CodingError, TooBigError):
        assert len(uncoded(body, coding, 200)) <= 200


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("zstd", zstandard.compress)])
def test_a_bomb_in_many_pieces_is_refused_before_it_grows(
    name: str, pack: Callable[[bytes], bytes]
) -> None:
    packed = pack(bytes(1_000_000)) * 50
    tracemalloc.start()
    with pytest.raises(TooBigError):
        uncoded(packed, name, 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


@pytest.mark.parametrize(("frames", "read"), [(64, True), (65, False)])
def test_so_many_frames_are_read(frames: int, read: bool) -> None:
    packed = zstandard.compress(b"<p>x</p>") * frames
    if read:
        assert uncoded(packed, "zstd", 10_000) == b"<p>x</p>" * frames
    else:
        with pytest.raises(CodingError):
            uncoded(packed, "zstd", 10_000)


@pytest.mark.parametrize(("codings", "read"), [(3, True), (4, False)])
def test_so_many_codings_on_top_of_each_other_are_undone(codings: int, read: bool) -> None:
    packed = PAGE
    for _ in range(codings):
        packed = zlib.compress(packed)
    names = ", ".join(["deflate"] * codings)
    if read:
        assert uncoded(packed, names, len(PAGE)) == PAGE
    else:
        with pytest.raises(CodingError, match="more than 3"):
            uncoded(packed, names, len(PAGE))


def test_a_window_that_takes_too_much_memory_is_refused() -> None:
    def packed(log: int) -> bytes:
        options = zstandard.ZstdCompressionParameters(window_log=log)
        engine = zstandard.ZstdCompressor(compression_params=options).compressobj()
        return engine.compress(PAGE * 40) + engine.flush()

    assert uncoded(packed(23), "zstd", 40 * len(PAGE)) == PAGE * 40
    with pytest.raises(CodingError):
        uncoded(packed(24), "zstd", 40 * len(PAGE))


@pytest.mark.parametrize(("before", "text"), [(1_023, False), (1_024, True)])
def test_nulls_near_the_beginning_are_no_text(before: int, text: bool) -> None:
    body = b"<p>" + b"x" * (before - 3) + b"\0"
    if text:
        assert uncoded(body, "br", 10_000) == body
    else:
        with pytest.raises(CodingError):
            uncoded(body, "br", 10_000)
