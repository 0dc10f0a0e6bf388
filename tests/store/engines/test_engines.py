"""A newsroom in PostgreSQL is the newsroom that it would be in a file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import make_url

import rawi
from eval.clusters import Cluster
from rawi.errors import BusyError, InputError, NewsroomError, StorageError, VersionError
from rawi.model import Outlet
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom.maintenance import Retention
from rawi.newsroom.moving import move
from rawi.store import schema as s
from rawi.store.engines.database import HEAD
from rawi.store.engines.transfer import Copied, summary
from tests.store.conftest import SAID, clock, record, records

Address = Callable[[], str]


def opened(place: str | Path, cache: Path) -> Newsroom:
    options = NewsroomOptions(workers=1, cache=str(cache))
    return rawi.open(place, options=options, clock=clock)


def fill(news: Newsroom) -> None:
    """Something in every table: editions, copies, statements, refusals, what was removed."""
    news.add_outlet(Outlet(id="a.example", name="أ"), Outlet(id="b.example", name="ب"))
    news.remove_outlet("b.example")
    told = [record(20 + n, body=SAID, outlet=f"say{n}.example") for n in range(4)]
    news.add([*records(13), *told, {"title": 5}, {"body": 7}])
    news.add([record(2, title="عنوان جديد للخبر الثاني"), {"title": 6}, record(2, url=None)])
    news.add([record(30, url="https://a.example/30"), record(31, url="https://a.example/31")])
    news.take_down("https://a.example/30")
    news.retain(Retention(days=7.5))


def held(news: Newsroom) -> dict[str, Copied]:
    """What every table holds, without the marks of chance that batches have."""
    with news._database.reading() as connection:
        tables = s.metadata.sorted_tables
        return {t.name: summary(connection, t, frozenset({"mark"})) for t in tables}


@pytest.fixture(scope="module")
def both(
    postgres: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Newsroom, Newsroom]]:
    """The same in a file and in PostgreSQL."""
    folder = tmp_path_factory.mktemp("both")
    with (
        opened(folder / "news.db", folder) as file,
        opened(postgres.database(), folder / "cache") as served,
    ):
        for news in (file, served):
            fill(news)
        yield file, served


def test_the_same_records_give_the_same_rows(both: tuple[Newsroom, Newsroom]) -> None:
    file, served = map(held, both)
    assert file == served
    full = {name for name, found in file.items() if found.rows}
    assert set(file) - full <= {"left_file", "outlet_state", "progress", "redirect"}


def test_a_rebuild_gives_the_same_rows(both: tuple[Newsroom, Newsroom]) -> None:
    for news in both:
        news.rebuild()
    file, served = map(held, both)
    assert file == served


def test_all_that_is_asked_gets_the_same_answers(both: tuple[Newsroom, Newsroom]) -> None:
    file, served = both
    assert served.search("السنديان") == file.search("السنديان")
    assert served.check().findings == file.check().findings == ()
    for ask in (
        lambda n: n.stories(limit=4, after=n.stories(limit=3).next),
        lambda n: n.briefs(section="رياضة", country="eg"),
        lambda n: n.stories(outlet="outlet1.example", topic="sport"),
        lambda n: n.rejections(limit=2, after=n.rejections(limit=1).next),
        lambda n: [n.around(a.id) for a in n.articles()],
        lambda n: [n.around_story(b.id) for b in n.briefs()],
        lambda n: n.quotes(speaker="سالم الوادي", limit=2),
        lambda n: n.entity("سالم الوادي"),
        lambda n: (n.facets(), n.tallies(), n.clashes(), n.outlets()),
        lambda n: n.versions("t2"),
    ):
        assert ask(served) == ask(file)


def test_migrations_make_the_tables_of_the_schema(both: tuple[Newsroom, Newsroom]) -> None:
    with both[1]._database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == HEAD
        assert not compare_metadata(context, s.metadata)


def test_a_newsroom_goes_over_and_comes_back(
    both: tuple[Newsroom, Newsroom], address: Address, tmp_path: Path
) -> None:
    """Marks and accounts too; and a backup of the one in PostgreSQL is a file."""
    file, served = both
    file.people.add("سالم", "eight letters", "owner")
    file.marks.save("t1", True)
    over, back = address(), tmp_path / "back.db"
    moved = move(file.name, over, tmp_path)
    assert (moved.tables["article"], moved.marks >= 2) == (file.count(), True)
    move(over, str(back), tmp_path)
    with opened(over, tmp_path) as there:
        assert there.people.add("هدى", "eight letters").number == 2
        there.backup(tmp_path / "backup.db")
    for place in (back, tmp_path / "backup.db"):
        with opened(place, tmp_path) as again:
            assert held(again) == held(file)
            assert (again.marks.all_saved(), again.people.owner().name) == ({"t1"}, "سالم")
    with pytest.raises(InputError, match="holds something"):
        move(file.name, served.name, tmp_path)


def test_a_second_writer_is_told_of_the_first(
    both: tuple[Newsroom, Newsroom], tmp_path: Path
) -> None:
    served = both[1]
    with (
        opened(address_of(served), tmp_path) as other,
        served._database.lock(),
        pytest.raises(BusyError, match=r"being written by process [0-9]+@"),
    ):
        other.add([record(50)])


def address_of(news: Newsroom) -> str:
    return str(make_url(news.name).render_as_string())


def test_a_lost_connection_stores_nothing_and_the_next_batch_goes_in(
    address: Address, tmp_path: Path
) -> None:
    with opened(address(), tmp_path) as news:
        news.add([record(1)])
        before = held(news)
        with pytest.raises(StorageError, match="connection to the database was lost"):
            news.add(cut_off(address_of(news)))
        assert held(news) == before
        assert news.add([record(2), record(3)]).added == 2
        assert len(news.search("السنديان تل رأس كفر عين وادي الزيتون النبع اللوز")) == 3


def cut_off(place: str) -> Iterator[dict[str, object]]:
    """Two reports, and between them the server ends every other session."""
    yield record(2)
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
    yield record(3)


def test_readers_see_one_moment_while_others_write(address: Address, tmp_path: Path) -> None:
    with opened(address(), tmp_path) as news:
        news.add([record(1)])
        reading, written = Event(), Event()
        seen: list[int] = []

        def read() -> None:
            with news._database.reading() as connection:
                count = "SELECT count(*) FROM article"
                seen.append(connection.exec_driver_sql(count).scalar_one())
                reading.set()
                assert written.wait(10)
                seen.append(connection.exec_driver_sql(count).scalar_one())

        reader = Thread(target=read)
        reader.start()
        assert reading.wait(10)
        news.add([record(2)])
        written.set()
        reader.join()
        assert seen == [1, 1]
        assert len(set(news.sequence())) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"database": "nothing"}, "no database of that name"),
        ({"username": "nobody"}, "user or the password"),
        ({"query": {"host": "/nowhere"}}, "no PostgreSQL answers"),
        ({"query": {}, "host": "127.0.0.1", "port": 1}, "no PostgreSQL answers"),
    ],
)
def test_a_wrong_address_is_told(
    postgres: Cluster, tmp_path: Path, change: dict[str, object], told: str
) -> None:
    url = make_url(postgres.address("postgres")).set(**change, password="s3cret")
    with pytest.raises(StorageError, match=told) as why:
        opened(url.render_as_string(hide_password=False), tmp_path)
    assert "s3cret" not in str(why.value)


def test_an_address_of_another_kind_is_none(tmp_path: Path) -> None:
    for place in ("mysql://host/news", "postgresql://host", "postgresql://[/"):
        with pytest.raises(InputError):
            opened(place, tmp_path)


def test_a_newer_newsroom_and_one_that_is_none_are_told(address: Address, tmp_path: Path) -> None:
    newer, other, empty = address(), address(), address()
    for place, table in ((newer, "alembic_version"), (other, "books")):
        with psycopg.connect(place, autocommit=True) as connection:
            connection.execute(f"CREATE TABLE {table} AS SELECT '9999' AS version_num")
    with pytest.raises(VersionError, match="newer Rawi"):
        opened(newer, tmp_path)
    with pytest.raises(NewsroomError, match="no newsroom"):
        opened(other, tmp_path)
    with pytest.raises(NewsroomError, match="is empty"):
        rawi.open(empty, create=False, options=NewsroomOptions(cache=str(tmp_path)))
