"""Teasers of other stories inside a body: ``قد يهمك: ...``, ``اقرأ أيضا`` and their kind.

A teaser is told by its form: a label, a separator, a headline, and nothing
else in the paragraph; or a label alone and headlines after it; or a label
after the last full stop of a paragraph. A label that a sentence goes through
is a word of the sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

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
_MORE = re.compile(r"\W*(?:\.{2,}|…)\s*(?:المزيد|اقرأ المزيد|للمزيد)\W*")
_LONGEST = 220
"""A teaser is no longer than this, in code points."""
_HEADLINE = (12, 160)
_FOLLOWING = 8
"""So many headlines at most follow a label that stands alone."""


class Cleaned(NamedTuple):
    """A body without what is not its own."""

    body: tuple[str, ...]
    related: tuple[str, ...]
    truncated: bool = False
    """Whether the body ended in a link to its rest (``...المزيد``)."""


def cleaned(paragraphs: tuple[str, ...]) -> Cleaned:
    """The paragraphs that are this article's, and the headlines of others."""
    truncated = bool(paragraphs) and _MORE.fullmatch(paragraphs[-1]) is not None
    body: list[str] = []
    related: list[str] = []
    expected = 0
    for paragraph in paragraphs[:-1] if truncated else paragraphs:
        if expected and _is_headline(paragraph):
            related.append(paragraph.strip("• -–*"))
            expected -= 1
            continue
        expected = _FOLLOWING if _is_label(paragraph) else 0
        if expected:
            continue
        own, teaser = _parted(paragraph)
        body += [own] if own else []
        related += [teaser] if teaser else []
    return Cleaned(tuple(body), tuple(dict.fromkeys(related)), truncated)


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
