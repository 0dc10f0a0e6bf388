"""A name over all articles: spellings, surnames, what it stands beside, what it says."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

import rawi
from rawi.errors import InputError, NotFoundError
from rawi.model import Article, Credit, Headline, Quote
from rawi.relate.chain import chain_of
from rawi.store.mentions import dominant
from tests.store.conftest import Room

TAIL = "وكان الاجتماع قد عقد في دمشق بحضور ممثلين عن البلديات وعن المزارعين في المنطقة."
FULL = f"قال الرئيس الأميركي دونالد ترامب إن بلاده ستشارك في مؤتمر المياه في دمشق.\n{TAIL}"
SPELLED = f"قال الرئيس الأميركي دونالد ترمب إن المؤتمر سيبحث تقاسم مياه النهر.\n{TAIL}"
ALONE = f"وأكد ترامب أن الوفد سيصل إلى دمشق مساء الثلاثاء لحضور مؤتمر المياه.\n{TAIL}"


def report(name: str, body: str, day: int = 5) -> dict[str, Any]:
    return {
        "id": name,
        "outlet": f"{name}.example",
        "title": f"مؤتمر المياه {name}",
        "body": body,
        "published": f"2025-05-0{day}T10:00:00+00:00",
        "language": "ar",
    }


@pytest.fixture(scope="module")
def reports() -> list[dict[str, Any]]:
    return [report("a", FULL), report("b", SPELLED), report("c", FULL), report("d", ALONE)]


@pytest.fixture
def news(room: Room, reports: list[dict[str, Any]]) -> rawi.Newsroom:
    made = room()
    made.add(reports)
    return made


@pytest.mark.parametrize("name", ["دونالد ترامب", "دونالد ترمب", "ترامب"])
def test_every_spelling_and_the_surname_lead_to_one_name(news: rawi.Newsroom, name: str) -> None:
    found = news.entity(name)
    assert (found.name, found.kind, found.articles) == ("دونالد ترامب", "person", 4)


def test_a_profile_tells_spellings_stories_and_company(news: rawi.Newsroom) -> None:
    found = news.entity("دونالد ترامب")
    assert {"دونالد ترامب", "دونالد ترمب", "ترامب"} <= set(found.spellings)
    assert found.stories
    assert "دمشق" in {one.name for one in found.beside}
    assert found.name not in {one.name for one in found.beside}


def test_a_place_has_its_country(news: rawi.Newsroom) -> None:
    found = news.entity("دمشق")
    assert (found.kind, found.country) == ("place", "sy")


def test_what_a_surname_says_is_said_by_whom_it_means(news: rawi.Newsroom) -> None:
    said = {one.article.id for one in news.quotes(speaker="دونالد ترامب")}
    assert "d" in said


def test_a_name_nobody_has_is_not_found(news: rawi.Newsroom) -> None:
    with pytest.raises(NotFoundError):
        news.entity("بائع الورد")
    with pytest.raises(InputError):
        news.entity(3)  # type: ignore[arg-type]


def test_a_surname_is_left_where_nobody_is_named_in_full(room: Room) -> None:
    news = room()
    news.add([report("d", ALONE)])
    assert news.entity("ترامب").name == "ترامب"


@pytest.mark.parametrize(
    ("told", "best"),
    [
        ({}, None),
        ({"سامر حداد": 2}, None),
        ({"سامر حداد": 3}, "سامر حداد"),
        ({"سامر حداد": 3, "هند حداد": 1}, "سامر حداد"),
        ({"سامر حداد": 3, "هند حداد": 2}, None),
        ({"سامر حداد": 3, "سامر نبيل حداد": 2}, "سامر حداد"),
    ],
)
def test_most_must_mean_the_same(told: dict[str, int], best: str | None) -> None:
    assert dominant(Counter(told)) == best


def test_an_edition_takes_its_names_along(news: rawi.Newsroom) -> None:
    news.add([report("d", f"وصل المزارعون إلى إربد.\n{TAIL}")])
    assert news.entity("دونالد ترامب").articles == 3


def test_a_rebuild_comes_to_the_same_names(news: rawi.Newsroom) -> None:
    before = news.entity("ترامب")
    news.rebuild()
    assert news.entity("ترامب") == before


def test_the_chain_runs_from_the_speaker_to_the_outlet() -> None:
    text = "دمشق (رويترز) - قال سامر الحداد لصحيفة الوادي إن الجسر سيفتح غدا."
    start = text.index("الجسر")
    quote = Quote(
        kind="indirect", text=text[start:-1], cue="قال", start=start, end=len(text) - 1,
        speaker="سامر الحداد", speaker_name="سامر الحداد", via="صحيفة الوادي",
    )  # fmt: skip
    wire = Credit(role="wire", name="رويترز", text="رويترز", field="body")
    article = Article(id="b", body=(text,), outlet="b.example")
    steps = chain_of(article, quote, wire, Headline(id="a", outlet="a.example"))
    assert [step.role for step in steps] == ["speaker", "via", "wire", "origin", "outlet"]
    shown = [text[step.start : step.end] for step in steps if step.start is not None]
    assert shown == ["سامر الحداد", "صحيفة الوادي", "رويترز"]


def test_nobody_is_named_who_is_unlikely_to_have_said_it() -> None:
    quote = Quote(
        kind="direct", text="غدا", cue="قال", start=0, end=3, speaker_name="هند", chance=0.49
    )
    assert chain_of(Article(id="a", body=("غدا",)), quote, None, None) == ()
