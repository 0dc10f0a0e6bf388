"""The stages of a run: what each does, and into how many tasks it is cut."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from datatrove.data import DocumentsPipeline
from datatrove.io import DataFolderLike, get_datafolder
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.dedup import MinhashDedupCluster

from rawi.corpus.blocks import Annotate, EndWithParent, ReadArticles
from rawi.corpus.kept import Keep, Kept
from rawi.corpus.ledger import COUNTS
from rawi.corpus.near import (
    BUCKETS,
    Choose,
    Compare,
    DropCopies,
    Propose,
    Signature,
    minhash_config,
)
from rawi.corpus.plan import Plan
from rawi.corpus.writers import CountWritten, LinesWriter, parquet_writer

SUMMARY = "summary.json"
_BETWEEN = ("kept", "signatures", "order", "pairs", "copies", "clusters", "dropped")
"""Folders of the work that nobody needs behind the last stage."""


class Stage(msgspec.Struct, frozen=True):
    """One stage: a datatrove pipeline, run for each of its tasks; the next waits for all."""

    name: str
    pipeline: list[PipelineStep]
    tasks: int


def stages(plan: Plan) -> list[Stage]:
    """All that is to be done, in order, for any datatrove executor."""
    whole = [_reading(plan), *_telling_copies(plan), _writing(plan), _ending(plan)]
    guard = EndWithParent
    return [Stage(stage.name, [guard(), *stage.pipeline], stage.tasks) for stage in whole]


def _at(plan: Plan, name: str) -> str:
    return f"{plan.to.rstrip('/')}/{name}"


def _work(plan: Plan, name: str) -> str:
    return _at(plan, f"work/{name}")


def _reading(plan: Plan) -> Stage:
    steps: list[PipelineStep] = [ReadArticles(plan.files, plan.to)]
    steps += [Annotate(plan.to)] if plan.options.annotate else []
    steps += [Keep(_work(plan, "kept"))]
    if plan.options.copies != "keep":
        steps += [Signature(_work(plan, "signatures"), _work(plan, "order"))]
    return Stage("read", steps, plan.tasks)


def _telling_copies(plan: Plan) -> list[Stage]:
    if plan.options.copies == "keep":
        return []
    signatures, pairs, copies, clusters = (
        _work(plan, name) for name in ("signatures", "pairs", "copies", "clusters")
    )
    compare = Compare(pairs, copies, _work(plan, "kept"), plan.options.copies)
    cluster = MinhashDedupCluster(copies, clusters, config=minhash_config(), save_cluster_id=True)
    choose = Choose(clusters, _work(plan, "order"), _work(plan, "dropped"))
    tasks = min(plan.tasks, BUCKETS)
    return [
        Stage("propose", [Propose(signatures, pairs)], tasks),
        Stage("compare", [compare], tasks),
        Stage("choose", [cluster, choose], 1),
    ]


def _writing(plan: Plan) -> Stage:
    steps: list[PipelineStep] = [Kept(_work(plan, "kept"))]
    if plan.options.copies != "keep":
        steps += [DropCopies(_work(plan, "dropped"), plan.to)]
    steps += [CountWritten(plan.to)]
    write = parquet_writer if plan.options.form == "parquet" else LinesWriter
    return Stage("write", [*steps, write(_at(plan, "articles"))], plan.tasks)


def _ending(plan: Plan) -> Stage:
    return Stage("end", [Tally(plan.to)], 1)


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a run read, wrote and refused."""

    files: int = 0
    pages: int = 0
    """Pages and records that were looked at."""
    articles: int = 0
    """Reports found in them."""
    written: int = 0
    rejected: dict[str, int] = msgspec.field(default_factory=dict)
    """Kind -> how often. Each stands with its reason in ``rejected/``."""


class _Counted(msgspec.Struct, frozen=True):
    counts: dict[str, int]
    rejected: dict[str, int]


class Tally(PipelineStep):  # type: ignore[misc]
    """Adds the counts of all tasks up, and clears away what stood between the stages."""

    type, name = "🔢 - STATS", "Rawi: tally"

    def __init__(self, to: DataFolderLike) -> None:
        super().__init__()
        self.to = get_datafolder(to)

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> None:
        counts: Counter[str] = Counter()
        rejected: Counter[str] = Counter()
        for name in self.to.list_files(COUNTS):
            found = msgspec.json.decode(self.to.cat_file(name), type=_Counted)
            counts.update(found.counts)
            rejected.update(found.rejected)
        made: dict[str, Any] = {**counts, "rejected": dict(sorted(rejected.items()))}
        with self.to.open(SUMMARY, "wb") as file:
            file.write(msgspec.json.encode(msgspec.convert(made, Summary)))
        for between in _BETWEEN:
            if self.to.exists(f"work/{between}"):
                self.to.rm(f"work/{between}", recursive=True)
