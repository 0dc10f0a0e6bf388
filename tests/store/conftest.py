"""Articles of our own writing, and newsrooms over them."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from rawi.collect.state import OutletState
from rawi.model import Outlet
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom import open as opened

Room = Callable[..., Newsroom]
PLACES = ("وادي السنديان", "تل الزيتون", "رأس النبع", "كفر اللوز", "عين الصفصاف")
LETTERS = "ابتثجحخدذرزسشصضطعغفقكلمنهوي"


def clock() -> datetime:
    return datetime(2025, 5, 9, 12, tzinfo=UTC)


def words(choose: random.Random, count: int) -> str:
    return " ".join("".join(choose.choices(LETTERS, k=6)) for _ in range(count))


def record(number: int, **changed: Any) -> dict[str, Any]:
    """A small report in made-up words, unlike every other but for its place."""
    choose = random.Random(number)
    place = PLACES[number % len(PLACES)]
    return {
        "id": f"t{number}",
        "outlet": f"outlet{number % 3}.example",
        "title": f"{words(choose, 5)} {place} {number}",
        "body": "\n".join(f"{words(choose, 24)}، {place}." for _ in range(3)),
        "published": f"2025-05-{number % 7 + 1:02d}T{number % 24:02d}:00:00+00:00",
        "section": ("محليات", "رياضة")[number % 2],
        "language": "ar",
    } | changed


def records(count: int) -> list[dict[str, Any]]:
    """Reports, some of them copies of earlier ones under other names."""
    made = [record(n) for n in range(count)]
    for number in range(5, count, 7):
        made[number] |= {"body": made[number - 5]["body"], "title": f"نقلا عن الوكالة {number}"}
    return made


DEED = "افتتحت البلدية جسرا فوق مجرى السيل."
SAID = f'{DEED}\nوقال رئيس البلدية سالم الوادي: "الجسر الجديد يخدم أهل الوادي كلهم وسيفتح غدا".'


def filled(path: Path) -> Path:
    """A newsroom with something in every table, closed."""
    with opened(path, options=NewsroomOptions(workers=1), clock=clock) as news:
        news.add_outlet(Outlet(id="a.example", name="أ"), Outlet(id="b.example", name="ب"))
        news.save_outlet_states([OutletState(outlet="a.example"), OutletState(outlet="b.example")])
        news.add([*records(13), record(20, body=SAID), {"title": 5}, {"body": 7}])
        news.add([record(2, title="عنوان جديد للخبر الثاني")])
        news.marks.save("t1", True)
    return path


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """Opens newsrooms in a fresh folder, closes them at the end."""
    made: list[Newsroom] = []

    def make(name: str = "news.db", **options: Any) -> Newsroom:
        given = NewsroomOptions(**({"workers": 1} | options))
        made.append(opened(tmp_path / name, options=given, clock=clock))
        return made[-1]

    yield make
    for news in made:
        news.close()


def aged(connection: Connection, schema: str) -> None:
    """Bring an open newsroom back to the tables of an older schema."""
    steps = ["DROP INDEX rejection_sequence", "ALTER TABLE batch DROP COLUMN mark"]
    steps += [f"DROP TABLE {table}" for table in ("reconciliation", "statement", "left_file")]
    steps += [f"DROP TABLE {table}" for table in ("mention", "saying", "saying_key", "told_again")]
    steps += ["DROP INDEX story_affair", "DROP INDEX story_begun"]
    steps.append("ALTER TABLE story DROP COLUMN affair")
    steps.append("ALTER TABLE copy DROP COLUMN partial")
    for statement in steps:
        connection.execute(text(statement))
    connection.execute(text(f"UPDATE alembic_version SET version_num = '{schema}'"))


TABLES = (
    "article",
    "version",
    "note",
    "keyword",
    "statement",
    "mention",
    "saying",
    "saying_key",
    "told_again",
    "sketch",
    "copy",
    "story",
    "story_outlet",
)


def dump(news: Newsroom) -> dict[str, list[Any]]:
    """All derived rows."""
    with sqlite3.connect(news.path) as raw:
        found = {t: raw.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in TABLES}
        found["rejection"] = raw.execute(
            "SELECT sequence, capture, record FROM rejection ORDER BY 1, 2, 3"
        ).fetchall()
    return found
