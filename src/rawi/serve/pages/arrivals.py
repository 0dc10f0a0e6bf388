"""Stories that came in since a page was made, for the page that is still open."""

from __future__ import annotations

from litestar import Response, get
from litestar.params import FromQuery

from rawi.model import Record
from rawi.serve.http import Ask, respond
from rawi.serve.list_query import Narrowed
from rawi.serve.reader import Desk, json_bytes

MOST = 200
"""New stories that are counted: of a page that was open for days there are thousands, and
counting 4,800 of them with rules took 140 ms of CPU."""


class Arrived(Record, frozen=True, kw_only=True):
    """How many stories are new, and the words that say so; empty for none."""

    count: int
    words: str


@get("/arrivals", sync_to_thread=True)
def arrivals(
    request: Ask, reader: Desk, asked: Narrowed, latest: FromQuery[int] = 0
) -> Response[bytes]:
    """Stories of the list that were founded after the article numbered ``latest``."""
    ui = reader.screen(request)
    found = reader.newsroom.arrived(latest, ui.zone.key, MOST, **asked.fields())
    hidden = reader.newsroom.hidden_among(found, ui.person.number) if ui.person else ()
    count = len(found) - len(hidden)
    told = ui.count("new_story", count) if len(found) < MOST else ui.t("new_stories_many")
    words = f"{told} — {ui.t('new_stories_show')}" if count else ""
    return respond(request, json_bytes(Arrived(count=count, words=words)), "application/json")
