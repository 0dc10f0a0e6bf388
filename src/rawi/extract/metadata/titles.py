"""The headline: what stands on the page, weighed against what the page says of itself."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from rawi.extract.html.blocks import Blocks
from rawi.extract.html.hints import BIT
from rawi.extract.metadata.evidence import Choice, plain
from rawi.extract.metadata.head import Head
from rawi.extract.metadata.jsonld import Told
from rawi.extract.metadata.ranking import Candidate, choice_of, of_news, ranked

_PARTS = re.compile(r"\s+[|\-–—·•»«:/\\]+\s+|\s*[|»]\s*|\s*::\s*|:\s+(?=[^:]+$)")
_NOT_TITLE = BIT["related"] | BIT["popular"] | BIT["card"] | BIT["cookie"] | BIT["letter"]
_LEVELS = frozenset(("h1", "h2"))
_ASIDE = frozenset(("aside", "footer", "nav"))
_DASH = re.compile(r"\s[-–—|]\s")
_EXTENSION = re.compile(r"\.\w{2,5}$")
_META = ("citation_title", "dc.title", "parsely-title", "sailthru.title")
_ESCAPED = re.compile(
    r"&(?:amp|quot|apos|[lr]aquo|[lr][sd]quo|hellip|[nm]dash|#\d{2,5}|#x[0-9A-Fa-f]{2,4});"
)
"""References that programs escape twice; ``&nbsp;`` and ``&lt;`` a headline may speak of."""
_MOST_HEADS = 8
"""Headings that are candidates."""
_FAR = 14
"""Blocks above the text from which on a heading is far; a trait that weights were learned for."""
_GAPS = ((_FAR, "far above"), (0, "above"), (-4, "near below"), (-math.inf, "below"))
"""Where a heading stands that is more than so many blocks above the text."""
_LONG = 20
"""Words more than which a heading counts as long."""
_LEAST, _LONGEST = 8, 500
"""Code points of a site's name to be looked for without spaces, and of no headline."""
_NEWS = frozenset(
    ("h1", "og:title", "json-ld headline", "title", "twitter:title", "meta", "microdata headline")
)
"""Sources that are worth another thing on a page that calls itself news."""
_LOGO = BIT["header"] | BIT["crumb"] | BIT["menu"]


class Heading(NamedTuple):
    """One heading of the page: its text, the place of its first block, its level."""

    text: str
    place: int
    level: int


_HEADING_LINE = 400
"""Letters of the longest line that a heading begins with; else it was left open."""


def headings(cutting: Blocks) -> list[Heading]:
    """First- and second-level headings, lines of one heading joined."""
    found: list[Heading] = []
    last = prose = -1
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
        elif frame.number != prose and len(block.text) < _HEADING_LINE:
            found.append(Heading(block.text, place, int(frame.tag[1])))
            last = frame.number
        else:
            prose = frame.number
    return found


def without_site(title: str, names: Iterable[str], shown: Sequence[str]) -> str:
    """``title`` without the parts that name the site.

    A part goes if it is one of ``names``, or if what is left stands on the page as a
    heading. Parts are cut only at separators that sites use.
    """
    return _Stripper.of(names, shown).bare(title)


class _Stripper(NamedTuple):
    """What a page calls its site, and what stands on it as headings."""

    known: list[str]
    seen: set[str]

    @classmethod
    def of(cls, names: Iterable[str], shown: Iterable[str]) -> _Stripper:
        keys = (plain(text) for text in shown)
        known = [key for name in names if (key := plain(name))]
        return cls(known, {key for key in keys if len(key) > _LEAST})

    def bare(self, title: str) -> str:
        while (shorter := _without_part(title, self.known, self.seen)) != title:
            title = shorter
        return title


def _without_part(title: str, known: list[str], seen: set[str]) -> str:
    parts = [(m.start(), m.end()) for m in _PARTS.finditer(title)]
    if not parts:
        return title.strip()
    for start, end in parts:
        if plain(title[:start]) in seen:
            return title[:start].strip()
        if plain(title[end:]) in seen:
            return title[end:].strip()
    bars = [start for start, end in parts if "|" in title[start:end]]
    if bars and len(title[: bars[0]].split()) > 3:
        return title[: bars[0]].strip()
    start, end = parts[-1]
    if _names_site(title[end:], known) and len(plain(title[:start])) > 3:
        return title[:start].strip()
    start, end = parts[0]
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


_Line = tuple[str, str, set[str]]
"""A line that could be the headline, its source, and what speaks for it."""


class Setting(NamedTuple):
    """What a headline is weighed against."""

    head: Head
    told: Told
    cutting: Blocks
    sites: Sequence[str]
    text: int
    """Place of the first block of the text."""
    url: str


def find_title(at: Setting, weights: Mapping[str, float]) -> Choice:
    """The headline, and what lost against it."""
    found = choice_of(ranked(title_candidates(at), weights))
    if not found.value or "&" not in found.value:
        return found
    return found._replace(value=_ESCAPED.sub(lambda one: html.unescape(one[0]), found.value))


def title_candidates(at: Setting) -> list[Candidate]:
    """Every line that could be the headline, equal ones as one, with what speaks for it."""
    at = at._replace(sites=(*at.sites, *_left_over(at.head)))
    heads = [h for h in headings(at.cutting) if plain(h.text)]
    firsts = [h for h in heads if h.level == 1]
    stripper = _Stripper.of(at.sites, (h.text for h in heads))
    lines = firsts or heads[:_MOST_HEADS]
    spoken = [*_claims(at, stripper), *_headings(at, lines, stripper._replace(seen=set()))]
    merged: dict[str, tuple[str, str, set[str]]] = {}
    for value, source, traits in spoken:
        key = plain(value)
        if key:
            merged.setdefault(key, (value, source, set()))[2].update(traits)
    about = _About.of(at)
    weighed = _NEWS if at.told.news else frozenset[str]()
    return [
        Candidate(
            value,
            source,
            frozenset({*traits, *of_news(traits, weighed), *about.traits(key, value)}),
        )
        for key, (value, source, traits) in merged.items()
    ]


def _left_over(head: Head) -> Iterable[str]:
    """What the title tag says besides the Open Graph title: the site's name."""
    bare = " ".join(head.first("og:title")[0].split())
    title = head.title
    if not bare or bare == title:
        return
    for found in _PARTS.finditer(title):
        if title[: found.start()] == bare:
            yield title[found.end() :]
        elif title[found.end() :] == bare:
            yield title[: found.start()]


def _headings(at: Setting, shown: Sequence[Heading], stripper: _Stripper) -> Iterable[_Line]:
    """Headings first, as they are written and without the site."""
    alone = len({plain(h.text) for h in shown}) == 1
    for number, heading in enumerate(shown[:_MOST_HEADS]):
        source = f"h{heading.level}"
        traits = {source, *_standing(at, heading)}
        traits.add(f"{source} first" if number == 0 else f"{source} later")
        if alone:
            traits.add(f"{source} alone")
        text = stripper.bare(heading.text)
        yield (
            heading.text,
            source,
            traits | ({"whole with site"} if text != heading.text else set()),
        )
        if text != heading.text:
            yield text, source, traits | {"cut"}


def _standing(at: Setting, heading: Heading) -> Iterable[str]:
    """Where a heading stands."""
    block = at.cutting.blocks[heading.place]
    hints = block.hints | block.frame.hints
    gap = at.text - heading.place
    looks: dict[str, object] = {
        next(where for least, where in _GAPS if gap > least): True,
        "teaser": hints & _NOT_TITLE,
        "logo": hints & _LOGO,
        "named title": hints & BIT["title"],
        "aside": block.frame.tags & _ASIDE,
        "linked": block.link >= len(block.text),
    }
    return (trait for trait, holds in looks.items() if holds)


class _About(NamedTuple):
    """What each line is compared with."""

    title: str
    graph: str
    slug: frozenset[str]
    sites: frozenset[str]

    @classmethod
    def of(cls, at: Setting) -> _About:
        path = unquote(urlsplit(at.url).path) if at.url else ""
        slug = max(path.split("/"), key=len, default="")
        words = frozenset(plain(_EXTENSION.sub("", slug)).split())
        return cls(
            plain(at.head.title),
            plain(at.head.first("og:title")[0]),
            words if len(words) > 2 else frozenset(),
            frozenset(plain(s) for s in at.sites),
        )

    def traits(self, key: str, value: str) -> set[str]:
        words = set(key.split())
        looks: dict[str, object] = {
            "starts title": self.title.startswith(key),
            "starts og": self.graph.startswith(key),
            "site": key in self.sites,
            "in parts": _DASH.search(value),
            "cut off": value.endswith(("...", "…")),
            f"words {min(len(key.split()), 4)}": True,
            "long": len(words) > _LONG,
        }
        found = {trait for trait, holds in looks.items() if holds}
        if self.graph:
            found.add(f"like og {_grade(words, set(self.graph.split()))}")
        if self.slug:
            found.add(f"slug holds {round(3 * len(words & self.slug) / len(words))}")
            found.add(f"holds slug {round(3 * len(words & self.slug) / len(self.slug))}")
        return found


def _grade(a: set[str], b: set[str]) -> int:
    """Likeness in five steps."""
    return round(4 * 2 * len(a & b) / (len(a) + len(b))) if a and b else 0


def _claims(at: Setting, stripper: _Stripper) -> list[_Line]:
    head = at.head
    raw = (
        (head.first("og:title")[0], "og:title"),
        (at.told.headline, "json-ld headline"),
        (head.title, "title"),
        (head.first("twitter:title", "twitter:text:title")[0], "twitter:title"),
        (next(iter(head.items.get("headline", ())), ""), "microdata headline"),
        (head.first(*_META)[0], "meta"),
    )
    found = []
    known: dict[str, str] = {}  # most claims say the same
    for value, source in raw:
        line = " ".join(value.split())
        if not line or len(line) >= _LONGEST:
            continue
        text = known.get(line) or known.setdefault(line, stripper.bare(line))
        found.append((line, source, {source, "whole with site"} if text != line else {source}))
        if text and text != line:
            found.append((text, source, {f"{source} cut", "cut"}))
    return found
