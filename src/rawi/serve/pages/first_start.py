"""Choosing outlets out of the starter catalogue."""

from __future__ import annotations

from itertools import groupby

from litestar import Response, get, post
from litestar.response import Redirect

from rawi.collect.catalogue import catalogue
from rawi.serve.access import owner_only
from rawi.serve.http import Ask
from rawi.serve.pages.forms import Form
from rawi.serve.reader import Desk

CHOSEN = "outlet:"
"""Begins the name of each ticked box, so that a form holds many."""


# Both share a path and run in the event loop; see ``pages.settings``.
@get("/start", sync_to_thread=False)
def choices(request: Ask, reader: Desk) -> Response[bytes]:
    """The catalogue by country, what is collected already ticked."""
    owner_only(request, reader.options)
    groups = [(c, tuple(found)) for c, found in groupby(catalogue(), lambda o: o.country or "")]
    known = {o.id for o in reader.newsroom.outlets()}
    context = {"groups": groups, "known": known, "prefix": CHOSEN}
    return reader.page(request, "start.html", context)


@post("/start", status_code=303, sync_to_thread=False)
def choose(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Add the ticked outlets; the collector visits them on its next round."""
    owner_only(request, reader.options)
    known = {o.id for o in reader.newsroom.outlets()}
    wanted = {name.removeprefix(CHOSEN) for name in data if name.startswith(CHOSEN)} - known
    reader.newsroom.add_outlet(*(o for o in catalogue() if o.id in wanted))
    reader.forget()
    return Redirect("/outlets", status_code=303)
