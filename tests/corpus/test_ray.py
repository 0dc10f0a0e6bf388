"""The same run on a Ray cluster of two workers, one of which is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from rawi.corpus import CorpusOptions, connect_ray, local, on_ray, planned, run
from tests.corpus.making import archive
from tests.corpus.test_run import refused, written

ray = pytest.importorskip("ray")


def workers() -> list[int]:
    """Processes that are at a task of Ray's."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if path.read_bytes().startswith(b"ray::RankWorker.run"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


@contextmanager
def one_killed() -> Iterator[list[int]]:
    """The first worker that is at a task, killed while it is."""
    killed: list[int] = []
    over = Event()

    def watch() -> None:
        while not killed and not over.wait(0.01):
            for process in workers()[:1]:
                os.kill(process, signal.SIGKILL)
                killed.append(process)

    thread = Thread(target=watch)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_killed_worker_changes_nothing(tmp_path: Path) -> None:
    folder = archive(tmp_path / "in")
    options = CorpusOptions(tasks=2)
    run(planned([str(folder)], str(tmp_path / "local"), options), local(1))
    connect_ray()
    try:
        with one_killed() as killed:
            run(planned([str(folder)], str(tmp_path / "ray"), options), on_ray(2))
    finally:
        ray.shutdown()
    assert killed
    assert written(tmp_path / "ray") == written(tmp_path / "local")
    assert refused(tmp_path / "ray") == refused(tmp_path / "local")
