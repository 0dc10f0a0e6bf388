"""Names and statements, as JSON."""

from __future__ import annotations

from typing import cast
from urllib.parse import unquote

import msgspec
from litestar import Response, get

from rawi.newsroom.profiles import Profile
from rawi.serve.api.endpoints import ERRORS, JSON
from rawi.serve.http import Ask, respond
from rawi.serve.reader import Desk, Name, json_bytes


@get("/entity/{name:str}", sync_to_thread=True, responses=ERRORS)
def get_entity(request: Ask, reader: Desk, name: Name) -> Response[Profile]:
    """A name over all articles: kind, spellings, stories, keywords, company, statements."""
    found = reader.newsroom.entity(unquote(name))
    if not reader.full(request):
        found = msgspec.structs.replace(found, statements=())
    answer = respond(request, json_bytes(found), JSON)
    return cast(Response[Profile], answer)
