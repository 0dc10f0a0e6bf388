"""Teasers of other stories inside a body: ``قد يهمك: ...``, ``اقرأ أيضا`` and their kind.

A teaser is told by its form: a label, a separator, a headline, and nothing
else in the paragraph; or a label alone and headlines after it; or a label
after the last full stop of a paragraph. A label that a sentence goes through
is a word of the sentence. A headline without label is told by its place, too: a
bare line between closed paragraphs, in the form of headlines (``Name: ...``,
``... .. ...``), that shares nothing with the paragraph behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rawi.extract.dumps.phrases import folded
from rawi.extract.dumps.register import register, to_reader
from rawi.extract.dumps.segment import FUNCTION, joined, stems

_MARK = r"[\u064b-\u0652\u0640]*"
_ALSO = f"(?:[أا]يض{_MARK}[اً]{_MARK}ً?|كذلك|المزيد)"
_READ = f"[إاأ]قر{_MARK}(?:[أا]|ؤوا|أوا){_MARK}"
_VERB = (
    rf"(?:و?{_READ}|و?شاهد{_MARK}(?:وا)?|طالع{_MARK}(?:وا)?|تابع{_MARK}(?:وا)?|انظر|استمع"
    r"|و?(?:قد|ربما) (?:يهمك|يهمكم|يعجبك))"
)
_SURE = rf"(?:{_VERB}\s+{_ALSO}|Read also|See also|بیشتر بخوانید)"
_BARE = (
    rf"(?:{_VERB}|للمزيد|لمزيد من التفاصيل|و?{_ALSO}"
    r"|(?:خبر|أخبار|مواضيع|مقالات|محتوى) (?:ذو|ذات) صلة)"
)
_CUT = r"\s*(?::|/|\.{2,}|…|\|)\s*"
_SOFT_CUT = rf"(?:{_CUT}|\s*[-–،]\s*)"
_LINE = re.compile(
    rf"[\s.(•*\-–]*(?:{_SURE}(?:{_SOFT_CUT}|\s+)|للمزيد{_SOFT_CUT}|{_BARE}{_CUT}|و\s*\.{{2,}}\s*)"
    r"[\s(]*(?P<head>\S.*?)[\s)]*"
)
_ALONE = re.compile(rf"[\s(•*\-–]*(?:{_SURE}|{_BARE})\s*[:：.…]*\s*")
_TAIL = re.compile(
    rf"(?P<body>.*[.،!؟\"”»)])\s*(?:{_SURE}{_SOFT_CUT}|{_BARE}(?:/|\.{{2,}}|…)\s*)"
    r"(?P<head>[^.]{12,160}(?:\.\.[^.]{4,}){0,2})",
    re.DOTALL,
)
_MORE = re.compile(r"\W*(?:\.\.|…)\s*(?:المزيد|اقرأ المزيد|للمزيد)\W*")
_LONGEST = 220
"""A teaser is no longer than this, in code points."""
_HEADLINE = (12, 160)
"""Code points of a headline, least and most."""
_FOLLOWING = 8
"""So many headlines at most follow a label that stands alone."""


_ENDS = tuple('.!؟?"”»:…)،')
_PARAGRAPH = 90
"""Code points more than which a line with a full stop is a paragraph."""
_CLOSED = 0.8
"""Where this share of paragraphs ends as sentences do, a line that does not is a line."""
_HEAD_FORM = re.compile(
    r"(?:بالفيديو|بالصور|فيديو|صور|انفو\w+|شاهد|مقال|تحليل)\b.*|[^:\d]{3,45}: \S.*"
    r"|.*[^.\s]\.\.\s?[^.\s].*|.*\s\d{1,2}:\d\d"
)
_NO_HEAD = re.compile(r"[\W\d]|.*(?:@|http|www\.)|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا)")
"""What stands at the beginning of entries of lists, or in addresses."""
_WORDS, _SHARED, _LINKS = 6, 2, 3
"""A bare headline has so many words, one alone at most so many stems of what follows; so
many stand together."""
_TAGS = re.compile(
    r"(?:^|(?<=[.!؟)\"»\d]))\s*(?:سمات|وسوم|الوسوم|كلمات دلالية|Tags)\s*:?\s+"
    r"(?P<tags>[^.!؟:،]{3,160})$"
)
"""Tags at the end of the last paragraph."""
_SELF = re.compile(r"\s*رابط (?:الخبر|المقال|الموضوع|المادة)[^:\n]{0,40}: ?(?:\S.*)?", re.DOTALL)
"""A link to the article itself."""
_NOTES = 3
"""So many paragraphs at the end may be words to the reader."""
_NOTE = 250
"""Code points more than which no note of the staff is."""


class Cleaned(NamedTuple):
    """A body without what is not its own."""

    body: tuple[str, ...]
    related: tuple[str, ...]
    truncated: bool = False
    """Whether the body ended in a link to its rest (``...المزيد``)."""


def cleaned(paragraphs: tuple[str, ...]) -> Cleaned:
    """The paragraphs that are this article's, and the headlines of others."""
    truncated = bool(paragraphs) and _MORE.fullmatch(paragraphs[-1]) is not None
    kept = paragraphs[:-1] if truncated else paragraphs
    kept = _without_notes(kept)
    links = _links(kept)
    body: list[str] = []
    related: list[str] = []
    expected = 0
    for paragraph, link in zip(kept, links, strict=True):
        if expected and _is_headline(paragraph):
            related.append(paragraph.strip("• -–*"))
            expected -= 1
            continue
        expected = _FOLLOWING if _is_label(paragraph) else 0
        if expected:
            continue
        own, teaser = _parted(paragraph)
        if own == paragraph and link:
            own, teaser = "", paragraph
        body += [own] if own else []
        related += [teaser] if teaser else []
    return Cleaned(tuple(body), tuple(dict.fromkeys(related)), truncated)


def _without_notes(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs without the site's words to its reader, and a link to itself, at the end."""
    end = len(paragraphs)
    for _ in range(_NOTES):
        if end > 1 and _is_note(paragraphs[end - 1], paragraphs[: end - 1]):
            end -= 1
    if end and "رابط ال" in paragraphs[end - 1]:
        last = paragraphs[end - 1]
        at = last.find("رابط ال")
        if at > 0 and _SELF.fullmatch(last, at):
            return (*paragraphs[: end - 1], last[:at].rstrip())
    if end and (tags := _TAGS.search(paragraphs[end - 1])) and _are_tags(tags["tags"]):
        rest = paragraphs[end - 1][: tags.start()].rstrip()
        return (*paragraphs[: end - 1], rest) if rest else paragraphs[: end - 1]
    return paragraphs[:end]


def _are_tags(text: str) -> bool:
    return not FUNCTION & set(folded(text).split())


def _is_note(text: str, before: Sequence[str]) -> bool:
    if len(text) > _NOTE:
        return False
    if _SELF.fullmatch(text) or not any(char.isalnum() for char in text):
        return True
    low = folded(text)
    quoted = any(mark in text for mark in '"“«')
    spoken_to = to_reader(low) and "y" in register(low)[0]
    if quoted or not spoken_to or joined(low.split(maxsplit=1)[0]):
        return False
    there = frozenset().union(*(stems(folded(p)) for p in before[-6:]))
    return len(stems(low) & there) <= _SHARED


def _links(paragraphs: Sequence[str]) -> list[bool]:
    """Of each paragraph whether it is a bare headline of another story."""
    long = [p for p in paragraphs if len(p) > _PARAGRAPH]
    closed = sum(p.endswith(_ENDS) for p in long)
    if len(long) < 2 or closed < _CLOSED * len(long):
        return [False] * len(paragraphs)
    found = [False] * len(paragraphs)
    for i in range(1, len(paragraphs)):
        if not found[i]:
            size = _link_run(paragraphs, i)
            found[i : i + size] = [True] * size
    return found


def _link_run(paragraphs: Sequence[str], start: int) -> int:
    """How many bare headlines of other stories stand together from ``start`` on."""
    size = 0
    while start + size < len(paragraphs) and _is_bare(paragraphs[start + size]):
        size += 1
    if not 1 <= size <= _LINKS or not _is_closed(paragraphs[start - 1]):
        return 0
    if not any(_HEAD_FORM.fullmatch(text) for text in paragraphs[start : start + size]):
        return 0
    after = paragraphs[start + size] if start + size < len(paragraphs) else None
    if after is not None and not _is_closed(after):
        return 0
    last = stems(folded(paragraphs[start + size - 1]))
    alike = len(last & stems(folded(after or ""))) > _SHARED
    return 0 if alike and size == 1 else size


def _is_bare(text: str) -> bool:
    """Whether a paragraph has the length of a headline, and neither stop nor bullet."""
    low, high = _HEADLINE
    return (
        low < len(text) <= high
        and not text.endswith(_ENDS)
        and text.count(" ") >= _WORDS - 1
        and not _NO_HEAD.match(text)
        and not joined(folded(text).split(maxsplit=1)[0])
    )


def _is_closed(paragraph: str) -> bool:
    return len(paragraph) > _PARAGRAPH and paragraph.endswith(_ENDS) and paragraph[-1] != ":"


_HINTS = (
    "قر",
    "شاهد",
    "طالع",
    "تابع",
    "انظر",
    "استمع",
    "يهمك",
    "يعجبك",
    "مزيد",
    "يض",
    "صلة",
    "also",
    "و..",
)


def _may_hold(paragraph: str) -> bool:
    """Cheap test before the expressions: part of a label near an end of the paragraph."""
    end = paragraph[-_LONGEST:]
    return any(hint in end for hint in _HINTS)


def _is_label(paragraph: str) -> bool:
    return len(paragraph) < 40 and _ALONE.fullmatch(paragraph) is not None


def _is_headline(paragraph: str) -> bool:
    low, high = _HEADLINE
    return low <= len(paragraph) <= high and not paragraph.endswith((".", "،", ":"))


def _parted(paragraph: str) -> tuple[str, str]:
    """What is the article's own in a paragraph, and the headline of a teaser."""
    if not _may_hold(paragraph):
        return paragraph, ""
    line = _LINE.fullmatch(paragraph) if len(paragraph) <= _LONGEST else None
    if line and len(line["head"]) >= _HEADLINE[0] and not _runs_on(line["head"]):
        return "", line["head"].strip()
    tail = _TAIL.fullmatch(paragraph)
    if tail:
        return tail["body"].rstrip(" ،."), tail["head"].strip()
    return paragraph, ""


def _runs_on(text: str) -> bool:
    """Whether a would-be headline is running text: several sentences."""
    return len(re.findall(r"(?<!\.)\.(?!\.)\s", text)) > 0
