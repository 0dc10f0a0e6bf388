"""Authors: who the page names as having written it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rawi.extract.blocks import Block, Blocks
from rawi.extract.evidence import Finding, plain
from rawi.extract.head import Head
from rawi.extract.hints import BIT
from rawi.extract.jsonld import Told
from rawi.model import Rival

_NAME = r"[^\d\n|•·⋅:<>/\\@()]{3,60}?"
_END = (
    r"(?=\s*(?:$|[|•·⋅@(<\d\[–—]|\s-\s|,\s+\d|\b(?:Updated|Published|Posted|on|in|for|at|is)\b|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d|[.]\s|[.]$|تاريخ|نشر|"
    r"السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة))"
)
_BY = re.compile(
    r"^(?:(?:written|posted|published|authored|reviewed|story|text|words|article|reported|created|"
    r"submitted|content)\s+)?by\s*:?\s+("
    + _NAME
    + ")"
    + _END
    + r"|\b(?:posted|written|published)\s+by\s*:?\s+("
    + _NAME
    + ")"
    + _END
    + r"|^(?:authors?|writer)s?\s*:\s*("
    + _NAME
    + ")"
    + _END,
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"^(?:[-–*•]\s*)?(?:"
    r"(?:كتب(?:ت|ه|ها)?|بقلم|تحرير|إعداد|اعداد|أعدّ?ها?|تقرير|حوار|حاور(?:ه|ته|ها)|"
    r"أجرى الحوار|أجرت الحوار|تحقيق|ترجمة|"
    r"مراسل(?:ة|نا)?|متابعة|نویسنده|خبرنگار|تأليف)\s*[:/\-–—]+\s*|(?:كتب(?:ت)?|بقلم)\s+)"
    r"(" + _NAME + ")" + _END
)
_SPLIT = re.compile(r"\s*(?:,|،|;|؛|&|\band\b|\bwith\b|\s/\s|\s+\|\s+)\s*|\s+و\s+", re.IGNORECASE)
_ATTACHED_AND = re.compile(r"(?<=\S)\s+و(?=[^\W\d_]{3,}\s+[^\W\d_]{3,})")
_ROLE = re.compile(
    r"^(?:written |posted |published |story |text |words )?by:?\s+|^(?:authors?|writer):?\s+"
    r"|\s+[-–—|]\s+.*$|\s*[(\[].*$|,?\s+(?:staff|senior|contributing|chief|managing|associate)?\s*"
    r"(?:writer|editor|reporter|correspondent|contributor|author)$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:admin\w*|staff|editors?|undefined|null|none|author|anonymous|guest|team|webmaster|"
    r"user|root|"
    r"editorial(?: team)?|by|wordpress|marketing|support|n/?a|unknown|more|view all|posts?|"
    r"بوابة|المحرر|"
    r"print|save|written by|posted by|administrator|default|super user|website|test)$",
    re.IGNORECASE,
)
_NOT_NAME = re.compile(
    r"https?:|"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d|"
    r"www\.|@|\d{3,}|^\W*$|\b(?:read|share|comment|minutes?|views?|published|updated|"
    r"subscribe|follow|about|privacy|click|photo|image|copyright)\b|[?!؟]",
    re.IGNORECASE,
)


def is_byline(text: str) -> bool:
    """Whether a short line says nothing but who wrote."""
    found = _WROTE.match(text) if len(text) < 80 else None
    return bool(found) and found.end() >= len(text) - 2 if found else False


_VISIBLE = frozenset(("byline", "author link"))
_GLUED = re.compile(
    r"(?<=[a-z])(?=(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.?\s+\d)"
)
_LABEL = re.compile(
    r"(?:(?:written|posted|published|story|words|text|article)\s+)?by:?|authors?:?|writer:?|"
    r"بقلم:?|كتب(?:ت)?:?|الكاتب:?|تحرير:?|المؤلف:?|نویسنده:?",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:founder|ceo|coo|cto|cfo|cmo|head|director|manager|ph\.?d|m\.?d|rd|rdn|ms|mba|rn|cpa|editor|"
    r"development|desk|writer|reporter|correspondent|specialist|expert|president|officer|analyst|"
    r"professor|contributor|chief|partner|consultant|reviewer)\b",
    re.IGNORECASE,
)


class Authors(NamedTuple):
    """Names in order, their source, and what lost."""

    names: tuple[str, ...] = ()
    source: str = ""
    rivals: tuple[Rival, ...] = ()


def split_names(text: str) -> tuple[str, ...]:
    """The single names of a byline such as ``A, B and C`` or ``أ وب``."""
    pieces: list[str] = []
    for piece in _SPLIT.split(_ROLE.sub("", text.strip())):
        halves = _ATTACHED_AND.split(piece) if _arabic(piece) else [piece]
        pieces += halves if all(len(h.split()) > 1 for h in halves) else [piece]
    cleaned = (_ROLE.sub("", p).strip(" .-–—:•*\u200f\u200e") for p in pieces)
    names = tuple(dict.fromkeys(p for p in cleaned if is_name(p)))
    return tuple(n for i, n in enumerate(names) if i == 0 or not _JOB.search(n))


def _arabic(text: str) -> bool:
    return any("\u0600" <= c <= "\u06ff" for c in text)


def is_name(text: str) -> bool:
    """Whether ``text`` could name a person or an agency."""
    words = text.split()
    if not words or len(words) > 7 or len(text) > 70 or _NOBODY.match(text):
        return False
    return not _NOT_NAME.search(text) and any(c.isalpha() for c in text)


def find_authors(
    head: Head, told: Told, cutting: Blocks, near: Sequence[int], sites: Sequence[str]
) -> Authors:
    """The authors; ``near`` are the places of blocks around the headline and the body's ends."""
    own = {plain(site) for site in sites if site}
    found: list[tuple[tuple[str, ...], str, float]] = []
    claims = [f for f in _told(head, told) if not _site_name(f.value, own)]
    for finding in (*claims, *_shown(cutting.blocks, near)):
        names = split_names(finding.value)
        if finding.source not in _VISIBLE:
            names = tuple(n for n in names if not _site_name(n, own))
        if names:
            found.append((names, finding.source, finding.weight))
    return _best(found)


def _site_name(name: str, own: set[str]) -> bool:
    """Whether the outlet itself is named, in full, in short or with more words."""
    text = plain(name).replace(" ", "")
    joined = {o.replace(" ", "") for o in own}
    return any(
        text == o or (len(text) > 3 and o.startswith(text)) or (len(o) > 5 and text.startswith(o))
        for o in joined
    )


def _best(found: Sequence[tuple[tuple[str, ...], str, float]]) -> Authors:
    """The set of names with most support; a set that holds all of another takes its support."""
    if not found:
        return Authors()
    keys = [frozenset(plain(n) for n in names) for names, _, _ in found]
    best, weight = 0, -1.0
    for i, key in enumerate(keys):
        support = sum(w * len(key & k) / len(k) for k, (_, _, w) in zip(keys, found, strict=True))
        support = found[i][2] + 0.5 * (support - found[i][2])
        if support > weight:
            best, weight = i, support
    rivals = {
        ", ".join(names): Rival(value=", ".join(names), source=source)
        for (names, source, _), key in zip(found, keys, strict=True)
        if key != keys[best]
    }
    return Authors(found[best][0], found[best][1], tuple(rivals.values())[:8])


def _told(head: Head, told: Told) -> Iterable[Finding]:
    if told.authors:
        yield Finding(", ".join(told.authors), "json-ld author", 4.0)
    for name in (
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "byl",
        "citation_author",
        "dcterms.creator",
        "twitter:data1",
    ):
        values = [v for v in head.meta.get(name, ()) if not v.startswith(("http", "/", "@"))]
        label = head.first("twitter:label1")[0].lower()
        if values and (
            name != "twitter:data1" or "writ" in label or "by" in label or "كتب" in label
        ):
            yield Finding("; ".join(values), f"meta {name}", 3.0)
    if items := head.items.get("author"):
        yield Finding(", ".join(dict.fromkeys(items)), "microdata author", 3.5)


def _shown(blocks: Sequence[Block], near: Sequence[int]) -> Iterable[Finding]:
    label = ""
    for place in near:
        block = blocks[place]
        text = block.text
        if len(text) > 160:
            label = ""
            continue
        if match := _WROTE.match(text):
            yield Finding(match[1], "byline", 5.0)
        elif match := _BY.search(_GLUED.sub(" ", text)):
            yield Finding(match[1] or match[2] or match[3], "byline", 4.5)
        elif _LABEL.fullmatch(label):
            yield Finding(text, "byline", 4.0)
        elif (named := _linked(block)) or _hinted(block):
            weight = 3.5 if named else 2.5
            yield Finding(named or text, "author link" if named else "author element", weight)
        label = text


def _hinted(block: Block) -> bool:
    hints = block.hints | block.frame.hints
    if not hints & BIT["author"] or hints & (
        BIT["bio"] | BIT["comment"] | BIT["date"] | BIT["tags"]
    ):
        return False
    return len(block.text.split()) <= 6


def _linked(block: Block) -> str:
    names = [
        link.text
        for link in block.links
        if link.text
        and ("author" in link.rel or "/author/" in link.href or "/authors/" in link.href)
    ]
    return ", ".join(dict.fromkeys(names))
