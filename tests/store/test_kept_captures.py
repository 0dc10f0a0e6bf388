"""Captures outside the newsroom: in a folder, by its address, in memory; on either engine."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import fsspec
import pytest
from sqlalchemy import select

import rawi
from rawi.errors import InputError, StorageError
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom.maintenance import Retention
from rawi.newsroom.moving import move
from rawi.store import kept_captures
from rawi.store import schema as s
from rawi.store.engines.objects import Objects
from rawi.store.kept_captures import OUTSIDE, capture_of, captures
from tests.store.conftest import clock, record, records

Open = Callable[..., Newsroom]


@pytest.fixture
def outside(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where captures go."""
    return getattr(request, "param", "") + str(tmp_path / "captures")


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if getattr(request, "param", "a file") == "a file":
        return str(tmp_path / "news.db")
    return str(request.getfixturevalue("address")())


EVERYWHERE = pytest.mark.parametrize(
    ("place", "outside"),
    [("a file", ""), ("a file", "file://"), ("PostgreSQL", "memory:///")],
    indirect=True,
)


@pytest.fixture
def opened(place: str, tmp_path: Path) -> Iterator[Open]:
    """The newsroom, its captures at an address."""
    made: list[Newsroom] = []

    def give(
        captures: str | None, where: str = place, at: Callable[[], datetime] = clock
    ) -> Newsroom:
        options = NewsroomOptions(workers=1, cache=str(tmp_path / "cache"), captures=captures)
        made.append(rawi.open(where, options=options, clock=at))
        return made[-1]

    yield give
    for news in made:
        news.close()


def bodies(news: Newsroom) -> list[bytes]:
    """The bodies in the rows of captures."""
    with news.database.reading() as connection:
        return list(connection.execute(select(s.capture.c.body).order_by(s.capture.c.id)).scalars())


def contents(news: Newsroom) -> list[bytes]:
    """What came in, read from wherever it lies."""
    with news.database.reading() as connection:
        return [capture_of(kept).body for kept in captures(connection)]


def files(outside: str) -> set[str]:
    system, root = fsspec.core.url_to_fs(outside)
    return {Path(name).name for name in system.find(root)}


def digests(news: Newsroom) -> set[str]:
    with news.database.reading() as connection:
        return {digest.hex() for digest in connection.execute(select(s.capture.c.digest)).scalars()}


@EVERYWHERE
def test_what_came_in_lies_in_files_by_its_hash_and_reads_the_same(
    opened: Open, outside: str, tmp_path: Path
) -> None:
    news, plain = opened(outside), opened(None, str(tmp_path / "plain.db"))
    for one in (news, plain):
        one.add(records(4))
    assert set(bodies(news)) == {OUTSIDE}
    assert files(outside) == digests(news)
    assert contents(news) == contents(plain)


@EVERYWHERE
def test_a_rebuild_reads_them_and_comes_to_the_same(opened: Open, outside: str) -> None:
    news = opened(outside)
    news.add([*records(8), record(3, body="نص آخر لهذا الخبر بعد أن تغير في الصباح الباكر.")])
    before = (list(news.stories()), news.versions("t3"))
    news.rebuild()
    assert (list(news.stories()), news.versions("t3")) == before
    assert not news.check().findings


def test_those_from_before_the_setting_stay_inside(opened: Open, outside: str) -> None:
    opened(None).add([record(1)])
    news = opened(outside)
    news.add([record(2)])
    assert [body == OUTSIDE for body in bodies(news)] == [False, True]
    assert len(contents(news)) == 2


@EVERYWHERE
def test_without_the_setting_nothing_is_read_anew_and_nothing_lost(
    opened: Open, outside: str
) -> None:
    opened(outside).add(records(3))
    news = opened(None)
    with pytest.raises(StorageError, match="RAWI_CAPTURES"):
        news.rebuild()
    assert news.count() == 3


def test_a_folder_that_is_gone_is_told_and_nothing_is_lost(opened: Open, tmp_path: Path) -> None:
    folder = tmp_path / "captures"
    opened(str(folder)).add(records(3))
    shutil.move(folder, tmp_path / "elsewhere")
    news = opened(str(folder))
    for verb in (news.rebuild, lambda: news.add([record(9)]), news.check):
        with pytest.raises(StorageError, match="the folder of captures is not there"):
            verb()
    shutil.move(tmp_path / "elsewhere", folder)
    assert news.count() == 3
    assert news.add([record(9)]).added == 1


def test_one_file_that_is_missing_leaves_what_was_made_of_it(opened: Open, tmp_path: Path) -> None:
    news = opened(str(tmp_path / "captures"))
    news.add(records(3))
    next((tmp_path / "captures").rglob("*/*")).unlink()
    assert [(f.kind, f.reason[:19]) for f in news.check().findings] == [
        ("capture", "its file is missing")
    ]
    news.rebuild()
    assert news.count() == 3


def test_where_nothing_can_be_written_nothing_is_stored(opened: Open, tmp_path: Path) -> None:
    (tmp_path / "captures").write_text("a file where a folder should be")
    news = opened(str(tmp_path / "captures"))
    with pytest.raises(StorageError, match="captures cannot be written"):
        news.add(records(2))
    assert not news.count()
    (tmp_path / "captures").unlink()
    assert news.add(records(2)).added == 2


@EVERYWHERE
def test_files_go_with_what_is_taken_down_or_too_old(opened: Open, outside: str) -> None:
    news = opened(outside)
    told = [record(n, url=f"https://press.example/{n}") for n in range(4)]
    told[3] |= {"published": clock().isoformat()}
    news.add(told)
    news.take_down("https://press.example/0")
    assert files(outside) == digests(news)
    assert len(files(outside)) == 3
    news.retain(Retention(days=1))
    assert files(outside) == digests(news)
    assert len(files(outside)) == 1


def test_files_that_cannot_be_deleted_go_the_next_time(
    opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = opened(str(tmp_path / "captures"))
    news.add([record(1, url="https://press.example/1")])

    def away(*_: object) -> None:
        raise StorageError("the store is away")

    with monkeypatch.context() as patch:
        patch.setattr(Objects, "drop", away)
        with pytest.raises(StorageError, match="the files go with the next"):
            news.take_down("https://press.example/1")
    assert len(files(str(tmp_path / "captures"))) == 1
    news.retain(Retention())
    assert not files(str(tmp_path / "captures"))


@EVERYWHERE
def test_a_file_that_another_capture_needs_stays(opened: Open, outside: str) -> None:
    news = opened(outside)
    news.add([record(1)])
    with news.database.lock(), news.database.writing() as connection:
        connection.execute(s.left_file.insert(), {"digest": bytes.fromhex(digests(news).pop())})
        kept_captures.sweep(connection)
    assert files(outside) == digests(news)


def test_moving_brings_them_outside_and_back_in(opened: Open, place: str, tmp_path: Path) -> None:
    outside, target, back = (str(tmp_path / name) for name in ("captures", "to.db", "back.db"))
    source = opened(None)
    source.add(records(5))
    source.close()
    move(place, target, tmp_path / "cache", (None, outside))
    assert set(bodies(opened(outside, target))) == {OUTSIDE}
    move(target, back, tmp_path / "cache", (outside, None))
    assert bodies(opened(None, back)) == bodies(source_again := opened(None))
    assert contents(source_again) == contents(opened(outside, target))


def test_a_store_that_nobody_knows_is_told_at_once(opened: Open) -> None:
    with pytest.raises(InputError, match="captures cannot lie there"):
        opened("nowhere://bucket/folder")
