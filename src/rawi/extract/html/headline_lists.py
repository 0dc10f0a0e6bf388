"""Headlines of other articles on the page: which belong to this one, which to the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from rawi.extract.html.blocks import Block
from rawi.extract.html.hints import BIT
from rawi.extract.html.word_counts import words_in
from rawi.extract.metadata.evidence import plain

_NEAR = BIT["related"]
_NEVER = (
    BIT["menu"] | BIT["footer"] | BIT["tags"] | BIT["crumb"] | BIT["share"] | BIT["comment"]
    | BIT["cookie"] | BIT["legal"]
)  # fmt: skip
_FRAMES = frozenset(("nav", "footer"))
_FAR = BIT["popular"] | BIT["side"]
_OWN_LIST = re.compile(
    r"قصص مقترحة|پیشنهاد|"
    r"ذات (?:صلة|علاقة|الصلة)|متعلق|مرتبط|مشابه|[إا]قر[أا] (?:أ|ا)يض|قد يهمك|لا تفوت|في هذا الملف|"
    r"\brelated\b|more on this|read (?:also|next|more)|you (?:may|might)|see also|also read"
)
_SITE_LIST = re.compile(
    r"الأكثر|أحدث|آخر|اخر|عاجل|المزيد من|أهم|مختارات|اخترنا|يقر[أؤ]ون|most |latest|popular|"
    r"trending|top |editor|reading now|پربازدید|آخرین|داغ"
)
"""Both for text in lower case: ignoring case in the pattern takes several times as long."""
_STEP = re.compile(
    r"(?:المقال |الخبر |الموضوع )?(?:السابق|التالي)(?:ة)?\s*:?\s|(?:previous|next)(?: \w+)?\s*:\s",
    re.IGNORECASE,
)
"""Links to the articles before and after in time: the site's order, not this matter."""
_RULES = re.compile(
    r"(?:بروتوكول|شروط|سياسة|قواعد|ضوابط|اتفاقية) (?:نشر )?(?:ال)?(?:تعليق|استخدام|خصوصية)|"
    r"(?:comments?|commenting|privacy|cookie) policy|terms of (?:use|service)",
    re.IGNORECASE,
)
"""Links to the rules of the site."""
_SHORTEST = 4
"""Words of the shortest headline: fewer name a section. Chosen by reading, not measured."""
_LONGEST = 30
"""Words of the longest."""
_REACH = 40
"""How many blocks a list goes on under its heading."""


class Headlines(NamedTuple):
    """Headlines of other articles."""

    related: tuple[str, ...]
    similar: tuple[str, ...]


def headlines(blocks: Sequence[Block], places: Sequence[int], title: str | None) -> Headlines:
    """Lines that are links to articles, outside the text at ``places``.

    Those in an element named as related, under such a heading, or inside the text's
    own range are the article's; the rest are the page's.
    """
    taken = set(places)
    first, last = (places[0], places[-1]) if places else (0, -1)
    own = plain(title or "")
    related: dict[str, str] = {}
    similar: dict[str, str] = {}
    for place, named, texts in _lists(blocks, taken):
        beside = not named and _near(blocks[place], place, last)
        mine = named == "own" or first < place < last or beside
        for text in texts:
            step = _STEP.match(text)
            words = text[step.end() :].strip() if step else text
            if (key := plain(words)) != own:
                (related if mine and not step else similar).setdefault(key, words)
    for key in related:
        similar.pop(key, None)
    return Headlines(tuple(related.values()), tuple(similar.values()))


def _lists(blocks: Sequence[Block], taken: Set[int]) -> Iterator[tuple[int, str, list[str]]]:
    """Each block outside the text that holds headlines: its place, whose list the heading
    over it announces, and the headlines."""
    under, until = "", 0
    for place, block in enumerate(blocks):
        if place in taken:
            under = ""
            continue
        if name := _list_heading(block):
            under, until = name, place + _REACH
        if texts := _headlines(block):
            yield place, under if place < until else "", texts


def _list_heading(block: Block) -> str:
    """``own`` or ``site`` where the block is a heading over a list of that kind."""
    text, count = block.text, block.words
    if count > 6 or (count > 3 and block.link > 0.5 * len(text)):
        return ""
    if named := _named(text):
        return named
    return "site" if block.tag in {"h2", "h3"} and not block.link else ""


@lru_cache(maxsize=8_192)
def _named(text: str) -> str:
    """Whose list a short line announces: sites repeat their labels on every page."""
    text = text.lower()
    if _OWN_LIST.search(text):
        return "own"
    return "site" if _SITE_LIST.search(text) else ""


def _near(block: Block, place: int, last: int) -> bool:
    """Whether a list is named as the article's own by its nearest elements."""
    frame, hints = block.frame, block.hints
    for _ in range(4):
        hints |= frame.hints
        if frame.parent is None:
            break
        frame = frame.parent
    return bool(hints & _NEAR) and not hints & _FAR and place > last


def _headlines(block: Block) -> list[str]:
    """The block's links if they are headlines of other articles."""
    if not block.links or block.link < 0.6 * len(block.text):
        return []
    if (block.hints | block.frame.all_hints) & _NEVER or block.frame.tags & _FRAMES:
        return []
    texts = [link.text for link in block.links if link.href[:1] != "#"]
    return [
        text
        for text in texts
        if _SHORTEST <= words_in(text) <= _LONGEST and not _RULES.search(text)
    ]
