"""The same run on a Ray cluster of two workers, one of which is killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.corpus import one_killed
from rawi.corpus import CorpusOptions, connect_ray, local, on_ray, planned, run
from tests.corpus.making import archive
from tests.corpus.test_run import refused, written

ray = pytest.importorskip("ray")


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
