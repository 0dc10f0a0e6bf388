"""Commands that serve and keep a newsroom."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from rawi import settings
from rawi.cli import console
from rawi.cli.common import DEFAULT, Json, NewsroomPath, open_newsroom, print_json


def serve(
    newsroom: NewsroomPath = DEFAULT,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    token: Annotated[
        str | None, typer.Option(help="The owner's secret; needed beyond loopback.")
    ] = None,
    public: Annotated[
        bool | None, typer.Option("--public/--private", help="Let others read excerpts.")
    ] = None,
    collect: Annotated[
        bool, typer.Option("--collect/--no-collect", help="Visit the outlets meanwhile.")
    ] = True,
) -> None:
    """Open the reader and collect from the outlets until interrupted."""
    if token is not None:
        _begin_again_without(token)
    from rawi.collect.options import from_settings
    from rawi.serve import ServeOptions, run
    from rawi.serve.access import check_bind
    from rawi.serve.proxies import networks
    from rawi.serve.run import has_accounts

    given = settings.load()
    options = ServeOptions(
        host=host if host is not None else given.host,
        port=port if port is not None else given.port,
        token=(token if token is not None else given.token) or None,
        public=public if public is not None else given.public,
        full_text=given.full_text,
        images=given.images,
        zone=given.zone,
        proxies=tuple(part.strip() for part in given.proxies.split(",") if part.strip()),
        proxy_header=given.proxy_header or None,
    )
    networks(options.proxies)
    check_bind(options, has_accounts(newsroom))  # before an address is promised
    console.console().print(f"Read at http://{options.host}:{options.port}/ (Ctrl+C ends)")
    run(newsroom, options, from_settings() if collect else None)


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
    for command in (serve, takedown, retain, backup, check, export):
        app.command()(command)
