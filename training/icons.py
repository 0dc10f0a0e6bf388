"""``python -m training.icons``: the icons by which a device shows the installed reader.

Drawn as ``icon.svg`` is, four times as large and then made small, so that edges are smooth.
A maskable icon fills its square, with the lines inside the circle that every device shows.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parents[1] / "src" / "rawi" / "serve" / "ui" / "static"
RED, PAPER = "#7d1d16", "#fbf8f1"
LINES = ((9, 23, 8), (9, 23, 13), (13, 23, 18), (17, 23, 23))
"""From, to and height of each, in a square of 32."""
FINER = 4


def icon(size: int, maskable: bool = False) -> Image.Image:
    """The mark of Rawi, ``size`` pixels square."""
    side = size * FINER
    made = Image.new("RGBA", (side, side), RED if maskable else (0, 0, 0, 0))
    draw, unit = ImageDraw.Draw(made), side / 32
    if not maskable:
        draw.rounded_rectangle((0, 0, side - 1, side - 1), 7 * unit, fill=RED)
    share = 0.8 if maskable else 1.0
    thick = 1.2 * unit * share
    for begin, end, height in LINES:
        left, right, y = ((16 + (at - 16) * share) * unit for at in (begin, end, height))
        box = (left - thick, y - thick, right + thick, y + thick)
        draw.rounded_rectangle(box, thick, fill=PAPER)
    return made.resize((size, size), Image.Resampling.LANCZOS).quantize(64)


def main() -> None:
    for size in (192, 512):
        icon(size).save(FOLDER / f"icon-{size}.png", optimize=True)
    icon(512, maskable=True).save(FOLDER / "icon-maskable.png", optimize=True)


if __name__ == "__main__":
    main()
