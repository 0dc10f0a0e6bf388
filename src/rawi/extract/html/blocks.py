"""One pass over the tree: the page as a line of blocks, each with where it stood.

A block is a run of text that a browser would set on lines of its own. What is said
of an element is kept once, in its frame; a block points at the frame that holds it.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from rawi.arabic import as_seen
from rawi.extract.cues import cue
from rawi.extract.html.hints import BIT, UNSEEN, Sheets, hints_of
from rawi.extract.html.word_counts import words_in

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
_SAYS = re.compile(r"\w")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELLS = frozenset(("td", "th"))
ITEMS = frozenset(("li", "dt", "dd"))
_IN_CELLS = frozenset(("p", "div"))
"""Elements that a cell of a table may wrap its words in."""
ENDS = frozenset('.؟?!…"»”。！？」』')
_LINE = 8
"""Words from which on a line with a full stop is a sentence of prose; 5 or 12 change none of 79
gold pages."""
_ASIDE = 80
"""Code points under which hidden words inside a line are for readers of screens alone; more, and
more than the line has before them, may be a text that a script shows."""
_MOST_PICTURES = 200
"""Pictures of a page that are looked at for the article's."""


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
        "near_hints",
        "number",
        "parent",
        "path",
        "tag",
        "tags",
    )

    all_hints: int
    """Parts named by the element and all around it."""
    near_hints: int
    """Parts named by the element and the two around it."""
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
            self.near_hints = hints
            self.tags = frozenset((tag,))
            return
        above = parent.parent
        self.all_hints = parent.all_hints | hints
        self.near_hints = hints | parent.hints | (above.hints if above is not None else 0)
        self.depth = parent.depth + 1
        known = tag in parent.tags
        self.path = parent.path if known else parent.path | PATH.get(tag, 0)
        self.tags = parent.tags if known else parent.tags | {tag}


class Block:
    """A run of text with what was seen of it."""

    __slots__ = (
        "bold",
        "cue",
        "frame",
        "hints",
        "images",
        "link",
        "links",
        "tag",
        "text",
        "time",
        "words",
    )

    def __init__(self, words: list[str], frame: Frame) -> None:
        self.text = " ".join(words)
        self.words = len(words) if self.text.isascii() else words_in(self.text, len(words))
        self.cue = cue(self.text)
        """Which kind of furniture the line opens like (``cues``)."""
        self.frame = frame
        self.tag = frame.tag
        self.hints = 0
        """Parts named by elements inside the line."""
        self.link = self.bold = 0
        """Characters inside anchors, and in bold."""
        self.links: list[Link] = []
        self.images = 0
        """Pictures passed since the block before."""
        self.time = ""
        """``datetime`` of a ``time`` element inside."""


def is_sentence(block: Block) -> bool:
    """Whether the block is a paragraph of prose: words without links that end as a sentence."""
    return not block.link and block.words >= _LINE and block.text[-1] in ENDS


def cell_of(block: Block) -> Frame | None:
    """The cell of a table that a block stands in, with nothing between but what wraps it."""
    frame: Frame | None = block.frame
    while frame is not None and frame.tag not in CELLS:
        frame = frame.parent if frame.tag in _IN_CELLS else None
    return frame


def item_of(block: Block) -> bool:
    """Whether a block is the item of a list, or the one paragraph in it."""
    frame, above = block.frame, block.frame.parent
    alone = above is not None and above.last - above.first == 1
    return frame.tag in ITEMS or (frame.tag in _IN_CELLS and alone and above.tag in ITEMS)  # type: ignore[union-attr]


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


def _numbered(does: dict[str, int]) -> dict[int, int]:
    """The same by the parser's numbers of names, which cost half of the names themselves."""
    page = LexborHTMLParser("<p>.<!--.--></p>")
    text: Any = page.css("p")[0].first_child
    numbers = {"-text": text.tag_id, "-comment": text.next.tag_id}
    numbers |= {tag: page.create_node(tag).tag_id for tag in does if tag not in numbers}
    return {number: does[tag] for tag, number in numbers.items()}


_TEXT, _BLOCK, _FRAME, _BREAK, _PICTURE, _LINK, _BOLD, _TIME, _SKIP, _INLINE = range(10)
_DOES = {
    "-text": _TEXT,
    "-comment": _SKIP,
    "br": _BREAK,
    "img": _PICTURE,
    "a": _LINK,
    "b": _BOLD,
    "strong": _BOLD,
    "time": _TIME,
    **dict.fromkeys(BLOCK_TAGS, _BLOCK),
    **dict.fromkeys(_SKIPPED, _SKIP),
    **dict.fromkeys(("nav", "header", "footer"), _FRAME),
}
"""What a node does to the line that is being gathered; a frame of the site is a block
that is left out where it holds nothing of the article."""
_BY_NUMBER = _numbered(_DOES)
_ARTICLE = PATH["article"] | PATH["main"]
_TELLING = BIT["crumb"] | BIT["tags"] | BIT["related"] | BIT["author"] | BIT["meta"] | BIT["body"]
_MENU = BIT["menu"]
_HELD = "h1, article, main, [class*=crumb], [id*=crumb]"
"""What a menu or the foot of a page holds only where tags were left open or it says
where the article stands."""
_SAID = "h2, p, time"
"""What the head of a site and what is only named a menu hold where they say more."""


class _Cutter:
    """The page as far as it is cut, and the line that is being gathered."""

    def __init__(self, unseen: Sheets | None) -> None:
        self.unseen = unseen or None
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

    def mark(self, text: str) -> None:
        """Count words that stand in an anchor, or in bold."""
        if self.anchor is not None:
            self.link += len(text)
            self.link_parts.append(text)
        if self.bold_depth:
            self.bold += len(text)

    def end_link(self) -> None:
        """Keep the words of the open anchor that stand in this line."""
        if self.anchor is not None:
            words = " ".join("".join(self.link_parts).split())
            self.links.append(Link(words, *self.anchor))
        self.link_parts = []

    def flush(self) -> None:
        """Close the line."""
        text = as_seen("".join(self.parts))
        if _SAYS.search(text):
            if self.link_parts:
                self.end_link()
            self._close(text.split())
            self.images = self.inline = 0
            self.time = ""
        self.parts.clear()
        self.links, self.link_parts = [], []
        self.link = self.bold = 0

    def _close(self, words: list[str]) -> None:
        block = Block(words, self.frame)
        size = len(block.text)
        block.link = self.link if self.link < size else size
        block.bold = self.bold if self.bold < size else size
        block.links = self.links
        block.images = self.images
        block.hints = self.inline
        block.time = self.time
        self.blocks.append(block)

    def enter(self, does: int, node: Any) -> bool:
        """An element with something in it opens, unless it is left out."""
        attributes = node.attributes
        hints = hints_of(attributes, self.unseen) if attributes else 0
        if does <= _FRAME:
            if self.parts:
                self.flush()
            if (does == _FRAME or hints & _MENU) and self._leaves_out(node, hints):
                return False
            tag = node.tag
            if tag == "dialog" and "open" not in attributes:
                hints |= UNSEEN
            self.frame = Frame(len(self.frames), tag, self.frame, hints)
            self.frame.first = len(self.blocks)
            self.frames.append(self.frame)
            return True
        if hints & UNSEEN and does != _LINK:
            before = sum(map(len, self.parts))
            if len(node.text()) < (before if before > _ASIDE else _ASIDE):
                return False
        self.inline |= hints
        self._open_inline(does, attributes)
        return True

    def _leaves_out(self, node: Any, hints: int) -> bool:
        """Whether a menu, head or foot is the site's and not the article's."""
        if self.frame.path & _ARTICLE or hints & _TELLING:
            return False
        held = _HELD if node.tag in {"nav", "footer"} else f"{_HELD}, {_SAID}"
        return node.css_first(held) is None

    def _open_inline(self, does: int, attributes: dict[str, Any]) -> None:
        if does == _BOLD:
            self.bold_depth += 1
        elif does == _LINK:
            if self.link_parts:
                self.end_link()
            self.anchor = (attributes.get("href") or "", attributes.get("rel") or "")
        elif does == _TIME:
            self.time = self.time or attributes.get("datetime") or "?"
            self.inline |= BIT["date"]

    def close(self, does: int) -> None:
        """An element closes."""
        if does <= _FRAME:
            if self.parts:
                self.flush()
            frame = self.frame
            frame.last = len(self.blocks)
            self.frame = frame.parent or frame
        elif does == _LINK:
            if self.link_parts:
                self.end_link()
            self.anchor = None
        elif does == _BOLD:
            self.bold_depth -= 1

    def single(self, does: int, node: Any) -> None:
        """An element that is empty."""
        if does == _PICTURE:
            self.images += 1
            if len(self.pictures) < _MOST_PICTURES:
                self._picture(node.attributes)
        elif does <= _BREAK and self.parts:
            self.flush()

    def _picture(self, attributes: dict[str, Any]) -> None:
        if src := attributes.get("src") or attributes.get("data-src"):
            self.pictures.append(Picture(src, attributes.get("alt") or "", len(self.blocks)))


def cut(body: Any, unseen: Sheets | None = None) -> Blocks:
    """The blocks under ``body``, a lexbor node; ``unseen`` is what its style sheets hide."""
    cutter = _Cutter(unseen)
    parts = cutter.parts
    around: list[tuple[Any, int]] = []
    deepest = 0
    node = body.first_child
    while True:
        if node is None:
            if not around:
                break
            node, does = around.pop()
            if does != _INLINE:
                cutter.close(does)
            node = node.next
            continue
        does = _BY_NUMBER.get(node.tag_id, _INLINE)
        if does == _TEXT:
            text = node.text_content or ""
            if parts or not text.isspace():
                # Space before a line's first word is none of it: most lines never begin.
                parts.append(text)
                if cutter.anchor is not None or cutter.bold_depth:
                    cutter.mark(text)
        elif does != _SKIP:
            child = node.first_child
            if child is not None and cutter.enter(does, node):
                around.append((node, does))
                if len(around) > deepest:
                    deepest = len(around)
                node = child
                continue
            cutter.single(does, node)
        node = node.next
    cutter.flush()
    cutter.frames[0].last = len(cutter.blocks)
    return Blocks(cutter.blocks, cutter.frames, cutter.pictures, deepest)
