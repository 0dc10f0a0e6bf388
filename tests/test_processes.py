"""Processes that can be ended: over what kills them, over what takes too long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rawi import processes
from rawi.processes import EndedError, LateError, Process

MODULE = """
import os, time
from rawi.processes import answer

def work(data):
    if data == b"die":
        os._exit(3)
    if data == b"hang":
        time.sleep(60)
    if data == b"lock":
        import re
        re.match(r"(a+)+$", "a" * 40 + "b")
    return data[::-1]

answer(work)
"""


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Process]:
    (tmp_path / "rawi_test_worker.py").write_text(MODULE, "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    made = Process("rawi_test_worker")
    yield made
    made.end()


@pytest.mark.parametrize("data", [b"", b"abc", bytes(range(256)) * 40_000])
def test_bytes_are_answered(process: Process, data: bytes) -> None:
    assert process.ask(data, 30) == data[::-1]


@pytest.mark.parametrize(
    ("data", "error"), [(b"die", EndedError), (b"hang", LateError), (b"lock", LateError)]
)
def test_what_ends_it_costs_one_answer(
    process: Process, data: bytes, error: type[Exception]
) -> None:
    begun = time.monotonic()
    with pytest.raises(error):
        process.ask(data, 3 if error is LateError else 30)
    assert time.monotonic() - begun < 20
    assert process.ask(b"abc", 30) == b"cba"


def test_the_time_to_begin_is_not_that_of_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = "import time\ntime.sleep(1.5)\n" + MODULE
    (tmp_path / "rawi_slow_worker.py").write_text(slow, "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    made = Process("rawi_slow_worker")
    assert made.ask(b"abc", 1) == b"cba"
    made.end()


def test_one_that_never_begins_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rawi_stuck_worker.py").write_text("import time\ntime.sleep(60)", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    monkeypatch.setattr(processes, "_BEGINS", 0.5)
    made = Process("rawi_stuck_worker")
    with pytest.raises(LateError):
        made.ask(b"abc", 30)
    made.end()


def test_a_process_that_was_ended_leaves_nothing_behind(process: Process) -> None:
    process.end()
    held = process._process
    assert held.returncode is not None
    assert held.stdin is not None
    assert held.stdout is not None
    assert held.stdin.closed
    assert held.stdout.closed
