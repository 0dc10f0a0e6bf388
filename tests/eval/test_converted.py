"""The scorer of converters' text: known answers."""

from eval.converted import scored
from training.pages import GoldPage, is_held, site_of

BODY = (
    "افتتح رئيس البلدية صباح اليوم جسرا جديدا فوق مجرى السيل شرق البلدة بعد عامين من العمل.\n\n"
    "وقال إن الجسر يحمل ضعف ما كان يحمله الجسر القديم الذي جرفه السيل قبل عامين."
)
PAGE = GoldPage("a", BODY, {"body": BODY, "url": "https://www.a.example/1"}, True)


def test_a_converter_that_keeps_the_text_scores_one() -> None:
    row = scored([PAGE], lambda html: f"فتح جسر السيل شرق البلدة\n\n{html}")
    assert (row.pages, row.f1, row.single) == (1, 1.0, 1.0)


def test_a_converter_that_loses_the_text_scores_nothing() -> None:
    row = scored([PAGE], lambda html: html[:1])
    assert (row.f1, row.raw, row.single) == (0.0, 0.0, 0.0)


def test_pages_of_one_site_are_all_held_out_or_none() -> None:
    other = PAGE._replace(gold={"body": BODY, "url": "https://a.example/2"})
    assert site_of(PAGE) == site_of(other) == "a.example"
    assert is_held(PAGE) == is_held(other)
