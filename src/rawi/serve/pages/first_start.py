"""Choosing outlets out of the starter catalogue."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from rawi.arabic.normal import fold
from rawi.collect.catalogue import catalogue, everywhere, topics
from rawi.model import Outlet
from rawi.serve.access import owner_only
from rawi.serve.http import Ask
from rawi.serve.pages.forms import Form
from rawi.serve.reader import Desk

CHOSEN = "outlet:"
"""Begins the name of each ticked box, so that a form holds many."""
GENERAL = "general"
"""The topic of outlets that have no single one."""
EVERYWHERE = "*"
"""Stands for the country of outlets that are read in many."""
WHOLE = "country:"
"""Begins the name of a box that stands for all outlets of a country."""


def _matches(outlet: Outlet, wanted: str) -> bool:
    """Whether its name or address holds every word, however they are spelled."""
    held = fold(f"{outlet.name} {outlet.id}")
    return all(word in held for word in fold(wanted).split())


# Both share a path and run in the event loop; see ``pages.settings``.
@get("/start", sync_to_thread=False)
def choices(
    request: Ask, reader: Desk, q: FromQuery[str] = "", topic: FromQuery[str] = ""
) -> Response[bytes]:
    """The catalogue by country, the well-known first, what is collected already ticked."""
    owner_only(request, reader.options)
    held = [o for o in catalogue() if _matches(o, q) and topic in ("", _topic(o))]
    context: dict[str, Any] = {
        "groups": _groups(held),
        "topics": (GENERAL, *dict.fromkeys(topics().values())),
        "topic": topic,
        "known": {o.id for o in reader.newsroom.outlets()},
        "prefix": CHOSEN,
        "whole": WHOLE,
        "everywhere": EVERYWHERE,
        "asked": q,
    }
    return reader.page(request, "start.html", context)


def _topic(outlet: Outlet) -> str:
    return topics().get(outlet.id, GENERAL)


def _groups(held: list[Outlet]) -> list[tuple[str, tuple[Outlet, ...]]]:
    """Those that are read in many countries, then the others by country."""
    found = {outlet.id: outlet for outlet in held}
    wide = tuple(found.pop(id) for id in everywhere() if id in found)
    rest = groupby(found.values(), lambda outlet: outlet.country or "")
    return [*([(EVERYWHERE, wide)] if wide else []), *((c, tuple(some)) for c, some in rest)]


@post("/start", status_code=303, sync_to_thread=False)
def choose(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Add the ticked outlets and countries; the collector visits them on its next round."""
    owner_only(request, reader.options)
    known = {o.id for o in reader.newsroom.outlets()}
    added = [o for o in catalogue() if o.id not in known and _chosen(o, data)]
    reader.newsroom.add_outlet(*added)
    reader.forget()
    return Redirect(f"/outlets?added={len(added)}", status_code=303)


def _chosen(outlet: Outlet, data: dict[str, str]) -> bool:
    return f"{CHOSEN}{outlet.id}" in data or f"{WHOLE}{outlet.country}" in data
