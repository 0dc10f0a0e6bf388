from datetime import date
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from rawi.model import Article, Brief, CopyLink, Headline, Quote, Story
from rawi.serve.pages import views

UTC = ZoneInfo("UTC")


def report(name: str, hour: int, **more: object) -> Article:
    return Article(
        id=name, title=f"خبر {name}", published=f"2026-03-12T{hour:02}:00:00+00:00", **more
    )


def story(*articles: Article) -> Story:
    return Story(id=articles[0].id, headline="", lead="", articles=articles, first=articles[0])


def brief(article: Article) -> Brief:
    first = Headline(id=article.id, published=article.published)
    return Brief(id=article.id, headline="", lead="", first=first)


def link(younger: str, older: str, share: float = 0.9) -> CopyLink:
    return CopyLink(article_id=younger, older_id=older, kind="reprint", share=share)


def threads(found: tuple[views.Report, ...]) -> list[tuple[str, list[str]]]:
    return [(r.article.id, [c.article.id for c in r.copies]) for r in found]


def test_copies_stand_under_what_they_copy() -> None:
    told = story(report("a", 1), report("b", 2), report("c", 3), report("d", 4))
    found = views.reports(told, [link("c", "a"), link("d", "a", 0.5), link("d", "b", 0.8)])
    assert threads(found) == [("a", ["c"]), ("b", ["d"])]


def test_a_copy_of_a_copy_stands_under_the_first() -> None:
    told = story(report("a", 1), report("b", 2), report("c", 3))
    assert threads(views.reports(told, [link("b", "a"), link("c", "b")])) == [("a", ["b", "c"])]


def test_a_copy_of_something_elsewhere_is_a_report_here() -> None:
    assert threads(views.reports(story(report("a", 1)), [link("a", "x")])) == [("a", [])]


def test_copies_in_a_circle_lose_no_article() -> None:
    told = story(report("a", 1), report("b", 2))
    found = views.reports(told, [link("a", "b"), link("b", "a")])
    shown = {r.article.id for r in found} | {c.article.id for r in found for c in r.copies}
    assert shown == {"a", "b"}


def test_the_axis_runs_from_first_to_last() -> None:
    told = story(report("a", 1), report("b", 2), report("c", 5))
    dots = views.axis(views.reports(told, [link("c", "a")]))
    assert [(d.at, d.copy) for d in dots] == [(0.0, False), (0.25, False), (1.0, True)]


def test_the_axis_is_left_out_where_times_are_unknown() -> None:
    told = story(Article(id="a"), report("b", 2))
    assert views.axis(views.reports(told, [])) == ()


def test_a_statement_over_two_paragraphs_is_marked_in_both() -> None:
    article = Article(id="a", body=("قال الوزير نعم", "ثم مضى"))
    quote = Quote(kind="direct", text="نعم ثم", cue="قال", start=11, end=17)
    segments = [[(p.text, p.quote) for p in x.segments] for x in views.paragraphs(article, [quote])]
    assert segments == [[("قال الوزير ", None), ("نعم", 0)], [("ثم", 0), (" مضى", None)]]


@given(
    st.lists(st.text(alphabet="اب ج", max_size=8), max_size=4),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
)
def test_marking_never_changes_the_text(body: list[str], spans: list[tuple[int, int]]) -> None:
    article = Article(id="a", body=tuple(body))
    quotes = [Quote(kind="direct", text="", cue="", start=s, end=e) for s, e in spans]
    shown = ["".join(p.text for p in x.segments) for x in views.paragraphs(article, quotes)]
    assert shown == body


def test_stories_of_one_day_stand_together() -> None:
    days = views.by_days(map(brief, [report("a", 9), report("b", 8), Article(id="c")]), UTC)
    assert [(str(g.day), len(g.stories)) for g in days] == [("2026-03-12", 2), ("None", 1)]


def test_a_story_that_went_on_stands_under_the_last_day_of_the_list() -> None:
    (group,) = views.by_days([brief(report("a", 9))], UTC, date(2026, 3, 10))
    assert str(group.day) == "2026-03-10"


def test_a_summary_that_begins_the_text_is_not_shown_above_it() -> None:
    body = ("افتتح الجسر الجديد.", "وقال المهندس إنه متين.")
    cut = Article(id="a", summary="افتتح الجسر الجديد. وقال المهندس...", body=body)
    assert views.teaser(cut) is None
    own = Article(id="a", summary="جسر بعد عام من العمل", body=body)
    assert views.teaser(own) == own.summary


def test_an_excerpt_is_cut_by_us_and_not_where_the_outlet_cut_a_word() -> None:
    body = ("افتتح العمدة الجسر الجديد فوق النهر.", "وقال المهندس إنه متين.")
    cut = Article(id="a", summary="افتتح العمدة الجسر الجد", body=body)
    assert cut.lead == body[0]
    assert views.excerpt(cut, 5) == "افتتح العمدة الجسر الجديد فوق …"


def test_an_article_of_a_teaser_alone_has_it_as_lead() -> None:
    assert Article(id="a", summary="افتتح العمدة الجسر").lead == "افتتح العمدة الجسر"
    assert Article(id="a", summary="تمهيد", standfirst="عنوان فرعي").lead == "عنوان فرعي"
    assert Article(id="a").lead == ""


def test_an_excerpt_is_cut_at_a_word() -> None:
    article = Article(id="a", body=("واحد اثنان ثلاثة",))
    assert views.excerpt(article, 2) == "واحد اثنان …"
    assert views.excerpt(article, 3) == "واحد اثنان ثلاثة"


def test_editions_come_latest_first() -> None:
    first = Article(id="a", title="فاض النهر", body=("ليلا",))
    second = Article(id="a", title="فاض النهر", body=("فجرا",))
    third = Article(id="a", title="انحسر النهر", body=("فجرا",))
    latest, before = views.editions(third, (first, second))
    assert (bool(latest.title), latest.paragraphs) == (True, ())
    assert (before.title, len(before.paragraphs)) == ((), 1)


def test_a_statement_is_quoted_with_its_source_and_a_doubtful_speaker_left_out() -> None:
    said = Quote(kind="direct", text="سنعود", cue="قال", start=0, end=5, speaker_name="سالم الوادي")
    source = "الساحل — https://sahel.example/1"
    assert views.quoted(said, *source.split(" — ")) == f"«سنعود» — سالم الوادي — {source}"
    doubtful = msgspec.structs.replace(said, chance=0.4)
    assert views.quoted(doubtful, *source.split(" — ")) == f"«سنعود» — {source}"
