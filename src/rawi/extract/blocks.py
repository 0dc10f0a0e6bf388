"""One pass over the tree: the page as a line of blocks, each with where it stood.

A block is a run of text that a browser would set on lines of its own. What is said
of an element is kept once, in its frame; a block points at the frame that holds it.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from rawi.extract.hints import BIT, hinted

_BLOCK_NAMES = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol "
    "p pre section summary table tbody td tfoot th thead tr ul caption amp-img video audio "
    "button label"
)
BLOCK_TAGS = frozenset(_BLOCK_NAMES.split())
_PATH_NAMES = (
    "article main aside nav header footer form figure ul ol table blockquote section button "
    "details dialog p li dl h2 h3 label"
)
PATH = {tag: 1 << i for i, tag in enumerate(_PATH_NAMES.split())}
"""Elements that tell what stands in them, each with its bit."""
_SKIPPED_NAMES = (
    "script style noscript iframe template select textarea svg object embed canvas head map "
    "noframes datalist math input"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_BOLD = frozenset(("b", "strong"))
_SAYS = re.compile(r"\w")
_NAMED = ("role", "itemprop", "data-testid", "data-component", "aria-label")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ENDS = '.؟?!…"»”'
_LINE = 8


class Link(NamedTuple):
    """One anchor: its words, where it leads, its ``rel``."""

    text: str
    href: str
    rel: str


class Frame:
    """A block element that is, or was, open: what holds blocks."""

    __slots__ = (
        "all_hints",
        "depth",
        "first",
        "hints",
        "last",
        "number",
        "parent",
        "path",
        "tag",
        "tags",
    )

    all_hints: int
    depth: int
    path: int
    """Bits of ``PATH`` for the element and those around it."""
    tags: frozenset[str]

    def __init__(self, number: int, tag: str, parent: Frame | None, hints: int) -> None:
        self.number = number
        self.tag = tag
        self.parent = parent
        self.hints = hints
        self.first = self.last = 0
        if parent is None:
            self.all_hints, self.depth, self.path = hints, 0, PATH.get(tag, 0)
            self.tags = frozenset((tag,))
            return
        self.all_hints = parent.all_hints | hints
        self.depth = parent.depth + 1
        known = tag in parent.tags
        self.path = parent.path if known else parent.path | PATH.get(tag, 0)
        self.tags = parent.tags if known else parent.tags | {tag}


class Block:
    """A run of text with what was seen of it."""

    __slots__ = (
        "after_break",
        "bold",
        "frame",
        "hints",
        "images",
        "link",
        "links",
        "tag",
        "text",
        "time",
    )

    def __init__(self, text: str, frame: Frame) -> None:
        self.text = text
        self.frame = frame
        self.tag = frame.tag
        self.hints = 0
        """Parts named by elements inside the line."""
        self.link = self.bold = 0
        """Characters inside anchors, and in bold."""
        self.links: list[Link] = []
        self.images = 0
        """Pictures passed since the block before."""
        self.after_break = False
        """Whether only a line break parts it from the block before."""
        self.time = ""
        """``datetime`` of a ``time`` element inside."""


def is_sentence(block: Block) -> bool:
    """Whether the block is a paragraph of prose: words without links that end as a sentence."""
    text = block.text.rstrip()
    return not block.link and len(text.split()) >= _LINE and text[-1] in _ENDS


class Picture(NamedTuple):
    """One image: address, text, and the block it stood before."""

    src: str
    alt: str
    block: int


class Blocks(NamedTuple):
    """The page cut into blocks."""

    blocks: list[Block]
    frames: list[Frame]
    pictures: list[Picture]
    deepest: int


class _Cutter:
    """State of the pass."""

    def __init__(self) -> None:
        self.frame = Frame(0, "body", None, 0)
        self.frames = [self.frame]
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self.parts: list[str] = []
        self.links: list[Link] = []
        self.link_parts: list[str] = []
        self.anchor: tuple[str, str] | None = None
        self.bold_depth = 0
        self.link = self.bold = self.images = self.inline = 0
        self.time = ""
        self.broke = False

    def text(self, text: str) -> None:
        blank = text.isspace()
        if self.parts or not blank:
            # Space before a line's first word is none of it: most lines never begin.
            self.parts.append(text)
        if (self.anchor is not None or self.bold_depth) and (not blank or len(text) > 1):
            self._weigh(text)

    def _weigh(self, text: str) -> None:
        if self.anchor is not None:
            self.link += len(text)
            self.link_parts.append(text)
        if self.bold_depth:
            self.bold += len(text)

    def end_link(self) -> None:
        if self.anchor is not None:
            words = " ".join("".join(self.link_parts).split())
            self.links.append(Link(words, *self.anchor))
        self.anchor = None
        self.link_parts = []

    def flush(self, broke: bool = False) -> None:
        """Close the line that is being gathered."""
        if not self.parts:
            self.broke = self.broke and broke
            return
        text = " ".join("".join(self.parts).split())
        if text and _SAYS.search(text):
            open_anchor = self.anchor
            self.end_link()
            self.anchor = open_anchor
            self._close(text)
            self.links = []
            self.link = self.bold = self.images = self.inline = 0
            self.time = ""
            self.broke = broke
        elif not broke:
            self.broke = False
        self.parts = []

    def _close(self, text: str) -> None:
        block = Block(text, self.frame)
        block.link = min(self.link, len(text))
        block.bold = min(self.bold, len(text))
        block.links = self.links
        block.images = self.images
        block.hints = self.inline
        block.time = self.time
        block.after_break = self.broke
        self.blocks.append(block)

    def open_frame(self, tag: str, attributes: dict[str, Any]) -> None:
        frame = Frame(len(self.frames), tag, self.frame, _hints(attributes))
        frame.first = len(self.blocks)
        self.frames.append(frame)
        self.frame = frame

    def close_frame(self) -> None:
        self.frame.last = len(self.blocks)
        if self.frame.parent is not None:
            self.frame = self.frame.parent

    def enter(self, tag: str, node: Any) -> None:
        """An element opens; its attributes are read only where they say something."""
        if tag in BLOCK_TAGS:
            self.flush()
            self.open_frame(tag, node.attributes)
        elif tag in _BOLD:
            self.bold_depth += 1
        elif attributes := node.attributes:
            self._enter_named(tag, attributes)
        elif tag == "a":
            self.end_link()
            self.anchor = ("", "")
        elif tag == "time":
            self._timed("")

    def _enter_named(self, tag: str, attributes: dict[str, Any]) -> None:
        if tag == "time":
            self._timed(attributes.get("datetime") or "")
            return
        if tag == "a":
            self.end_link()
            self.anchor = (attributes.get("href") or "", attributes.get("rel") or "")
        self.inline |= _hints(attributes)

    def _timed(self, told: str) -> None:
        self.time = self.time or told or "?"
        self.inline |= BIT["date"]

    def leave(self, tag: str) -> None:
        """An element closes."""
        if tag in BLOCK_TAGS:
            self.flush()
            self.close_frame()
        elif tag == "a":
            self.end_link()
        elif tag in _BOLD:
            self.bold_depth -= 1

    def picture(self, attributes: dict[str, Any]) -> None:
        src = attributes.get("src") or attributes.get("data-src") or ""
        self.images += 1
        if src and len(self.pictures) < 200:
            alt = attributes.get("alt") or ""
            self.pictures.append(Picture(src, alt, len(self.blocks)))


def _hints(attributes: dict[str, Any]) -> int:
    if not attributes:
        return 0
    get = attributes.get
    bits = 0
    if names := get("class"):
        bits = hinted(names)
    if name := get("id"):
        bits |= hinted(name)
    if len(attributes) > 1:
        for key in _NAMED:
            if name := get(key):
                bits |= hinted(name)
    style = attributes.get("style")
    if "hidden" in attributes or (style and "none" in style and "display" in style):
        bits |= BIT["hidden"]
    return bits


def cut(body: Any) -> Blocks:
    """The blocks under ``body``, a lexbor node."""
    cutter = _Cutter()
    open_nodes: list[tuple[Any, str]] = []
    node = body.first_child
    deepest = 0
    while True:
        if node is None:
            if not open_nodes:
                break
            node, tag = open_nodes.pop()
            cutter.leave(tag)
            node = node.next
            continue
        tag = node.tag
        if tag == "-text":
            cutter.text(node.text_content or "")
        elif tag == "br":
            cutter.flush(broke=True)
        elif tag == "img":
            cutter.picture(node.attributes)
        elif tag and tag[0] != "-" and tag not in _SKIPPED:
            child = node.first_child
            if child is not None:
                cutter.enter(tag, node)
                open_nodes.append((node, tag))
                deepest = max(deepest, len(open_nodes))
                node = child
                continue
            if tag in BLOCK_TAGS:
                cutter.flush()
        node = node.next
    cutter.flush()
    cutter.close_frame()
    return Blocks(cutter.blocks, cutter.frames, cutter.pictures, deepest)
