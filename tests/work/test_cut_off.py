"""A leader whose network hangs in the middle of a batch, and clocks that are apart."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import rawi
from eval.clusters import Cluster
from rawi.errors import StorageError
from rawi.model import AddCounts, Capture
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom.prepare import prepare
from rawi.store.engines.postgres import PostgresDatabase
from rawi.store.engines.server_clock import AGAIN, ServerClock
from rawi.work import leader, pulse, tables
from rawi.work.jobs import _seen
from rawi.work.leader import Leader
from rawi.work.line import Line
from rawi.work.run import prepare as make_tables
from rawi.work.run import waiting_app
from rawi.work.status import status
from tests.store.conftest import record, records
from tests.work.cutting import Proxy
from tests.work.test_work import page, until

PAGES = 6


@pytest.fixture
def proxy(postgres: Cluster) -> Iterator[Proxy]:
    made = Proxy(postgres.folder / ".s.PGSQL.5432")
    yield made
    made.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds in place of tens of them."""
    monkeypatch.setattr(pulse, "BEAT", 0.3)
    monkeypatch.setattr(pulse, "SILENT", 3)
    monkeypatch.setattr(leader, "STANDBY", 0.3)


def through(proxy: Proxy, address: str, name: str) -> str:
    """The same database, by way of the proxy, under the name of another machine."""
    database = address.partition("@/")[2].partition("?")[0]
    return f"postgresql://rawi@127.0.0.1:{proxy.port}/{database}?application_name={name}&connect_timeout=2"


def opened(address: str, folder: Path) -> Newsroom:
    return rawi.open(address, options=NewsroomOptions(workers=1, cache=str(folder)))


@pytest.fixture
def machines(
    postgres: Cluster, proxy: Proxy, tmp_path: Path
) -> Iterator[tuple[Newsroom, Newsroom]]:
    """One newsroom on two machines: behind the proxy, and beside the server."""
    address = postgres.database()
    with (
        opened(through(proxy, address, "far"), tmp_path / "far") as far,
        opened(address, tmp_path / "near") as near,
    ):
        yield far, near


def database_of(news: Newsroom) -> PostgresDatabase:
    assert isinstance(news.database, PostgresDatabase)
    return news.database


@contextmanager
def leading(news: Newsroom) -> Iterator[threading.Thread]:
    """Leads, or stands by, in a thread of its own."""
    stop, database = threading.Event(), database_of(news)
    line = Line(database)

    def run() -> None:
        while not stop.is_set():
            with waiting_app(database) as app:
                Leader(news, database, line, app).run(stop)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(30)
        line.close()


def led_by(news: Newsroom) -> str:
    found = status(news)
    return (found.leader if found else None) or ""


@pytest.mark.timeout(120)
@pytest.mark.usefixtures("quick")
def test_a_leader_that_is_cut_off_in_a_batch_leads_no_more_and_another_takes_all_once(
    machines: tuple[Newsroom, Newsroom], proxy: Proxy
) -> None:
    far, near = machines
    make_tables(database_of(near))
    line = Line(database_of(near))
    take, stopped = far.take, threading.Event()

    def cut(offers: Any, made: Any, also: Callable[[Any], None]) -> AddCounts:
        def stop(connection: Any) -> None:
            also(connection)
            proxy.stop()  # all is written, and not yet committed
            stopped.set()

        return take(offers, made, stop)

    far.take = cut  # type: ignore[method-assign]
    with leading(far):
        until(lambda: led_by(near).startswith("far"))
        numbers = line(tables.bring, "a.example", map(page, range(PAGES)))
        line(tables.read, [(n, prepare(page(i))) for i, n in enumerate(numbers)])
        assert stopped.wait(30)
        begun = time.monotonic()
        with leading(near):
            until(lambda: near.count() == PAGES, 30)
            assert time.monotonic() - begun < 30
            far.take = take  # type: ignore[method-assign]
            proxy.go_on()
            until(lambda: far.count() == PAGES, 30)
            assert not led_by(near).startswith("far")
            assert Counter(article.url for article in near.articles()).total() == PAGES
            assert not near.check().findings
    line.close()


def test_a_writer_that_hangs_is_told_when_it_is_cut_and_nothing_of_it_is_stored(
    machines: tuple[Newsroom, Newsroom], proxy: Proxy
) -> None:
    far, near = machines
    far.add([record(1)])

    def hanging() -> Iterator[dict[str, Any]]:
        yield record(2)
        proxy.stop()
        threading.Timer(0.5, database_of(far).cut).start()
        yield record(3)

    with pytest.raises(StorageError, match=r"was lost|no PostgreSQL answers"):
        far.add(hanging())
    proxy.go_on()
    assert near.count() == 1
    assert far.add(records(4)).added == 3


def test_the_time_is_the_servers_and_runs_on_while_it_is_away() -> None:
    told = [1_000_000.0]

    def ask() -> float:
        if not told:
            raise StorageError("away")
        return told.pop()

    clock = ServerClock(ask)
    assert abs((clock.now() - datetime.fromtimestamp(1_000_000, UTC)).total_seconds()) < 1
    clock._known = (1_000_000.0, time.monotonic() - AGAIN - 1)
    ran_on = datetime.fromtimestamp(1_000_000 + AGAIN + 1, UTC)
    assert abs((clock.now() - ran_on).total_seconds()) < 1
    with pytest.raises(StorageError):
        ServerClock(ask).now()


def test_a_clock_that_is_apart_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    clock = ServerClock(lambda: time.time() - 3600)
    clock.now()
    clock.now()
    assert [r.message for r in caplog.records] == [
        "the clock of this machine is 3600 s ahead of the database's, which counts"
    ]


@pytest.mark.parametrize(("apart", "seen"), [(-3600, "11:00:00"), (0.5, "12:00:00")])
def test_what_a_machine_collected_has_the_time_that_counts(apart: float, seen: str) -> None:
    capture = Capture(body=b"x", collected="2026-03-01T12:00:00+00:00")
    assert _seen(capture, apart).collected == f"2026-03-01T{seen}+00:00"
