"""What people do in the reader: choose, sign in, save, take down."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import unquote

from litestar import Response, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from rawi.serve.access import (
    SESSION_COOKIE,
    client_of,
    guard_guesses,
    knows_token,
    owner_only,
)
from rawi.serve.http import Ask, respond
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


def _local(path: str | None) -> str:
    """A path on this site; anything that could lead elsewhere becomes home."""
    good = path and path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if good and path else "/"


def _wants_json(request: Ask) -> bool:
    return "application/json" in request.headers.get("accept", "")


@post("/settings", status_code=303, sync_to_thread=False)
def choose(request: Ask, reader: Desk, data: Form) -> Response[bytes] | Redirect:
    """Keep choices of language, theme, digits and zone in a cookie."""
    before = read_preferences(request.cookies.get(PREFERENCES_COOKIE), reader.options)
    kept = chosen(before, data)
    cookie = Cookie(
        PREFERENCES_COOKIE, value=preferences_cookie(kept), max_age=YEAR, samesite="lax"
    )
    if _wants_json(request):
        return Response(b"{}", status_code=200, media_type="application/json", cookies=[cookie])
    return Redirect(_local(data.get("back")), status_code=303, cookies=[cookie])


@post("/login", status_code=303, sync_to_thread=True)
def login(request: Ask, reader: Desk, data: Form) -> Response[bytes] | Redirect:
    """Exchange the token for a session cookie."""
    guesses = guard_guesses(request)
    if not knows_token(reader.options.token, data.get("token", "")):
        guesses.failed(client_of(request))
        return reader.page(request, "login.html", {"failed": True}, status=401)
    guesses.forget(client_of(request))
    cookie = Cookie(
        SESSION_COOKIE,
        value=request.app.state["sessions"].begin(),
        max_age=YEAR,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return Redirect("/", status_code=303, cookies=[cookie])


@post("/logout", status_code=303, sync_to_thread=True)
def logout(request: Ask) -> Redirect:
    """End the session, here and in the browser."""
    request.app.state["sessions"].end(request.cookies.get(SESSION_COOKIE))
    gone = Cookie(SESSION_COOKIE, value="", max_age=0, httponly=True, samesite="strict")
    return Redirect("/", status_code=303, cookies=[gone])


@post("/article/{article_id:str}/saved", status_code=303, sync_to_thread=True)
def save(request: Ask, reader: Desk, article_id: Name, data: Form) -> Response[bytes] | Redirect:
    """Put a report on the saved list, or take it off (``on`` empty)."""
    owner_only(request, reader.options)
    name, on = unquote(article_id), bool(data.get("on"))
    reader.newsroom.article(name)
    reader.newsroom.marks.save(name, on)
    if not _wants_json(request):
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
        {"ui": ui, "heading": ui.t("takendown"), "detail": ui.t("takedown_help")},
    )
