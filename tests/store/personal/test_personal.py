"""The personal file: brought up from the file of one reader, refused from the future."""

import sqlite3
from pathlib import Path

import pytest

from rawi.errors import VersionError
from rawi.store.personal.file import PersonalFile
from rawi.store.personal.marks import Marks
from rawi.store.personal.people import NOBODYS, People

OF_ONE_READER = """
CREATE TABLE saved (
    number INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL UNIQUE, at TEXT NOT NULL);
CREATE TABLE session (digest TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE seen (article_id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO saved (article_id, at) VALUES ('b', '2025-05-01'), ('a', '2025-05-02');
INSERT INTO seen VALUES ('a', '2025-05-02'), ('c', '2025-05-01');
INSERT INTO session VALUES ('d', '2999-01-01');
"""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    path = tmp_path / "news.db.marks"
    with sqlite3.connect(path) as db:
        db.executescript(OF_ONE_READER)
    db.close()
    return path


def test_the_marks_of_one_reader_become_the_owners(older: Path) -> None:
    for _ in range(2):
        marks = Marks(older)
        assert [name for _, name in marks.saved(10)] == ["a", "b"]
        assert marks.read_among(["a", "b", "c"]) == {"a", "c"}
        assert People(marks.file).of_session("d") == NOBODYS
        assert marks.of(2).read_among(["a"]) == frozenset()
        marks.close()


def test_an_older_file_that_cannot_be_written_is_read(older: Path) -> None:
    older.chmod(0o444)
    older.parent.chmod(0o555)
    try:
        assert Marks(older).all_saved() == {"a", "b"}
    finally:
        older.parent.chmod(0o755)


def test_a_file_of_a_newer_rawi_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "marks"
    file = PersonalFile(path)
    file.run("PRAGMA user_version = 99")
    file.close()
    with pytest.raises(VersionError, match="newer Rawi"):
        PersonalFile(path)


def test_what_fails_together_is_undone_together() -> None:
    marks = Marks(None)

    def save_and_fail() -> None:
        with marks.file.together():
            marks.save("a", True)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        save_and_fail()
    assert not marks.all_saved()


def test_each_person_has_marks_of_their_own() -> None:
    mine = Marks(None)
    yours = mine.of(2)
    mine.save("a", True)
    yours.mark_read("a")
    assert (mine.all_saved(), yours.all_saved()) == ({"a"}, frozenset())
    assert (mine.read_among(["a"]), yours.read_among(["a"])) == (frozenset(), {"a"})
    assert mine.saved_by_anyone() == yours.saved_by_anyone() == {"a"}
    mine.forget(["a"])
    assert not yours.read_among(["a"])


def test_saved_things_carry_a_note_and_labels() -> None:
    marks = Marks(None)
    marks.annotate("a", "للتقرير", ["سيول", "اقتصاد"])
    marks.save("s", True, "story")
    marks.annotate("a", "للملف", ["سيول"])
    story, article = marks.kept(10)
    assert (story.kind, story.labels) == ("story", ())
    assert (article.note, article.labels) == ("للملف", ("سيول",))
    assert marks.labels() == (("سيول", 1),)
    assert [kept.name for kept in marks.kept(10, label="سيول")] == ["a"]
    marks.save("a", False)
    assert marks.labels() == ()
