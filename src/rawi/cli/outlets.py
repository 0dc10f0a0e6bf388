"""Commands about outlets and collection."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import msgspec
import typer

from rawi.cli import console
from rawi.cli.common import DEFAULT, Json, NewsroomPath, grouped, open_newsroom, print_json
from rawi.errors import FetchError, InputError, NotFoundError
from rawi.model import Outlet

if TYPE_CHECKING:
    from rawi.collect.state import Health

outlets_app = typer.Typer(
    help="The outlets that are collected.", no_args_is_help=True, pretty_exceptions_enable=False
)
OutletId = Annotated[str, typer.Argument(help="As `rawi outlets list` shows it.")]
Countries = Annotated[
    list[str] | None, typer.Option("--country", help="Only of this country, as eg; repeatable.")
]


class Said(TypedDict):
    """What is known of an outlet better than its site tells."""

    name: Annotated[str | None, typer.Option(help="What it is called.")]
    id: Annotated[str | None, typer.Option(help="Short stable name.")]
    country: Annotated[str | None, typer.Option(help="ISO 3166, as eg.")]
    section: Annotated[str | None, typer.Option(help="The section it belongs to.")]


_NOTHING = Said(name=None, id=None, country=None, section=None)


@outlets_app.command()
@grouped
def add(
    url: Annotated[str, typer.Argument(help="A site, or one of its feeds.")],
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
    said: Said = _NOTHING,
    allow_private: Annotated[
        bool, typer.Option(help="It is on this machine or a private network.")
    ] = False,
) -> None:
    """Find the feed, sitemap or listing page of a site and collect it from now on."""
    from rawi.collect.collector import Collector
    from rawi.collect.options import from_settings

    with open_newsroom(newsroom) as news:
        with Collector(from_settings()) as collector:
            found = collector.discover(url, allow_private=allow_private)
        if found.outlet is None:
            reason = found.rejected.reason if found.rejected else "nothing was found"
            raise FetchError(f"{url}: {reason}")
        outlet = msgspec.structs.replace(found.outlet, **{k: v for k, v in said.items() if v})
        news.add_outlet(outlet)
    _print_outlet(outlet, as_json)


@outlets_app.command("list")
def list_(newsroom: NewsroomPath = DEFAULT, as_json: Json = False) -> None:
    """Outlets with their health."""
    with open_newsroom(newsroom, create=False) as news:
        outlets, health = news.outlets(), news.health()
    if as_json:
        print_json([{"outlet": o, "health": health.get(o.id)} for o in outlets])
        return
    out = console.console()
    for outlet in outlets:
        out.print(f"{outlet.id}  {outlet.name}  {_state(outlet, health.get(outlet.id))}")


@outlets_app.command()
def pause(outlet: OutletId, newsroom: NewsroomPath = DEFAULT) -> None:
    """Collect from an outlet no more until it is resumed."""
    with open_newsroom(newsroom, create=False) as news:
        news.pause_outlet(outlet)


@outlets_app.command()
def resume(outlet: OutletId, newsroom: NewsroomPath = DEFAULT) -> None:
    """Collect from a paused outlet again."""
    with open_newsroom(newsroom, create=False) as news:
        news.pause_outlet(outlet, False)


@outlets_app.command()
def remove(outlet: OutletId, newsroom: NewsroomPath = DEFAULT) -> None:
    """Forget an outlet; its articles stay."""
    with open_newsroom(newsroom, create=False) as news:
        news.remove_outlet(outlet)


@outlets_app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="An OPML file.")],
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
    allow_private: Annotated[
        bool, typer.Option(help="The list is yours: private networks it names may be visited.")
    ] = False,
) -> None:
    """Add the outlets of an OPML file."""
    from rawi.collect.opml import read_opml

    try:
        found = read_opml(file.read_bytes(), allow_private=allow_private)
    except OSError as why:
        raise InputError(f"{file}: {why.strerror}") from why
    for note in found.notes:
        print(f"{file}: {note}", file=sys.stderr)
    _add_all(newsroom, found.outlets, as_json)


@outlets_app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; else standard output.")] = None,
    newsroom: NewsroomPath = DEFAULT,
) -> None:
    """Write the outlets as OPML."""
    from rawi.collect.opml import write_opml

    with open_newsroom(newsroom, create=False) as news:
        data = write_opml(news.outlets())
    if file is None:
        sys.stdout.buffer.write(data)
    else:
        file.write_bytes(data)


@outlets_app.command()
def catalogue(
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
    country: Countries = None,
    add: Annotated[bool, typer.Option("--add", help="Add them to the newsroom.")] = False,
) -> None:
    """The starter catalogue of Arabic outlets, whose addresses were not checked live."""
    from rawi.collect.catalogue import catalogue as held

    found = tuple(o for o in held() if not country or o.country in country)
    if add:
        _add_all(newsroom, found, as_json)
        return
    if as_json:
        print_json(found)
        return
    for outlet in found:
        console.console().print(f"{outlet.country}  {outlet.id}  {outlet.name}")


def collect(
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on until interrupted.")] = False,
    due: Annotated[bool, typer.Option("--due", help="Only outlets whose time has come.")] = False,
    outlet: Annotated[list[str] | None, typer.Option(help="Only this one; repeatable.")] = None,
) -> None:
    """Visit the outlets once and store what is new; with --watch, as they fall due."""
    from rawi.collect.options import from_settings
    from rawi.collect.schedule import run_forever

    with open_newsroom(newsroom, create=False) as news:
        if watch:
            try:
                run_forever(news, threading.Event(), from_settings())
            except KeyboardInterrupt:
                return
        unknown = set(outlet or ()) - {o.id for o in news.outlets()}
        if unknown:
            raise NotFoundError(f"there is no outlet {min(unknown)!r}")
        only = frozenset(outlet) if outlet else None
        report = news.collect(from_settings(), due_only=due, only=only)
    if as_json:
        print_json(report)
        return
    out = console.console()
    out.print(
        f"{len(report.visits):,} outlets: {report.added:,} new articles, {report.versions:,} "
        f"edited, {report.copies:,} copies, {report.clashes:,} at the address of another report, "
        f"{report.rejected:,} pages refused"
    )
    for name, error in report.errors.items():
        out.print(f"{name}: {error}")


def _add_all(newsroom: str, found: tuple[Outlet, ...], as_json: bool) -> None:
    with open_newsroom(newsroom) as news:
        news.add_outlet(*found)
    if as_json:
        print_json(found)
    else:
        console.console().print(f"added {len(found):,} outlets")


def _print_outlet(outlet: Outlet, as_json: bool) -> None:
    if as_json:
        print_json(outlet)
        return
    out = console.console()
    out.print(f"{outlet.id}  {outlet.name}")
    for place in (*outlet.feeds, *outlet.sitemaps, *outlet.listings):
        out.print(f"  {place}")


def _state(outlet: Outlet, health: Health | None) -> str:
    """One word or line on how an outlet does."""
    if outlet.paused:
        return "paused"
    if health is None:
        return "never visited"
    if health.last_error:
        return f"error: {health.last_error}"
    pace = f"{health.articles_a_day:g} articles a day"
    return f"silent since {health.last_article}, {pace}" if health.silent else pace
