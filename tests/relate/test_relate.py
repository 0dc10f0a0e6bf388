"""Copies, stories, similar and next read over a small press of our own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.arabic import fold
from rawi.model import Article, Notes
from rawi.relate import Placed, Relation, Sketch, Window, sketch
from rawi.relate.passages import passages, runs, shared, words
from rawi.relate.similar import Beside

BRIDGE = (
    "انهار جسر وادي الريم صباح السبت بعد سيول جارفة ضربت محافظة الدوحاء، وأصيب سبعة عمال بجروح.",
    "وقال مدير الدفاع المدني سالم الحارثي إن فرق الإنقاذ أخرجت العمال من تحت الركام خلال ساعتين.",
    "وأوضح الحارثي أن الجسر شيد قبل أربعين عاما وأن أعمال الصيانة كانت مقررة في الخريف المقبل.",
    "وأغلقت الشرطة الطريق المؤدي إلى وادي الريم ودعت السائقين إلى سلوك طريق الساحل القديم.",
)
BRIDGE_AGAIN = (
    "أعلن الدفاع المدني في محافظة الدوحاء إصابة سبعة عمال في انهيار جسر وادي الريم بسبب السيول.",
    "وذكر سالم الحارثي مدير الدفاع المدني أن الإنقاذ استغرق ساعتين وأن أحدا لم يفقد حياته.",
    "وكان السكان قد حذروا مرارا من تشققات في الجسر القديم الذي يربط الوادي بطريق الساحل.",
)
CUP = (
    "فاز فريق النسور بكأس الجامعات لكرة اليد بعد مباراة مثيرة امتدت إلى وقتين إضافيين.",
    "وسجل اللاعب مروان الزين هدف الفوز في الثانية الأخيرة أمام ثلاثة آلاف متفرج.",
    "وقال المدرب إن اللقب ثمرة عمل طويل وإن الفريق سيشارك في البطولة القارية الصيف القادم.",
)
START = datetime(2024, 5, 4, 8, tzinfo=UTC)


def article(name: str, title: str, body: tuple[str, ...], hours: float = 0) -> Article:
    when = (START + timedelta(hours=hours)).isoformat()
    return Article(
        id=name, title=title, body=body, published=when, outlet=f"{name}.example", language="ar"
    )


PRESS = (
    article("bridge", "انهيار جسر وادي الريم وإصابة سبعة عمال", BRIDGE),
    article("cup", "النسور أبطال كأس الجامعات لكرة اليد", CUP, 1),
    article("reprint", "سبعة جرحى في حادث الجسر", BRIDGE, 2),
    article("again", "إصابة سبعة عمال في انهيار جسر وادي الريم", BRIDGE_AGAIN, 3),
    article("cut", "عمال ينجون", BRIDGE[:2], 4),
)


def sketched(one: Article) -> Sketch:
    return sketch(one, Notes())


def run(press: tuple[Article, ...] = PRESS) -> tuple[Window, dict[str, Relation]]:
    texts = {a.id: a.text for a in press}
    window = Window()
    return window, {
        a.id: window.relate(sketched(a), lambda name: words(texts[name])) for a in press
    }


def similar(window: Window, name: str) -> list[str]:
    return [near.id for near in window.beside(name).similar]


def test_a_reprint_under_another_headline_is_found() -> None:
    (link,) = run()[1]["reprint"].copies
    assert (link.article_id, link.older_id, link.kind) == ("reprint", "bridge", "reprint")


def test_a_cut_is_a_reprint_of_the_longer_text() -> None:
    found = {c.older_id: c for c in run()[1]["cut"].copies}
    assert found["bridge"].kind == "reprint"
    assert found["bridge"].share == 1.0


def test_separate_reports_of_one_happening_are_no_copies() -> None:
    assert run()[1]["again"].copies == ()


def test_reports_of_one_happening_are_one_story() -> None:
    related = run()[1]
    assert related["bridge"].story_id is None
    assert related["again"].story_id == "bridge"
    assert related["reprint"].story_id == "bridge"


def test_another_happening_is_another_story() -> None:
    assert run()[1]["cup"].story_id is None


def test_an_original_that_arrives_late_is_the_older_side() -> None:
    late = article("late", "الخبر الأصلي", BRIDGE, -5)
    texts = {a.id: a.text for a in (*PRESS, late)}
    window = run()[0]
    links = window.relate(sketched(late), lambda name: words(texts[name])).copies
    assert ("bridge", "late") in {(c.article_id, c.older_id) for c in links}


def test_titles_alone_do_not_collapse() -> None:
    short = tuple(article(f"s{i}", "عاجل", ("تفاصيل لاحقا",), i) for i in range(3))
    assert all(relation.copies == () for relation in run(short)[1].values())


def test_articles_without_any_text_are_taken() -> None:
    related = run((article("a", "", ()), article("b", "", ())))[1]
    assert [r.story_id for r in related.values()] == [None, None]


def test_similar_holds_no_copy_no_story_mate_and_not_itself() -> None:
    window, _ = run()
    for one in PRESS:
        names = similar(window, one.id)
        assert one.id not in names
        assert len(names) == len(set(names))
    assert not {"reprint", "again", "cut"} & {*similar(window, "bridge")}


def test_next_read_is_another_report_and_no_copy() -> None:
    following = run()[0].beside("bridge").next_read
    assert following
    assert (following.id, following.reason) == ("again", "development")


def test_an_unknown_article_has_nothing() -> None:
    window = run()[0]
    assert window.beside("nothing") == Beside()


def test_the_same_article_twice_is_an_error() -> None:
    window = run()[0]
    with pytest.raises(ValueError, match="already"):
        window.relate(sketched(PRESS[0]), lambda _: words(""))


def test_the_same_order_gives_the_same_relations() -> None:
    assert run()[1] == run()[1]


def test_a_loaded_window_decides_like_the_one_that_was_saved() -> None:
    texts = {a.id: a.text for a in PRESS}
    window, related = run(PRESS[:3])
    placed = [
        Placed(
            sketch=sketched(a),
            story_id=related[a.id].story_id or a.id,
            copies=related[a.id].copies,
        )
        for a in PRESS[:3]
    ]
    stored = msgspec.msgpack.encode(placed)
    loaded = Window()
    loaded.load(msgspec.msgpack.decode(stored, type=list[Placed]))
    new = sketched(PRESS[3])
    assert loaded.relate(new, lambda name: words(texts[name])) == window.relate(
        new, lambda name: words(texts[name])
    )
    assert loaded.beside("cup") == window.beside("cup")


def test_a_sketch_is_small() -> None:
    long = article("long", "عنوان", tuple(f"{w}{i}" for i in range(900) for w in ("كلمة", "جملة")))
    assert len(msgspec.msgpack.encode(sketched(long))) < 2048


def test_passages_cut_out_the_same_words_on_both_sides() -> None:
    one, other = "\n".join(BRIDGE[1:]), "\n".join(BRIDGE)
    younger, older = words(one), words(other)
    for p in passages(runs(younger, older), younger, older):
        assert fold(one[p.start : p.end]) == fold(other[p.older_start : p.older_end])


CHOICE = ["قال", "وزير", "نهر", "جسر", "ماء", "سيل", "باب", "كتاب", "قلم", "شمس"]
WORDS = st.lists(st.sampled_from(CHOICE), max_size=60)


@given(WORDS, WORDS, st.sets(st.integers(0, 59)))
def test_shares_lie_between_none_and_all(
    one: list[str], other: list[str], formula: set[int]
) -> None:
    younger, older = words(" ".join(one)), words(" ".join(other))
    formula &= set(range(len(one)))
    found = shared(younger, older, runs(younger, older), formula)
    for share in (found.of_one, found.of_other, found.of_shorter, found.of_longer):
        assert 0.0 <= share <= 1.0 + 1e-9
    for share in (found.vocabulary, found.fresh_shorter, found.fresh_longer, found.opening):
        assert 0.0 <= share <= 1.0 + 1e-9
    for p in passages(found.runs, younger, older):
        mine = " ".join(one)[p.start : p.end]
        assert mine == " ".join(other)[p.older_start : p.older_end]


@settings(max_examples=25)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=6))
def test_any_texts_can_be_related(bodies: list[str]) -> None:
    press = tuple(article(f"a{i}", body[:20], (body,), i) for i, body in enumerate(bodies))
    window, _ = run(press)
    for one in press:
        beside = window.beside(one.id)
        assert one.id not in [near.id for near in (*beside.similar, beside.next_read) if near]
