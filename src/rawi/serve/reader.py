"""What handlers share: the newsroom, the options, templates and static files."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context
from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup, escape

from rawi.errors import NotFoundError
from rawi.model import Article, Brief, Outlet, Run, Story
from rawi.newsroom import Hits, Newsroom
from rawi.serve.access import is_owner, person_of, signed_in
from rawi.serve.allowance import Allowance
from rawi.serve.http import Ask, is_kept, path_of, respond
from rawi.serve.list_query import ListQuery
from rawi.serve.meter import Meter
from rawi.serve.options import (
    PREFERENCES_COOKIE,
    ZONE_COOKIE,
    ServeOptions,
    read_preferences,
    zone_shown,
)
from rawi.serve.page_cache import Finished, Sheet, Shown
from rawi.serve.pages import views
from rawi.serve.pages.outlet_rows import OutletRow, outlet_rows
from rawi.serve.ui.screen import KEYS, Screen, with_query
from rawi.store.overview import Facets
from rawi.store.paged import Paged
from rawi.store.personal.marks import Marks
from rawi.store.personal.people import Person

T = TypeVar("T")
TEST_MESSAGES = 10
"""That one person may have sent within an hour: each goes to an address of their choice."""
CACHE_SECONDS = 5.0
"""How long what all pages share is kept."""
HTML = "text/html"
MENU = (("/", "home"), ("/outlets", "outlets"), ("/settings", "settings"))
_OWN_MENU = (("/unread", "unread_page"), ("/following", "following_page"), ("/saved", "saved"))
MEMBER_MENU = (*MENU[:2], *_OWN_MENU, MENU[2])
VISITOR_MENU = (*MENU, ("/login", "login"))
STATIC_TYPES = {
    "css": "text/css",
    "js": "text/javascript",
    "png": "image/png",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "txt": "text/plain",
}
SHELL = (
    "rawi.css",
    "rawi.js",
    "icon.svg",
    "fonts/noto-naskh-arabic.woff2",
    "fonts/noto-serif-latin-regular.woff2",
    "fonts/noto-serif-latin-bold.woff2",
)
"""The static files that every page names."""
_TAGS = {"same": "", "added": "ins", "removed": "del"}


class FeedLink(msgspec.Struct, frozen=True):
    """The feed that a page offers: its path without ending, and its query."""

    path: str
    query: dict[str, str | None] = {}


@cache
def static_bytes(name: str) -> bytes:
    """A static file of the package. Raises ``FileNotFoundError``."""
    return files("rawi.serve").joinpath("ui", "static", *name.split("/")).read_bytes()


@cache
def static_version(name: str) -> str:
    return hashlib.blake2b(static_bytes(name), digest_size=6).hexdigest()


def static_address(name: str) -> str:
    """An address that changes with the content, so that it can be kept for ever.

    The font is named by the style sheet, so it goes without a version there and here.
    """
    suffix = "" if name.endswith(".woff2") else f"?v={static_version(name)}"
    return f"/static/{name}{suffix}"


def _runs(runs: Iterable[Run]) -> Markup:
    """Changed words between ``ins`` and ``del``, everything escaped."""
    return Markup("").join(
        Markup("<{0}>{1}</{0}>").format(Markup(tag), run.text)
        if (tag := _TAGS[run.change])
        else escape(run.text)
        for run in runs
    )


def safe_snippet(snippet: str) -> Markup:
    """A search snippet in which only its ``<mark>`` tags are tags.

    Search escapes already; escaping anew here makes a slip there harmless.
    """
    parts = snippet.replace("</mark>", "<mark>").split("<mark>")
    out: list[str] = [escape(Markup(part).unescape()) for part in parts]
    out[1::2] = [f"<mark>{part}</mark>" for part in out[1::2]]
    return Markup("".join(out))  # each part is escaped


class _Straight(Context):
    """Calls what a template calls straight: nothing here asks for the template's context."""

    def call(
        self,
        called: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: Any,
    ) -> Any:
        return called(*args, **kwargs)


@cache
def environment() -> Environment:
    """What fills templates; one for all readers of a process, so that each is compiled once."""
    env = Environment(
        loader=PackageLoader("rawi.serve", "ui/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.context_class = _Straight
    env.globals.update(
        static=static_address,
        keys=KEYS,
        excerpt=views.excerpt,
        quoted=views.quoted,
        runs=_runs,
        str=str,
        dict=dict,
    )
    env.filters["safe_snippet"] = safe_snippet
    return env


def utc_now() -> datetime:
    return datetime.now(UTC)


class Reader:
    """One running reader over one newsroom."""

    def __init__(
        self,
        newsroom: Newsroom,
        options: ServeOptions,
        clock: Callable[[], datetime] = utc_now,
        meter: Meter | None = None,
    ) -> None:
        self.newsroom = newsroom
        self.options = options
        self.clock = clock
        self.meter = meter or Meter()
        self.test_messages = Allowance(TEST_MESSAGES, timedelta(hours=1))
        self._cache: dict[str, tuple[float, Any]] = {}
        self._finished = Finished()
        self._templates = environment()

    def _cached(self, name: str, make: Callable[[], T]) -> T:
        """What was made for ``name`` within the last seconds, else made now.

        Counts over the whole newsroom stand on every page and change with each
        batch; a few seconds old is new enough.
        """
        at, value = self._cache.get(name, (-CACHE_SECONDS, None))
        if time.monotonic() - at >= CACHE_SECONDS:
            at, value = time.monotonic(), make()
            self._cache[name] = at, value
        return cast(T, value)

    def forget(self) -> None:
        """Count anew: something was just changed here."""
        self._cache.clear()
        self._finished.clear()

    def outlets(self) -> dict[str, Outlet]:
        return self._cached("outlets", lambda: {o.id: o for o in self.newsroom.outlets()})

    def facets(self) -> Facets:
        """What lists can be narrowed to."""
        return self._cached("facets", self.newsroom.facets)

    def stories(
        self, asked: ListQuery, zone: ZoneInfo, after: str | None, limit: int
    ) -> Paged[Story]:
        """Whole stories: days begin in ``zone``."""
        return self.newsroom.stories(limit, after, "edition", zone.key, **asked.fields())

    def briefs(
        self, asked: ListQuery, zone: ZoneInfo, after: str | None, limit: int
    ) -> Paged[Brief]:
        """The same stories as lists and feeds show them."""
        return self.newsroom.briefs(limit, after, zone.key, **asked.fields())

    def find(
        self,
        query: str,
        asked: ListQuery,
        zone: ZoneInfo,
        after: str | None,
        limit: int,
        **how: Any,
    ) -> Hits:
        """Search for pages, API and feeds; ``how``: ``order`` and ``group``."""
        wanted: dict[str, Any] = {**asked.fields(), **how}
        return self.newsroom.search(query, limit, after, zone.key, **wanted)

    def outlet_rows(self) -> tuple[tuple[Outlet, OutletRow], ...]:
        """Every outlet with its health, the largest first."""
        tallies = self._cached("tallies", self.newsroom.tallies)
        clashes = self._cached("clashes", self.newsroom.clashes)
        return outlet_rows(self.outlets().values(), tallies, clashes, self.newsroom.health())

    def last_round(self) -> str | None:
        """When an outlet was last visited, ISO 8601; None where none ever was."""
        visits = (health.last_visit for health in self.newsroom.health().values())
        return max((visit for visit in visits if visit), default=None)

    def outlet_row(self, outlet_id: str) -> tuple[Outlet, OutletRow]:
        """One outlet with its health. Raises ``NotFoundError``."""
        for outlet, row in self.outlet_rows():
            if outlet.id == outlet_id:
                return outlet, row
        raise NotFoundError(f"no outlet {outlet_id!r}")

    def owner(self, request: Ask) -> bool:
        return is_owner(request, self.options)

    def person(self, request: Ask) -> Person | None:
        """Who asks; None for a visitor."""
        return person_of(request, self.options)

    def full(self, request: Ask) -> bool:
        """Whether whole texts may be shown."""
        return self.options.full_text or self.person(request) is not None

    def screen(self, request: Ask) -> Screen:
        """This request's view of the interface; made once."""
        if "screen" not in request.state:
            request.state["screen"] = self._screen(request)
        return cast(Screen, request.state["screen"])

    def _screen(self, request: Ask) -> Screen:
        preferences = read_preferences(request.cookies.get(PREFERENCES_COOKIE), self.options)
        zone = zone_shown(preferences, request.cookies.get(ZONE_COOKIE), self.options)
        now = self.clock().astimezone(zone)
        person = self.person(request)
        return Screen(preferences, self.options, self.outlets(), now, person)

    def marks(self, request: Ask, ids: Iterable[str], read: Iterable[str] | None = None) -> Shown:
        """What this person has read and saved of the ids, for a page that shows it.

        ``read``: those that were read, where that was asked already.
        """
        marks = self.own(request)
        if marks is None:
            return Shown()
        shown = request.state["marks"] = self._marks(marks, frozenset(ids), read)
        return shown

    def own(self, request: Ask) -> Marks | None:
        """The marks of whoever asks; None for a visitor."""
        person = self.person(request)
        return self.newsroom.marks.of(person.number) if person else None

    def _marks(self, marks: Marks, ids: frozenset[str], read: Iterable[str] | None = None) -> Shown:
        if not ids:
            return Shown()
        read = marks.read_among(ids) if read is None else frozenset(read)
        return Shown(ids=ids, read=read, saved=marks.saved_among(ids))

    def _same_marks(self, request: Ask, shown: Shown) -> bool:
        """Whether the marks that a finished page shows stand as they stood."""
        marks = self.own(request)
        return marks is None or self._marks(marks, shown.ids) == shown

    def known(self, request: Ask) -> Response[bytes] | None:
        """The finished page of this request, or 304, where nothing it shows has changed.

        Else None, and ``page`` keeps what it makes for this request. What was
        stored when the request came is part of the key, so that a page made
        while a batch came in is not taken for a later one.
        """
        if is_kept(request):
            return None
        ui = self.screen(request)
        query = bytes(request.scope["query_string"])
        rules = self.newsroom.follows.of(ui.person.number).stamp() if ui.person else ()
        out = signed_in(request, self.options)
        who = (ui.preferences, ui.zone.key, ui.today, ui.person, ui.full, rules, out)
        key = (site_of(request), request.url.path, query, who, self.newsroom.sequence())
        request.state["cache_key"] = key
        sheet = self._finished.get(key)
        if sheet is None or not self._same_marks(request, sheet.marks):
            return None
        return respond(request, sheet.html, HTML, modified=sheet.modified)

    def page(
        self,
        request: Ask,
        template: str,
        context: dict[str, Any],
        *,
        status: int = 200,
        modified: str | None = None,
    ) -> Response[bytes]:
        """A template filled for this request; ``context`` may bring its own ``ui``."""
        ui: Screen = context.get("ui") or self.screen(request)
        asked = {k: v for k, v in request.query_params.items() if k != "act"}
        shared = {
            "ui": ui,
            "menu": self._menu(ui),
            "here": path_of(request),
            "here_asked": with_query(path_of(request), asked),
            "site": site_of(request),
            "query": "",
            "feed": None,
            "act": "".join(filter(str.isdecimal, request.query_params.get("act", "")))[:18],
            "can_sign_out": signed_in(request, self.options),
        }
        html = self._templates.get_template(template).render(shared | context).encode()
        if status == 200 and (key := request.state.get("cache_key")):
            marks = request.state.get("marks", Shown())
            self._finished.put(key, Sheet(html=html, modified=modified, marks=marks))
        return respond(request, html, HTML, status=status, modified=modified)

    def _menu(self, ui: Screen) -> tuple[tuple[str, str], ...]:
        if ui.person:
            return MEMBER_MENU
        return VISITOR_MENU if self.options.token or self.newsroom.people.any() else MENU

    def visible(self, article: Article, full: bool) -> Article:
        """The article as this reader may see it: whole, or an excerpt."""
        if full:
            return article
        limit = self.options.excerpt_words
        shown = views.excerpt(article, limit)
        cut = len(article.text.split()) > limit
        return msgspec.structs.replace(
            article,
            body=((shown,) if shown else ()) if cut else article.body,
            summary=None,
            standfirst=None,
            subheads=(),
            related=(),
            truncated=cut and bool(article.body),
        )


def json_bytes(value: object) -> bytes:
    return msgspec.json.encode(value)


def site_of(request: Ask) -> str:
    """The address of this server, as the client reached it, without a slash at the end."""
    return str(request.base_url).rstrip("/")


def page_address(request: Ask, path: str, fields: dict[str, str | None]) -> str:
    """An absolute address on this server, as the client reached it."""
    return site_of(request) + with_query(path, fields)


Desk = NamedDependency[Reader]
"""How a handler asks for the reader."""
Name = FromPath[str]
"""An id in a path, still quoted once."""
