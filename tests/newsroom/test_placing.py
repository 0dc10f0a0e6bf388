"""Affairs are told anew where something changed, and are as if told at once."""

from __future__ import annotations

import math
import random
from datetime import timedelta
from pathlib import Path

import pytest

import rawi
from rawi.newsroom import NewsroomOptions, placing
from rawi.newsroom.placing import Span
from rawi.relate.affairs import affairs_of
from rawi.store import affair_rows
from rawi.store.writing import Move
from tests.relate.test_relate import START

PLACES = ("وادي السنديان", "تل الزيتون", "رأس النبع")
WHAT = ("انهيار الجسر", "فيضان النهر", "إضراب الميناء", "حريق السوق")
NEXT = ("تحقيق في {}", "تعويضات بعد {}", "محاكمة المتهمين في {}", "لجنة تتقصى أسباب {}")


def report(number: int, day: float) -> rawi.Article:
    """One step of one of twelve matters."""
    choose = random.Random(number)
    place, what = PLACES[number % 3], WHAT[number % 4]
    matter = f"{what} في {place}"
    said = " ".join("".join(choose.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=6)) for _ in range(9))
    return rawi.Article(
        id=f"r{number}",
        title=choose.choice(NEXT).format(matter),
        body=(f"تواصلت في {place} تبعات {what}. {said}.",),
        published=(START + timedelta(days=day)).isoformat(),
        outlet=f"o{number % 5}.example",
        language="ar",
    )


def affairs(news: rawi.Newsroom) -> dict[str, str | None]:
    with news._database.reading() as connection:
        names = [brief.id for brief in news.briefs(limit=500)]
        return {row.story: row.affair for row in affair_rows.told(connection, names)}


@pytest.mark.parametrize("seed", range(2))
def test_whatever_comes_in_late_affairs_are_those_told_at_once(tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    reports = [report(n, choose.choice((0, 1, 8, 30, 60)) + choose.random() * 9) for n in range(90)]
    choose.shuffle(reports)
    with rawi.open(tmp_path / "news.db", options=NewsroomOptions(workers=1)) as news:
        for at in range(0, 90, 15):
            news.add(reports[at : at + 15])
        found = affairs(news)
        with news._database.reading() as connection:
            everything, _ = affair_rows.matters(connection, 0, 0, math.inf)
        assert found == affairs_of(everything)
    assert 1 < len({*found.values()}) < len(found)


def test_what_came_long_before_leaves_later_affairs_untold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    whole = placing.affairs_of
    monkeypatch.setattr(placing, "affairs_of", lambda m: told.append(len(m)) or whole(m))
    with rawi.open(tmp_path / "news.db", options=NewsroomOptions(workers=1)) as news:
        news.add([report(n, 100 + n / 2) for n in range(60)])
        told.clear()
        news.add([report(99, 0)])
    assert told == [1]


def test_a_move_counts_from_the_first_to_the_last_that_either_story_held(tmp_path: Path) -> None:
    with rawi.open(tmp_path / "news.db", options=NewsroomOptions(workers=1)) as news:
        news.add([report(1, 2)])
        with news._database.reading() as connection:
            (one,) = affair_rows.told(connection, ["r1"])
            moved = [Move(one.begun - 50, "gone", "r1")]
            assert set(placing.spans(connection, {}, moved, 0)) == {
                Span(one.begun - 50, one.begun - 50),
                Span(one.begun - 50, one.updated),
            }


def test_an_edition_reaches_to_the_end(tmp_path: Path) -> None:
    with rawi.open(tmp_path / "news.db", options=NewsroomOptions(workers=1)) as news:
        news.add([report(1, 2)])
        with news._database.reading() as connection:
            assert placing.spans(connection, {"r1": True}, [], 5) == [Span(5, float("inf"))]
