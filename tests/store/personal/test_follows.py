"""What people follow and mute: kept once, their own, upgraded, and gone with the account."""

import sqlite3
from pathlib import Path

import pytest

from rawi.errors import InputError, NotFoundError
from rawi.store.personal.file import SCHEMA, PersonalFile
from rawi.store.personal.follows import MOST, Follow, Follows, Mute, follow_kind, mute_kind
from rawi.store.personal.items import Items, Row, Stream
from rawi.store.personal.marks import Marks
from rawi.store.personal.people import People

CITY = Follow(kind="entity", name="وادي السنديان", title="وادي السنديان", key="وادي سنديان")
WORD = Mute(kind="word", name="سيول", key="سيل")


@pytest.fixture
def marks() -> Marks:
    made = Marks(None)
    rows = [Row(id=name, outlet="o", section=None, time=1.0) for name in ("a", "b", "c")]
    Items(made).follow(rows, (), (1, "m"))
    return made


def test_twice_is_once_and_everybody_has_their_own(marks: Marks) -> None:
    mine = Follows(marks.file)
    yours = mine.of(2)
    first = mine.add(CITY, ["a"])
    assert mine.add(CITY, ["a", "b"]) == first
    assert (mine.all(), yours.all()) == ((first,), ())
    assert mine.one(first.number).title == CITY.title
    with pytest.raises(NotFoundError):
        yours.one(first.number)


def test_unread_counts_leave_out_what_is_read_and_muted(marks: Marks) -> None:
    follows = Follows(marks.file)
    kept = follows.add(CITY, ["a", "b", "c"])
    assert follows.unread() == {kept.number: 3}
    marks.mark_read("a")
    mute = follows.add(WORD, ["b"])
    assert follows.unread() == {kept.number: 1}
    assert follows.muted_among(["a", "b"]) == {"b": (mute,)}
    follows.remove(mute)
    assert follows.unread() == {kept.number: 2}
    follows.remove(kept)
    assert follows.unread() == {}


def test_streams_are_of_what_is_followed_and_without_what_is_muted(marks: Marks) -> None:
    follows = Follows(marks.file)
    kept = follows.add(CITY, ["a", "b"])
    follows.add(WORD, ["b", "c"])
    items = Items(marks, follows)

    def ids(stream: Stream) -> set[str]:
        return {item.article_id for item in items.page(stream, 9)}

    assert ids(Stream()) == {"a"}
    assert ids(Stream(muted=True)) == {"b", "c"}
    assert ids(Stream(follows=(kept.number,))) == {"a"}
    assert ids(Stream(follows=(kept.number,), muted=None)) == {"a", "b"}
    assert Items(marks.of(2)).count(Stream()) == 3


def test_what_is_gone_matches_nothing(marks: Marks) -> None:
    follows = Follows(marks.file)
    kept = follows.add(CITY, ["a", "b"])
    marks.forget(["a"])
    assert follows.unread() == {kept.number: 1}


def test_an_account_takes_its_rules_along(marks: Marks) -> None:
    people = People(marks.file)
    people.add("huda", "a long password", "owner")
    reader = people.add("sami", "a long password")
    follows = Follows(marks.file, reader.number)
    follows.add(CITY, ["a"])
    follows.add(WORD, ["a"])
    people.remove(reader)
    assert Follows(marks.file).everyones() == ()
    assert marks.file.run("SELECT 1 FROM follow_item UNION SELECT 1 FROM mute_item") == []


def test_nobody_follows_without_end(marks: Marks) -> None:
    follows = Follows(marks.file)
    marks.file.many(
        "INSERT INTO mute (person, kind, key, name, at) VALUES (1, 'word', ?, ?, '')",
        [(str(n), str(n)) for n in range(MOST)],
    )
    with pytest.raises(InputError, match=str(MOST)):
        follows.add(WORD, [])


def test_other_kinds_are_refused() -> None:
    for refuse in (follow_kind, mute_kind):
        with pytest.raises(InputError):
            refuse("planet")


def test_a_file_of_version_2_is_brought_up_and_keeps_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "marks"
    with sqlite3.connect(path) as db:
        db.executescript(SCHEMA)
        db.execute("INSERT INTO saved (person, kind, name, at) VALUES (1, 'article', 'a', '')")
        db.execute("PRAGMA user_version = 2")
    db.close()
    for _ in range(2):
        marks = Marks(path)
        follows = Follows(marks.file)
        follows.add(CITY, [])
        assert (marks.all_saved(), len(follows.all())) == ({"a"}, 1)
        marks.close()


def test_another_process_sees_new_rules(tmp_path: Path) -> None:
    mine, yours = (Follows(PersonalFile(tmp_path / "marks")) for _ in range(2))
    assert yours.mutes() == ()
    kept = mine.add(WORD, [])
    assert yours.mutes() == (kept,)
