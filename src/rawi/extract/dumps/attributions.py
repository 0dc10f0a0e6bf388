"""Bylines, credits and sources: what one short segment of a dump says."""

from __future__ import annotations

import re

from rawi.extract.dumps import vocabulary
from rawi.extract.dumps.phrases import MARK, folded, pattern, phrases

_WEEKDAYS = "|".join(phrases(vocabulary.WEEKDAYS))
_STOP = rf"(?=\s*(?:$|[|\d–\-(/،,:]|{_WEEKDAYS}|نشر|اخر تحديث|تاريخ|منذ|قبل|\s{{2}}))"
_BYLINE = re.compile(
    rf"(?<!\w)(?:كتب{MARK}*ت?|كتبها?|بقلم|اعداد|تحرير|حوار|حاوره|حاورته|ترجمه|تقرير"
    r"|متابعه|by|author|written by)"
    rf"\s*[:：,،]?\s+(?P<name>[^\d|:\n]{{3,50}}?){_STOP}"
)
_GLUED_BYLINE = re.compile(
    rf"(?:كتبت?|بقلم|اعداد|تحرير|حوار|ترجمه|تقرير)\s*[:：]\s*(?P<name>[^\d|:\n]{{3,50}}?){_STOP}"
)
_AGENCY = re.compile(rf"[\s(\[]*(?:{pattern(vocabulary.AGENCIES)})(?!\w).*", re.DOTALL)
_CREDIT_LATIN = re.compile(r"\(?[A-Z][A-Za-z.&'’\-]*(?:[\s/,|©]+[A-Za-z.&'’\-]+)*\)?")
_LATIN_AGENCY = re.compile(
    r"photo|pool|getty|reuters|afp|\bap\b|epa|images|handout|shutterstock|/", re.I
)
_IN_BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,30})\s*[)\]]\s*[.]?$")
_CREDIT_LINE = re.compile(
    r"(?:صدر الصوره|مصدر الصوره|تصوير|عدسه|photo|image source|credit)\s*[،,:]\s*(?P<name>.{2,80})$"
)
_CAPTION_LABEL = re.compile(r"(?:التعليق علي الصوره|تعليق الصوره|image caption)\s*[،,:]?\s*")
_SOURCE = (2, 60)
"""Length of a source's name, in code points."""


def byline(text: str) -> str | None:
    """The author that a byline names; None where the segment is none."""
    if len(text) > 160:
        return None
    low = folded(text)
    found = _BYLINE.search(low) or _GLUED_BYLINE.search(low)
    if not found:
        return None
    name = " ".join(text[found.start("name") : found.end("name")].split()).strip(" .،,-")
    return name if 1 <= len(name.split()) <= 6 and name else None


_DIGIT = re.compile(r"\d")
_STAMP = re.compile(
    rf"\W*(?:(?:{_WEEKDAYS})\W*\d|\d{{1,4}}[\s/.\-]|نشر|اخر تحديث|تاريخ|published|updated)"
)


def is_stamp(text: str) -> bool:
    """Whether a segment is a time stamp and nothing else."""
    low = folded(text)
    return len(low) < 80 and bool(_STAMP.match(low)) and bool(_DIGIT.search(low))


def is_credit(text: str) -> bool:
    """Whether a segment is nothing but a photo credit."""
    if len(text) > 90:
        return False
    low = folded(text).strip(" .()[]")
    found = _AGENCY.fullmatch(low)
    if found and len(low.split()) <= 7:
        return True
    return bool(_CREDIT_LATIN.fullmatch(text.strip()) and _LATIN_AGENCY.search(text))


def credit_line(text: str) -> str | None:
    """The credit that a line such as ``صدر الصورة، EPA`` names."""
    found = _CREDIT_LINE.match(folded(text)) if len(text) < 120 else None
    return text[found.start("name") :].strip() if found else None


def caption(text: str) -> tuple[str, str | None]:
    """A caption without its label, and the credit at its end where it holds one."""
    label = _CAPTION_LABEL.match(folded(text))
    text = text[label.end() :] if label else text
    found = _IN_BRACKETS.search(text)
    if found and is_credit(found[1]):
        return text[: found.start()].rstrip(), found[1].strip()
    return text, None


def source(text: str) -> str | None:
    """The name that follows a source label, where it is short enough to be one."""
    name = " ".join(text.split()).strip(" .:،-|")
    low, high = _SOURCE
    return name if low <= len(name) <= high else None
