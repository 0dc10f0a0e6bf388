"""Texts as programs leave them: the same at every run, their gold within."""

import pytest

from eval.exported import FORMS, composed
from eval.figures import DATA

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data is absent")
WHOLE = ("copied", "feed items", "forwarded mail", "Telegram", "WhatsApp", "press archive")


@pytest.mark.parametrize("form", FORMS)
def test_texts_are_the_same_at_every_run(form: str) -> None:
    assert composed(form, 2) == composed(form, 2)


@pytest.mark.parametrize("form", WHOLE)
def test_the_gold_of_a_text_stands_in_it(form: str) -> None:
    for dump in composed(form, 2):
        assert all(p in dump.text for a in dump.gold["articles"] for p in a["body"])
        assert all(noise in dump.text for noise in dump.gold["noise"])


def test_words_of_latin_columns_are_broken() -> None:
    assert any("-\n" in dump.text for dump in composed("PDF columns", 2))
