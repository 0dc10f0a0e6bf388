"""Several workers, one order: nothing lost, nothing twice, whoever ends when."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from procrastinate.jobs import Job

import rawi
from eval.clusters import Cluster
from rawi.collect.options import CollectOptions
from rawi.errors import InputError, StorageError
from rawi.model import Capture, Outlet
from rawi.newsroom import NewsroomOptions
from rawi.newsroom.prepare import prepare
from rawi.store.engines.opening import opened
from rawi.store.engines.postgres import PostgresDatabase
from rawi.work import tables
from rawi.work.jobs import _AGAIN
from rawi.work.leader import Leader
from rawi.work.line import Line
from rawi.work.run import WorkOptions, waiting_app, work
from rawi.work.run import prepare as make_tables
from rawi.work.status import again, status
from tests.collect.conftest import Reply, Site
from tests.collect.conftest import site as site
from tests.store.conftest import words

SHOWN = """<!doctype html><html lang="ar"><head><title>{title}</title></head><body><article>
<h1>{title}</h1><p>{one}.</p><p>{two}.</p></article></body></html>"""
FEED = (
    """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>"""
)
PAGES = 12


def publish(site: Site, outlet: str) -> Outlet:
    """An outlet with a feed of pages of its own."""
    choose = random.Random(outlet)
    items = ""
    for number in range(PAGES):
        title = f"{words(choose, 6)} {outlet} {number}"
        shown = SHOWN.format(title=title, one=words(choose, 40), two=words(choose, 40))
        path = f"/{outlet}/{number}.html"
        site.routes[path] = Reply(shown, headers={"Content-Type": "text/html; charset=utf-8"})
        items += f"<item><title>{title}</title><link>{site.url}{path}</link></item>"
    feed = f"/{outlet}/feed.xml"
    site.routes[feed] = Reply(
        FEED.format(items=items), headers={"Content-Type": "application/rss+xml"}
    )
    return Outlet(id=outlet, name=outlet, feeds=(f"{site.url}{feed}",), allow_private=True)


def until(true: Callable[[], bool], seconds: float = 100) -> None:
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, "it never came"
        time.sleep(0.1)


@pytest.mark.timeout(300)
def test_a_worker_brings_every_page_once_in_the_order_of_arrival(
    postgres: Cluster, site: Site, tmp_path: Path
) -> None:
    options = NewsroomOptions(workers=1, cache=str(tmp_path))
    stop = threading.Event()
    with rawi.open(postgres.database(), options=options) as news:
        news.add_outlet(publish(site, "east"), publish(site, "west"))
        given = (news, WorkOptions(visits=2, pages=1), CollectOptions(delay=0.01), stop)
        worker = threading.Thread(target=work, args=given)
        worker.start()
        try:
            until(lambda: news.count() == 2 * PAGES and len(news.outlet_states()) == 2)
            found = status(news)
        finally:
            stop.set()
            worker.join(60)
        assert found is not None
        assert (found.arrivals, found.failed) == (0, ())
        assert found.leader
        assert set(Counter(article.url for article in news.articles()).values()) == {1}
        assert not news.check().findings


@pytest.fixture
def line(postgres: Cluster, tmp_path: Path) -> Iterator[Line]:
    database = opened(postgres.database(), beside=tmp_path)
    assert isinstance(database, PostgresDatabase)
    make_tables(database)
    made = Line(database)
    yield made
    made.close()
    database.close()


def page(number: int) -> Capture:
    title = f"عنوان {number}"
    shown = SHOWN.format(title=title, one="نص طويل " * 30, two="نص آخر " * 30)
    return Capture(body=shown.encode(), url=f"https://a.example/{number}", outlet="a.example")


def test_what_came_first_is_taken_first_and_nothing_overtakes_it(line: Line) -> None:
    numbers = line(tables.bring, "a.example", map(page, range(3)))
    assert line(tables.first, 9, 10**6) == []
    line(tables.read, [(numbers[2], prepare(page(2))), (numbers[0], prepare(page(0)))])
    assert [one.number for one in line(tables.first, 9, 10**6)] == numbers[:1]
    line(tables.read, [(numbers[1], prepare(page(1)))])
    assert [one.number for one in line(tables.first, 9, 10**6)] == numbers
    assert [one.number for one in line(tables.first, 2, 10**6)] == numbers[:2]
    assert [one.number for one in line(tables.first, 9, 1)] == numbers[:1]


def test_turns_at_a_host_are_apart_whoever_takes_them(line: Line) -> None:
    other = Line(line._database)
    with ThreadPoolExecutor(4) as threads:
        lines = [line, other] * 4
        waits = sorted(threads.map(lambda one: one(tables.turn, "h.example", 5.0)[1], lines))
    other.close()
    assert all(4 < later - earlier < 5.5 for earlier, later in pairwise(waits))
    assert line(tables.turn, "other.example", 5.0) == (0.0, 0.0)
    line(tables.rest, "h.example", 60.0)
    assert 50 < line(tables.turn, "h.example", 5.0)[0] <= 60


def test_a_page_that_ends_its_readers_is_refused_after_three(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time its worker is gone before it could say anything."""
    from rawi.work.jobs import Jobs

    numbers = line(tables.bring, "a.example", map(page, range(2)))
    jobs = Jobs.__new__(Jobs)
    jobs._line = line
    read: list[int] = []

    def ended(captures: list[Capture]) -> list[object]:
        read.append(len(captures))
        if any(c.url == "https://a.example/1" for c in captures):
            raise SystemExit
        return list(map(prepare, captures))

    monkeypatch.setattr(jobs, "_prepared", ended)
    for _ in range(3):
        with pytest.raises(SystemExit):
            jobs._read(numbers)
    jobs._read(numbers)
    assert read == [2, 1, 1, 1]
    one, other = line(tables.first, 9, 10**6)
    assert one.prepared is not None
    assert len(one.prepared.articles) == 1
    assert other.prepared is not None
    assert [r.kind for r in other.prepared.rejected] == ["fatal"]


def test_a_page_is_begun_once_though_the_database_goes_while_it_is_read(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rawi.work.jobs import Jobs

    numbers = line(tables.bring, "a.example", [page(0)])
    jobs = Jobs.__new__(Jobs)
    jobs._line = line

    def cut_off_meanwhile(captures: list[Capture]) -> list[object]:
        assert line._session is not None
        with psycopg.connect(line.address, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (line._session.info.backend_pid,))
        return list(map(prepare, captures))

    monkeypatch.setattr(jobs, "_prepared", cut_off_meanwhile)
    jobs._read(numbers)
    (one,) = line(tables.first, 9, 10**6)
    assert (one.prepared is not None, one.tries) == (True, 1)


def test_what_failed_is_listed_and_sent_again(postgres: Cluster, tmp_path: Path) -> None:
    place = postgres.database()
    with rawi.open(place, options=NewsroomOptions(workers=1, cache=str(tmp_path))) as news:
        assert status(news) is None
        assert isinstance(news.database, PostgresDatabase)
        make_tables(news.database)
        with psycopg.connect(place, autocommit=True) as db:
            db.execute("SET search_path TO work")
            db.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, attempts) "
                "VALUES ('visit', 'visit', 'failed', '{\"outlet\": \"x\"}', 3)"
            )
        found = status(news)
        assert found is not None
        assert [(one.task, one.attempts) for one in found.failed] == [("visit", 3)]
        assert again(news) == 1
        found = status(news)
        assert found is not None
        assert (found.failed, found.jobs) == ((), {"visit": {"todo": 1}})


def test_a_job_of_a_worker_that_is_gone_gives_way_to_the_same_one_that_waits(
    postgres: Cluster, tmp_path: Path
) -> None:
    with rawi.open(
        postgres.database(), options=NewsroomOptions(workers=1, cache=str(tmp_path))
    ) as news:
        database = news.database
        assert isinstance(database, PostgresDatabase)
        make_tables(database)
        line = Line(database)
        line(lambda db: db.execute("SET search_path TO work"))
        for state in ("doing", "todo"):
            line(
                lambda db, state=state: db.execute(
                    "INSERT INTO work.procrastinate_jobs (queue_name, task_name, status, args, "
                    "queueing_lock) VALUES ('read', 'read', %s, '{\"numbers\": [1]}', 'read:1')",
                    (state,),
                )
            )
        with waiting_app(database) as app:
            Leader(news, database, line, app).step()
        found = status(news)
        assert found is not None
        assert found.jobs == {"read": {"todo": 1}}
        line.close()


@pytest.mark.parametrize(
    ("why", "attempts", "again"),
    [
        (ValueError("a page"), 2, True),
        (ValueError("a page"), 3, False),
        (StorageError("the connection to the database was lost"), 30, True),
        (psycopg.OperationalError("server closed the connection"), 30, True),
        (psycopg.DataError("NUL"), 3, False),
    ],
)
def test_a_job_gives_up_after_three_tries_but_never_for_a_database_that_is_away(
    why: Exception, attempts: int, again: bool
) -> None:
    job = Job(
        id=1, queue="visit", lock=None, queueing_lock=None, task_name="visit", attempts=attempts
    )
    assert (_AGAIN.get_retry_decision(exception=why, job=job) is not None) == again


def test_a_newsroom_in_a_file_has_no_workers(tmp_path: Path) -> None:
    with rawi.open(tmp_path / "news.db") as news, pytest.raises(InputError, match="PostgreSQL"):
        status(news)
