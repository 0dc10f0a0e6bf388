"""Marks, accounts, follows and notices in PostgreSQL are those of the file."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from eval.clusters import Cluster
from rawi.errors import InputError
from rawi.store.engines.opening import opened, personal
from rawi.store.personal.file import PersonalFile
from rawi.store.personal.follows import Follow, Follows, Mute
from rawi.store.personal.items import Items, Row, Stream, Subscription
from rawi.store.personal.marks import Marks
from rawi.store.personal.people import People
from rawi.store.personal.transfer import copy_tables, tables


@pytest.fixture(scope="module")
def served(
    postgres: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[PersonalFile, PersonalFile]]:
    """Two sessions over one database, as two machines have them."""
    folder = tmp_path_factory.mktemp("served")
    address = postgres.database()
    databases = [opened(address, beside=folder / str(n)) for n in range(2)]
    files = [personal(one) for one in databases]
    fill(files[0])
    yield files[0], files[1]
    for held in (*files, *databases):
        held.close()


def fill(file: PersonalFile) -> None:
    """Something of everything that one or two people do."""
    people, marks = People(file), Marks(file)
    owner = people.add("سالم", "eight letters", "owner")
    other = people.accept(people.invite(), "هدى", "eight letters")
    people.add_app(other, "phone")
    people.begin_session("digest", other.number)
    people.begin_session("digest", owner.number)
    rows = [Row(id=f"a{n}", outlet=f"o{n % 2}", section="س", time=float(n)) for n in range(6)]
    Items(marks).follow(rows, ["a5"], (3, "mark"))
    mine, yours = marks, marks.of(other.number)
    mine.mark_all(["a0", "later"])
    mine.mark_read("a0")
    yours.save("a1", True)
    yours.save("a1", True)
    yours.annotate("a2", "ملاحظة", ["أ", "ب"])
    yours.label("a3", "ب")
    yours.rename_label("ب", "أ")
    items = Items(yours)
    items.subscribe("o1", Subscription(folder="ف"))
    items.subscribe("o1", Subscription(hidden=True))
    follows = Follows(file, other.number)
    follows.add(Follow(kind="keyword", name="جسر", title="جسر", key="جسر"), ["a1", "a4"])
    follows.add(Mute(kind="outlet", name="o0", key="o0"), ["a0", "a2"])
    act, _ = items.mark_stream(Stream(muted=None))
    items.undo(act)
    items.mark_stream(Stream(outlets=("o0",), muted=None))


def told(file: PersonalFile) -> list[object]:
    """What is said of it."""
    people = People(file)
    (mine, yours) = (Marks(file).of(one.number) for one in people.all())
    items, follows = Items(yours), Follows(file, yours.person)
    return [
        [(one.number, one.name, one.role) for one in people.all()],
        [app.name for app in people.apps(people.known("هدى"))],
        getattr(people.of_session("digest"), "name", None),
        mine.read_among(["a0", "a1", "later"]),
        sorted(mine.places(["a0"])),
        [(one.name, one.note, one.labels) for one in yours.kept(9)],
        yours.labels(),
        [name for _, name in yours.saved(1)],
        list(yours.marked()),
        items.subscriptions(),
        [one.article_id for one in items.page(Stream(read=False, muted=None, hidden=True), 9)],
        items.unread(),
        items.read(),
        items.newest().keys(),
        items.followed(),
        sorted(follows.unread().values()),
        {name: [one.name for one in some] for name, some in follows.muted_among(["a0"]).items()},
    ]


def test_everything_says_the_same(served: tuple[PersonalFile, PersonalFile]) -> None:
    file = PersonalFile(None)
    fill(file)
    assert told(served[0]) == told(file)
    assert told(served[1]) == told(file)


def test_what_one_machine_marks_another_sees(served: tuple[PersonalFile, PersonalFile]) -> None:
    one, other = map(Marks, served)
    before = other.changes()
    assert other.changes() == before
    one.save("elsewhere", True)
    assert "elsewhere" in other.all_saved()
    assert other.changes() != before


def test_what_fails_together_leaves_nothing(served: tuple[PersonalFile, PersonalFile]) -> None:
    one, other = map(Marks, served)
    with suppress(InputError), one.file.together():
        one.save("never", True)
        raise InputError("no")
    assert "never" not in other.all_saved()


def test_a_copy_is_whole_and_never_over_another(
    served: tuple[PersonalFile, PersonalFile], tmp_path: Path
) -> None:
    source = served[0]
    source.backup(tmp_path / "copy")
    copy = PersonalFile(tmp_path / "copy")
    assert told(copy) == told(source)
    for name in tables():
        asked = f"SELECT * FROM {name} ORDER BY 1, 2"
        assert copy.run(asked) == source.run(asked)
    with pytest.raises(InputError, match="hold something"):
        copy_tables(copy, source)
