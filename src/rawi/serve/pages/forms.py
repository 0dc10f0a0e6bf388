"""What people do in the reader: choose, save, take down."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import unquote

from litestar import Response, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from rawi.serve.access import member_of, owner_only
from rawi.serve.http import Ask, path_of, respond
from rawi.serve.options import (
    PREFERENCES_COOKIE,
    chosen,
    preferences_cookie,
    read_preferences,
)
from rawi.serve.reader import Desk, Name, json_bytes
from rawi.serve.ui.screen import address

YEAR = 365 * 24 * 3600
"""Seconds that a browser keeps preferences."""
Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


def local(path: str | None) -> str:
    """A path on this site; anything that could lead elsewhere becomes home."""
    good = path and path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if good and path else "/"


def came_from(request: Ask) -> str | None:
    """The page of this site that a link or form led here from; None where there is none."""
    site, page = str(request.base_url), request.headers.get("referer", "")
    back = local("/" + page.removeprefix(site)) if page.startswith(site) else "/"
    return back if back not in ("/", path_of(request)) else None


def wants_json(request: Ask) -> bool:
    return "application/json" in request.headers.get("accept", "")


@post("/settings", status_code=303, sync_to_thread=False)
def choose(request: Ask, reader: Desk, data: Form) -> Response[bytes] | Redirect:
    """Keep choices of language, theme, digits and zone in a cookie."""
    before = read_preferences(request.cookies.get(PREFERENCES_COOKIE), reader.options)
    kept = chosen(before, data)
    cookie = Cookie(
        PREFERENCES_COOKIE, value=preferences_cookie(kept), max_age=YEAR, samesite="lax"
    )
    if wants_json(request):
        return Response(b"{}", status_code=200, media_type="application/json", cookies=[cookie])
    return Redirect(local(data.get("back")), status_code=303, cookies=[cookie])


@post("/article/{article_id:str}/saved", status_code=303, sync_to_thread=True)
def save(request: Ask, reader: Desk, article_id: Name, data: Form) -> Response[bytes] | Redirect:
    """Put a report on the saved list, or take it off (``on`` empty)."""
    person = member_of(request, reader.options)
    name, on = unquote(article_id), bool(data.get("on"))
    reader.newsroom.article(name)
    reader.newsroom.marks.of(person.number).save(name, on)
    if not wants_json(request):
        return Redirect(address("article", name), status_code=303)
    label = reader.screen(request).t("unsave" if on else "save")
    return respond(request, json_bytes({"saved": on, "label": label}), "application/json")


@post("/article/{article_id:str}/takedown", status_code=303, sync_to_thread=True)
def take_down(
    request: Ask, reader: Desk, article_id: Name, data: Form
) -> Response[bytes] | Redirect:
    """Delete a report for good; needs the box ticked."""
    owner_only(request, reader.options)
    found = reader.newsroom.article(unquote(article_id))
    if not data.get("sure") or not found.url:
        return Redirect(address("article", found.id), status_code=303)
    reader.newsroom.take_down(found.url)
    reader.forget()
    ui = reader.screen(request)
    return reader.page(
        request,
        "error.html",
        {
            "ui": ui,
            "heading": ui.t("takendown"),
            "detail": ui.t("takedown_help"),
            "told": "",
            "back": None,
            "sign_in": False,
        },
    )
