"""One statement told twice, and two that only look alike: sentences of our own writing."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.annotation.quotes import speaker_key
from rawi.arabic import tokens
from rawi.model import Article, Entity, Notes, Quote
from rawi.relate.statements import (
    DAYS,
    TRAITS,
    SameRules,
    Saying,
    chance,
    keys,
    saying,
    sayings,
    traits,
)

RULES = SameRules()
BRIDGE = "الجسر المعلق فوق نهر السنديان سيفتح أمام الشاحنات قبل موسم الزيتون المقبل"


def said(text: str, speaker: str = "سامر الحداد", **other: object) -> Saying:
    given = {"kind": "indirect", "cue": "قال", "start": 0, "end": len(text), "chance": 0.9}
    quote = Quote(text=text, speaker_name=speaker, **(given | other))  # type: ignore[arg-type]
    made = saying(0, quote, tokens(text))
    assert made is not None
    return made


def same(one: Saying, other: Saying, hours: float = 2.0) -> bool:
    return chance(one, other, hours, RULES) >= RULES.least


@pytest.mark.parametrize(
    "other",
    [
        BRIDGE,
        "الجسر المعلق فوق نهر السنديان سيفتح أمام الشاحنات",
        f"{BRIDGE}، وستبقى رسوم العبور كما كانت في السنة الماضية",
        "الجسر المعلق على نهر السنديان سوف يفتح أمام الشاحنات قبل موسم الزيتون القادم",
    ],
)
def test_trimmed_longer_and_reworded_tellings_are_one(other: str) -> None:
    assert same(said(BRIDGE), said(other))


@pytest.mark.parametrize(
    "other",
    [
        "المصالحة بين البلدتين تحتاج إلى صبر طويل من الأهالي ومن المجلس",
        "الجسر القديم قرب المرفأ لا يحتمل أكثر من عشرين سيارة في الساعة",
    ],
)
def test_two_statements_of_one_speaker_are_two(other: str) -> None:
    assert not same(said(BRIDGE), said(other))


def test_other_numbers_make_another_statement() -> None:
    one = said("عدد المصابين في حريق المصنع بلغ 14 عاملا نقلوا إلى مستشفى الوادي")
    other = said("عدد المصابين في حريق المصنع بلغ 31 عاملا نقلوا إلى مستشفى الوادي")
    assert chance(one, other, 2, RULES) < chance(one, one, 2, RULES)


def test_what_two_speakers_say_in_other_words_is_never_compared() -> None:
    other = "الشاحنات ستمنع من عبور النهر في الموسم المقبل لأن الجسر لم يكتمل"
    assert traits(said(BRIDGE), said(other, "ليلى القاضي"), 1) is None


def test_the_same_words_under_another_name_are_compared() -> None:
    assert traits(said(BRIDGE), said(BRIDGE, "ليلى القاضي"), 1) is not None


def test_a_statement_is_another_after_so_many_days() -> None:
    one = said(BRIDGE)
    assert chance(one, one, DAYS * 24, RULES) > 0
    assert chance(one, one, DAYS * 24 + 0.1, RULES) == 0


def test_too_few_words_are_no_statement() -> None:
    quote = Quote(kind="direct", text="لا تعليق", cue="قال", start=0, end=8)
    assert saying(0, quote, tokens(quote.text)) is None


def test_tellings_share_a_key_and_other_statements_do_not() -> None:
    shorter = said("الجسر المعلق فوق نهر السنديان سيفتح أمام الشاحنات")
    assert keys(said(BRIDGE)) & keys(shorter)
    assert not keys(said(BRIDGE)) & keys(said("عودة المدارس تأجلت أسبوعا بسبب الثلوج", "هند"))


def test_keys_fit_a_column() -> None:
    assert all(0 <= key < 1 << 63 for key in keys(said(BRIDGE)))


def test_a_statement_goes_through_msgpack_unchanged() -> None:
    one = said(BRIDGE)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(one), type=Saying) == one


def test_an_article_gives_its_statements_by_their_places() -> None:
    text = f'قال سامر الحداد: "{BRIDGE}".'
    start = text.index("الجسر")
    quotes = (
        Quote(kind="direct", text="لا", cue="قال", start=0, end=2),
        Quote(kind="direct", text=BRIDGE, cue="قال", start=start, end=start + len(BRIDGE)),
    )
    found = sayings(Article(id="a", body=(text,)), Notes(quotes=quotes))
    assert [one.place for one in found] == [1]


WORDS = st.lists(st.sampled_from([*BRIDGE.split(), "مدرسة", "طبيب", "قمح", "بحيرة"]), min_size=7)


@given(WORDS, WORDS, st.floats(0, 70))
def test_the_order_of_two_statements_does_not_matter(
    one: list[str], other: list[str], hours: float
) -> None:
    first, second = (_maybe(" ".join(words)) for words in (one, other))
    if first and second:
        assert chance(first, second, hours, RULES) == pytest.approx(
            chance(second, first, -hours, RULES)
        )


def _maybe(text: str) -> Saying | None:
    quote = Quote(
        kind="direct", text=text, cue="", start=0, end=len(text), speaker_name="سامر الحداد"
    )
    return saying(0, quote, tokens(text))


def test_each_trait_has_its_weight() -> None:
    assert len(RULES.weights) == len(TRAITS)


def test_what_is_said_of_the_subject_first_counts() -> None:
    shorter = "تأجيل افتتاح الجسر المعلق فوق نهر السنديان"
    found = traits(said(shorter), said(BRIDGE), 2.0)
    assert found is not None
    assert found[TRAITS.index("beginning")] > 0
    found = traits(said(BRIDGE), said(BRIDGE), 2.0)
    assert found is not None
    assert found[TRAITS.index("beginning")] == 0


def test_an_agency_that_passes_on_is_less_sure_to_say_the_same() -> None:
    people = traits(said(BRIDGE), said(BRIDGE), 2.0)
    agency = traits(said(BRIDGE), said(BRIDGE, "رويترز"), 2.0)
    assert people is not None
    assert agency is not None
    assert (people[TRAITS.index("medium")], agency[TRAITS.index("medium")]) == (0.0, 1.0)


def test_spellings_of_a_speaker_are_one_speaker() -> None:
    assert speaker_key("جورج ترمب") == speaker_key("جورج ترامب")
    assert same(said(BRIDGE, "جورج ترمب"), said(BRIDGE, "جورج ترامب"))


INTRODUCED = "قالت المتحدثة باسم وزارة النقل هند الوادي إن"


def told_by(name: str, person: bool = False, text: str = INTRODUCED) -> Saying:
    """The statement about the bridge, laid to somebody whom the article introduces first."""
    whole = f"{text} {BRIDGE}"
    at = len(text) + 1
    quote = Quote(
        kind="indirect",
        text=BRIDGE,
        cue="قالت",
        start=at,
        end=len(whole),
        speaker_name=name,
        speaker=name,
        chance=0.9,
    )
    begin = text.find(name)
    named = Entity(kind="person", text=name, name=name, start=begin, end=begin + len(name))
    notes = Notes(quotes=(quote,), entities=(named,) if person else ())
    (made,) = sayings(Article(id="a", body=(whole,)), notes)
    return made


def test_what_her_ministry_said_its_spokeswoman_may_have_said() -> None:
    her = told_by("هند الوادي", person=True)
    assert traits(her, said(CLAIM, "وزارة النقل"), 2.0) is not None
    assert traits(her, said(CLAIM, "وزارة الزراعة"), 2.0) is None


def test_two_who_hold_like_offices_are_two() -> None:
    her = told_by("هند الوادي", person=True)
    text = "قال المتحدث باسم وزارة النقل وليد الخازن إن"
    his = told_by("وليد الخازن", person=True, text=text)
    assert her.office
    assert his.office
    assert traits(her, msgspec.structs.replace(his, words=said(CLAIM).words), 2.0) is None


@pytest.mark.parametrize("medium", ["وكالة الساحل للأنباء", "التلفزيون الرسمي", "رويترز"])
def test_what_is_laid_to_an_agency_may_be_the_words_of_another(medium: str) -> None:
    assert traits(said(BRIDGE, "هند الوادي"), said(CLAIM, medium), 2.0) is not None


CLAIM = "الطريق الجبلي قرب البلدة يحتاج إلى ترميم قبل موسم الأمطار"
