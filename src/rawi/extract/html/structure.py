"""The parts of an article: paragraphs, subheads, standfirst, captions, related, source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rawi.arabic.dates import is_stamp
from rawi.extract.cues import NAMES
from rawi.extract.html.blocks import CELLS, HEADINGS, Block, cell_of, is_sentence
from rawi.extract.html.captions import PictureLine, caption_line, captions, under_picture
from rawi.extract.html.choose import CELL
from rawi.extract.html.hints import BIT
from rawi.extract.html.notices import is_wall
from rawi.extract.html.paragraph_ends import without_ad, without_tab
from rawi.extract.html.word_counts import words_in
from rawi.extract.metadata.bylines import AGENCY, is_byline
from rawi.extract.metadata.evidence import plain
from rawi.model import Caption

_ENDS = re.compile(r"[.!?؟…:،,;؛\"»”。！？、」』]\s*$")
_SOURCE = re.compile(
    r"^[\W_]*(?:(?:(?:ال)?مصدر|المصادر|نقلا عن|نقلاً عن|منبع|source)\s*[:：/\-–]\s*|"
    r"نقلا(?:ً)? عن\s+(?=[^\W\d_]+(?:\s[^\W\d_]+){0,3}[\W_]*$))(?P<name>[^\n]{2,60})$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^[\s]*[(\[«]\s*(?P<name>[^()\[\]]{2,40}?)\s*[)\]»][\s.]*$")
_DATELINE = re.compile(
    r"^[^.()\n]{2,60}\((?P<name>[^()\d]{2,30})\)\s*(?:--|[-–—:]|,|،)|"
    r"^[^\W\d_]+(?:\s[^\W\d_]+)?\s*[/،,-]\s*(?P<late>[^\W\d_]{3,}(?:\s[^\W\d_]{2,})?)\s*(?:--|"
    r"[–—:])\s"
)
_CODE = re.compile(
    r"^[\W_]*(?:[\d٠-٩۰-۹]{2,8}|[A-Za-z.]{1,4}\s*/\s*[A-Za-z.]{1,4}|انتهى|پایان پیام|"
    r"انتهای پیام(?:\s*/\s*\w{0,3})?)[\W_]*$"
)
_CLOCK = re.compile(
    r"\W*[\d٠-٩]{1,2}[:.][\d٠-٩]{2}\s?(?:[ap]\.?m\.?|[صم]|GMT|UTC|بتوقيت غرينتش)?\W*", re.IGNORECASE
)
"""The time of an entry of a live blog, in a line of its own."""
_PARTS = 4
"""Figures of a day and year in two calendars."""
_CODE_WORDS = 6
"""Most words of a code of the staff, with marks around it; 3 or 9 change none of 79 gold pages."""
_NOTICE = re.compile(
    r"(?:ال)?(?:آراء|تعليقات|مقالات|مشاركات)\b.{0,60}(?:لا تعبر|تعبر عن|لا تمثل|تعكس وجه|أصحابها)|"
    r"(?:ترحب|نرحب|يرحب|تحتفظ|مراجعة|حذف|نشر)\b.{0,90}(?:ال)?(?:تعليق|نقاش)|"
    r"شروط (?:ال)?(?:استخدام|تعليق)|سياسة (?:ال)?(?:تعليق|خصوصية)|"
    r"جميع الحقوق محفوظة|حقوق النشر محفوظة|ملفات تعريف الارتباط|"
    r"نظرات? (?:حاوی|ارسالی)|comments? (?:are|is|will be) (?:moderated|closed|reviewed)|"
    r"all rights reserved|comment(?:s|ing)? policy|^\W*(?:责任)?编辑\s?[:：]|"
    r"^\W*(?:(?:ال)?رابط|لینک|permalink|short ?link|url)\b[^\d:]{0,30}:\s?https?://\S+$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:\.\.\.|…|\[…\])\s*(?:اقرأ المزيد|تابع القراءة|read more|more)?\s*$", re.IGNORECASE
)
_SECTIONED_HEADS = 3
"""Subheads from which on they are the text's own, as in a guide or a list,"""
_SECTIONED_SHARE = 0.1
"""and one to ten paragraphs: .9438 to .9469 on 791 English pages (decision 0036). On 79 gold
pages a share of .05 gives .001 more and .2 gives .004 less."""
_BYLINES = frozenset((NAMES.index("byline") + 1, NAMES.index("date") + 1))
_ALSO = NAMES.index("also") + 1
_LINKED_SENTENCE = 10
"""Words from which on a line that is one link may be a sentence of the article; 6 or 15 change
one of 79 gold pages and no figure."""
_QUOTES = "\"»”'"
_WALLED, _WALL_WORDS, _WALL_REACH = 120, 30, 4
"""Words of the longest teaser before a wall, of the wall's longest line, and how many lines
below the text it may stand: further down, whole articles have their offers too."""
_TIMED_LINE = 8
"""Most words of a line above the text that says when it was written; 4 or 12 change one of 79
gold pages and no figure."""
_LEADS = BIT["lead"]
_ABOUT = BIT["meta"] | BIT["date"] | BIT["author"]
_RELATED = BIT["related"]
_ANSWERS = CELLS | {"dd"}
"""What figures may stand in alone."""


class Parts(NamedTuple):
    """An article's text in its parts."""

    body: tuple[str, ...]
    subheads: tuple[str, ...]
    standfirst: str | None
    captions: tuple[Caption, ...]
    related: tuple[str, ...]
    source: str | None
    source_from: str
    truncated: bool
    places: tuple[int, ...]
    """Places of the blocks that became paragraphs."""


class Called(NamedTuple):
    """What the page calls the article, its outlet and those who wrote it."""

    title: str = ""
    outlet: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Lines above the text that are none of it, for comparing."""
        together = (between.join(self.writers) for between in (" ", " and ", " و", " & "))
        every = (self.title, *self.outlet, *self.writers, *together)
        return frozenset(plain(name) for name in every if name)


class _Line(NamedTuple):
    kind: str
    place: int
    text: str


def parts(blocks: Sequence[Block], places: Sequence[int], called: Called) -> Parts:
    """The parts of the article whose text stands at ``places``."""
    outlet = called.outlet
    lines = _lines(blocks, places, called.names)
    lines, walled = _before_wall(_without_notices(lines))
    lines = _with_questions_apart(_with_bare_subheads(lines, blocks))
    source, source_from, lines = _sourced(lines, outlet)
    if source is None and not source_from and (named := _source_below(blocks, places, outlet)):
        source, source_from = named, "source line"
    lead, lines = _led(lines, blocks)
    texts, heads = _of_kind(lines, "p"), _of_kind(lines, "h")
    sectioned = len(heads) >= _SECTIONED_HEADS and len(heads) >= _SECTIONED_SHARE * len(texts)
    return Parts(
        body=_told_by(_of_kind(lines, "ph") if sectioned else texts),
        subheads=_told_by(heads),
        standfirst=lead,
        captions=captions(_pictured(blocks, places, lines)),
        related=tuple(dict.fromkeys(_told_by(_of_kind(lines, "r")))),
        source=source,
        source_from=source_from,
        truncated=walled or _goes_on(texts, blocks),
        places=tuple(line.place for line in texts),
    )


def _of_kind(lines: Sequence[_Line], kinds: str) -> list[_Line]:
    return [line for line in lines if line.kind in kinds]


def _told_by(lines: Sequence[_Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


def _lines(blocks: Sequence[Block], places: Sequence[int], names: frozenset[str]) -> list[_Line]:
    lines: list[_Line] = []
    paragraphs = 0
    for place in places:
        block = blocks[place]
        kind = _kind(block, names, early=paragraphs < 3)
        if kind == "p" and not paragraphs and under_picture(block):
            kind = "c"
        paragraphs += kind == "p"
        if kind:
            told = max((link.text for link in block.links), key=len) if kind == "r" else block.text
            told = without_ad(without_tab(told)) if kind == "p" else told
            if lines and kind == lines[-1].kind == "p" and _one_row(blocks[lines[-1].place], block):
                lines[-1] = _Line("p", place, f"{lines[-1].text} {told}")
                continue
            lines.append(_Line(kind, place, told))
    return lines


def _one_row(one: Block, other: Block) -> bool:
    """Whether two blocks are cells of one row of a table; wrapped ones are if they are short."""
    home, other_home = cell_of(one), cell_of(other)
    if home is None or other_home is None or home is other_home:
        return False
    bare = one.frame is home and other.frame is other_home
    return home.parent is other_home.parent and (bare or max(one.words, other.words) <= CELL)


def _kind(block: Block, names: frozenset[str], early: bool) -> str:
    """``p`` paragraph, ``h`` subhead, ``q`` bold question, ``c`` caption, ``r`` related,
    ``b`` byline; empty: no part of the article."""
    if early and ("h1" in block.frame.tags or plain(block.text) in names):
        return ""
    if caption_line(block):
        return "c"
    if is_byline(block.text):
        return "b" if early else ""
    if early and block.words <= _TIMED_LINE and (block.time or is_stamp(block.text)):
        return ""
    return _linked(block) or _told(block, early)


def _linked(block: Block) -> str:
    """``r`` for a line that leads to another article, ``h`` for a subhead; empty for others."""
    if not block.links:
        return _heading(block)
    length, also = len(block.text), block.cue == _ALSO
    related = (block.hints | block.frame.near_hints) & _RELATED
    if (also and block.link > 0.4 * length) or (related and block.link > 0.9 * length):
        return "r"
    if kind := _heading(block):
        return kind if block.link < 0.9 * length or length < 60 else "r"
    headline = also or (block.words > 5 and not _sentence(block))
    return "r" if block.link > 0.7 * length and headline and _alone(block) else ""


def _sentence(block: Block) -> bool:
    """Whether a line that is one link is a paragraph: headlines end without a full stop."""
    return block.words >= _LINKED_SENTENCE and block.text.rstrip(_QUOTES)[-1:] == "."


def _told(block: Block, early: bool) -> str:
    """``p`` for a paragraph; empty for the dates and names above it and the codes below."""
    named = (block.hints | block.frame.near_hints) & _ABOUT
    about = block.words <= _TIMED_LINE or named or _two_calendars(block)
    if early and block.cue in _BYLINES and about and not _ENDS.search(block.text):
        return ""
    if block.words > _CODE_WORDS or block.tag in _ANSWERS or _in_short_row(block):
        return "p"
    return "" if _CODE.match(block.text) or _CLOCK.fullmatch(block.text) else "p"


def _in_short_row(block: Block) -> bool:
    """Whether a line alone in a cell is wrapped there and stands beside others in its row."""
    home = cell_of(block)
    row = home.parent if home is not None and home.last - home.first == 1 else None
    return row is not None and 2 <= row.last - row.first <= CELL


def _two_calendars(block: Block) -> bool:
    """Whether a line is a day in two calendars with its time, longer than other dates."""
    return block.words <= 3 * _TIMED_LINE and len(re.findall(r"\d+", block.text)) >= _PARTS


def _alone(block: Block) -> bool:
    """Whether an anchor is the whole of a paragraph, not an item of the article's own list."""
    return block.tag != "li" and "li" not in block.frame.tags and "table" not in block.frame.tags


def _heading(block: Block) -> str:
    """``h`` for a heading element or a short bold line, ``q`` for a bold question."""
    text = block.text
    if block.tag in HEADINGS or block.frame.tags & {"h2", "h3", "h4", "h5", "h6"}:
        return "h" if len(text) < 200 else ""
    short = block.words <= 12 and block.tag not in {"li", "td"}
    if not short or block.bold <= 0.9 * len(text):
        return ""
    if text[-1] in "?؟":
        return "" if text[0] in "*-•" else "q"
    return "" if _ENDS.search(text) else "h"


def _with_questions_apart(lines: list[_Line]) -> list[_Line]:
    """Bold questions are an interview's own text if there are many, else subheads."""
    asked = sum(line.kind == "q" for line in lines)
    kind = "p" if asked * 5 > len(lines) else "h"
    return [line._replace(kind=kind) if line.kind == "q" else line for line in lines]


def _with_bare_subheads(lines: list[_Line], blocks: Sequence[Block]) -> list[_Line]:
    """A few bare words between long paragraphs of one element are a subhead."""
    out = list(lines)
    for i in range(1, len(lines) - 1):
        line = lines[i]
        block = blocks[line.place]
        if block.words > 7 or line.kind != "p" or _ENDS.search(line.text):
            continue
        before, after = lines[i - 1], lines[i + 1]
        long = all(o.kind == "p" and len(o.text) > 120 for o in (before, after))
        same = blocks[before.place].tag == blocks[after.place].tag == block.tag
        if long and same and block.tag != "li" and not line.text.startswith(("-", "*", "•")):
            out[i] = line._replace(kind="h")
    return out


def _without_notices(lines: list[_Line]) -> list[_Line]:
    """The text without rules for comments, views and rights that stand at its end."""
    end = len(lines)
    while end > 1 and len(lines) - end < 4 and _NOTICE.search(lines[end - 1].text):
        end -= 1
    return lines[:end]


def _before_wall(lines: list[_Line]) -> tuple[list[_Line], bool]:
    """The text that stands open before a wall for subscribers, and whether there is one."""
    end = len(lines)
    while end > 1 and _is_wall(lines[end - 1].text):
        end -= 1
    return lines[:end], end < len(lines)


def _goes_on(texts: Sequence[_Line], blocks: Sequence[Block]) -> bool:
    """Whether the text ends in a link to the rest, or is a teaser with a wall right below."""
    if not texts or _MORE.search(texts[-1].text):
        return bool(texts)
    last = texts[-1].place + 1
    walled = any(_is_wall(block.text) for block in blocks[last : last + _WALL_REACH])
    return walled and sum(words_in(line.text) for line in texts) < _WALLED


def _is_wall(text: str) -> bool:
    return words_in(text) <= _WALL_WORDS and is_wall(text)


def _sourced(lines: list[_Line], outlet: Sequence[str]) -> tuple[str | None, str, list[_Line]]:
    """The source that the article names in a line of its own or before its first words."""
    own = {plain(name) for name in outlet if name}
    texts = _of_kind(lines, "p")
    for line in texts[-3:]:
        signed = _SIGNED.match(line.text) if line is texts[-1] and len(texts) > 1 else None
        if found := _SOURCE.match(line.text) or signed:
            rest = [other for other in lines if other is not line]
            name = found["name"].strip(" .")
            return (None if plain(name) in own else name), "source line", rest
    dated = _DATELINE.match(texts[0].text) if texts else None
    if dated and dated["name"] and plain(name := dated["name"].strip()) not in own:
        return name, "dateline", lines
    return None, "", lines


def _source_below(
    blocks: Sequence[Block], places: Sequence[int], outlet: Sequence[str]
) -> str | None:
    """The source that a line of its own names right under the text."""
    last = places[-1] + 1 if places else len(blocks)
    own = {plain(name) for name in outlet if name}
    for number, block in enumerate(blocks[last : last + 2]):
        found = _SOURCE.match(block.text)
        if not found and number == 0 and (signed := _SIGNED.match(block.text)):
            found = signed if AGENCY.match(signed["name"]) else None
        if found:
            name = found["name"].strip(" .")
            return None if plain(name) in own else name
    return None


def _led(lines: list[_Line], blocks: Sequence[Block]) -> tuple[str | None, list[_Line]]:
    """The standfirst: what stands above the byline, or what the page marks as such."""
    unsigned = [line for line in lines if line.kind != "b"]
    lead = _above_byline(lines) or _marked_lead(unsigned[:4], blocks)
    if len(lead) == 1 and _is_first_paragraph(lead[0], unsigned, blocks):
        lead = []
    rest = [line for line in unsigned if line not in lead]
    if not lead or len(lead) > 3 or not _of_kind(rest, "p"):
        return None, unsigned
    return "\n".join(_told_by(lead)), rest


def _is_first_paragraph(lead: _Line, lines: Sequence[_Line], blocks: Sequence[Block]) -> bool:
    """Whether what is named a lead is the report's own beginning: a paragraph like the next
    one, in the same element, that ends as one."""
    after = next((line for line in lines if line.kind == "p" and line.place > lead.place), None)
    if lead.kind != "p" or after is None:
        return False
    own, other = blocks[lead.place], blocks[after.place]
    alike = own.tag == other.tag == "p" and own.frame.parent is other.frame.parent
    return alike and is_sentence(own) and own.bold < 0.5 * len(own.text)


def _above_byline(lines: Sequence[_Line]) -> list[_Line]:
    """The text above the byline; none where it is too long for a standfirst."""
    name = next((i for i, line in enumerate(lines[:5]) if line.kind == "b"), 0)
    above = _of_kind(lines[:name], "ph")
    return above if sum(len(line.text) for line in above) < 600 else []


def _marked_lead(lines: Sequence[_Line], blocks: Sequence[Block]) -> list[_Line]:
    """What the page marks as its standfirst, before the first other paragraph."""
    lead = []
    for line in lines:
        if line.kind in "ph" and _is_marked(line, blocks[line.place]):
            lead.append(line)
        elif line.kind == "p":
            break
    return lead


def _is_marked(line: _Line, block: Block) -> bool:
    """Whether its elements are named as a lead, or it is a heading as long as one."""
    if (block.hints | block.frame.hints) & _LEADS:
        return True
    return line.kind == "h" and block.tag in HEADINGS and words_in(line.text) > 12


def _pictured(
    blocks: Sequence[Block], places: Sequence[int], lines: Sequence[_Line]
) -> list[PictureLine]:
    """Caption lines from a little above the text down to its end."""
    if not places:
        return []
    taken = {line.place for line in lines if line.kind != "c"}
    first, last = max(0, places[0] - 12), places[-1] + 1
    return [
        PictureLine(blocks[i], i)
        for i in range(first, min(last + 2, len(blocks)))
        if i not in taken
        and (caption_line(blocks[i]) or (i <= places[0] and under_picture(blocks[i])))
    ]
