"""The scorer of texts that are no news: known answers."""

from eval.no_news import kind_of, said, texts
from rawi.model import Article, Page, Rejection


def test_a_refusal_an_article_of_a_kind_and_news() -> None:
    refused = Page(rejected=Rejection(kind="table", reason="a table"))
    assert kind_of(refused) == "table"
    assert kind_of(Page(articles=(Article(id="a", kind="poem"),))) == "poem"
    assert kind_of(Page(articles=(Article(id="a"),))) is None
    assert kind_of(Page(articles=(Article(id="a", kind="poem"), Article(id="b")))) is None


def test_shares_of_said_and_named() -> None:
    rows = "\n".join(f"صنف {n} {n}.5 {n}.9" for n in range(1, 9))
    news = (
        "سوق جديدة في الميناء\n\nأعلنت البلدية يوم الأحد افتتاح سوق جديدة للخضار في حي الميناء "
        "بعد عامين من العمل.\n\nوقال رئيس البلدية إن السوق تضم ستين متجرا للخضار والأسماك."
    )
    assert said([("table", rows), ("poem", news)]) == (2, 0.5, 0.5)


def test_the_sets_hold_texts_of_six_kinds_and_more() -> None:
    assert len(list(texts("a"))) >= 60
    assert len(list(texts("c"))) >= 30
    assert len({kind for name in "ac" for kind, _ in texts(name)}) >= 6
