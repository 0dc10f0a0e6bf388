"""A newsroom with something wrong in it: named, mended where it can be, else told what to do."""

from __future__ import annotations

import gc
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from rawi.cli.main import app
from rawi.errors import BusyError
from rawi.model import Check
from rawi.newsroom import Newsroom, NewsroomOptions, check
from rawi.newsroom import open as opened
from tests.store.conftest import clock, dump, filled, record

BAD = "x'7B22C3'"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("whole") / "news.db")


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    """A copy of the newsroom with its index and marks."""
    for name in ("news.db", "news.db.marks"):
        shutil.copy(whole.with_name(name), tmp_path / name)
    shutil.copytree(whole.with_name("news.db.index"), tmp_path / "news.db.index")
    return tmp_path / "news.db"


def harm(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in statements:
            assert raw.execute(statement).rowcount != 0, statement


@pytest.fixture
def room(copy: Path) -> Iterator[Callable[[], Newsroom]]:
    made: list[Newsroom] = []

    def make() -> Newsroom:
        made.append(opened(copy, options=NewsroomOptions(workers=1), clock=clock))
        return made[-1]

    yield make
    for news in made:
        news.close()


def told(check: Check) -> list[tuple[str, str | None]]:
    return [(finding.kind, finding.id) for finding in check.findings]


def test_a_sound_newsroom_has_nothing_wrong(room: Callable[[], Newsroom]) -> None:
    found = room().check()
    assert found == Check(captures=17, articles=14)
    assert room().check(repair=True) == found


def test_so_has_an_empty_one_and_one_rebuilt(room: Callable[[], Newsroom], tmp_path: Path) -> None:
    with opened(tmp_path / "empty.db", clock=clock) as empty:
        assert empty.check() == Check(captures=0, articles=0)
    news = room()
    news.rebuild()
    assert not news.check().findings


def test_so_has_one_from_which_articles_were_removed(room: Callable[[], Newsroom]) -> None:
    news = room()
    news.add([record(60, url="https://a.example/n/60"), record(61, title="آخر")])
    news.take_down("https://a.example/n/60")
    assert not news.check().findings


MENDED = {
    "article": f"UPDATE article SET record = {BAD} WHERE id = 't3'",
    "article columns": "UPDATE article SET outlet = 'x.example', section = NULL WHERE id = 't3'",
    "article fingerprint": "UPDATE article SET fingerprint = x'00' WHERE id = 't3'",
    "note": f"UPDATE note SET record = {BAD} WHERE intake = 4",
    "note lost": "DELETE FROM note WHERE intake = 4",
    "keyword": "DELETE FROM keyword WHERE intake = 4",
    "keyword more": "INSERT INTO keyword VALUES ('شيء', 1.5, 4)",
    "statement": "DELETE FROM statement",
    "sketch": f"UPDATE sketch SET record = {BAD} WHERE intake = 4",
    "sketch of an edition": f"UPDATE sketch SET record = {BAD} WHERE intake = 3",
    "sketch lost": "DELETE FROM sketch WHERE intake = 4",
    "version": f"UPDATE version SET record = {BAD}",
    "copy": f"UPDATE copy SET record = {BAD}",
    "story": f"UPDATE story SET record = {BAD} WHERE id = 't3'",
    "story count": "UPDATE story SET reports = 7 WHERE id = 't3'",
    "story of nothing": "INSERT INTO story SELECT 'gone', first, begun, updated, section, language,"
    " reports, affair, record FROM story LIMIT 1",
    "stray": "INSERT INTO note VALUES (999, x'7B7D', x'5B5D')",
    "stray keyword": "INSERT INTO keyword VALUES ('شيء', 1.5, 999)",
}


KINDS = {"version", "copy", "story", "stray"}


@pytest.mark.parametrize("what", MENDED)
def test_what_can_be_derived_is_named_and_mended(
    room: Callable[[], Newsroom], copy: Path, what: str
) -> None:
    before = dump(room())
    harm(copy, MENDED[what])
    news = room()
    found = news.check()
    kind = what.split()[0]
    assert found.findings[0].kind == (kind if kind in KINDS else "article")
    assert all(finding.repairable for finding in found.findings)
    after = news.check(repair=True)
    assert (after.findings, after.repaired) == ((), found.counts)
    assert dump(news) == before


def test_a_story_that_was_lost_is_told_again(room: Callable[[], Newsroom], copy: Path) -> None:
    before = room().story("t3")
    harm(copy, "DELETE FROM story WHERE id = 't3'")
    news = room()
    assert told(news.check()) == [("story", "t3")]
    assert not news.check(repair=True).findings
    assert news.story("t3") == before


def test_similar_articles_of_intake_are_given_up(room: Callable[[], Newsroom], copy: Path) -> None:
    harm(copy, f"UPDATE note SET similar = {BAD} WHERE intake = 4")
    news = room()
    assert told(news.check()) == [("article", "t3")]
    assert not news.check(repair=True).findings
    assert news.similar("t3") is not None


def test_a_link_to_nothing_goes(room: Callable[[], Newsroom], copy: Path) -> None:
    harm(copy, "UPDATE copy SET older_id = 'gone' WHERE article_id = 't5'")
    news = room()
    assert told(news.check()) == [("copy", "t5 gone")]
    assert not news.check(repair=True).findings
    assert not news.copies("t5")


def test_what_collecting_remembers_and_refused_is_given_up(
    room: Callable[[], Newsroom], copy: Path
) -> None:
    harm(
        copy,
        f"UPDATE outlet_state SET record = {BAD} WHERE outlet = 'a.example'",
        f"UPDATE rejection SET record = {BAD} WHERE id = 1",
    )
    news = room()
    assert told(news.check()) == [("memory", "a.example"), ("refusal", "1")]
    assert not news.check(repair=True).findings
    assert list(news.outlet_states()) == ["b.example"]
    assert {r.kind for r in news.rejections()} == {"unreadable", "record"}


def test_an_index_of_the_file_is_made_anew(room: Callable[[], Newsroom], copy: Path) -> None:
    """One that lacks every row, as after a crash of the disk."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
        asked = "SELECT sql FROM sqlite_schema WHERE name = 'article_time'"
        (whole,) = raw.execute(asked).fetchone()
        raw.execute("DROP INDEX article_time")
        raw.execute(f"{whole} WHERE time < 0")
        raw.execute("PRAGMA writable_schema = 1")
        raw.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'article_time'", (whole,))
    news = room()
    found = news.check()
    assert {finding.kind for finding in found.findings} == {"file"}
    assert "missing from index article_time" in found.findings[0].reason
    assert not news.check(repair=True).findings


def test_what_only_the_file_knows_is_told(room: Callable[[], Newsroom], copy: Path) -> None:
    harm(
        copy,
        "PRAGMA writable_schema = 1",
        "DELETE FROM sqlite_schema WHERE name = 'article_section'",
        "PRAGMA writable_schema = 0",
    )
    harm(copy, "UPDATE article SET section = 'بلا فهرس' WHERE id = 't3'")
    # the pages of the index are there and nothing names them: SQLite alone tells
    kinds = {kind for kind, _ in told(room().check())}
    assert "file" in kinds


def capture_of(path: Path, article: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        asked = "SELECT capture FROM article WHERE id = ?"
        return int(raw.execute(asked, (article,)).fetchone()[0])


@pytest.mark.parametrize("harmed", ["body = x'00'", "url = 'https://elsewhere.example/'"])
def test_a_capture_is_named_and_what_came_of_it_outlives_a_rebuild(
    room: Callable[[], Newsroom], copy: Path, harmed: str
) -> None:
    before = dump(room())
    number = capture_of(copy, "t3")
    harm(copy, f"UPDATE capture SET {harmed} WHERE id = {number}")
    news = room()
    for found in (news.check(), news.check(repair=True)):
        assert told(found) == [("capture", str(number))]
        assert "a backup may have it whole" in found.findings[0].reason
        assert not found.findings[0].repairable
    news.rebuild()
    assert news.article("t3").title
    if "body" in harmed:
        assert dump(news) == before


def test_versions_outlive_their_captures_too(room: Callable[[], Newsroom], copy: Path) -> None:
    before = dump(room())
    harm(copy, "UPDATE capture SET body = x'00', headers = x'00'")
    news = room()
    news.rebuild()
    after = dump(news)
    assert {t: after[t] for t in after if t != "rejection"} == {
        t: before[t] for t in before if t != "rejection"
    }
    assert {r.kind for r in news.rejections()} == {"damaged"}


def test_an_article_and_its_capture_are_named_together(
    room: Callable[[], Newsroom], copy: Path
) -> None:
    number = capture_of(copy, "t3")
    harm(
        copy,
        f"UPDATE capture SET body = x'00' WHERE id = {number}",
        f"UPDATE article SET record = {BAD} WHERE id = 't3'",
    )
    news = room()
    found = news.check(repair=True)
    assert told(found) == [("capture", str(number)), ("article", "t3")]
    assert "put back a backup" in found.findings[1].reason
    news.rebuild()
    assert news.count() == 13
    assert [r.kind for r in news.rejections() if r.kind == "damaged"] == ["damaged"]


def test_lost_captures_editions_and_outlets_are_named(
    room: Callable[[], Newsroom], copy: Path
) -> None:
    number = capture_of(copy, "t3")
    harm(
        copy,
        f"DELETE FROM capture WHERE id = {number}",
        "DELETE FROM version",
        f"UPDATE outlet SET record = {BAD} WHERE id = 'a.example'",
    )
    found = room().check(repair=True)
    wanted = [("capture", str(number)), ("version", "t2"), ("outlet", "a.example")]
    assert sorted(told(found)) == sorted(wanted)
    assert not any(finding.repairable for finding in found.findings)


def test_the_index_is_held_against_the_store(room: Callable[[], Newsroom]) -> None:
    news = room()
    index: Any = news._index
    writer = index._writing()
    index._drop(writer, "t3")
    writer.add_document(index_document(news, "t4"))
    writer.commit()
    index._index.reload()
    index.close()
    assert told(news.check()) == [("search", "t3"), ("search", None)]
    found = news.check(repair=True)
    assert (found.findings, found.repaired) == ((), {"search": 2})
    assert news.search("رياضة محليات السنديان", limit=1).total > 0


def index_document(news: Newsroom, name: str) -> Any:
    from rawi.search.document import document
    from rawi.search.entries import analysed
    from rawi.search.index import Entry

    return document(analysed(Entry(news.article(name), news.notes(name))))


def test_files_of_the_index_are_looked_at(room: Callable[[], Newsroom], copy: Path) -> None:
    news = room()
    for file in copy.with_name("news.db.index").glob("*.fast"):
        with file.open("r+b") as stream:  # in place: tantivy has it mapped
            stream.write(b"\xff" * 8)
    found = news.check()
    assert [finding.kind for finding in found.findings] == ["search"]
    assert ".fast" in found.findings[0].reason
    assert not news.check(repair=True).findings


def test_marks_and_what_was_left_over(room: Callable[[], Newsroom], copy: Path) -> None:
    news = room()
    news.marks.save("gone", True)
    news.marks.mark_read("gone too")
    left = copy.with_name("news.db.part")
    left.write_bytes(b"cut")
    found = news.check()
    assert told(found) == [("marks", "gone"), ("marks", "gone too"), ("left", "news.db.part")]
    assert not news.check(repair=True).findings
    assert news.marks.all_saved() == {"t1"}
    assert not left.exists()


def test_a_damaged_file_is_named_and_nothing_is_written_to_it(
    room: Callable[[], Newsroom], copy: Path
) -> None:
    data = bytearray(copy.read_bytes())
    half = len(data) // 2 // 4096 * 4096
    data[half : half + 8 * 4096] = b"\xff" * (8 * 4096)
    copy.write_bytes(data)
    news = room()
    found = news.check(repair=True)
    files = [finding for finding in found.findings if finding.kind == "file"]
    assert files
    assert not files[0].repairable
    assert "put back a backup" in files[0].reason
    news.close()
    gc.collect()
    assert copy.read_bytes() == data


def test_findings_of_a_kind_are_named_up_to_a_number_and_all_mended(
    room: Callable[[], Newsroom], copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "NAMED", 2)
    harm(copy, f"UPDATE note SET record = {BAD}")
    news = room()
    found = news.check()
    assert (len(found.findings), found.counts) == (2, {"article": 14})
    assert news.check(repair=True).repaired == {"article": 14}


def test_checking_waits_for_nobody(room: Callable[[], Newsroom]) -> None:
    one, other = room(), room()

    def meanwhile() -> Iterator[object]:
        yield record(70)
        with pytest.raises(BusyError):
            other.check()

    one.add(meanwhile())


def test_the_command_tells_in_words_and_ends_with_1(copy: Path) -> None:
    run = CliRunner().invoke
    fine = run(app, ["check", "-n", str(copy)])
    assert (fine.exit_code, "nothing is wrong" in fine.output) == (0, True)
    harm(copy, "DELETE FROM sketch WHERE intake = 4")
    gc.collect()
    bad = run(app, ["check", "-n", str(copy)])
    assert bad.exit_code == 1
    assert "article t3: its sketch is missing (--repair mends it)" in bad.output
    mended = run(app, ["check", "--repair", "-n", str(copy)])
    assert (mended.exit_code, "mended: article, 1" in mended.output) == (0, True)
