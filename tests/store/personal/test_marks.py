from pathlib import Path

import pytest

from rawi.store.personal.marks import Marks, marks_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marks_path(tmp_path / "news.db")


def test_saved_articles_come_last_first_and_survive_reopening(path: Path) -> None:
    marks = Marks(path)
    for name in ("a", "b", "c", "a"):
        marks.save(name, True)
    marks.close()
    assert [name for _, name in Marks(path).saved(10)] == ["c", "b", "a"]


def test_saved_articles_page_by_number(path: Path) -> None:
    marks = Marks(path)
    for name in ("a", "b", "c"):
        marks.save(name, True)
    first = marks.saved(2)
    assert [name for _, name in marks.saved(2, first[-1][0])] == ["a"]


def test_unsaving_and_forgetting_take_marks_away(path: Path) -> None:
    marks = Marks(path)
    marks.save("a", True)
    marks.save("a", False)
    marks.save("b", True)
    marks.mark_read("b")
    marks.forget(["b"])
    assert marks.saved(10) == []
    assert marks.read_among(["a", "b"]) == frozenset()


def test_many_ids_are_asked_in_parts(path: Path) -> None:
    marks = Marks(path)
    marks.mark_read("1700")
    assert marks.read_among(str(n) for n in range(2000)) == {"1700"}


def test_a_backup_holds_the_marks(path: Path, tmp_path: Path) -> None:
    marks = Marks(path)
    marks.save("a", True)
    marks.backup(tmp_path / "copy")
    assert Marks(tmp_path / "copy").saved_among(["a", "b"]) == {"a"}
