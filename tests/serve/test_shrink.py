import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from rawi.serve.shrink import FORMATS, PIXELS, shrunk


def painted(width: int, height: int, form: str = "PNG", mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.new(mode, (width, height), 90).save(out, form)
    return out.getvalue()


def size_of(body: bytes | None) -> tuple[int, int]:
    assert body
    with Image.open(BytesIO(body), formats=("WEBP",)) as made:
        return made.size


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_becomes_a_small_webp(form: str) -> None:
    assert size_of(shrunk(painted(800, 400, form), 320)) == (320, 160)


def test_a_small_picture_is_not_made_larger() -> None:
    assert size_of(shrunk(painted(100, 50), 320)) == (100, 50)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "CMYK"])
def test_every_mode_of_colour_is_read(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert size_of(shrunk(painted(20, 10, form, mode), 320)) == (20, 10)


@given(st.binary(max_size=200), st.integers(0, 60))
def test_any_bytes_give_a_picture_or_none(noise: bytes, at: int) -> None:
    whole = painted(9, 9)
    for body in (noise, whole[:at] + noise, whole[:at] + noise + whole[at:]):
        assert shrunk(body, 320) is None or size_of(shrunk(body, 320))


def test_a_cut_picture_is_none() -> None:
    assert shrunk(painted(800, 800)[:-40], 320) is None


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    side = int(PIXELS**0.5) + 1
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    body = struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    assert shrunk(b"\x89PNG\r\n\x1a\n" + body, 320) is None
