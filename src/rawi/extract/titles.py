"""The headline: what stands on the page, weighed against what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rawi.extract.blocks import Block, Blocks
from rawi.extract.evidence import Choice, Finding, choose, plain
from rawi.extract.head import Head
from rawi.extract.hints import BIT
from rawi.extract.jsonld import Told

_PARTS = re.compile(r"\s+[|\-–—·•»«:/\\]+\s+|\s*[|»]\s*|\s*::\s*|:\s+(?=[^:]+$)")
_NOT_TITLE = BIT["related"] | BIT["popular"] | BIT["card"] | BIT["cookie"] | BIT["letter"]
_LEVELS = frozenset(("h1", "h2"))
_LOGO = BIT["header"] | BIT["crumb"] | BIT["menu"]


class Heading(NamedTuple):
    """One heading of the page: its text, the place of its first block, its level."""

    text: str
    place: int
    level: int


def headings(cutting: Blocks) -> list[Heading]:
    """First- and second-level headings, lines of one heading joined."""
    found: list[Heading] = []
    last = -1
    for place, block in enumerate(cutting.blocks):
        frame = block.frame
        if frame.tags.isdisjoint(_LEVELS):
            continue
        while frame.tag not in _LEVELS and frame.parent and frame.depth > block.frame.depth - 3:
            frame = frame.parent
        if frame.tag not in _LEVELS:
            continue
        if frame.number == last:
            found[-1] = found[-1]._replace(text=found[-1].text + " " + block.text)
        elif len(block.text) < 400:
            found.append(Heading(block.text, place, int(frame.tag[1])))
        last = frame.number
    return found


def likeness(one: str, other: str) -> float:
    """Share of words that two lines have in common (Dice), 0 to 1."""
    a, b = set(plain(one).split()), set(plain(other).split())
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def without_site(title: str, names: Iterable[str], shown: Sequence[str]) -> str:
    """``title`` without the parts that name the site.

    A part goes if it is one of ``names``, or if what is left stands on the page as a
    heading. Parts are cut only at separators that sites use.
    """
    known = [plain(name) for name in names if name]
    seen = {plain(text) for text in shown}
    parts = [(m.start(), m.end()) for m in _PARTS.finditer(title)]
    for start, end in parts:
        if plain(title[:start]) in seen and len(plain(title[:start])) > 8:
            return title[:start].strip()
        if plain(title[end:]) in seen and len(plain(title[end:])) > 8:
            return title[end:].strip()
    bars = [start for start, end in parts if "|" in title[start:end]]
    if bars and len(title[: bars[0]].split()) > 3:
        return title[: bars[0]].strip()
    for start, end in parts:
        if _names_site(title[end:], known) and len(plain(title[:start])) > 3:
            return title[:start].strip()
    for start, end in reversed(parts):
        if _names_site(title[:start], known) and len(plain(title[end:])) > 3:
            return title[end:].strip()
    return title.strip()


def _names_site(part: str, known: list[str]) -> bool:
    text = plain(part)
    joined = text.replace(" ", "")
    return (
        any(
            text == name or joined == name.replace(" ", "") or (len(name) > 5 and name in text)
            for name in known
            if name
        )
        and len(text.split()) <= 8
    )


def find_title(head: Head, told: Told, cutting: Blocks, sites: Sequence[str]) -> Choice:
    """The headline, and what lost against it."""
    heads = [h for h in headings(cutting) if plain(h.text)]
    firsts = [h for h in heads if h.level == 1]
    shown = [h.text for h in heads]
    claims = _claims(head, told, sites, shown)
    findings = list(claims)
    for heading in firsts or heads[:12]:
        text = without_site(heading.text, sites, ())
        best = max((likeness(text, c.value) for c in claims), default=0.5)
        weight = _trust(heading, best) * _doubt(cutting.blocks[heading.place], heading, sites)
        findings.append(Finding(text, f"h{heading.level}", weight))
    return choose(findings)


def _trust(heading: Heading, best: float) -> float:
    """What is shown wins over what is told, if they speak of the same thing."""
    if heading.level == 1:
        return 8.0 if best >= 0.25 else 1.5
    return 3.5 if best > 0.85 else 0.8 * best


def _doubt(block: Block, heading: Heading, sites: Sequence[str]) -> float:
    """Less for a heading that is a logo, a teaser or the site's name."""
    doubt = 1.0
    if plain(heading.text) in {plain(site) for site in sites}:
        doubt *= 0.1
    if (block.hints | block.frame.hints) & _NOT_TITLE:
        doubt *= 0.5
    if block.frame.tags & {"aside", "footer", "nav"}:
        doubt *= 0.3
    return doubt


def _claims(head: Head, told: Told, sites: Sequence[str], shown: Sequence[str]) -> list[Finding]:
    raw = [
        (told.headline, "json-ld headline", 1.6),
        (head.first("og:title")[0], "og:title", 2.0),
        (head.first("twitter:title", "twitter:text:title")[0], "twitter:title", 1.0),
        (head.title, "title", 1.8),
        (next(iter(head.items.get("headline", ())), ""), "microdata headline", 1.5),
        (
            head.first("citation_title", "dc.title", "parsely-title", "sailthru.title")[0],
            "meta",
            1.5,
        ),
    ]
    found = []
    for value, source, weight in raw:
        text = without_site(" ".join(value.split()), sites, shown)
        if text and len(text) < 500:
            cut_off = text.endswith(("...", "…"))
            found.append(Finding(text, source, weight * (0.3 if cut_off else 1.0)))
    return found
