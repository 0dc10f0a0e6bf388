"""Articles as bad as they come: the same stories in any order of intake."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import rawi
from rawi.ingest.archives import ARTICLE_TYPE
from rawi.model import Article, Capture
from rawi.newsroom.prepare import prepare

BRIDGE = (
    "انهار جسر وادي الريم صباح السبت بعد سيول جارفة ضربت محافظة الدوحاء، وأصيب سبعة عمال بجروح.\n"
    "وقال مدير الدفاع المدني سالم الحارثي إن فرق الإنقاذ أخرجت العمال من تحت الركام خلال ساعتين.\n"
    "وأغلقت الشرطة الطريق المؤدي إلى وادي الريم ودعت السائقين إلى سلوك طريق الساحل القديم."
)
CUP = (
    "فاز فريق النسور بكأس الجامعات لكرة اليد بعد مباراة مثيرة امتدت إلى وقتين إضافيين.\n"
    "وسجل اللاعب مروان الزين هدف الفوز في الثانية الأخيرة أمام ثلاثة آلاف متفرج."
)
AT = "2024-05-04T08:00:00+00:00"
RECORDS = (
    {
        "id": "dated",
        "outlet": "a",
        "title": "انهيار جسر وادي الريم",
        "body": BRIDGE,
        "published": AT,
    },
    {"id": "same_time", "outlet": "b", "title": "سبعة جرحى", "body": BRIDGE, "published": AT},
    {"id": "undated", "outlet": "c", "title": "انهيار جسر", "body": BRIDGE, "collected": AT},
    {"id": "untitled", "outlet": "d", "title": "", "body": BRIDGE, "published": AT},
    {"id": "future", "outlet": "e", "title": "كأس", "body": CUP, "published": "2999-01-01"},
    {"id": "cup", "outlet": "f", "title": "كأس الجامعات", "body": CUP, "published": AT},
    {"id": "odd_time", "outlet": "g", "title": "كأس", "body": CUP, "published": "عام الفيل"},
    {"id": "line", "outlet": "h", "title": "عاجل", "body": "سيول", "published": AT},
    {"id": "title_only", "outlet": "i", "title": "عاجل: سيول في الدوحاء", "published": AT},
)
FLOOD = tuple(
    {"id": f"n{n}", "outlet": "flood", "title": "جسر", "body": BRIDGE, "published": AT}
    for n in range(40)
)


def stories(path: Path, records: tuple[dict[str, str], ...]) -> set[frozenset[str]]:
    """Which articles stand together once all are in."""
    with rawi.open(path) as news:
        assert news.add(records).rejected == ()
        return {frozenset(a.id for a in s.articles) for s in news.stories(limit=1000)}


@pytest.mark.parametrize("records", [RECORDS, RECORDS + FLOOD], ids=["bad", "flooded"])
def test_the_order_of_intake_changes_no_story(
    tmp_path: Path, records: tuple[dict[str, str], ...]
) -> None:
    found = stories(tmp_path / "one.db", records)
    assert found == stories(tmp_path / "two.db", records[::-1])
    assert sum(map(len, found)) == len(records)
    together = next(story for story in found if "dated" in story)
    assert {"dated", "same_time", "untitled"} <= together
    assert not together & {"cup", "future", "odd_time", "line"}


def test_an_article_that_is_no_report_is_refused_by_its_kind() -> None:
    poem = msgspec.json.encode(Article(id="poem", body=("بيت من الشعر",), kind="poem"))
    found = prepare(Capture(body=poem, content_type=ARTICLE_TYPE, url="https://a.example/p"))
    assert found.articles == ()
    assert [(one.kind, one.item) for one in found.rejected] == [("poem", "https://a.example/p")]
