"""The command that makes a corpus of archives."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypedDict

import typer

from rawi.cli.common import Json, grouped, print_json
from rawi.errors import InputError

if TYPE_CHECKING:
    from datatrove.executor.base import PipelineExecutor

    from rawi.corpus import Launch, Stage, Summary


class Copies(StrEnum):
    """Which copies are left out."""

    keep = "keep"
    reprints = "reprints"
    all = "all"


class Form(StrEnum):
    """What is written."""

    jsonl = "jsonl"
    parquet = "parquet"


class Executor(StrEnum):
    """Where the tasks run."""

    local = "local"
    ray = "ray"
    slurm = "slurm"


class Made(TypedDict):
    """What is made of the archive, as ``CorpusOptions`` has it."""

    annotate: Annotated[bool, typer.Option("--annotate", help="Add keywords, names, quotes.")]
    copies: Annotated[Copies, typer.Option(help="Copies to leave out: all, reprints; or keep.")]
    form: Annotated[Form, typer.Option("--format", help="JSON lines or Parquet.")]
    tasks: Annotated[int, typer.Option(min=0, help="Pieces of work; 0: one a file.")]


class Where(TypedDict):
    """Where the tasks run."""

    executor: Annotated[Executor, typer.Option(help="This machine, a Ray cluster, Slurm.")]
    workers: Annotated[int, typer.Option(min=0, help="Tasks at a time; 0: one a core.")]
    address: Annotated[str | None, typer.Option(help="Of the Ray cluster; else one is begun.")]
    partition: Annotated[str, typer.Option(help="Of Slurm.")]
    time: Annotated[str, typer.Option(help="Limit of a Slurm job.")]


_WHOLE = Made(annotate=False, copies=Copies.all, form=Form.jsonl, tasks=0)
_HERE = Where(executor=Executor.local, workers=0, address=None, partition="normal", time="24:00:00")


@grouped
def corpus(
    sources: Annotated[
        list[str],
        typer.Argument(help="WARC, WET, JSON lines, Parquet, HTML; folders, patterns, s3://…"),
    ],
    to: Annotated[str, typer.Option(help="Folder of the corpus; empty, or of the same run.")],
    as_json: Json = False,
    made: Made = _WHOLE,
    where: Where = _HERE,
) -> None:
    """Make a corpus of archives: articles, each text once; goes on where it was cut off."""
    try:
        from rawi.corpus import CorpusOptions, planned, run
    except ModuleNotFoundError as why:
        if (why.name or "").startswith("rawi"):
            raise
        words = f"a corpus needs an extra ({why.name}): pip install 'rawi[corpus]'"
        raise InputError(words) from why
    options = CorpusOptions(
        annotate=made["annotate"],
        copies=made["copies"].value,
        form=made["form"].value,
        tasks=made["tasks"],
    )
    plan = planned([_absolute(source) for source in sources], _absolute(to), options)
    with _alone() as out:

        def watch(stage: Stage, executor: PipelineExecutor) -> None:
            left = executor.get_incomplete_ranks(skip_completed=True)
            out.write(f"{stage.name}: {stage.tasks - len(left):,} of {stage.tasks:,} tasks done\n")

        found = run(plan, _launch(where), None if as_json else watch)
    _show(found, as_json)


def _absolute(path: str) -> str:
    """Tasks may run in another folder, or on another machine."""
    return path if "://" in path else str(Path(path).absolute())


def _launch(where: Where) -> Launch:
    from rawi.corpus import connect_ray, local, on_ray, on_slurm

    workers = where["workers"]
    if where["executor"] is Executor.local:
        return local(workers or len(os.sched_getaffinity(0)))
    if where["executor"] is Executor.ray:
        connect_ray(where["address"])
        return on_ray(workers or -1)
    return on_slurm(where["partition"], where["time"], workers or -1)


@contextmanager
def _alone() -> Iterator[TextIO]:
    """Standard error for us alone: the tasks say all they do in logs of their own."""
    kept = os.dup(2)
    with os.fdopen(kept, "w", buffering=1) as out, open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 2)
        try:
            yield out
        finally:
            os.dup2(kept, 2)


def _show(found: Summary | None, as_json: bool) -> None:
    if as_json:
        print_json({"submitted": True} if found is None else found)
    elif found is None:
        print("the jobs are with Slurm; when they are done, the same command prints what came out")
    else:
        read = f"{found.pages:,} pages and records of {found.files:,} files"
        print(f"{found.written:,} articles written, {found.articles:,} found in {read}")
        for kind, count in sorted(found.rejected.items(), key=lambda one: (-one[1], one[0])):
            print(f"  refused {count:,}: {kind}")
