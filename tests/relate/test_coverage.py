from rawi.model import Article, CopyLink, Entity, Notes, OutletKind, Quote, Story
from rawi.relate.coverage import coverage

COUNTRIES = {"wadi": "eg", "nil": "eg", "arz": "lb"}
FLOOD = "ارتفعت حصيلة السيول إلى {} قتيلا في المدينة"


def report(name: str, outlet: str, text: str) -> Article:
    return Article(id=name, outlet=outlet, title=f"خبر {name}", body=(text,), language="ar")


def told(*articles: Article) -> Story:
    return Story(id="s", headline="سيول", lead="", articles=articles, first=articles[0])


def names(*people: str) -> Notes:
    found = (Entity(kind="person", text=p, name=p, start=0, end=len(p)) for p in people)
    return Notes(entities=tuple(found))


def said(speaker: str, chance: float) -> Notes:
    quote = Quote(
        kind="indirect", text="x", cue="قال", start=0, end=1, speaker_name=speaker, chance=chance
    )
    return Notes(quotes=(quote,))


STORY = told(
    report("a", "wadi", FLOOD.format(12)),
    report("b", "arz", FLOOD.format(15)),
    report("c", "nil", FLOOD.format(12)),
    report("d", "arz", FLOOD.format(12)),
)


def test_sides_are_countries_in_the_order_of_their_first_report() -> None:
    found = coverage(STORY, {}, (), COUNTRIES)
    assert [(s.country, [r.id for r in s.reports]) for s in found.sides] == [
        ("eg", ["a", "c"]),
        ("lb", ["b", "d"]),
    ]


def test_an_outlet_of_no_known_country_stands_by_itself() -> None:
    found = coverage(told(report("a", "x", "نص")), {}, (), COUNTRIES)
    assert [s.country for s in found.sides] == [None]


def test_sides_are_kinds_too_and_an_outlet_of_none_is_unknown() -> None:
    kinds: dict[str, OutletKind | None] = {"wadi": "state", "arz": "private"}
    found = coverage(STORY, {}, (), COUNTRIES, kinds).kinds
    assert [(s.kind, s.country, [r.id for r in s.reports]) for s in found] == [
        ("state", None, ["a"]),
        ("private", None, ["b", "d"]),
        (None, None, ["c"]),
    ]


def test_a_side_that_only_copies_is_a_side() -> None:
    link = CopyLink(article_id="b", older_id="a", kind="reprint", share=0.95)
    found = coverage(told(*STORY.articles[:2]), {}, (link,), COUNTRIES).sides
    assert [(s.country, len(s.reports), s.copies) for s in found] == [("eg", 1, 0), ("lb", 0, 1)]


def test_who_has_whose_text_is_told() -> None:
    inside = CopyLink(article_id="d", older_id="a", kind="reprint", share=0.95)
    outside = CopyLink(article_id="c", older_id="z", kind="reprint", share=0.95)
    (one,) = coverage(STORY, {}, (inside, outside), COUNTRIES).printed
    assert (one.outlet, one.source, one.share) == ("arz", "wadi", 0.95)


def test_copies_are_counted_and_are_no_reports() -> None:
    link = CopyLink(article_id="d", older_id="a", kind="reprint", share=0.95)
    lebanon = coverage(STORY, {}, (link,), COUNTRIES).sides[1]
    assert ([r.id for r in lebanon.reports], lebanon.copies) == (["b"], 1)


def test_figures_of_one_thing_that_differ_stand_beside_each_other() -> None:
    (only,) = coverage(told(*STORY.articles[:3]), {}, (), COUNTRIES).differences
    assert only.what == "قتيلا"
    assert [(f.value, f.outlets) for f in only.figures] == [(12, ("wadi", "nil")), (15, ("arz",))]


def test_an_outlet_that_gives_both_figures_differs_from_none() -> None:
    assert (
        coverage(told(STORY.articles[0], *STORY.articles[2:]), {}, (), COUNTRIES).differences == ()
    )
    both = report("e", "arz", f"{FLOOD.format(12)} بعد أن كانت 15 قتيلا")
    assert coverage(told(STORY.articles[0], both), {}, (), COUNTRIES).differences == ()


def test_years_hours_and_money_are_no_figures_of_a_story() -> None:
    texts = (
        "وقع ذلك عام {} بعد {} ساعات بكلفة {} دولارا".format(*n)
        for n in ((2017, 3, 50), (2018, 7, 90))
    )
    pair = told(*(report(o, o, t) for o, t in zip(("wadi", "arz"), texts, strict=True)))
    assert coverage(pair, {}, (), COUNTRIES).differences == ()


def test_whom_one_side_alone_names_twice_is_told() -> None:
    notes = {
        "a": names("سالم الوادي", "منى الأرز"),
        "c": names("سالم الوادى"),
        "b": names("منى الأرز"),
    }
    egypt, lebanon = coverage(STORY, notes, (), COUNTRIES).sides
    assert (egypt.only, lebanon.only) == (("سالم الوادي",), ())


def test_nobody_is_named_by_one_side_alone_where_there_is_one() -> None:
    notes = {"a": names("سالم الوادي"), "c": names("سالم الوادي")}
    (egypt,) = coverage(told(STORY.articles[0], STORY.articles[2]), notes, (), COUNTRIES).sides
    assert egypt.only == ()


def test_speakers_are_those_whom_most_outlets_quote_first_and_none_in_doubt() -> None:
    notes = {
        "a": said("منى الأرز", 0.9),
        "b": said("سالم الوادي", 0.9),
        "c": said("سالم الوادي", 0.5),
    }
    notes["d"] = said("هدى النيل", 0.49)
    found = coverage(STORY, notes, (), COUNTRIES).speakers
    assert [(m.name, m.outlets) for m in found] == [
        ("سالم الوادي", ("arz", "nil")),
        ("منى الأرز", ("wadi",)),
    ]
