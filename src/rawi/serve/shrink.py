"""Foreign pictures made small."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
"""Told by their bytes, whatever the server says. SVG is not among them: it can hold script."""
PIXELS = 40_000_000
"""A picture of more is not unpacked: some are made to fill the memory."""
QUALITY = 76
"""WebP; a press photograph 960 pixels wide weighs 40 to 90 KB."""


def shrunk(body: bytes, width: int) -> bytes | None:
    """The picture as WebP, at most ``width`` pixels wide; None where the bytes hold none."""
    try:
        with Image.open(BytesIO(body), formats=FORMATS) as picture:
            if picture.width * picture.height > PIXELS:
                return None
            picture.draft("RGB", (width, width))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((width, 3 * width))
            out = BytesIO()
            upright.convert("RGBA" if upright.has_transparency_data else "RGB").save(
                out, "WEBP", quality=QUALITY, method=2
            )
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
        return None
    return out.getvalue()
