"""Where the tasks of a stage run: on this machine, on a Ray cluster, on Slurm."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from datatrove.executor import (
    LocalPipelineExecutor,
    RayPipelineExecutor,
    SlurmPipelineExecutor,
)
from datatrove.executor.base import PipelineExecutor

from rawi.corpus.pipeline import Stage
from rawi.errors import InputError

Launch = Callable[[Stage, str, PipelineExecutor | None], PipelineExecutor]
"""Makes the executor of a stage: the stage, the folder of its logs and of what is done, the
executor of the stage before where it must be told."""


def local(workers: int = 1) -> Launch:
    """``workers`` processes of this machine."""

    def launch(stage: Stage, logs: str, _: PipelineExecutor | None) -> PipelineExecutor:
        count = min(workers, stage.tasks)
        return LocalPipelineExecutor(stage.pipeline, stage.tasks, count, logging_dir=logs)

    return launch


def on_ray(workers: int = -1, memory_gb: float = 1.0) -> Launch:
    """The Ray cluster that this process is connected to: ``ray.init`` comes first.

    ``workers``: tasks at a time, -1 for as many as the cluster takes; each asks for a
    core and ``memory_gb`` of memory.
    """

    def launch(stage: Stage, logs: str, _: PipelineExecutor | None) -> PipelineExecutor:
        return RayPipelineExecutor(
            stage.pipeline, stage.tasks, workers, logging_dir=logs, mem_per_cpu_gb=memory_gb
        )

    return launch


def connect_ray(address: str | None = None) -> None:
    """Connect to a Ray cluster, ``auto`` for the one of this machine; None: begin one here.

    Raises ``InputError`` without Ray, or where no cluster answers.
    """
    try:
        import ray
    except ModuleNotFoundError as why:
        raise InputError("Ray is an extra: pip install 'rawi[corpus,ray]'") from why
    begun: dict[str, Any] = {} if address else {"include_dashboard": False}
    try:
        ray.init(address or "local", log_to_driver=False, **begun)
    except (ConnectionError, ValueError) as why:
        raise InputError(f"no Ray cluster at {address}: {why}") from why


def on_slurm(partition: str, time: str, workers: int = -1, **options: Any) -> Launch:
    """Slurm: a job array a stage, each behind the one before; ``options`` are those of
    datatrove's ``SlurmPipelineExecutor``. The nodes must see the folder, and the Python that
    this is."""
    same = {"env_command": f'export PATH="{Path(sys.executable).parent}:$PATH"'}

    def launch(stage: Stage, logs: str, before: PipelineExecutor | None) -> PipelineExecutor:
        return SlurmPipelineExecutor(
            stage.pipeline,
            stage.tasks,
            time,
            partition,
            workers=workers,
            logging_dir=logs,
            job_name=f"rawi-{stage.name}",
            depends=before,
            **same | options,
        )

    return launch
