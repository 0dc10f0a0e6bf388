"""Commands that serve and keep a newsroom."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict

import msgspec
import typer

from rawi import settings
from rawi.cli import console
from rawi.cli.common import (
    DEFAULT,
    Json,
    NewsroomPath,
    Semantic,
    grouped,
    open_newsroom,
    print_json,
)

if TYPE_CHECKING:
    from rawi.serve import ServeOptions


class Shown(TypedDict):
    """What pages show, and to whom."""

    public: Annotated[
        bool | None, typer.Option("--public/--private", help="Let others read excerpts.")
    ]
    full_text: Annotated[
        bool | None, typer.Option("--full-text/--excerpts", help="Let others read whole texts.")
    ]
    images: Annotated[
        bool | None, typer.Option("--images/--no-images", help="Show pictures, by our own proxy.")
    ]
    zone: Annotated[str | None, typer.Option(help="Time zone of pages where a browser names none.")]
    semantic: Semantic
    site: Annotated[str | None, typer.Option(help="Its address, for links in messages.")]


class Trusted(TypedDict):
    """Proxies that sign people in."""

    proxies: Annotated[
        str | None, typer.Option(help="Their addresses or networks, with commas between them.")
    ]
    proxy_header: Annotated[
        str | None, typer.Option(help="Header in which they name who it is, as Remote-User.")
    ]


_SHOWN = Shown(public=None, full_text=None, images=None, zone=None, semantic=None, site=None)
_TRUSTED = Trusted(proxies=None, proxy_header=None)


class Listening(TypedDict):
    """Where the reader listens, and the secret that opens it."""

    host: Annotated[str | None, typer.Option(help="Address to listen on.")]
    port: Annotated[int | None, typer.Option(help="Port to listen on.")]
    token: Annotated[str | None, typer.Option(help="The owner's secret; needed beyond loopback.")]
    readers: Annotated[int | None, typer.Option(min=1, help="Processes that answer there.")]


_LISTENING = Listening(host=None, port=None, token=None, readers=None)


@grouped
def serve(
    newsroom: NewsroomPath = DEFAULT,
    listen: Listening = _LISTENING,
    shown: Shown = _SHOWN,
    trusted: Trusted = _TRUSTED,
    collect: Annotated[
        bool, typer.Option("--collect/--no-collect", help="Visit the outlets meanwhile.")
    ] = True,
    notify: Annotated[
        bool | None, typer.Option("--notify/--no-notify", help="Send alerts and digests meanwhile.")
    ] = None,
) -> None:
    """Open the reader and collect from the outlets until interrupted."""
    if listen["token"] is not None:
        _begin_again_without(listen["token"])
    from rawi.collect.options import from_settings
    from rawi.serve import run
    from rawi.serve.access import check_bind
    from rawi.serve.run import check_free, has_accounts

    options = _serve_options({**listen, **shown, **trusted, "notify": notify, "mail": None})
    check_bind(options, has_accounts(newsroom))  # before an address is promised
    check_free(options)
    console.console().print(f"Read at http://{options.host}:{options.port}/ (Ctrl+C ends)")
    run(newsroom, options, from_settings() if collect else None)


def _serve_options(given: Mapping[str, Any]) -> ServeOptions:
    """What was given on the command line, else the settings. Raises ``InputError``."""
    from rawi.serve import ServeOptions
    from rawi.serve.proxies import networks

    kept = msgspec.structs.asdict(settings.load())
    chosen = {name: kept[name] if value is None else value for name, value in given.items()}
    named = [part.strip() for part in str(chosen.pop("proxies")).split(",")]
    proxies = tuple(name for name in named if name)
    networks(proxies)
    token, header = chosen.pop("token") or None, chosen.pop("proxy_header") or None
    return ServeOptions(**chosen, token=token, proxies=proxies, proxy_header=header)


def _begin_again_without(token: str) -> None:
    """Become the same command with the token in the environment: process lists show arguments."""
    left, skip = [], False
    for argument in sys.argv[1:]:
        if not skip and argument != "--token" and not argument.startswith("--token="):
            left.append(argument)
        skip = argument == "--token"
    os.environ["RAWI_TOKEN"] = token
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "rawi.cli", *left])


def notify(newsroom: NewsroomPath = DEFAULT, as_json: Json = False) -> None:
    """Send the alerts and digests that are due, once; `rawi serve` does so all the time."""
    from datetime import UTC, datetime

    from rawi.notify.rounds import Post, run_round
    from rawi.notify.sending import Senders
    from rawi.notify.web_push import signer_of
    from rawi.serve.letters import writer

    given = settings.load()
    site = given.site.rstrip("/") or f"http://{given.host}:{given.port}"
    with open_newsroom(newsroom, create=False) as news:
        post = Post(writer(news, site), Senders(given.mail, signer_of(news.notices.file, site)))
        done = run_round(news, post, datetime.now(UTC))
    words = f"{done.sent:,} messages sent, {done.failed:,} channels failed"
    _tell(as_json, msgspec.structs.asdict(done), f"{words}, {done.waiting:,} stories wait")


def embed(newsroom: NewsroomPath = DEFAULT, as_json: Json = False) -> None:
    """Make the vectors of articles that have none, for searching by meaning."""
    with open_newsroom(newsroom, create=False) as news:
        made = news.embed()
    _tell(as_json, {"vectors": made}, f"made {made:,} vectors")


def takedown(
    url: Annotated[str, typer.Argument(help="The address of the report.")],
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
) -> None:
    """Delete a report for good: neither collecting nor rebuilding brings it back."""
    with open_newsroom(newsroom, create=False) as news:
        gone = news.take_down(url)
    _tell(as_json, {"articles": gone}, f"took down {gone:,} articles and barred the address")


def retain(
    newsroom: NewsroomPath = DEFAULT,
    days: Annotated[float | None, typer.Option(help="Remove what is older.")] = None,
    megabytes: Annotated[float | None, typer.Option(help="Remove the oldest beyond.")] = None,
    as_json: Json = False,
) -> None:
    """Remove articles by age or size; saved ones stay. Without options, as the settings say."""
    from rawi.newsroom.maintenance import Retention

    if days is None and megabytes is None:
        given = settings.load()
        days, megabytes = given.keep_days, given.keep_megabytes
    keep = Retention(days=days or None, megabytes=megabytes or None)
    with open_newsroom(newsroom, create=False) as news:
        gone = news.retain(keep)
    _tell(as_json, {"articles": gone}, f"removed {gone:,} articles")


def backup(
    file: Annotated[Path, typer.Argument(help="The copy; must not exist yet.")],
    newsroom: NewsroomPath = DEFAULT,
) -> None:
    """Copy the newsroom while it is in use; `-n FILE` of any command opens the copy anywhere."""
    with open_newsroom(newsroom, create=False) as news:
        news.backup(file)


def migrate(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A file, or an address.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty one of either kind.")],
    captures: Annotated[
        str | None,
        typer.Option(
            help="Folder for the captures of the copy; empty: inside. Else as RAWI_CAPTURES says."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy a newsroom between a file and PostgreSQL, marks and accounts too, and compare both."""
    from rawi.newsroom.moving import move

    given = settings.load()
    there = given.captures if captures is None else captures
    cache = Path(given.cache) if given.cache else None
    moved = move(source, target, cache, (given.captures or None, there or None))
    words = f"copied and compared {moved.rows:,} rows and {moved.marks:,} of people's own"
    _tell(as_json, moved, words)


def check(
    newsroom: NewsroomPath = DEFAULT,
    repair: Annotated[
        bool, typer.Option("--repair", help="Derive again what can be derived.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Look for what is wrong: file, captures, articles, stories, index, marks. Ends with 1 then."""
    with open_newsroom(newsroom, create=False) as news:
        found = news.check(repair=repair)
    if as_json:
        print_json(found)
    else:
        console.show_check(console.console(), found)
    if found.findings:
        raise typer.Exit(1)


def export(
    what: Annotated[str, typer.Argument(help="articles or stories.")] = "articles",
    newsroom: NewsroomPath = DEFAULT,
) -> None:
    """Print outlets and articles as `rawi import` brings them back, or stories, as JSON lines."""
    from rawi.serve.api.export import newsroom_lines, story_lines

    lines = {"articles": newsroom_lines, "stories": story_lines}.get(what)
    if lines is None:
        raise typer.BadParameter("articles or stories")
    with open_newsroom(newsroom, create=False) as news:
        for line in lines(news):
            sys.stdout.buffer.write(line)


def _tell(as_json: bool, value: object, words: str) -> None:
    if as_json:
        print_json(value)
    else:
        console.console().print(words)


def add_to(app: typer.Typer) -> None:
    """Put these commands among the others."""
    for command in (serve, notify, embed, takedown, retain, backup, migrate, check, export):
        app.command()(command)
