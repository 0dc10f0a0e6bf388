"""Lists of outlets in and out (OPML 2.0, opml.org), and in as lines of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast, get_args
from xml.sax.saxutils import quoteattr

import msgspec

from rawi.collect.decode import to_utf8
from rawi.collect.discover import country_of
from rawi.collect.outlet_ids import feed_address, outlet_id
from rawi.collect.xmlstream import EntityRefusedError, Node, nodes
from rawi.errors import InputError
from rawi.extract.encoding import is_binary
from rawi.ingest.plain_text import plain, unescaped, web_address
from rawi.model import Outlet, OutletKind, Ownership, Record

_MOST = 100_000
"""Outlets of one list that are taken."""
_FEEDS = frozenset(("rss", "atom", "feed"))
"""Types of an outline whose ``url`` is a feed, as some readers write them."""
_QUOTED = r"\"[^\"]{0,4000}\"|'[^']{0,4000}'"
_OUTLINE = re.compile(rf"<(/?)outline\b((?:[^<>\"']|{_QUOTED}){{0,400}}?)(/?)>", re.I)
_ATTRIBUTE = re.compile(
    r"(?<![\w:.-])([\w:.-]{1,64})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=]{1,2000}))"
)
_ADDRESS = re.compile(r"(?:feed:|https?://)[^\s\"'<>,;،|]{3,2000}", re.I)
_CELLS = re.compile(r"[,;\t|]")
_NEWSBOAT = re.compile(r"\s\"~[^\"]|^\"query:")
_TAG = re.compile(r"\"([^\"]{1,400})\"|(\S{1,400})")
_EDGES = " \"'-–—:"


class OutletList(Record, frozen=True, kw_only=True):
    """The outlets of a list, and what had to be repaired or left out, in words."""

    outlets: tuple[Outlet, ...]
    notes: tuple[str, ...] = ()


def read_opml(data: bytes, *, allow_private: bool = False) -> OutletList:
    """The outlets of an OPML file; raises ``InputError`` where there is none in it.

    That an outlet may be on this machine or a private network is believed of a list only with
    ``allow_private``: whoever wrote the list would say where this machine connects to.

    The feeds of one source become one outlet. A folder's name is the section of the feeds
    in it unless they carry one. A file that is no sound XML (a bare ``&``, entities of
    HTML, a cut end) gives what it holds; one that declares entities of its own is refused.
    A text of lines, or a table, gives the feed of each line that holds an address, called
    as the line says.
    """
    clean, _ = to_utf8(data)
    if (
        clean
        and clean[:1] not in b"<{["
        and not is_binary(data)
        and (outlets := _of_lines(clean.decode()))
    ):
        return OutletList(outlets=outlets)
    try:
        outlets, mistake = _outlets(nodes(clean)), None
    except EntityRefusedError as why:
        raise InputError(f"not a readable OPML file: {why}") from why
    except ValueError as why:
        outlets, mistake = _outlets(_loose_nodes(clean.decode())), str(why)
    if not outlets:
        raise InputError(f"no feed in this OPML file{f': {mistake}' if mistake else ''}")
    notes = [f"not well-formed: {mistake}"] if mistake else []
    private = sum(outlet.allow_private for outlet in outlets)
    if private and not allow_private:
        notes.append(f"{private} of a private network: visited there only if you allow it")
        outlets = tuple(msgspec.structs.replace(o, allow_private=False) for o in outlets)
    return OutletList(outlets=outlets, notes=tuple(notes))


def _outlets(outlines: Iterable[Node]) -> tuple[Outlet, ...]:
    found: dict[str, Outlet] = {}
    folders: list[str | None] = []
    for node in outlines:
        if node.name != "outline":
            continue
        if not node.opened:
            folders[-1:] = []
            continue
        folders.append(None if _feed(node.attributes) else _called(node.attributes))
        outlet = _outlet(node.attributes, next((f for f in reversed(folders) if f), None))
        if outlet is not None and len(found) < _MOST:
            found[outlet.id] = _joined(found.get(outlet.id), outlet)
    return tuple(found.values())


def _of_lines(text: str) -> tuple[Outlet, ...]:
    """The feeds of a text, one a line; lines that begin with ``#`` say something about it."""
    lines = [ln for ln in text.splitlines()[:_MOST] if ln.strip() and ln.lstrip()[0] != "#"]
    places = [(line, at) for line in lines if (at := _ADDRESS.search(line))]
    if 2 * len(places) < len(lines):
        return ()  # a text that speaks of addresses is no list of them
    newsboat = any(_NEWSBOAT.search(line) for line in lines)
    found: dict[str, Outlet] = {}
    for line, address in places:
        cells = _CELLS.split(line[: address.start()] + "," + line[address.end() :])
        named = (c for cell in cells if any(map(str.isalpha, c := cell.strip(_EDGES))))
        named = (name for name in named if name not in address[0])
        name, folder = (next(named, ""), None) if not newsboat else _tagged(line[address.end() :])
        outlet = _outlet({"xmlurl": address[0], "text": name}, folder)
        if outlet is not None:
            found[outlet.id] = _joined(found.get(outlet.id), outlet)
    return tuple(found.values())


def _tagged(text: str) -> tuple[str, str | None]:
    """Title (``"~title"``) and first tag behind an address, as newsboat writes them."""
    tags = [tag[1] or tag[2] for tag in _TAG.finditer(text)]
    title = next((tag[1:] for tag in tags if tag[0] == "~"), "")
    return title, next((tag for tag in tags if tag[0] not in "~!"), None)


def _loose_nodes(text: str) -> Iterator[Node]:
    """Starts and ends of the outlines of a file that is no sound XML."""
    for tag in _OUTLINE.finditer(text):
        if tag[1]:
            yield Node("outline", {}, "", False, 0)
            continue
        given = {
            a[1].rpartition(":")[2].lower(): unescaped(a[2] or a[3] or a[4] or "")
            for a in _ATTRIBUTE.finditer(tag[2])
        }
        yield Node("outline", given, "", True, 0)
        if tag[3]:
            yield Node("outline", given, "", False, 0)


def _called(attributes: dict[str, str]) -> str | None:
    return plain(attributes.get("text") or attributes.get("title"), markup=False)


def _feed(attributes: dict[str, str]) -> str | None:
    """The address of a feed as the list has it, also where readers name it otherwise."""
    if attributes.get("type", "").lower() in _FEEDS:
        return attributes.get("xmlurl") or attributes.get("url")
    return attributes.get("xmlurl")


def _outlet(attributes: dict[str, str], folder: str | None) -> Outlet | None:
    feed = feed_address(_feed(attributes))
    if feed is None:
        return None
    site = web_address(attributes.get("htmlurl"))
    name = outlet_id(feed, site)
    return Outlet(
        id=attributes.get("rawiid") or name,
        name=_called(attributes) or name,
        url=site,
        country=attributes.get("rawicountry") or country_of(site or feed),
        ownership=_ownership(attributes),
        allow_private=attributes.get("rawiprivate") == "yes",
        language=(attributes.get("language") or "ar").split("-")[0].lower(),
        feeds=() if attributes.get("type") == "sitemap" else (feed,),
        sitemaps=(feed,) if attributes.get("type") == "sitemap" else (),
        section=_category(attributes) or folder,
    )


def _category(attributes: dict[str, str]) -> str | None:
    """What the outline is filed under; of paths parted by commas (OPML 2.0) where the first
    leads to."""
    given = (attributes.get("category") or "").strip()
    if given.startswith("/"):
        given = given.split(",", 1)[0].rstrip("/").rpartition("/")[2].strip()
    return given or None


def _ownership(attributes: dict[str, str]) -> Ownership | None:
    """Whose it is, where all of that is told as we tell it."""
    kind, owner, source = (attributes.get(f"rawi{name}") for name in ("kind", "owner", "source"))
    if kind not in get_args(OutletKind) or not owner or not source:
        return None
    return Ownership(kind=cast(OutletKind, kind), owner=owner, source=source)


def _joined(first: Outlet | None, second: Outlet) -> Outlet:
    """Both as one; a feed of another section than the outlet's keeps its own, and one that is
    listed twice that of its first place."""
    if first is None:
        return second
    other = second.section if second.section != first.section else None
    known = {*first.feeds, *first.sitemaps}
    new = [place for place in (*second.feeds, *second.sitemaps) if place not in known]
    own = dict.fromkeys(new, other) if other else {}
    return msgspec.structs.replace(
        first,
        feeds=tuple(dict.fromkeys((*first.feeds, *second.feeds))),
        sitemaps=tuple(dict.fromkeys((*first.sitemaps, *second.sitemaps))),
        sections=own | first.sections,
    )


def write_opml(
    outlets: Iterable[Outlet], title: str = "Rawi", folders: Mapping[str, str] | None = None
) -> bytes:
    """An OPML file of the outlets' feeds and sitemaps; an outlet with neither is left out.

    Outlets stand in a folder, since other readers look at nothing else: that which ``folders``
    gives an outlet's id (empty: in none), else their section.
    """
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<opml version="2.0">',
        f"<head><title>{quoteattr(title)[1:-1]}</title></head>",
        "<body>",
    ]
    filed: dict[str, list[str]] = {}
    for outlet in outlets:
        name = (folders or {}).get(outlet.id, outlet.section or "")
        filed.setdefault(name, []).extend(
            _outline(outlet, place, kind)
            for kind, places in (("rss", outlet.feeds), ("sitemap", outlet.sitemaps))
            for place in places
        )
    for name, lines_in in filed.items():
        lines += (
            [f"<outline text={quoteattr(name)}>", *lines_in, "</outline>"] if name else lines_in
        )
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode()


def _outline(outlet: Outlet, place: str, kind: str) -> str:
    owned = outlet.ownership
    fields = {
        "type": kind,
        "text": outlet.name,
        "xmlUrl": place,
        "htmlUrl": outlet.url,
        "language": outlet.language,
        "category": outlet.sections.get(place, outlet.section),
        "rawiId": outlet.id,
        "rawiCountry": outlet.country,
        "rawiPrivate": "yes" if outlet.allow_private else None,
        "rawiKind": owned and owned.kind,
        "rawiOwner": owned and owned.owner,
        "rawiSource": owned and owned.source,
    }
    return "<outline" + "".join(f" {k}={quoteattr(v)}" for k, v in fields.items() if v) + "/>"
