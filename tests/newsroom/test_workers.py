"""Captures that end or hold up the process that reads them cost themselves alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rawi.ingest import process_reading
from rawi.ingest import reports as reading
from rawi.model import Capture, Page
from rawi.newsroom import prepare as prepare_module
from rawi.newsroom import workers
from rawi.newsroom.workers import Workers
from rawi.processes import Process

MODULE = """
import os, time
import rawi.ingest.reports
from rawi.newsroom import workers
from rawi.processes import answer

def work(data):
    for capture in workers._captures.decode(data):
        if capture.body == b"die":
            os._exit(1)
        if capture.body == b"hang":
            time.sleep(60)
    return workers._answer(data)

answer(work)
"""


def capture(body: bytes) -> Capture:
    return Capture(body=body, url="https://a.example/1", collected="2025-05-09T10:00:00+00:00")


@pytest.fixture
def harmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Workers that some captures end, as a fault in a parser would."""
    (tmp_path / "rawi_harmed.py").write_text(MODULE, "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(workers, "_MODULE", "rawi_harmed")
    monkeypatch.setattr(process_reading, "_SECONDS", 5.0)
    workers._end_spare()
    yield
    workers._end_spare()


PAGE = b"<html><body><article><h1>x</h1><p>" + "نص ".encode() * 60 + b"</p></article></body>"


@pytest.mark.usefixtures("harmed")
@pytest.mark.parametrize(
    ("body", "kind", "place"), [(b"die", "fatal", 0), (b"die", "fatal", 4), (b"hang", "timeout", 2)]
)
def test_a_capture_that_ends_its_worker_costs_itself_alone(
    body: bytes, kind: str, place: int
) -> None:
    bodies = [PAGE] * 5
    bodies[place] = body
    pool = Workers(2)
    try:
        found = pool.submit([capture(b) for b in bodies])()
    finally:
        pool.close()
    told = [[r.kind for r in one.rejected] for one in found]
    assert told == [[kind] if n == place else [] for n in range(5)]
    assert [len(one.articles) for one in found] == [int(n != place) for n in range(5)]


def test_one_process_is_kept_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    class Counted(Process):
        def __init__(self, module: str) -> None:
            begun.append(module)
            super().__init__(module)

    monkeypatch.setattr(workers, "Process", Counted)
    workers._end_spare()
    for _ in range(3):
        pool = Workers(2)
        assert len(pool.submit([capture(PAGE)])()) == 1
        pool.close()
    assert len(begun) == 1
    workers._end_spare()


def test_with_one_the_work_is_done_here() -> None:
    pool = Workers(1)
    assert len(pool.submit([capture(PAGE)] * 3)()) == 3
    assert not pool._made
    pool.close()


class Idle:
    """In the place of a process that nobody asks anything."""

    def __init__(self) -> None:
        self.ended = False

    def end(self) -> None:
        self.ended = True


def test_one_process_is_kept_and_the_others_end() -> None:
    workers._end_spare()
    first, second = Workers(2), Workers(2)
    first._made, second._made = [Idle(), Idle()], [Idle(), Idle()]  # type: ignore[list-item]
    first.close()
    second.close()
    assert [one.ended for one in (*first._made, *second._made)] == [False, True, True, True]  # type: ignore[attr-defined]
    assert workers._spare.get_nowait() is first._made[0]
    assert workers._spare.empty()


def test_a_mistake_over_one_capture_refuses_that_one_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = reading.page_of

    def page_of(capture: Capture) -> Page:
        if capture.body == b"odd":
            raise ValueError("odd")
        return whole(capture)

    monkeypatch.setattr(reading, "page_of", page_of)
    bodies = [PAGE, b"odd", PAGE]
    found = prepare_module.prepare_all([capture(body) for body in bodies])
    assert [one.rejected[0].kind if one.rejected else "" for one in found] == ["", "mistake", ""]
    assert found[0] == found[2] == prepare_module.prepare(capture(PAGE))
