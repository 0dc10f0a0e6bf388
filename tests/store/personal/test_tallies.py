"""What is kept of reading is what counting gives: after any marks, arrivals, rules and undoing."""

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rawi.store.personal.file import FIRST, LATER, SCHEMA
from rawi.store.personal.follows import Follow, Follows, Mute
from rawi.store.personal.items import Items, Row, Stream, Subscription
from rawi.store.personal.marks import Marks

IDS = ("a", "b", "c", "d", "never came in")
names = st.lists(st.sampled_from(IDS), max_size=4)
rows = st.lists(
    st.builds(
        Row,
        id=st.sampled_from(IDS[:4]),
        outlet=st.sampled_from((None, "o", "p")),
        section=st.sampled_from((None, "s", "t")),
        time=st.just(1.0),
    ),
    max_size=4,
    unique_by=lambda row: row.id,
)
streams = st.sampled_from((Stream(read=False), Stream(read=False, outlets=("o",))))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), rows, names),
        st.tuples(st.just("read"), names, st.booleans()),
        st.tuples(st.just("stream"), streams, st.booleans()),
        st.tuples(st.just("follow"), names, st.just(True)),
        st.tuples(st.just("mute"), names, st.booleans()),
        st.tuples(st.just("forget"), names, st.just(True)),
        st.tuples(st.just("hide"), st.sampled_from("op"), st.booleans()),
    ),
    max_size=8,
)
CITY = Follow(kind="entity", name="سد", title="سد", key="سد")
WORD = Mute(kind="word", name="سيل", key="سيل")


def carry_out(marks: Marks, step: tuple[str, Any, Any]) -> None:
    kind, what, how = step
    follows = Follows(marks.file, marks.person)
    items = Items(marks, follows)
    if kind == "arrive":
        items.follow(what, how, (items.followed()[0] + 1, "m"))
    elif kind == "read":
        marks.mark_all(what, how)
    elif kind == "stream":
        act, _ = items.mark_stream(what)
        items.undo(act if how else -1)
    elif kind == "forget":
        marks.forget(what)
    elif kind == "hide":
        items.subscribe(what, Subscription(hidden=how))
    elif kind == "follow":
        follows.add(CITY, what)
    else:
        kept = follows.add(WORD, what)
        if not how:
            follows.remove(kept)


def check(marks: Marks) -> None:
    """The tallies against counting."""
    follows = Follows(marks.file, marks.person)
    items = Items(marks, follows)
    held = items.unread()
    found = items.page(Stream(read=False), 100)
    assert held.outlets == Counter(one.outlet for one in found)
    assert held.sections == Counter(filter(None, map(_section_of(marks), found)))
    assert held.muted == items.count(Stream(read=False, muted=True)) * items.has_rules
    read = items.page(Stream(read=True, muted=None, hidden=True), 100)
    assert +Counter(items.read()) == Counter(one.outlet for one in read)
    for follow in follows.all():
        stream = replace(Stream(read=False), follows=(follow.number,))
        matched = marks.file.run(
            "SELECT count(*) FROM follow_item WHERE number NOT IN "
            "(SELECT number FROM item WHERE outlet IS NOT NULL) AND follow = ? AND done = 0",
            follow.number,
        )
        left = follows.unread().get(follow.number, 0)
        assert left - items.count(stream) in range(int(str(matched[0][0])) + 1)


def _section_of(marks: Marks) -> Any:
    held = dict(marks.file.run("SELECT article_id, section FROM item"))
    return lambda item: held[item.article_id]


@settings(max_examples=60, deadline=None)
@given(steps=steps)
def test_tallies_are_what_counting_gives(steps: list[tuple[str, Any, Any]]) -> None:
    both = [Marks(None)]
    both.append(both[0].of(2))
    for n, step in enumerate(steps):
        carry_out(both[n % 2], step)
    for marks in both:
        check(marks)
    both[0].close()


def test_marks_of_before_are_counted_when_the_file_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "marks"
    with sqlite3.connect(path) as db:
        db.executescript(SCHEMA + "".join(LATER[:2]))
        db.execute(f"PRAGMA user_version = {FIRST + 2}")
        items = [(n, name, "o", "s" if n % 2 else None) for n, name in enumerate("abcd", 1)]
        db.executemany("INSERT INTO item VALUES (?, ?, ?, ?)", items)
        db.execute("INSERT INTO item VALUES (9, 'gone', NULL, NULL)")
        db.executemany("INSERT INTO seen VALUES (1, ?, ?, '', 0)", [(1, 4), (2, 4), (9, 9)])
        db.execute("INSERT INTO follow VALUES (1, 1, 'entity', 'k', 'n', 't', '')")
        db.executemany("INSERT INTO follow_item VALUES (1, ?)", [(2,), (3,), (4,)])
    db.close()
    marks = Marks(path)
    check(marks)
    assert Items(marks).unread().outlets == {"o": 2}
    assert Follows(marks.file).unread() == {1: 2}
    marks.close()


def cut_short(marks: Marks, ids: list[str]) -> None:
    with marks.file.together():
        marks.mark_all(ids)
        raise RuntimeError


def test_many_articles_are_marked_in_one_transaction(tmp_path: Path) -> None:
    marks, ids = Marks(tmp_path / "marks"), [f"{n}" for n in range(1200)]
    with pytest.raises(RuntimeError):
        cut_short(marks, ids)
    assert marks.last_number() == 0
    marks.mark_all(ids)
    assert len(marks.read_among(ids)) == 1200
    marks.close()
