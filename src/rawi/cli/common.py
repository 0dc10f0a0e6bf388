"""What commands share: options and groups of them, the newsroom, JSON."""

from __future__ import annotations

import inspect
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, get_type_hints, is_typeddict

import msgspec
import typer

if TYPE_CHECKING:
    from rawi.newsroom import Newsroom

NewsroomPath = Annotated[
    str,
    typer.Option(
        "--newsroom",
        "-n",
        envvar="RAWI_NEWSROOM",
        help="The newsroom: a file, or postgresql://user@host/name.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Semantic = Annotated[
    bool | None,
    typer.Option("--semantic/--words", help="Answer questions by meaning too, or by words alone."),
]
DEFAULT = "news.db"
Limit = Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")]
After = Annotated[str | None, typer.Option(help="Cursor that the page before gave.")]
Since = Annotated[str | None, typer.Option(help="ISO 8601 date or time.")]


class Page(TypedDict):
    """Which stretch of a list is shown."""

    limit: Limit
    after: After


class Narrow(TypedDict):
    """What a list is narrowed to, as ``Newsroom`` takes it."""

    since: Since
    until: Annotated[str | None, typer.Option(help="ISO 8601; a date includes that day.")]
    section: Annotated[str | None, typer.Option(help="Only this section.")]
    topic: Annotated[str | None, typer.Option(help="Only this topic of sections, as sport.")]
    outlet: Annotated[str | None, typer.Option(help="Only this outlet.")]
    language: Annotated[str | None, typer.Option(help="Only this language, as ar or fa.")]
    country: Annotated[str | None, typer.Option(help="Only outlets of this country, as eg.")]


WHOLE = Narrow(
    since=None,
    until=None,
    section=None,
    topic=None,
    outlet=None,
    language=None,
    country=None,
)


def first(limit: int) -> Page:
    """The first page of a list."""
    return Page(limit=limit, after=None)


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """A command for typer, in which every parameter that is a ``TypedDict`` stands as the
    options in it, with the parameter's own default for theirs.

    typer reads options off a signature: this writes one out, so that commands share groups.
    """
    hints = get_type_hints(command, include_extras=True)
    groups = {name: hint for name, hint in hints.items() if is_typeddict(hint)}
    parts = {name: get_type_hints(group, include_extras=True) for name, group in groups.items()}
    options: dict[str, inspect.Parameter] = {}
    for name, parameter in inspect.signature(command).parameters.items():
        known = {name: parameter.default} if name not in parts else parameter.default
        for option, kind in parts.get(name, {name: hints[name]}).items():
            options[option] = parameter.replace(name=option, annotation=kind, default=known[option])

    def called(**given: Any) -> None:
        together = {name: {o: given.pop(o) for o in few} for name, few in parts.items()}
        command(**given, **together)

    called.__name__, called.__doc__ = command.__name__, command.__doc__
    called.__signature__ = inspect.Signature(list(options.values()))  # type: ignore[attr-defined]
    called.__annotations__ = {name: option.annotation for name, option in options.items()}
    return called


def open_newsroom(place: str, *, create: bool = True, semantic: bool | None = None) -> Newsroom:
    """The newsroom, with the settings of the environment; ``semantic`` wins over them."""
    from rawi.newsroom import open
    from rawi.newsroom.options import from_settings

    return open(place, create=create, options=from_settings(semantic))


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
