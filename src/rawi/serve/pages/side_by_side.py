"""One story as outlets of several countries tell it."""

from __future__ import annotations

from urllib.parse import unquote

from litestar import Response, get

from rawi.serve.http import Ask
from rawi.serve.reader import Desk, Name


@get("/story/{story_id:str}/coverage", sync_to_thread=True)
def coverage(request: Ask, reader: Desk, story_id: Name) -> Response[bytes]:
    """Who reports what first, whom each quotes, what they count otherwise."""
    if known := reader.known(request):
        return known
    context = {"covered": reader.newsroom.coverage(unquote(story_id))}
    modified = reader.newsroom.changed()
    return reader.page(request, "coverage.html", context, modified=modified)
