"""Following and muting over a newsroom: what matches, what is hidden, what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rawi
from rawi.errors import InputError, NotFoundError
from rawi.model import Article, Brief
from rawi.newsroom import Newsroom
from rawi.store.personal.items import Stream

DAM = (
    "انهار السد الترابي في وادي السنديان فجر اليوم وغمرت المياه حي المطاحن.",
    "وقال المهندس سالم الوادي إن السد لم يرمم منذ عشرين عاما.",
)
BREAD = (
    "رفعت وزارة التموين سعر الخبز بنسبة خمسة في المئة ابتداء من الشهر المقبل.",
    "وأوضح الوزير خالد النجار أن القرار يشمل جميع المحافظات.",
)


def report(name: str, outlet: str, title: str, body: tuple[str, ...], **more: object) -> Article:
    known = {"section": "محليات", "language": "ar", "published": "2026-03-12T08:00:00+00:00"}
    return Article(id=name, outlet=outlet, title=title, body=body, **known | more)  # type: ignore[arg-type]


def flood(name: str, outlet: str) -> Article:
    return report(name, outlet, "انهيار سد يغرق حي المطاحن في وادي السنديان", DAM)


def bread(name: str, outlet: str, **more: object) -> Article:
    title = "وزارة التموين ترفع سعر الخبز في جميع المحافظات"
    return report(name, outlet, title, BREAD, **more)


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Newsroom]:
    with rawi.open(tmp_path / "news.db") as opened:
        opened.add([flood("f1", "mna"), bread("b1", "sahel", authors=("هدى منصور",))])
        yield opened


def found(news: Newsroom, kind: str, name: str, after: int = 0) -> set[str]:
    follow = news.followable(kind, name)
    return {one.article_id for one in news.followed_articles(follow, after)}


def shown(news: Newsroom) -> set[str]:
    return {story.id for story in news.sifted(news.briefs()).shown}


@pytest.mark.parametrize(
    ("kind", "name", "wanted"),
    [
        ("entity", "وادي السنديان", {"f1"}),
        ("speaker", "سالم الوادى", {"f1"}),
        ("affair", "b1", {"b1"}),
        ("search", "q=سدود", {"f1"}),
        ("search", 'q="سعر الخبز"&outlet=sahel', {"b1"}),
        ("search", "q=السد والخبز", set()),
        ("search", "q=الخبز&outlet=mna", set()),
        ("search", "q=-الخبز", {"f1"}),
    ],
)
def test_what_matches(news: Newsroom, kind: str, name: str, wanted: set[str]) -> None:
    assert found(news, kind, name) == wanted


def test_a_keyword_is_followed_in_all_spellings(news: Newsroom) -> None:
    keyword = news.notes("b1").keywords[0].text
    assert "b1" in found(news, "keyword", keyword)


@pytest.mark.parametrize("name", ["", "!", "section=محليات", "q=a&place=b", "x" * 401])
def test_what_cannot_be_followed_is_refused(news: Newsroom, name: str) -> None:
    with pytest.raises(InputError):
        news.followable("search", name)
    with pytest.raises(NotFoundError):
        news.followable("affair", "gone")


def test_arrivals_come_once_in_the_order_of_intake(news: Newsroom) -> None:
    follow = news.followable("entity", "وادي السنديان")
    first = news.followed_articles(follow)
    place = first[-1].intake
    assert news.followed_articles(follow, place) == ()
    news.add([flood("f2", "rasid"), bread("b2", "mna"), flood("f3", "sahel")])
    later = news.followed_articles(follow, place)
    assert [one.article_id for one in later] == ["f2", "f3"]
    assert [one.story for one in later] == ["f1", "f1"]
    assert news.followed_articles(follow, place, 1) == later[:1]


def test_counts_follow_what_comes_in(news: Newsroom) -> None:
    kept = news.follow(news.followable("entity", "وادي السنديان"))
    search = news.follow(news.followable("search", "q=الخبز"))
    news.add([flood("f2", "rasid"), bread("b2", "mna")])
    news.judge_arrivals()
    assert news.follows.unread() == {kept.number: 2, search.number: 2}
    news.rebuild()
    news.judge_arrivals()
    assert news.follows.unread() == {kept.number: 2, search.number: 2}


@pytest.mark.parametrize(
    ("kind", "name", "hidden"),
    [
        ("outlet", "mna", "f1"),
        ("word", "بالسد", "f1"),
        ("word", "سعر الخبز", "b1"),
        ("author", "هدى منصور", "b1"),
        ("person", "وادي السنديان", "f1"),
        ("section", "محليات", "f1 b1"),
        ("word", "عشرين عاما", ""),
        ("person", "خالد النجار", ""),
        ("author", "هدى", ""),
        ("section", "محلي", ""),
    ],
)
def test_what_a_rule_hides(news: Newsroom, kind: str, name: str, hidden: str) -> None:
    gone = set(hidden.split())
    rule = news.mute(kind, name)
    assert news.mute(kind, name) == rule
    assert shown(news) == {"f1", "b1"} - gone
    assert {one.article_id for one in news.items().page(Stream(), 9)} == {"f1", "b1"} - gone
    assert set(news.muted_among(["f1", "b1"])) == gone
    assert news.sifted(news.briefs(), person=2).hidden == ()
    news.follows.remove(rule)
    assert shown(news) == {"f1", "b1"}
    assert news.items().count(Stream()) == 2


def test_rules_hold_for_what_comes_in_later(news: Newsroom) -> None:
    news.mute("word", "الخبز")
    news.add([bread("b2", "mna")])
    assert set(news.muted_among(["b1", "b2", "f1"])) == {"b1", "b2"}


def test_an_outlet_hides_a_story_only_where_nothing_else_is_left(news: Newsroom) -> None:
    news.mute("outlet", "mna")
    news.add([flood("f2", "rasid")])
    (story,) = [one for one in news.sifted(news.briefs()).shown if one.id == "f1"]
    assert story.leading is not None
    assert story.leading.outlet == "rasid"
    news.mute("outlet", "rasid")
    assert shown(news) == {"b1"}
    assert {m.name for _, rules in news.sifted(news.briefs()).hidden for m in rules} == {
        "mna",
        "rasid",
    }


def test_the_page_of_a_muted_outlet_is_not_empty(news: Newsroom) -> None:
    news.mute("outlet", "mna")
    assert {one.id for one in news.sifted(news.briefs(), opened="mna").shown} == {"f1", "b1"}


def test_an_article_that_is_taken_down_breaks_nothing(news: Newsroom) -> None:
    at = "https://rasid.example/f2"
    news.add([msgspec.structs.replace(flood("f2", "rasid"), url=at)])
    kept = news.follow(news.followable("entity", "وادي السنديان"))
    news.mute("word", "الخبز")
    assert news.take_down(at) == 1
    assert news.follows.unread() == {kept.number: 1}
    assert news.check().findings == ()


def test_a_changed_article_is_judged_anew(news: Newsroom) -> None:
    follow = news.follow(news.followable("search", "q=الحكومة"))
    assert news.follows.unread() == {}
    changed = report("f1", "mna", "الحكومة تتعهد بترميم سد وادي السنديان", DAM)
    news.add([changed])
    news.judge_arrivals()
    assert news.follows.unread() == {follow.number: 1}


def test_a_story_is_hidden_for_what_its_headline_tells(news: Newsroom) -> None:
    plain = ("غمرت المياه حي المطاحن فجر اليوم وأجليت مئتا أسرة.", *DAM)
    news.add([report("f2", "rasid", "مياه تغمر حي المطاحن في وادي السنديان", plain)])
    (story,) = [one for one in news.briefs() if one.id == "f1"]
    assert (story.articles, (story.leading or story.first).id) == (2, "f1")
    news.mute("word", "انهيار سد")
    assert set(news.muted_among(["f1", "f2", "b1"])) == {"f1", "f2"}
    assert shown(news) == {"b1"}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Two stories of three reports each, and one of one."""
    with rawi.open(tmp_path_factory.mktemp("many") / "news.db") as opened:
        outlets = ("mna", "sahel", "rasid")
        opened.add([flood(f"f{n}", outlet) for n, outlet in enumerate(outlets)])
        opened.add([bread(f"b{n}", outlet) for n, outlet in enumerate(outlets)])
        opened.add(
            [report("x", "mna", "هدى منصور تفوز بجائزة الرواية", BREAD[1:], section="ثقافة")]
        )
        yield opened


RULES = [
    *(("outlet", name) for name in ("mna", "sahel", "rasid")),
    *(("word", name) for name in ("السد", "الخبز", "سعر الخبز", "جائزة")),
    *(("person", name) for name in ("وادي السنديان", "هدى منصور")),
    *(("section", name) for name in ("محليات", "ثقافة")),
]


@settings(max_examples=25, deadline=None)
@given(rules=st.lists(st.sampled_from(RULES), max_size=5), dropped=st.integers(0, 4))
def test_what_is_muted_stands_in_no_list(
    many: Newsroom, rules: list[tuple[str, str]], dropped: int
) -> None:
    """Nor does anything else go; a rule made twice is one; without rules all is back."""
    ids = {article.id for article in many.articles()}
    follow = many.follow(many.followable("search", "q=اليوم"))
    whole = {article.article_id for article in many.followed_articles(follow)}
    held = [many.mute(*rule) for rule in rules]
    assert len(many.follows.mutes()) == len(set(rules))
    for mute in held[:dropped]:
        many.follows.remove(mute)
    left = {(mute.kind, mute.name) for mute in many.follows.mutes()}
    alone = {kind_name: _hidden_by(many, *kind_name) for kind_name in left}
    hidden = set(many.muted_among(sorted(ids)))
    assert hidden == set().union(*alone.values())
    items = many.items()
    assert {item.article_id for item in items.page(Stream(), 99)} == ids - hidden
    followed = {item.article_id for item in items.page(Stream(follows=(follow.number,)), 99)}
    assert followed == whole - hidden
    assert many.follows.unread().get(follow.number, 0) == len(followed)
    members = many.members([story.id for story in many.briefs()])
    stories = {story for story, some in members.items() if set(some) - hidden}
    assert shown(many) == stories
    assert {_lead(story) for story in many.sifted(many.briefs()).shown}.isdisjoint(hidden)
    for mute in many.follows.mutes():
        many.follows.remove(mute)
    assert {item.article_id for item in many.items().page(Stream(), 99)} == ids


def _lead(story: Brief) -> str:
    return (story.leading or story.first).id


def _hidden_by(news: Newsroom, kind: str, name: str) -> set[str]:
    """What one rule hides by itself, for a person who has no other."""
    rule = news.mute(kind, name, 7)
    hidden = set(news.muted_among([article.id for article in news.articles()], 7))
    news.follows.of(7).remove(rule)
    return hidden


def test_what_came_in_later_is_judged_as_what_was_there(news: Newsroom) -> None:
    """Rules made before the articles came hide and follow what those made after do."""
    mutes = [*RULES, ("author", "هدى منصور"), ("person", "سالم الوادي")]
    keyword = news.notes("b1").keywords[0].text
    names = [("entity", "وادي السنديان"), ("speaker", "سالم الوادي"), ("keyword", keyword)]
    names += [("search", "q=السد&outlet=rasid"), ("affair", "f1"), ("search", "q=الخبز")]
    for rule in mutes:
        news.mute(*rule)
    for kind, name in names:
        news.follow(news.followable(kind, name), 2)
    news.add([flood("f2", "rasid"), bread("b2", "mna", authors=("هدى منصور",))])
    news.add([report("x", "sahel", "هدى منصور تفوز بجائزة الرواية", BREAD[1:], section="ثقافة")])
    news.judge_arrivals()
    for rule in mutes:
        news.mute(*rule, 3)
    later = [news.follow(news.followable(kind, name), 4) for kind, name in names]
    ids = [article.id for article in news.articles()]
    before, after = (news.muted_among(ids, person) for person in (1, 3))
    assert {name: {(m.kind, m.name) for m in some} for name, some in before.items()} == {
        name: {(m.kind, m.name) for m in some} for name, some in after.items()
    }
    counts = [list(news.follows.of(person).unread().values()) for person in (2, 4)]
    assert counts[0] == counts[1]
    assert len(counts[0]) == len(later)


def test_a_backup_holds_follows_and_rules(news: Newsroom, tmp_path: Path) -> None:
    follow = news.follow(news.followable("entity", "وادي السنديان"))
    rule = news.mute("word", "الخبز")
    news.backup(tmp_path / "copy.db")
    with rawi.open(tmp_path / "copy.db") as copy:
        assert (copy.follows.all(), copy.follows.mutes()) == ((follow,), (rule,))
        assert copy.follows.unread() == {follow.number: 1}
        assert set(copy.muted_among(["b1", "f1"])) == {"b1"}
        assert copy.check().findings == ()


def test_it_is_the_same_in_postgresql(address: Callable[[], str]) -> None:
    with rawi.open(address()) as news:
        news.add([flood("f1", "mna"), bread("b1", "sahel")])
        follow = news.follow(news.followable("entity", "وادي السنديان"))
        rule = news.mute("word", "سعر الخبز")
        news.add([flood("f2", "rasid"), bread("b2", "mna")])
        assert set(news.muted_among(["f1", "f2", "b1", "b2"])) == {"b1", "b2"}
        assert news.follows.unread() == {follow.number: 2}
        stream = Stream(follows=(follow.number,))
        assert [one.id for one in news.stories_of_stream(stream, 1)] == ["f1"]
        assert shown(news) == {"f1"}
        news.follows.remove(rule)
        assert shown(news) == {"f1", "b1"}
