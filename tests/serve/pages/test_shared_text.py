from hypothesis import given
from hypothesis import strategies as st

from rawi.model import Article, CopyLink, Headline, Passage
from rawi.serve.pages.shared_text import marked, same_text, sides, under_origins


def report(name: str, outlet: str) -> Article:
    return Article(id=name, outlet=outlet, title=f"خبر {name}")


def link(younger: str, older: str, share: float = 0.9, **more: object) -> CopyLink:
    told = {"kind": "reprint"} | more
    return CopyLink(article_id=younger, older_id=older, share=share, **told)


def named(*articles: Article) -> dict[str, Headline]:
    return {a.id: Headline(id=a.id, outlet=a.outlet) for a in articles}


OWN, OTHER, THIRD = report("own", "nahar"), report("other", "safa"), report("third", "rasid")
NAMED = named(OWN, OTHER, THIRD)


def test_two_that_print_an_agency_copy_the_agency() -> None:
    found = same_text(OWN, [link("own", "other", agencies=("رويترز",))], NAMED)
    assert (found.agencies, found.sources) == (("رويترز",), ())
    assert [line.article.id for line in found.elsewhere] == ["other"]


def test_who_is_named_is_the_source() -> None:
    found = same_text(OWN, [link("own", "other", credited=True)], NAMED)
    assert [line.article.id for line in found.sources] == ["other"]
    assert found.elsewhere == ()


def test_who_names_it_took_it_from_here() -> None:
    found = same_text(OWN, [link("other", "own", credited=True)], NAMED)
    assert [line.article.id for line in found.takers] == ["other"]


def test_without_a_source_nobody_is_accused() -> None:
    found = same_text(OWN, [link("own", "other")], NAMED)
    assert (found.agencies, found.sources, found.takers) == ((), (), ())
    assert len(found.elsewhere) == 1


def test_a_shared_passage_is_no_copy() -> None:
    found = same_text(OWN, [link("own", "other", kind="partial")], NAMED)
    assert found.elsewhere == ()
    assert len(found.passages) == 1


def test_an_outlet_under_two_sections_is_one_line() -> None:
    twice = report("twice", "safa")
    links = [link("own", "other", 0.9), link("own", "twice", 0.8)]
    (line,) = same_text(OWN, links, NAMED | named(twice)).elsewhere
    assert (line.article.id, [a.id for a in line.again]) == ("other", ["twice"])


def test_the_outlets_own_second_address_is_no_copy() -> None:
    again = report("again", "nahar")
    found = same_text(OWN, [link("again", "own")], NAMED | named(again))
    assert found.elsewhere == ()
    assert [a.id for a in found.again] == ["again"]


def test_the_articles_own_credit_line_is_believed_first() -> None:
    links = [link("own", "other", agencies=("رويترز",))]
    assert same_text(OWN, links, NAMED, ("وكالة فرانس برس",)).agencies == ("وكالة فرانس برس",)


def test_the_share_is_against_the_end_of_the_chain_where_it_is_known() -> None:
    links = [link("other", "own", 0.9), link("third", "other", 0.8), link("third", "own", 0.7)]
    lines = under_origins((OWN, OTHER, THIRD), links)["own"]
    assert [(line.article.id, line.link.share, line.beside) for line in lines] == [
        ("other", 0.9, None),
        ("third", 0.7, None),
    ]


def test_the_text_that_a_share_is_against_is_named_where_it_is_another() -> None:
    links = [link("other", "own", 0.9), link("third", "other", 0.8)]
    line = under_origins((OWN, OTHER, THIRD), links)["own"][1]
    assert (line.link.share, line.beside) == (0.8, OTHER)


def test_both_sides_mark_the_same_words() -> None:
    younger = Article(id="a", body=("مقدمة جديدة", "سيول في الوادي"))
    older = Article(id="b", body=("سيول في الوادي", "خاتمة"))
    shared = Passage(start=12, end=26, older_start=0, older_end=14)
    here, there = sides(link("a", "b", passages=(shared,)), younger, older)
    told = [[p.text for pieces in side for p in pieces if p.passage == 0] for side in (here, there)]
    assert told == [["سيول في الوادي"], ["سيول في الوادي"]]


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5)


@given(st.lists(st.text(max_size=12), max_size=4), SPANS)
def test_marking_loses_no_letter(body: list[str], spans: list[tuple[int, int]]) -> None:
    assert ["".join(piece.text for piece in pieces) for pieces in marked(body, spans)] == body
