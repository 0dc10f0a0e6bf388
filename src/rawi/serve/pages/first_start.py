"""Choosing outlets out of the starter catalogue."""

from __future__ import annotations

from itertools import groupby

from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from rawi.arabic.normal import fold
from rawi.collect.catalogue import catalogue
from rawi.model import Outlet
from rawi.serve.access import owner_only
from rawi.serve.http import Ask
from rawi.serve.pages.forms import Form
from rawi.serve.reader import Desk

CHOSEN = "outlet:"
"""Begins the name of each ticked box, so that a form holds many."""


WHOLE = "country:"
"""Begins the name of a box that stands for all outlets of a country."""


def _matches(outlet: Outlet, wanted: str) -> bool:
    """Whether its name or address holds every word, however they are spelled."""
    held = fold(f"{outlet.name} {outlet.id}")
    return all(word in held for word in fold(wanted).split())


# Both share a path and run in the event loop; see ``pages.settings``.
@get("/start", sync_to_thread=False)
def choices(request: Ask, reader: Desk, q: FromQuery[str] = "") -> Response[bytes]:
    """The catalogue by country, what is collected already ticked."""
    owner_only(request, reader.options)
    held = [outlet for outlet in catalogue() if _matches(outlet, q)]
    groups = [(c, tuple(found)) for c, found in groupby(held, lambda o: o.country or "")]
    known = {o.id for o in reader.newsroom.outlets()}
    context = {"groups": groups, "known": known, "prefix": CHOSEN, "whole": WHOLE, "asked": q}
    return reader.page(request, "start.html", context)


@post("/start", status_code=303, sync_to_thread=False)
def choose(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Add the ticked outlets and countries; the collector visits them on its next round."""
    owner_only(request, reader.options)
    known = {o.id for o in reader.newsroom.outlets()}
    added = [o for o in catalogue() if o.id not in known and _chosen(o, data)]
    reader.newsroom.add_outlet(*added)
    reader.forget()
    return Redirect("/outlets", status_code=303)


def _chosen(outlet: Outlet, data: dict[str, str]) -> bool:
    return f"{CHOSEN}{outlet.id}" in data or f"{WHOLE}{outlet.country}" in data
