"""Captions and their credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rawi.extract.html.blocks import Block
from rawi.extract.html.hints import BIT
from rawi.model import Caption

_SPOKEN = re.compile(
    r"^(?:التعليق على الصورة|شرح الصورة|تعليق الصورة|image caption|photo caption)\s*[،,:]?\s*",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^(?:صدر الصورة|مصدر الصورة|الصورة|تصوير|عدسة|photo(?:graph)?(?: by| credit)?|"
    r"image(?: source| credit)?|"
    r"credit|courtesy of|getty|عکس)\s*[،,:/]\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*[(\[]\s*(?P<a>[^()\[\]]{2,40})\s*[)\]]\s*\.?$|"
    r"\s+[-–—|/]\s*(?P<b>(?:رويترز|أ\s?ف\s?ب|ا ف ب|أ ب|أسوشيتد برس|فرانس برس|الأناضول|وكالات|"
    r"أرشيفية|"
    r"غيتي|د ب أ|واس|وام|سانا|reuters|afp|ap|getty[\w ]*|epa[\w /-]*|shutterstock|istock)[^-–—|"
    r"/]{0,25})$",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=[^\W\d_][.؟!])(?P<c>[^\W\d_][^.؟!،:\d]{2,60})$")
"""A credit right after a full stop, without a space: from an element of its own."""
_SENTENCE = re.compile(r"[.؟!?…:]\s*$")
_CAPTION_HINTS = BIT["caption"]
_LONGEST = 400
"""Code points of the longest caption."""


class PictureLine(NamedTuple):
    """A block under or beside a picture, and its place."""

    block: Block
    place: int


def caption_line(block: Block) -> bool:
    """Whether the block is a caption or a credit, by its element, its names or its words."""
    text = block.text
    if len(text) > _LONGEST:
        return False
    if "figcaption" in block.frame.tags or block.tag == "caption":
        return True
    if _SPOKEN.match(text) or (len(text) < 80 and text.startswith(("صدر الصورة", "مصدر الصورة"))):
        return True
    hints = block.hints | block.frame.hints
    return bool(hints & _CAPTION_HINTS) and (block.images > 0 or "figure" in block.frame.tags)


def under_picture(block: Block) -> bool:
    """Whether bare words stand with a picture in an element named as its holder.

    Only for the space between the headline and the first paragraph.
    """
    words = block.words
    held = bool(block.frame.all_hints & (BIT["media"] | BIT["gallery"]))
    return block.images > 0 and held and 3 < words < 40 and not _SENTENCE.search(block.text)


def captions(lines: Sequence[PictureLine]) -> tuple[Caption, ...]:
    """Captions, each with its credit, whether that stands in it, before it or after it."""
    found: list[Caption] = []
    credit: str | None = None
    for line in lines:
        text = line.block.text
        if match := _CREDIT.match(text):
            credit = text[match.end() :].strip() or None
            if found and found[-1].credit is None and not _next_speaks(lines, line.place):
                found[-1] = Caption(text=found[-1].text, credit=credit)
                credit = None
            continue
        words = _SPOKEN.sub("", text).strip()
        if not words:
            continue
        caption = _split(words)
        if credit and caption.credit is None:
            caption = Caption(text=caption.text, credit=credit)
        credit = None
        found.append(caption)
    return tuple(dict.fromkeys(found))


def _next_speaks(lines: Sequence[PictureLine], place: int) -> bool:
    return any(0 < line.place - place <= 2 and not _CREDIT.match(line.block.text) for line in lines)


def _split(text: str) -> Caption:
    glued = _GLUED.search(text)
    if glued and glued.start() > 20 and len(glued["c"].split()) <= 6 and not text.isascii():
        return Caption(text=text[: glued.start()], credit=glued["c"].strip())
    found = _TAIL.search(text)
    if not found or found.start() == 0:
        return Caption(text=text)
    credit = (found["a"] or found["b"]).strip()
    return Caption(text=text[: found.start()].strip(), credit=_CREDIT.sub("", credit) or credit)
