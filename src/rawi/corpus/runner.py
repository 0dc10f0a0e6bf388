"""A run from its first stage to its last, going on where an earlier one was cut off."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

import msgspec
from datatrove.executor import SlurmPipelineExecutor
from datatrove.executor.base import PipelineExecutor
from datatrove.io import get_datafolder

from rawi.corpus.executors import Launch
from rawi.corpus.pipeline import SUMMARY, Stage, Summary, stages
from rawi.corpus.plan import Plan
from rawi.errors import RawiError

_ALL_DONE = -1
"""What datatrove puts in the place of a job's number where nothing was left to do."""

Watch = Callable[[Stage, PipelineExecutor], None]
"""Told of each stage before it begins."""


def run(plan: Plan, launch: Launch, watch: Watch | None = None) -> Summary | None:
    """Do what is left to do of a plan. None where a scheduler has only taken the jobs on.

    Tasks that were finished before are not done again. Raises ``RawiError`` with the
    stage and its logs where a task fails; calling again goes on from there.
    """
    executor: PipelineExecutor | None = None
    for stage in stages(plan):
        logs = posixpath.join(plan.to, "work/logs", stage.name)
        executor = launch(stage, logs, executor)
        if isinstance(executor, SlurmPipelineExecutor):
            continue
        if watch is not None:
            watch(stage, executor)
        _done(stage, executor, logs)
    if isinstance(executor, SlurmPipelineExecutor):
        executor.run()
        return summary(plan.to) if executor.job_id == _ALL_DONE else None
    return summary(plan.to)


def summary(to: str) -> Summary:
    """What a finished run of a folder read, wrote and refused."""
    return msgspec.json.decode(get_datafolder(to).cat_file(SUMMARY), type=Summary)


def _done(stage: Stage, executor: PipelineExecutor, logs: str) -> None:
    why: Exception | None = None
    try:
        executor.run()
    except RawiError:
        raise
    except Exception as told:  # of any kind: whatever a task raised
        why = told
    if left := executor.get_incomplete_ranks(skip_completed=True):
        words = f"{len(left)} of {stage.tasks} tasks of the stage {stage.name} failed"
        raise RawiError(f"{words}; their logs: {logs}/logs") from why
