"""Languages that share the script are told apart and left plain."""

from __future__ import annotations

import pytest

from rawi.arabic import fold, language, tokens

SAMPLES = {
    "ar": "قال الوزير إن المدرسة الجديدة ستفتح أبوابها غدا",
    "fa": "وزیر گفت که مدرسه جدید فردا باز می‌شود",
    "ur": "وزیر نے کہا کہ نیا اسکول کل کھلے گا",
    "ps": "وزير وویل چې نوی ښوونځی به سبا پرانیستل شي",
    "ckb": "وەزیر ڕایگەیاند کە قوتابخانە نوێیەکە سبەی دەکرێتەوە",
    "en": "The minister said the new school will open tomorrow",
    "fr": "Le ministre a dit que la nouvelle école ouvrira demain",
}


@pytest.mark.parametrize(("code", "text"), SAMPLES.items())
def test_languages_are_told_apart(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize("code", ["fa", "ur", "ps", "ckb", "en", "fr"])
def test_other_languages_are_not_lemmatised(code: str) -> None:
    assert all(t.lemma == fold(t.text) for t in tokens(SAMPLES[code]))


def test_persian_typed_on_an_arabic_keyboard() -> None:
    assert language("وزير گفت که اين مدرسه براي همه است") == "fa"


@pytest.mark.parametrize("text", ["", "123", "؟!"])
def test_no_letters_no_language(text: str) -> None:
    assert language(text) is None
