"""The command line: one thin function a command.

Exit codes: 0 fine, 1 an error told in one line, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, TypeVar, cast

import msgspec
import typer

from rawi.cli import agents, archives, console, operate, working
from rawi.cli.common import (
    DEFAULT,
    WHOLE,
    Json,
    Narrow,
    NewsroomPath,
    Page,
    Semantic,
    Since,
    first,
    grouped,
    open_newsroom,
    print_json,
    spooled,
)
from rawi.cli.outlets import collect, outlets_app
from rawi.cli.people import people_app
from rawi.errors import FetchError, InputError, RawiError
from rawi.ingest.saved_pages import saved_page
from rawi.model import AddCounts, Capture, Rejection, Story

if TYPE_CHECKING:
    from rich.console import Console

    from rawi import Paged

app = typer.Typer(
    name="rawi",
    help="An Arabic-first news aggregator: clean articles, stories, copies, search.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(outlets_app, name="outlets")
app.add_typer(people_app, name="people")
app.command()(collect)
app.command()(agents.mcp)
app.command()(archives.corpus)
operate.add_to(app)
working.add_to(app)

T = TypeVar("T", bound=msgspec.Struct)


class Ranked(TypedDict):
    """In what order hits come, and what counts as one."""

    by_date: Annotated[bool, typer.Option("--by-date", help="The latest first.")]
    group: Annotated[str, typer.Option(help="One of each: copies, stories, none.")]
    semantic: Semantic


class Said(TypedDict):
    """Which statements."""

    speaker: Annotated[str | None, typer.Option(help="Only this speaker's.")]
    entity: Annotated[str | None, typer.Option(help="Only those that hold this name.")]
    since: Since


_TEN, _TWENTY, _FIFTY = first(10), first(20), first(50)
_ALL_SAID = Said(speaker=None, entity=None, since=None)
_BEST = Ranked(by_date=False, group="copies", semantic=None)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"rawi {version('rawi')}")
        raise typer.Exit


@app.callback()
def whole(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """An Arabic-first news aggregator: clean articles, stories, copies, search."""


def main() -> None:
    """Run a command; errors in one line, never a traceback for what was expected."""
    try:
        app()
    except RawiError as why:
        print(f"rawi: {why}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or the interpreter complains at its end
        sys.exit(1)


@app.command()
def read(
    source: Annotated[str, typer.Argument(help="A file, a URL, or - for standard input.")],
    as_json: Json = False,
    url: Annotated[str | None, typer.Option(help="Where the page came from.")] = None,
) -> None:
    """Read one page, HTML or a text dump: its articles, clean and split."""
    import rawi

    capture = _captured(source)
    page = rawi.read(capture.body, url or capture.url, capture.content_type, capture.collected)
    if as_json:
        print_json(page)
    else:
        console.show_page(console.console(), page)
    if page.rejected and not page.articles:
        raise typer.Exit(1)


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="JSON lines, HTML, WARC; folders of them; - for input.")
    ],
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
) -> None:
    """Take in articles and pages; goes on where an earlier import was cut off."""
    from rawi.newsroom import summed
    from rawi.newsroom.importing import size_of

    missing = [str(path) for path in files if not path.exists() and str(path) != "-"]
    if missing:
        raise InputError(f"no such file: {', '.join(missing)}")
    total = AddCounts()
    with (
        spooled(files) as files,
        open_newsroom(newsroom) as news,
        console.progress(size_of(files), hidden=as_json) as progress,
    ):
        for step in news.import_files(files):
            total = summed(total, step.counts)
            progress(step)
    if as_json:
        print_json(total)
    else:
        _show_import(total)
    if total.rejected and not (total.added or total.versions or total.unchanged):
        raise typer.Exit(1)


def _show_import(total: AddCounts) -> None:
    out = console.console()
    console.show_counts(out, total)
    for rejection in total.rejected[:20]:
        console.show_rejection(out, rejection)
    if len(total.rejected) > 20:
        out.print(f"… and {len(total.rejected) - 20:,} more: rawi rejections")


@app.command()
@grouped
def stories(
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
    page: Page = _TWENTY,
    narrow: Narrow = WHOLE,
) -> None:
    """Stories, the last updated first."""
    with open_newsroom(newsroom, create=False) as news:
        found = news.stories(**page, **narrow)
    _print_list(found, console.show_story, as_json=as_json)


@app.command()
@grouped
def search(
    query: Annotated[str, typer.Argument(help='Words; "a phrase"; -without; title:word.')],
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
    page: Page = _TEN,
    narrow: Narrow = WHOLE,
    ranked: Ranked = _BEST,
) -> None:
    """Search the articles; one of each copy group is shown."""
    with open_newsroom(newsroom, create=False, semantic=ranked["semantic"]) as news:
        found = news.search(
            query,
            **page,
            **narrow,
            order="date" if ranked["by_date"] else "relevance",
            group=cast(Any, ranked["group"]),
        )
    if found.meant and not as_json:
        console.console().print(f"هل تقصد: {found.meant}\n", markup=False)
    _print_list(found, console.show_hit, as_json=as_json)


@app.command()
@grouped
def quotes(
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
    said: Said = _ALL_SAID,
    each: Annotated[bool, typer.Option("--each", help="Every telling by itself.")] = False,
    page: Page = _TWENTY,
) -> None:
    """Who said what, the latest first; what several articles tell once, with who changed it."""
    with open_newsroom(newsroom, create=False) as news:
        found = news.quotes(**said, **page, grouped=not each)
    _print_list(found, console.show_statement, as_json=as_json)


@app.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of an article or a story.")],
    newsroom: NewsroomPath = DEFAULT,
    as_json: Json = False,
    story: Annotated[bool, typer.Option("--story", help="Show the story instead.")] = False,
) -> None:
    """Show an article with all that is known about it, or its story."""
    with open_newsroom(newsroom, create=False) as news:
        whole = news.story(name)
        if story:
            _show_story(whole, as_json)
            return
        article, notes, copies = news.article(name), news.notes(name), news.copies(name)
    if as_json:
        print_json({"article": article, "notes": notes, "copies": copies, "story": whole.id})
        return
    out = console.console()
    console.show_article(out, article)
    out.print()
    console.show_notes(out, notes)
    console.show_copies(out, name, copies)
    out.print(f"القصة: {whole.id} ({len(whole.articles)})")


@app.command()
@grouped
def rejections(
    newsroom: NewsroomPath = DEFAULT, as_json: Json = False, page: Page = _FIFTY
) -> None:
    """What was refused and why, the last first."""
    with open_newsroom(newsroom, create=False) as news:
        found = news.rejections(**page)
    _print_list(found, console.show_rejection, as_json=as_json)


@app.command()
def rebuild(newsroom: NewsroomPath = DEFAULT, as_json: Json = False) -> None:
    """Derive articles, notes, stories and the index anew from the stored captures."""
    with open_newsroom(newsroom, create=False) as news:
        news.rebuild()
        count = news.count()
    if as_json:
        print_json({"articles": count})
    else:
        console.console().print(f"rebuilt {count:,} articles")


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port the reader listens on.")] = 8765,
    press_port: Annotated[int, typer.Option(help="Port of the press; 0: any.")] = 0,
) -> None:
    """Read a small fictional press that prints on this machine, until interrupted."""
    from rawi.demo.run import run_demo
    from rawi.serve.options import ServeOptions

    run_demo(ServeOptions(port=port), press_port)


def _captured(source: str) -> Capture:
    if source == "-":
        return Capture(body=sys.stdin.buffer.read())
    if source.startswith(("http://", "https://")):
        return _fetched(source)
    try:
        return saved_page(Path(source).read_bytes())
    except OSError as why:
        raise InputError(f"{source}: {why.strerror}") from why


def _fetched(url: str) -> Capture:
    """The page at an address; whoever types one may also mean their own machine."""
    import asyncio

    from rawi.collect.fetch import Request
    from rawi.collect.session import Session
    from rawi.ingest.records import Fetched

    async def get() -> Fetched | Rejection:
        async with Session() as session:
            limit = session.options.page_bytes
            return await session.get(Request(url=url, limit=limit, allow_private=True))

    reply = asyncio.run(get())
    if isinstance(reply, Rejection):
        raise FetchError(f"{url}: {reply.reason}")
    if reply.status != 200:
        raise FetchError(f"{url}: the server answered {reply.status}")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    kind = reply.content_type
    return Capture(body=reply.body, url=reply.url, content_type=kind, collected=at)


def _print_list(found: Paged[T], show: Callable[[Console, T], None], *, as_json: bool) -> None:
    if as_json:
        print_json({"items": list(found), "next": found.next})
        return
    out = console.console()
    for number, item in enumerate(found):
        if number and not isinstance(item, Rejection):
            out.print()
        show(out, item)
    if found.next:
        out.print(f"\n… --after {found.next}")


def _show_story(story: Story, as_json: bool) -> None:
    if as_json:
        print_json(story)
        return
    out = console.console()
    console.show_story(out, story)
    console.show_members(out, story)
