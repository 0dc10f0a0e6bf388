"""What an export writes, an import brings back whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

import rawi
from rawi.model import Article, Caption, Enclosure, Outlet
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.serve.api.export import article_lines, newsroom_lines

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
MARFA = Outlet(
    id="marfa.example",
    name="صحيفة المرفأ",
    url="https://marfa.example/",
    country="lb",
    feeds=("https://marfa.example/rss", "https://marfa.example/sport.xml"),
    section="سياسة",
    sections={"https://marfa.example/sport.xml": "رياضة"},
)
FIRST = Article(
    id="u1",
    url="https://marfa.example/1",
    outlet="marfa.example",
    title="رسو سفينة القمح",
    summary="رست السفينة <b>فجرا",
    standfirst="وصلت بعد رحلة من أسبوعين",
    body=(
        "رست سفينة القمح في المرفأ فجر اليوم بعد رحلة من أسبوعين.",
        "اقرأ أيضا: أسعار الخبز",
        "وقال المدير إن التفريغ يبدأ غدا &amp; يستمر يومين.",
    ),
    subheads=("التفريغ",),
    authors=("وائل نصار", "رويترز"),
    source="وكالة الساحل",
    section="اقتصاد",
    tags=("قمح", "مرفأ"),
    language="ar",
    captions=(Caption(text="السفينة عند الرصيف", credit="ليلى حداد"),),
    image="https://marfa.example/1.jpg",
    enclosures=(Enclosure(url="https://marfa.example/1.mp3", type="audio/mpeg", length=9),),
    related=("أسعار الخبز",),
    truncated=True,
    published="2026-03-11",
    published_precision="day",
    modified="2026-03-11T10:00:00+02:00",
    collected="2026-03-11T09:00:00+00:00",
)
SECOND = msgspec.structs.replace(
    FIRST, title="رسو سفينة القمح وبدء التفريغ", collected="2026-03-11T12:00:00+00:00"
)


def opened(path: Path) -> Newsroom:
    return rawi.open(path, options=NewsroomOptions(workers=1), clock=lambda: NOW)


def lines(room: Newsroom) -> list[bytes]:
    return list(newsroom_lines(room))


def test_everything_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    with opened(tmp_path / "one.db") as one:
        one.add_outlet(MARFA)
        one.add([FIRST])
        one.add([SECOND])
        one.marks.annotate("u1", "للمراجعة & «التدقيق»", ["قمح", "مهم جدا"])
        one.marks.annotate("u1", "قصة القمح", ["ملفات"], "story")
        file.write_bytes(b"".join(lines(one)))
        with opened(tmp_path / "other.db") as other:
            assert not [r for step in other.import_files([file]) for r in step.counts.rejected]
            bare = {"evidence": {}, "rivals": {}}
            assert msgspec.structs.replace(other.article("u1"), **bare) == SECOND
            assert [v.title for v in other.versions("u1")] == [FIRST.title]
            assert other.outlets() == (MARFA,)
            assert other.marks.all_saved() == {"u1"}
            said = [
                (k.kind, k.note, k.labels)
                for k in (
                    other.marks.one_kept("u1", "article"),
                    other.marks.one_kept("u1", "story"),
                )
                if k
            ]
            assert said == [
                ("article", "للمراجعة & «التدقيق»", ("قمح", "مهم جدا")),
                ("story", "قصة القمح", ("ملفات",)),
            ]
            assert lines(other) == lines(one)


def test_an_import_changes_no_outlet_that_was_added(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    mine = msgspec.structs.replace(MARFA, name="المرفأ")
    with opened(tmp_path / "one.db") as one:
        one.add_outlet(MARFA)
        file.write_bytes(b"".join(lines(one)))
    with opened(tmp_path / "other.db") as other:
        other.add_outlet(mine)
        list(other.import_files([file]))
        assert other.outlets() == (mine,)


def test_an_import_changes_nothing_that_was_written_on_what_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    with opened(tmp_path / "one.db") as one:
        one.add([FIRST])
        one.marks.annotate("u1", "من غيري", ["غريب"])
        file.write_bytes(b"".join(lines(one)))
        one.marks.annotate("u1", "لي", ["خاص"])
        list(one.import_files([file]))
        kept = one.marks.one_kept("u1")
    assert kept is not None
    assert (kept.note, kept.labels) == ("لي", ("خاص",))


def test_people_are_told_from_agencies_beside_the_author_lines(tmp_path: Path) -> None:
    with opened(tmp_path / "one.db") as one:
        one.add([FIRST])
        form = msgspec.json.decode(next(article_lines(one)))
    assert form["authors"] == ["وائل نصار", "رويترز"]
    assert form["writers"] == ["وائل نصار"]
