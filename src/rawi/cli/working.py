"""Commands of several machines that work for one newsroom in PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from rawi.cli import console
from rawi.cli.common import DEFAULT, Json, NewsroomPath, open_newsroom, print_json
from rawi.errors import InputError

if TYPE_CHECKING:
    from rawi.work.status import Status


def work(
    newsroom: NewsroomPath = DEFAULT,
    visits: Annotated[int, typer.Option(min=1, help="Outlets visited at one time.")] = 20,
    pages: Annotated[int, typer.Option(min=1, help="Processes that read pages.")] = 2,
    lead: Annotated[
        bool, typer.Option("--lead/--no-lead", help="Lead where nobody else does.")
    ] = True,
    again: Annotated[
        bool, typer.Option("--again", help="Send the jobs again that failed, and end.")
    ] = False,
) -> None:
    """Collect and read pages as one of several machines, until interrupted."""
    with _extra():
        from rawi.work.run import WorkOptions, until_told
        from rawi.work.run import work as run
        from rawi.work.status import again as send
    from rawi.collect.options import from_settings

    with open_newsroom(newsroom) as news:
        if again:
            console.console().print(f"sent again {send(news):,} jobs")
            return
        stop = threading.Event()
        until_told(stop)
        options = WorkOptions(visits=visits, pages=pages, lead=lead)
        run(news, options, from_settings(), stop)


def top(
    newsroom: NewsroomPath = DEFAULT,
    every: Annotated[float, typer.Option(min=0, help="Seconds until it is shown again.")] = 0,
    as_json: Json = False,
) -> None:
    """Show how the work goes: what waits, how fast it goes in, who leads, what failed."""
    with _extra():
        from rawi.work.status import status
    stop = threading.Event()
    with open_newsroom(newsroom, create=False) as news:
        while True:
            _show(status(news), as_json)
            if not every or stop.wait(every):
                return


@contextmanager
def _extra() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as why:
        if why.name not in ("psycopg", "procrastinate"):
            raise
        raise InputError("workers need an extra: pip install 'rawi[postgres]'") from why


def _show(found: Status | None, as_json: bool) -> None:
    if as_json:
        print_json(found)
        return
    out = console.console()
    if found is None:
        out.print("nobody ever worked here: rawi work")
        return
    out.print(f"leader   {found.leader or 'nobody'}; queues that are worked on {found.workers}")
    out.print(f"taken in {found.a_minute:,} captures in the last minute")
    told = f"{found.arrivals:,}, of them to be read {found.unread:,}"
    out.print(f"waiting  {told}; the first for {found.lag_seconds:.0f} s")
    for task, states in sorted(found.jobs.items()):
        out.print(f"{task:8} " + ", ".join(f"{n:,} {state}" for state, n in sorted(states.items())))
    for one in found.failed:
        out.print(f"failed   {one.number} {one.task} {one.given} after {one.attempts} tries")


def add_to(app: typer.Typer) -> None:
    """Put these commands among the others."""
    for command in (work, top):
        app.command()(command)
