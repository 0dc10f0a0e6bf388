"""What a run is to do: its files, cut into tasks, and how; the same again when it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

import msgspec
from datatrove.io import get_datafolder

from rawi.corpus.sources import Source, listed
from rawi.errors import InputError

_PLAN = "work/plan.json"
_MOST_TASKS = 1_000
"""Tasks that a run is cut into where nobody says: each costs a file of every kind."""

Copies = Literal["keep", "reprints", "all"]


class CorpusOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is made of an archive."""

    annotate: bool = False
    """Add keywords, entities, quotes, dates and credits."""
    copies: Copies = "all"
    """Which copies are left out: none, reprints alone, or reprints and edited ones."""
    form: Literal["jsonl", "parquet"] = "jsonl"
    tasks: int = 0
    """Into how many tasks the reading is cut; 0: one a file, at most a thousand.

    The output is the same, whatever it is."""


class Plan(msgspec.Struct, frozen=True):
    """A run; equal for runs that give the same output in the same files."""

    files: tuple[Source, ...]
    to: str
    options: CorpusOptions

    @property
    def tasks(self) -> int:
        """Of the reading and of the writing."""
        return min(self.options.tasks or _MOST_TASKS, len(self.files))


def planned(sources: Sequence[str], to: str, options: CorpusOptions | None = None) -> Plan:
    """The plan of a run into a folder, written down there.

    Raises ``InputError`` where there is nothing to read, or the folder holds another run.
    """
    plan = Plan(listed(sources), to, options or CorpusOptions())
    if not plan.files:
        raise InputError("nothing to read")
    folder = get_datafolder(to)
    if folder.isfile(_PLAN):
        if _same(folder.cat_file(_PLAN), plan):
            return plan
        raise InputError(f"{to} holds the run of other files or options: name another folder")
    if folder.exists("") and folder.list_files():
        raise InputError(f"{to} is not empty: name another folder")
    with folder.open(_PLAN, "wb") as file:
        file.write(msgspec.json.encode(plan))
    return plan


def _same(written: bytes, plan: Plan) -> bool:
    try:
        found = msgspec.json.decode(written, type=Plan)
    except msgspec.DecodeError:
        return False
    return (found.files, found.options) == (plan.files, plan.options)


def share(files: Sequence[Source], rank: int, tasks: int) -> Sequence[Source]:
    """The files of one task: a stretch of them, so that the order of all articles is the
    same for any number of tasks; about as many bytes as any other's."""
    ends = [*accumulate(file.size + 1 for file in files)]
    begin, end = ends[-1] * rank, ends[-1] * (rank + 1)
    return [file for file, at in zip(files, ends, strict=True) if begin < at * tasks <= end]
