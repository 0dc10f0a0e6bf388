"""The reader as an ASGI application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from litestar import Litestar, Response, Router, get
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ControllerRouterHandler

from rawi.newsroom import Newsroom
from rawi.serve import lead_pictures, operations, sync
from rawi.serve.access import APP_PATHS, check_request
from rawi.serve.api import endpoints, feeds_out, follows
from rawi.serve.api import names as api_names
from rawi.serve.http import (
    Ask,
    ErrorBody,
    Fault,
    add_security_headers,
    address_of,
    answer_heads,
    fault_of,
    refuse_bad_hosts,
)
from rawi.serve.list_query import provide_list_query
from rawi.serve.meter import Counted, Meter
from rawi.serve.options import ServeOptions
from rawi.serve.pages import (
    accounts,
    alerts,
    arrivals,
    first_start,
    following,
    forms,
    handlers,
    installed,
    names,
    reading,
    side_by_side,
    subscriptions,
)
from rawi.serve.proxies import behind_proxies
from rawi.serve.reader import STATIC_TYPES, Name, Reader, json_bytes, static_bytes, utc_now
from rawi.serve.sessions import Guesses, Sessions
from rawi.serve.ui.screen import Screen

FOR_EVER = "public, max-age=31536000, immutable"
DESCRIPTION = (
    "Stories, articles, search and outlets of this newsroom. Lists page by cursor: pass `next` "
    "of an answer as `after`. An id that holds a slash or a percent sign is quoted twice in a "
    "path. Every error is `{error: {code, message, status}}`. Answers carry an ETag. "
    "Without the owner's token a public instance gives excerpts."
)
OPENAPI = OpenAPIConfig(
    title="Rawi",
    version="1",
    description=DESCRIPTION,
    path="/api/schema",
    use_handler_docstrings=True,
    render_plugins=[JsonRenderPlugin(path="/openapi.json")],
)
PAGES = (
    handlers.home,
    arrivals.arrivals,
    handlers.story,
    side_by_side.coverage,
    handlers.affair,
    handlers.article,
    handlers.versions,
    handlers.beside,
    handlers.search,
    handlers.keyword,
    names.entity,
    names.speaker,
    handlers.outlets,
    handlers.outlet,
    handlers.settings,
    lead_pictures.image,
    first_start.choices,
    first_start.choose,
    subscriptions.follow,
    subscriptions.find,
    subscriptions.add,
    subscriptions.change,
    subscriptions.file_under,
    subscriptions.remove,
    subscriptions.exported,
    subscriptions.imported,
    forms.choose,
    forms.save,
    forms.take_down,
    *accounts.HANDLERS,
    *alerts.HANDLERS,
    *reading.HANDLERS,
    *installed.HANDLERS,
    *following.HANDLERS,
)
OPERATIONS = (
    feeds_out.list_feed,
    feeds_out.item_feed,
    operations.health,
    operations.metrics,
    operations.export_articles,
    operations.export_stories,
    operations.docs,
)


@get("/static/{name:path}", sync_to_thread=False, include_in_schema=False)
def static(name: Name) -> Response[bytes]:
    """Style, script, font and icon, out of the package."""
    ending = name.rpartition(".")[2]
    try:
        content = static_bytes(name.lstrip("/")) if ".." not in name else None
    except (OSError, ValueError):
        content = None
    if content is None or ending not in STATIC_TYPES:
        raise NotFoundException("no such file")
    return Response(content, media_type=STATIC_TYPES[ending], headers={"cache-control": FOR_EVER})


def retry_of(error: Exception) -> dict[str, str]:
    """The Retry-After that an error carries."""
    headers = getattr(error, "headers", None) or {}
    return {name: value for name, value in headers.items() if name == "retry-after"}


def _error_page(request: Ask, error: Exception) -> Response[bytes]:
    reader, fault = _reader(request), fault_of(error)
    if request.url.path.startswith((*APP_PATHS, "/api", "/metrics", "/health", "/feeds")):
        body = json_bytes(ErrorBody(error=fault))
        told = {"www-authenticate": "Bearer"} if fault.status == 401 else retry_of(error)
        return Response(body, status_code=fault.status, media_type="application/json", headers=told)
    if fault.status == 401:
        asked = address_of(request) if request.method == "GET" else forms.came_from(request)
        back = forms.local(asked)
        context = accounts.login_context(request, reader, back=back)
        return reader.page(request, "login.html", context, status=401)
    ui = reader.screen(request)
    lost = fault.status == 404
    context = {
        "ui": ui,
        "heading": ui.t("not_found" if lost else "error"),
        "detail": ui.t("not_found_help" if lost else _reason(ui, fault)),
        "sign_in": fault.status == 403 and ui.person is None,
        "told": "" if lost else ui.trouble(fault.message),
        "back": forms.came_from(request),
    }
    made = reader.page(request, "error.html", context, status=fault.status)
    made.headers.update(retry_of(error))
    return made


def _reason(ui: Screen, fault: Fault) -> str:
    """The word for a fault: what a visitor may not see is there for those who are signed in."""
    shut = fault.status == 403 and ui.person is None
    return "error_sign_in" if shut else f"error_{fault.code}"


def _reader(request: Ask) -> Reader:
    return cast(Reader, request.app.state["reader"])


async def _guard(request: Ask) -> None:
    check_request(request, _reader(request).options)


async def _close(app: Litestar) -> None:
    if app.state["pictures"]:
        await app.state["pictures"].close()


def _routes() -> list[ControllerRouterHandler]:
    names = [api_names.get_entity, *follows.HANDLERS]
    return [
        Router("/", route_handlers=PAGES, include_in_schema=False),
        *OPERATIONS,
        *sync.HANDLERS,
        endpoints.api_router(),
        Router("/api", route_handlers=names, tags=["news"]),
        static,
    ]


def create_app(
    newsroom: Newsroom,
    options: ServeOptions | None = None,
    clock: Callable[[], datetime] = utc_now,
    meter: Meter | None = None,
) -> Litestar:
    """The reader, its API and its feeds over an open newsroom.

    ``clock`` says what time it is, for "today" on pages; ``meter`` counts the answers.
    """
    return attach(compiled(), Reader(newsroom, options or ServeOptions(), clock, meter))


def compiled() -> Litestar:
    """All routes, which take a quarter of a second to make: they answer from what is attached."""
    app = Litestar(
        route_handlers=_routes(),
        dependencies={
            "reader": Provide(_reader, sync_to_thread=False),
            "asked": Provide(provide_list_query, sync_to_thread=False),
        },
        before_request=_guard,
        before_send=[add_security_headers],
        exception_handlers={Exception: _error_page},
        middleware=[Counted()],
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=4),
        openapi_config=OPENAPI,
        logging_config=None,
        on_shutdown=[_close],
    )
    app.state["answer"] = refuse_bad_hosts(answer_heads(app.asgi_handler))
    return app


def attach(app: Litestar, reader: Reader) -> Litestar:
    """Have compiled routes answer from this reader, and from no other one any more."""
    people, options = reader.newsroom.people, reader.options
    app.state.update(
        reader=reader,
        people=people,
        sessions=Sessions(people, options.token),
        guesses=Guesses(),
        pictures=lead_pictures.Pictures() if options.images else None,
    )
    app.asgi_handler = behind_proxies(app.state["answer"], options)
    return app
