"""Authors: who the page names as having written it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rawi.extract.cues import timed
from rawi.extract.html.blocks import Block, Picture
from rawi.extract.html.hints import BIT
from rawi.extract.html.layout import Layout
from rawi.extract.metadata.bylines import AGENCY, TEAM, looks_like_person, split_names
from rawi.extract.metadata.evidence import plain
from rawi.extract.metadata.given_names import given
from rawi.extract.metadata.head import Head
from rawi.extract.metadata.jsonld import Told
from rawi.extract.metadata.ranking import Candidate, of_news, ranked
from rawi.extract.metadata.signed import LONGEST, STRENGTH, Found, shown
from rawi.model import Rival

_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "dcterms.creator",
    "og:article:author",
    "cxenseparse:author",
    "citation_authors",
)
_FRAME = BIT["header"] | BIT["menu"] | BIT["footer"]
_LAST_LATIN = "\u0500"
_INITIALS = 3
"""Letters of an outlet's name that could be a person's initials."""
_SITE = "site name"
_PICTURE = "portrait"
_NEITHER = frozenset((_SITE, _PICTURE))
"""What neither tells nor shows who wrote, but names somebody."""
_SITE_WORDS = 4
"""Words of the longest name of a site in a title."""
_PORTRAIT = re.compile(
    r"(?:(?:profile )?(?:photo|picture|portrait|headshot|image|avatar|foto)(?: of| de| von|:)? )?"
    r"(.{4,50}?)(?:['’]s)?(?: (?:profile )?(?:photo|picture|portrait|headshot|image|avatar))?",
    re.IGNORECASE,
)
"""What pictures of people are called: their name, or the picture of it."""
_BAR = re.compile(r"\s+[|–—·-]\s+")
_NO_PERSON = frozenset(("json-ld organization", "team"))
_OTHER_KINDS = frozenset(("product", "webpage", "faqpage", "organization", "collectionpage"))
"""What structured data describes that is no article."""
_NEWS = frozenset(
    (
        "none", "only told", "shown", "told, seen", "told, unseen", "given name", "team", "site",
        "like site", "json-ld author", "json-ld person", "json-ld organization", "meta author",
        "meta other", "meta card", "microdata author", "byline beside", "author link beside",
        "author element beside",
    )
)  # fmt: skip
"""Traits that are worth another thing on a page that calls itself news."""
_NAMED = STRENGTH[: STRENGTH.index("linked name by a date") + 1]
"""Ways to show a name that are surer than a name alone."""
_NEAR = {source: frozenset((f"{source} beside", f"{source} over")) for source in _NAMED}
_SEEN = frozenset(("seen", "unseen"))
_NAME_LINE = 60
"""Code points under which a line beside a picture may be the name of who is in it."""
_PORTRAYED = frozenset(("over", "beside", "under"))
_OF_SITE = frozenset(("site", "like site"))


_Named = tuple[tuple[str, ...], list[Found]]
"""Names, and all that name them."""


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
    pictures: Sequence[Picture] = ()


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
    naming = naming._replace(sites=(*naming.sites, *_titled(naming.head.title)))
    merged = _merged(naming)
    words = [frozenset(key.split()) for key in merged]
    near = [naming.layout.blocks[place] for place in naming.layout.near()]
    about = _About.of(naming, near)
    weighed = _NEWS if naming.told.news else frozenset[str]()
    shown_person = any(map(_shows_person, merged.values()))
    nobody = _nobody(naming, near)
    more = frozenset(of_news(nobody.traits, weighed))
    candidates = [nobody._replace(traits=nobody.traits | more)]
    for mine, (names, every) in zip(words, merged.values(), strict=True):
        traits = _traits(every) | _shape(names, about.sites) | about.traits(mine, names[0])
        if any(mine < other for other in words):
            traits.add("part of another")
        if any(mine > other for other in words):
            traits.add("holds another")
        if shown_person and traits & _OF_SITE:
            traits.add("beside a person")
        if not _is_outlet(traits, names[0]):
            traits.update(_of_both(traits))
            told = frozenset((traits | set(of_news(traits, weighed))) - _SEEN)
            candidates.append(Candidate(names, every[0].source, told))
    return candidates


def _shows_person(known: _Named) -> bool:
    """Whether readers see a person named near the headline, by a byline or as a writer."""
    names, every = known
    near = any(f.source in _NEAR and f.traits & _NEAR[f.source] for f in every)
    return near and given(names[0]) and looks_like_person(names[0])


def _titled(title: str) -> Iterator[str]:
    """The site as the title tag names it behind the headline, unless that is a person."""
    parts = _BAR.split(title)
    if len(parts) > 1 and len(parts[-1].split()) <= _SITE_WORDS and not given(parts[-1]):
        yield parts[-1]


def _merged(naming: Naming) -> dict[str, _Named]:
    """Sets of names by their words, each with all that name it."""
    outlets = [plain(site) for site in naming.sites if len(site) > _INITIALS]
    merged: dict[str, _Named] = {}
    for found in (
        *_told(naming),
        *shown(naming.layout),
        *_of_own_site(naming),
        *_portrayed(naming),
    ):
        if names := _of_people(
            [_without_outlet(n, outlets) for n in split_names(found.text)], outlets
        ):
            key = " ".join(sorted(plain(" ".join(names)).split()))
            merged.setdefault(key, (names, []))[1].append(found)
    for names, every in merged.values():
        if len(names) > 1 and all(map(looks_like_person, names)):
            every += _begun(names, merged.values())
    return merged


def _begun(names: tuple[str, ...], known: Iterable[_Named]) -> list[Found]:
    """What names the first of several persons alone, as many heads do."""
    return [f for first, every in known if first == names[:1] for f in every]


def _of_people(names: Sequence[str], outlets: Sequence[str]) -> tuple[str, ...]:
    """Names without the outlet, where it stands among others."""
    others = tuple(name for name in names if plain(name) not in outlets)
    return others or tuple(names)


def _without_outlet(name: str, outlets: Sequence[str]) -> str:
    """A name of two words or more without the outlet written after it."""
    text = plain(name)
    words = name.split()
    for outlet in outlets:
        left = len(words) - len(outlet.split())
        if left > 1 and text.endswith(" " + outlet):
            return " ".join(words[:left]).strip(" ,|-–")
    return name


class _About(NamedTuple):
    """What names are compared with."""

    sites: set[str]
    title: set[str]
    near: str

    @classmethod
    def of(cls, naming: Naming, near: Iterable[Block]) -> _About:
        sites = {plain(site).replace(" ", "") for site in naming.sites if site}
        return cls(sites, set(plain(naming.head.title).split()), _near_text(near))

    def traits(self, words: frozenset[str], first: str) -> set[str]:
        """Whether names stand in the title, and whether readers see the first of them."""
        seen = first.split(",")[0].casefold() in self.near
        return {"seen" if seen else "unseen"} | ({"in title"} if words <= self.title else set())


def _nobody(naming: Naming, near: Sequence[Block]) -> Candidate:
    """No author: likelier on a page that does not call itself an article and has no date.

    Pages whose head carries the card or the structured data of a publishing system
    mostly name one somewhere; so do those with an element for authors.
    """
    head, told = naming.head, naming.told
    signs: dict[str, object] = {
        "none": True,
        "none, no article": not told.headline and "article" not in head.first("og:type")[0],
        "none, no date": not told.published and not head.first("article:published_time")[0],
        "none, no date shown": not any(map(_shows_time, near)),
        "none, author element": any((b.hints | b.frame.hints) & BIT["author"] for b in near),
        "none, card label": head.first("twitter:label1")[0],
        "none, structured data": told.kinds,
        "none, page told": told.kinds & _OTHER_KINDS,
    }
    return Candidate((), "", frozenset(trait for trait, holds in signs.items() if holds))


def _shows_time(block: Block) -> bool:
    return len(block.text) < 60 and bool(block.time or timed(block.text))


def _traits(found: Sequence[Found]) -> set[str]:
    """All that was told, and of what is shown only where it speaks most."""
    seen = [f for f in found if f.source in STRENGTH]
    traits = set().union(*(f.traits for f in found if f.source not in STRENGTH))
    if seen:
        traits |= min(seen, key=lambda f: STRENGTH.index(f.source)).traits
        traits.add("shown")
    if any(f.source not in STRENGTH and f.source not in _NEITHER for f in found):
        traits.add("told")
        if not seen:
            traits.add("only told")
    if (several := len({f.source for f in found})) > 1:
        traits.add(f"sources {min(several, 3)}")
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


def _near_text(near: Iterable[Block]) -> str:
    """Short lines near the text, in lower case, without the head and foot of the site."""
    lines = (b.text for b in near if len(b.text) <= LONGEST and not _of_frame(b))
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
        return {"1 names", "2 words", "person", "given name"}
    person, team = looks_like_person(first.split(",")[0]), TEAM.search(first)
    foreign = person and first[0] > _LAST_LATIN and not team  # the list is of Latin letters only
    looks: dict[str, object] = {
        f"{min(len(names), 3)} names": True,
        f"{min(len(first.split()), 4)} words": True,
        "person": person,
        "given name": foreign or given(first),
        "lower case": first[:1].islower(),
        "digits": any(map(str.isdigit, first)),
        "team": team,
    }
    kind = _of_site(plain(first).replace(" ", ""), own)
    return {trait for trait, holds in looks.items() if holds} | ({kind} if kind else set())


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
    for number in (1, 2):
        label = head.first(f"twitter:label{number}")[0].lower()
        if "writ" in label or "by" in label or "كتب" in label:
            name = f"twitter:data{number}"
            yield Found(head.first(name)[0], f"meta {name}", frozenset(("meta card",)))
    if items := tuple(dict.fromkeys(head.items.get("author", ()))):
        yield Found(items[0], "microdata author", frozenset(("microdata author",)))
        if len(items) > 1:
            yield Found(", ".join(items), "microdata author", frozenset(("microdata authors",)))


def _of_own_site(naming: Naming) -> Iterator[Found]:
    """Who writes a site that bears a person's name."""
    for site in naming.sites:
        if _is_person(site):
            yield Found(site, _SITE, frozenset((_SITE,)))
            return
    parts = _BAR.split(naming.head.title)
    if len(parts) > 1 and _is_person(parts[-1]):
        yield Found(parts[-1], _SITE, frozenset(("site name in title",)))


def _portrayed(naming: Naming) -> Iterator[Found]:
    """Persons of whom a picture stands near the headline or under the text, beside their name."""
    blocks = naming.layout.blocks
    for picture in naming.pictures:
        where = naming.layout.where(picture.block)
        if where in _PORTRAYED and (found := _PORTRAIT.fullmatch(picture.alt)):
            beside = blocks[max(0, picture.block - 1) : picture.block + 3]
            if _is_person(found[1]) and any(
                b.text.startswith(found[1]) and len(b.text) < _NAME_LINE for b in beside
            ):
                yield Found(found[1], _PICTURE, frozenset((f"{_PICTURE} {where}",)))


def _is_person(name: str) -> bool:
    return given(name) and looks_like_person(name)


def _unturned(name: str) -> str:
    """``Last, First`` as ``First Last``."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma else name
