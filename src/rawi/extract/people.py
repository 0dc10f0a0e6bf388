"""Authors: who the page names as having written it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rawi.extract.blocks import Block
from rawi.extract.bylines import (
    AGENCY,
    TEAM,
    announces,
    bare_names,
    is_label,
    looks_like_person,
    split_names,
    written_by,
)
from rawi.extract.cues import timed
from rawi.extract.evidence import plain
from rawi.extract.head import Head
from rawi.extract.hints import BIT
from rawi.extract.jsonld import Told
from rawi.extract.layout import Layout, surroundings
from rawi.extract.ranking import Candidate, ranked
from rawi.model import Rival

_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "dcterms.creator",
)
_NOT_BY = BIT["bio"] | BIT["comment"] | BIT["tags"]
_FRAME = BIT["header"] | BIT["menu"] | BIT["footer"]
_LONGEST = 160
_RIGHT_UNDER = 2
_LAST_LATIN = "\u0500"
_NO_PERSON = frozenset(("json-ld organization", "team"))
_SEEN = frozenset(("seen", "unseen"))
_OF_SITE = frozenset(("site", "like site"))
_STRENGTH = (
    "byline",
    "author link",
    "byline label",
    "author element",
    "name with a date",
    "linked name by a date",
    "name by a date",
    "linked bare name",
    "bare name",
)
"""Ways to show a name, the surest first."""


class Authors(NamedTuple):
    """Names in order, their source, and what lost."""

    names: tuple[str, ...] = ()
    source: str = ""
    rivals: tuple[Rival, ...] = ()


class Naming(NamedTuple):
    """What names of authors are looked for in."""

    head: Head
    told: Told
    layout: Layout
    sites: Sequence[str]


class Found(NamedTuple):
    """Words that name authors, their source and what speaks for them."""

    text: str
    source: str
    traits: frozenset[str]


def find_authors(naming: Naming, weights: Mapping[str, float]) -> Authors:
    """The authors, nobody where the page names none."""
    order = ranked(author_candidates(naming), weights)
    best = order[0]
    rivals = tuple(
        Rival(value=", ".join(c.value), source=c.source) for c in order if c.value and c != best
    )
    return Authors(best.value, best.source, rivals[:8])


def author_candidates(naming: Naming) -> list[Candidate]:
    """Every set of names that the page gives, and nobody."""
    merged: dict[str, tuple[tuple[str, ...], list[Found]]] = {}
    told = list(_told(naming))
    for found in (*told, *_shown(naming.layout, bool(told))):
        if names := split_names(found.text):
            key = " ".join(sorted(plain(" ".join(names)).split()))
            merged.setdefault(key, (names, []))[1].append(found)
    words = [frozenset(key.split()) for key in merged]
    about = _About.of(naming)
    candidates = [_nobody(naming)]
    for mine, (names, every) in zip(words, merged.values(), strict=True):
        traits = _traits(every) | _shape(names, about.sites) | about.traits(mine, names[0])
        if any(mine < other for other in words):
            traits.add("part of another")
        if any(mine > other for other in words):
            traits.add("holds another")
        if not _is_outlet(traits, names[0]):
            traits.update(_of_both(traits))
            candidates.append(Candidate(names, every[0].source, frozenset(traits - _SEEN)))
    return candidates


class _About(NamedTuple):
    """What names are compared with."""

    sites: set[str]
    title: set[str]
    near: str

    @classmethod
    def of(cls, naming: Naming) -> _About:
        sites = {plain(site).replace(" ", "") for site in naming.sites if site}
        return cls(sites, set(plain(naming.head.title).split()), _near_text(naming.layout))

    def traits(self, words: frozenset[str], first: str) -> set[str]:
        """Whether names stand in the title, and whether readers see the first of them."""
        seen = first.split(",")[0].casefold() in self.near
        return {"seen" if seen else "unseen"} | ({"in title"} if words <= self.title else set())


def _nobody(naming: Naming) -> Candidate:
    """No author: likelier on a page that does not call itself an article and has no date."""
    head, told = naming.head, naming.told
    traits = {"none"}
    if not told.headline and "article" not in head.first("og:type")[0]:
        traits.add("none, no article")
    if not told.published and not head.first("article:published_time")[0]:
        traits.add("none, no date")
    near = (naming.layout.blocks[p] for p in naming.layout.near())
    if not any(len(b.text) < 60 and (b.time or timed(b.text)) for b in near):
        traits.add("none, no date shown")
    return Candidate((), "", frozenset(traits))


def _traits(found: Sequence[Found]) -> set[str]:
    """All that was told, and of what is shown only where it speaks most."""
    shown = [f for f in found if f.source in _STRENGTH]
    traits = set().union(*(f.traits for f in found if f.source not in _STRENGTH))
    if shown:
        traits |= min(shown, key=lambda f: _STRENGTH.index(f.source)).traits
        traits.add("shown")
    if len(shown) < len(found):
        traits.add("told")
        if not shown:
            traits.add("only told")
    return traits


def _is_outlet(traits: set[str], name: str) -> bool:
    """Whether only the head names the outlet itself, and not as a person of that name."""
    if "told" not in traits or "seen" in traits or traits.isdisjoint(_OF_SITE):
        return False
    return name[0] > _LAST_LATIN or "person" not in traits or not traits.isdisjoint(_NO_PERSON)


def _of_both(traits: set[str]) -> Iterator[str]:
    """What only two traits together say: told and seen, and an outlet as its own author."""
    if "told" in traits:
        yield "told, seen" if "seen" in traits else "told, unseen"
    if traits & _OF_SITE:
        yield "site, seen" if "seen" in traits or "told" not in traits else "site, unseen"
        if "json-ld organization" in traits:
            yield "site, organization"


def _near_text(layout: Layout) -> str:
    """Short lines near the text, in lower case, without the head and foot of the site."""
    near = (layout.blocks[p] for p in layout.near())
    lines = (b.text for b in near if len(b.text) <= _LONGEST and not _of_frame(b))
    return "\n".join(lines).casefold()


def _of_frame(block: Block) -> bool:
    """Whether a line belongs to what every page of the site shows."""
    frame = block.frame
    above = frame.parent.hints if frame.parent else 0
    hints = block.hints | frame.hints | above
    return bool(hints & _FRAME or frame.tags & {"nav", "footer"})


def _shape(names: tuple[str, ...], own: set[str]) -> set[str]:
    """What a set of names looks like."""
    first = names[0]
    if AGENCY.fullmatch(first):
        return {"1 names", "2 words", "person"}
    found = {f"{min(len(names), 3)} names", f"{min(len(first.split()), 4)} words"}
    if looks_like_person(first.split(",")[0]):
        found.add("person")
    if first[:1].islower():
        found.add("lower case")
    if any(c.isdigit() for c in first):
        found.add("digits")
    if TEAM.search(first):
        found.add("team")
    if kind := _of_site(plain(first).replace(" ", ""), own):
        found.add(kind)
    return found


def _of_site(text: str, own: set[str]) -> str:
    """Whether the outlet itself is named, in full, in short or with more words."""
    if text in own:
        return "site"
    if any(
        (len(text) > 3 and o.startswith(text)) or (len(o) > 5 and text.startswith(o)) for o in own
    ):
        return "like site"
    return ""


def _told(naming: Naming) -> Iterator[Found]:
    """Names that the page tells machines."""
    head, told = naming.head, naming.told
    if told.authors:
        kind = f"json-ld {told.author_kind}".rstrip()
        yield Found(", ".join(told.authors), "json-ld author", frozenset(("json-ld author", kind)))
    for name in _META:
        values = dict.fromkeys(
            v for v in head.meta.get(name, ()) if not v.startswith(("http", "/", "@"))
        )
        if values:
            kind = "meta author" if name == "author" else "meta other"
            yield Found("; ".join(values), f"meta {name}", frozenset((kind,)))
    if cited := head.meta.get("citation_author", ()):
        turned = "; ".join(_unturned(name) for name in cited)
        yield Found(turned, "meta citation_author", frozenset(("meta citation",)))
    label = head.first("twitter:label1")[0].lower()
    if "writ" in label or "by" in label or "كتب" in label:
        yield Found(head.first("twitter:data1")[0], "meta twitter:data1", frozenset(("meta card",)))
    if items := tuple(dict.fromkeys(head.items.get("author", ()))):
        yield Found(items[0], "microdata author", frozenset(("microdata author",)))
        if len(items) > 1:
            yield Found(", ".join(items), "microdata author", frozenset(("microdata authors",)))


def _unturned(name: str) -> str:
    """``Last, First`` as ``First Last``."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name


def _shown(layout: Layout, told: bool) -> Iterator[Found]:
    """Names that readers see; where the head tells none, also far from the text."""
    seen: set[str] = set()
    for place in layout.near():
        yield from _of_place(layout, place, seen)
    if not told and "byline" not in seen:
        for place in _announced(layout):
            yield from _of_place(layout, place, seen)


def _of_place(layout: Layout, place: int, seen: set[str]) -> Iterator[Found]:
    """Names of one line; ``seen`` are the ways in which names were shown before it."""
    block = layout.blocks[place]
    if len(block.text) > _LONGEST:
        return
    where = layout.where(place)
    found = _of_block(layout.blocks, place, where in ("beside", "over"))
    if not found:
        return
    around = tuple(surroundings(block))
    for text, source in found:
        traits = {f"{source} {where}", *around}
        if 0 < place - layout.top <= _RIGHT_UNDER:
            traits.add(f"{source} right under the headline")
        traits.add(f"later {source}" if source in seen else f"first {source}")
        seen.add(source)
        yield Found(text, source, frozenset(traits))


def _announced(layout: Layout) -> Iterator[int]:
    """Places of lines anywhere else that outright say who wrote."""
    for place in layout.rest():
        text = layout.blocks[place].text
        if announces(text):
            yield place
        elif is_label(text) and place + 1 < len(layout.blocks):
            yield place + 1


def _of_block(blocks: Sequence[Block], place: int, bare: bool) -> Sequence[tuple[str, str]]:
    block = blocks[place]
    before = blocks[place - 1].text if place else " "
    if names := list(written_by(block.text)):
        return [(name, "byline") for name in names]
    if is_label(before):
        return [(block.text, "byline label")]
    if block.links and (linked := _linked(block)):
        return [(linked, "author link")]
    hints = block.hints | block.frame.hints
    if hints & BIT["author"] and not hints & _NOT_BY and len(block.text.split()) <= 12:
        return [(", ".join(bare_names(block.text)) or block.text, "author element")]
    return _beside_date(blocks, place) if bare else ()


def _beside_date(blocks: Sequence[Block], place: int) -> Sequence[tuple[str, str]]:
    """Names of persons that stand by themselves, in a line with a date, beside one or bare."""
    block = blocks[place]
    names = ", ".join(bare_names(block.text))
    if not names:
        return ()
    if timed(block.text):
        return [(names, "name with a date")]
    around = (*blocks[max(0, place - 1) : place], *blocks[place + 1 : place + 2])
    dated = any(len(b.text) < 60 and timed(b.text) for b in around)
    kind = "name by a date" if dated else "bare name"
    return [(names, f"linked {kind}" if block.link else kind)]


def _linked(block: Block) -> str:
    names = [
        link.text
        for link in block.links
        if link.text
        and ("author" in link.rel or "/author/" in link.href or "/authors/" in link.href)
    ]
    return ", ".join(dict.fromkeys(names))
