"""Collection goes on after the newsroom refused: nothing brought in is lost."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

import rawi
from rawi.collect import schedule
from rawi.collect.schedule import run_forever
from rawi.collect.state import OutletState
from rawi.errors import BusyError, NewsroomError, StorageError
from rawi.model import AddCounts, Capture, Outlet
from rawi.newsroom import NewsroomOptions

from .conftest import QUICK, Site, feed, outlet, page


class Refusing:
    """A newsroom whose disk refuses some calls of each kind."""

    def __init__(self, one: Outlet, error: NewsroomError, stop: threading.Event) -> None:
        self._outlet, self._error, self._stop = one, error, stop
        self._left = {"outlets": 2, "add": 3, "save": 2}
        self.added: list[Capture] = []
        self.states: dict[str, OutletState] = {}

    def _refuse(self, name: str) -> None:
        self._left[name] -= 1
        if self._left[name] >= 0:
            raise self._error

    def outlets(self) -> tuple[Outlet, ...]:
        self._refuse("outlets")
        return (self._outlet,)

    def outlet_states(self) -> dict[str, OutletState]:
        return self.states

    def add(self, records: Iterable[Capture]) -> AddCounts:
        self._refuse("add")
        self.added += records
        return AddCounts()

    def save_outlet_states(self, states: Iterable[OutletState]) -> None:
        self._refuse("save")
        self.states |= {state.outlet: state for state in states}
        if self.states:
            self._stop.set()


@pytest.mark.parametrize("error", [StorageError("the disk is full"), BusyError("busy")])
def test_a_newsroom_that_refuses_for_a_while_is_waited_for(
    site: Site, monkeypatch: pytest.MonkeyPatch, error: NewsroomError
) -> None:
    monkeypatch.setattr(schedule, "_TAKE", 0.1)
    monkeypatch.setattr(schedule, "_LONGEST_WAIT", 0.2)
    site.routes["/feed"] = feed(site, ("/n/1", "خبر من المرفأ الجديد"))
    site.routes["/n/1"] = page("خبر من المرفأ الجديد")
    stop = threading.Event()
    keeper = Refusing(outlet(site, "/feed"), error, stop)
    thread = threading.Thread(target=run_forever, args=(keeper, stop, QUICK))
    thread.start()
    thread.join(60)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert len(keeper.added) == 1
    assert list(keeper.states) == ["marfa"]


def test_a_newsroom_locked_by_another_program_is_waited_for(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Longer than a write waits by itself: what was brought in is kept, and stored after."""
    monkeypatch.setattr(schedule, "_TAKE", 0.1)
    monkeypatch.setattr("rawi.store.engines.sqlite._PRAGMAS", ("PRAGMA busy_timeout = 50",))
    site.routes["/feed"] = feed(site, ("/n/1", "خبر من المرفأ الجديد"))
    site.routes["/n/1"] = page("خبر من المرفأ الجديد")
    stop = threading.Event()
    with rawi.open(tmp_path / "news.db", options=NewsroomOptions(workers=1)) as news:
        news.add_outlet(outlet(site, "/feed"))
        thread = threading.Thread(target=run_forever, args=(news, stop, QUICK))
        with closing(sqlite3.connect(tmp_path / "news.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            thread.start()
            wait_until(lambda: "another program has it locked" in caplog.text)
            assert news.count() == 0
            other.execute("ROLLBACK")
        wait_until(lambda: news.count() == 1 and bool(news.health()))
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


def wait_until(right: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not right():
        assert time.monotonic() < end
        time.sleep(0.05)
