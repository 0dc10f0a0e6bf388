"""Statements over all articles: by speaker, by name, in order, page by page."""

from __future__ import annotations

import pytest

import rawi
from rawi.errors import InputError
from tests.store.conftest import Room

SAID = (
    'وقال وزير النقل سامر الحداد: "سنفتح الجسر الجديد أمام السيارات قبل نهاية العام".',
    "وأكدت وزارة الصحة أن عدد المصابين انخفض إلى النصف خلال الأسبوع الماضي.",
    'وقال مدير المرفأ نادر القاسم: "عادت حركة السفن إلى طبيعتها منذ صباح أمس".',
)


def articles() -> list[dict[str, object]]:
    return [
        {"id": f"s{n}", "outlet": "o.example", "title": f"خبر رقم {n}", "body": body,
         "published": f"2025-05-0{n + 1}T10:00:00+00:00", "language": "ar"}
        for n, body in enumerate(SAID)
    ]  # fmt: skip


@pytest.fixture
def news(room: Room) -> rawi.Newsroom:
    made = room()
    made.add(articles())
    return made


def test_the_latest_stand_first(news: rawi.Newsroom) -> None:
    assert [s.article.id for s in news.quotes()] == ["s2", "s1", "s0"]


def test_a_statement_carries_its_quote_and_its_article(news: rawi.Newsroom) -> None:
    (found,) = news.quotes(speaker="سامر الحداد")
    text = news.article(found.article.id).text
    assert text[found.quote.start : found.quote.end] == found.quote.text
    assert found.article.outlet == "o.example"


@pytest.mark.parametrize("name", ["سامر الحداد", "الحداد", "سامر  الحدّاد"])
def test_a_speaker_is_found_by_full_and_by_last_name(news: rawi.Newsroom, name: str) -> None:
    assert [s.quote.speaker_name for s in news.quotes(speaker=name)] == ["سامر الحداد"]


def test_a_speaker_nobody_quotes_has_none(news: rawi.Newsroom) -> None:
    assert news.quotes(speaker="بائع الورد") == ()


def test_pages_follow_each_other(news: rawi.Newsroom) -> None:
    first = news.quotes(limit=2)
    second = news.quotes(limit=2, after=first.next)
    assert [s.article.id for s in (*first, *second)] == ["s2", "s1", "s0"]
    assert second.next is None


def test_since_leaves_out_what_was_said_before(news: rawi.Newsroom) -> None:
    assert [s.article.id for s in news.quotes(since="2025-05-02")] == ["s2", "s1"]


def test_a_foreign_cursor_is_refused(news: rawi.Newsroom) -> None:
    with pytest.raises(InputError):
        news.quotes(after="x")


def test_a_new_edition_takes_the_old_statements_away(news: rawi.Newsroom) -> None:
    changed = articles()[0] | {"body": "افتتح الجسر الجديد يوم الخميس وسط حضور كبير من الأهالي."}
    news.add([changed])
    assert news.quotes(speaker="سامر الحداد") == ()


def test_a_copy_names_the_article_it_copies(news: rawi.Newsroom) -> None:
    body = "\n".join([*SAID, "وحضر اللقاء عدد كبير من أهالي البلدة ومن ممثلي النقابات المحلية."])
    first = {"id": "long", "title": "لقاء في البلدة", "body": body, "outlet": "a.example"}
    again = {"id": "again", "title": "لقاء في بلدة", "body": body, "outlet": "b.example"}
    news.add([first | {"published": "2025-05-08T10:00:00+00:00"}])
    news.add([again | {"published": "2025-05-08T12:00:00+00:00"}])
    found = {s.article.id: s.copy_of for s in news.quotes(since="2025-05-08")}
    assert found["again"] == "long"
