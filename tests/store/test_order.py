"""Neither batches, workers nor reopening change what a newsroom comes to."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rawi.newsroom import NewsroomOptions
from rawi.newsroom import open as opened
from tests.store.conftest import clock, dump, record, records

MADE = [*records(30), record(3, title="جديد"), record(40), record(3), {"title": 5}]
SEQUENCE = {"article": 4, "rejection": 0}
"""Column that says in which batch a row came: the one thing that batches may change."""


def result(cuts: list[int], **options: Any) -> dict[str, list[Any]]:
    """What comes of the records in batches cut there, each in a newsroom opened anew."""
    given = NewsroomOptions(**({"workers": 1} | options))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        for begin, end in pairwise([0, *sorted(cuts), len(MADE)]):
            with opened(path, options=given, clock=clock) as news:
                news.add(MADE[begin:end])
        with opened(path, options=given, clock=clock) as news:
            return {name: without(name, rows) for name, rows in dump(news).items()}


def without(table: str, rows: list[Any]) -> list[Any]:
    at = SEQUENCE.get(table)
    return rows if at is None else [row[:at] + row[at + 1 :] for row in rows]


@pytest.fixture(scope="module")
def whole() -> dict[str, list[Any]]:
    return result([])


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, len(MADE)), max_size=3))
def test_batches_and_reopening_change_nothing(whole: dict[str, list[Any]], cuts: list[int]) -> None:
    assert result(cuts) == whole


def test_workers_change_nothing(
    whole: dict[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rawi.newsroom.workers._FEW", 0)
    monkeypatch.setattr("rawi.newsroom.writer.CHUNK", 5)
    assert result([], workers=2) == whole


@pytest.mark.parametrize("cuts", [[7], [12, 25]])
def test_a_window_that_turns_over_decides_alike_after_reopening(cuts: list[int]) -> None:
    assert result(cuts, window=10) == result([], window=10)
