"""What commands share: options, the newsroom, JSON."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from rawi import settings

if TYPE_CHECKING:
    from rawi.newsroom import Newsroom

NewsroomPath = Annotated[
    Path, typer.Option("--newsroom", "-n", envvar="RAWI_NEWSROOM", help="The newsroom file.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
DEFAULT = Path("news.db")


def open_newsroom(path: Path, *, create: bool = True) -> Newsroom:
    """The newsroom, with the settings of the environment."""
    from rawi.newsroom import NewsroomOptions, open

    given = settings.load()
    options = NewsroomOptions(window=given.window, workers=given.workers)
    return open(path, create=create, options=options)


def print_json(value: object) -> None:
    """Any record, indented, to standard output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n")


@contextmanager
def spooled(paths: list[Path]) -> Iterator[list[Path]]:
    """The paths, with standard input (``-``) as a file of its own while it is read."""
    with NamedTemporaryFile(prefix="rawi-") as file:
        if Path("-") in paths:
            shutil.copyfileobj(sys.stdin.buffer, file)
            file.flush()
        yield [Path(file.name) if str(path) == "-" else path for path in paths]
