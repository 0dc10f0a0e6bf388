"""Following outlets: found by address, added, renamed, paused, removed, as OPML in and out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast, get_args
from urllib.parse import unquote

import msgspec
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.response import Redirect

from rawi.collect.collector import Collector
from rawi.collect.opml import read_opml, write_opml
from rawi.collect.options import from_settings
from rawi.collect.outlet_ids import feed_address
from rawi.errors import InputError
from rawi.model import Outlet, OutletKind, Ownership
from rawi.serve.access import member_of, owner_only
from rawi.serve.http import Ask
from rawi.serve.pages.forms import Form
from rawi.serve.reader import Desk, Name, Reader
from rawi.serve.ui.screen import address
from rawi.store.personal.items import Subscription

NOTHING: Mapping[str, object] = MappingProxyType({})
KINDS = ("feeds", "sitemaps", "listings")
"""Where the articles of an outlet are found; each its own field of a form, one address a line."""
LONGEST_FOLDER = 100
"""Letters of a folder's name."""
LARGEST_LIST = 10_000_000
"""Bytes of an OPML file."""


def _follow_page(
    request: Ask, reader: Reader, told: Mapping[str, object] = NOTHING, status: int = 200
) -> Response[bytes]:
    """The form that takes an address or a list, with what became of it."""
    nothing = dict.fromkeys(("found", "known", "problem", "list_problem"))
    empty = {"asked": "", "private": False} | nothing
    return reader.page(request, "follow.html", empty | dict(told), status=status)


@get("/follow", sync_to_thread=True)
def follow(request: Ask, reader: Desk) -> Response[bytes]:
    """The form that takes an address or a list."""
    owner_only(request, reader.options)
    return _follow_page(request, reader)


@post("/follow/find", status_code=200, sync_to_thread=True)
def find(request: Ask, reader: Desk, data: Form) -> Response[bytes]:
    """What is at an address: the outlet as it would be followed, with some of its headlines."""
    owner_only(request, reader.options)
    asked = data.get("url", "").strip()
    private = bool(data.get("private"))
    with Collector(from_settings()) as collector:
        found = collector.discover(asked, allow_private=private)
    problem = found.rejected.reason if found.rejected else None
    shown = found if found.outlet else None
    known = shown is not None and shown.outlet is not None and shown.outlet.id in reader.outlets()
    told = {"asked": asked, "private": private, "found": shown, "known": known}
    return _follow_page(request, reader, told | {"problem": problem})


@post("/follow", status_code=303, sync_to_thread=True)
def add(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Follow the outlet that was found, under the name and section given."""
    owner_only(request, reader.options)
    outlet = _outlet(data)
    reader.newsroom.add_outlet(outlet)
    reader.forget()
    return Redirect(address("outlet", outlet.id), status_code=303)


def _outlet(data: dict[str, str]) -> Outlet:
    """The outlet of a form. Raises ``InputError`` where it cannot be followed."""
    feeds, sitemaps, listings = (_addresses(data.get(kind, "")) for kind in KINDS)
    name = data.get("id", "").strip()
    if not name or not (feeds or sitemaps or listings):
        raise InputError("an outlet needs an id and an address of a feed, sitemap or listing")
    return Outlet(
        id=name,
        name=data.get("name", "").strip() or name,
        url=feed_address(data.get("site")),
        section=data.get("section", "").strip() or None,
        country=_country(data),
        language=data.get("language", "").strip() or "ar",
        allow_private=bool(data.get("private")),
        feeds=feeds,
        sitemaps=sitemaps,
        listings=listings,
    )


def _country(data: dict[str, str]) -> str | None:
    """ISO 3166 in small letters; None for anything else."""
    code = data.get("country", "").strip().lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _addresses(lines: str) -> tuple[str, ...]:
    found = (feed_address(line.strip()) for line in lines.splitlines())
    return tuple(place for place in found if place)


def _ownership(data: dict[str, str]) -> Ownership | None:
    """Whose the outlet is, out of a form.

    Raises ``InputError``, with the word of the page for it, for a kind without its source.
    """
    kind, owner, source = (data.get(f, "").strip() for f in ("kind", "owner", "source"))
    if not kind:
        return None
    if kind not in get_args(OutletKind) or not owner or not source:
        raise InputError("ownership_problem")
    return Ownership(kind=cast(OutletKind, kind), owner=owner[:200], source=source[:400])


@post("/outlet/{outlet_id:str}/change", status_code=303, sync_to_thread=True)
def change(request: Ask, reader: Desk, outlet_id: Name, data: Form) -> Response[bytes] | Redirect:
    """Another name, section or country; a paused outlet is visited no more until it is resumed."""
    owner_only(request, reader.options)
    before, _ = reader.outlet_row(unquote(outlet_id))
    after = msgspec.structs.replace(
        before,
        name=data.get("name", "").strip() or before.name,
        section=data.get("section", "").strip() or None,
        country=_country(data) if "country" in data else before.country,
        paused=bool(data.get("paused")),
    )
    try:
        after = msgspec.structs.replace(after, ownership=_ownership(data))
    except InputError as why:
        typed = tuple(data.get(f, "") for f in ("kind", "owner", "source"))
        context = {"outlet": after, "typed": typed, "problem": str(why)}
        return reader.page(request, "outlet_change.html", context, status=400)
    reader.newsroom.add_outlet(after)
    reader.forget()
    return Redirect(address("outlet", after.id), status_code=303)


@post("/outlet/{outlet_id:str}/folder", status_code=303, sync_to_thread=True)
def file_under(request: Ask, reader: Desk, outlet_id: Name, data: Form) -> Redirect:
    """Put an outlet into a folder of one's own; empty: into none."""
    person = member_of(request, reader.options)
    outlet, _ = reader.outlet_row(unquote(outlet_id))
    items = reader.newsroom.items(person.number)
    how = items.subscriptions().get(outlet.id, Subscription())
    folder = " ".join(data.get("folder", "").split())[:LONGEST_FOLDER]
    items.subscribe(outlet.id, msgspec.structs.replace(how, folder=folder))
    reader.forget()
    return Redirect(address("outlet", outlet.id), status_code=303)


@post("/outlet/{outlet_id:str}/remove", status_code=303, sync_to_thread=True)
def remove(request: Ask, reader: Desk, outlet_id: Name, data: Form) -> Redirect:
    """Follow it no more; its articles stay. Needs the box ticked."""
    owner_only(request, reader.options)
    name = unquote(outlet_id)
    if not data.get("sure"):
        return Redirect(address("outlet", name), status_code=303)
    reader.newsroom.remove_outlet(name)
    reader.forget()
    return Redirect("/outlets", status_code=303)


@get("/outlets.opml", sync_to_thread=True)
def exported(request: Ask, reader: Desk) -> Response[bytes]:
    """All outlets as OPML, in the folders of whoever asks."""
    owner_only(request, reader.options)
    own = reader.newsroom.items(member_of(request, reader.options).number).subscriptions()
    folders = {name: how.folder for name, how in own.items() if how.folder is not None}
    named = {"content-disposition": 'attachment; filename="rawi.opml"'}
    content = write_opml(reader.newsroom.outlets(), folders=folders)
    return Response(content, media_type="text/x-opml", headers=named)


@post("/follow/list", status_code=303)
async def imported(request: Ask, reader: Desk) -> Response[bytes] | Redirect:
    """Follow the outlets of an OPML file; those followed already stay as they are."""
    owner_only(request, reader.options)
    data = await request.form()
    given = data.get("list")
    content = await given.read(LARGEST_LIST + 1) if isinstance(given, UploadFile) else b""
    if len(content) > LARGEST_LIST:
        raise InputError(f"a list of over {LARGEST_LIST:,} bytes")
    try:
        found = read_opml(content, allow_private=bool(data.get("private")))
    except InputError as why:
        return _follow_page(request, reader, {"list_problem": str(why)}, status=400)
    known = {outlet.id for outlet in reader.newsroom.outlets()}
    added = [o for o in found.outlets if o.id not in known]
    reader.newsroom.add_outlet(*added)
    reader.forget()
    return Redirect(f"/outlets?added={len(added)}", status_code=303)
