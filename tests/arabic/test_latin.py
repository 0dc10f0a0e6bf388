"""Languages told by script and small words, without a model."""

from __future__ import annotations

import pytest

from rawi.arabic import certain_language, told_by_words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The council said on Monday that the plan for the old harbour was not in doubt.", "en"),
        (
            "Der Rat hat am Montag den Plan für den alten Hafen und die Fähren nicht gebilligt.",
            "de",
        ),
        ("Le conseil a approuvé lundi un plan pour le vieux port et les quais de la ville.", "fr"),
        (
            "El consejo aprobó el lunes un plan para el viejo puerto y los muelles de la ciudad.",
            "es",
        ),
        (
            "Il consiglio ha approvato lunedì un piano per il vecchio porto e non per la città.",
            "it",
        ),
        (
            "Rada v pondělí schválila plán pro starý přístav, který je po opravě a má se otevřít.",
            "cs",
        ),
        (
            "Taryba pirmadienį patvirtino planą, kad uostas ir krantinės yra su keltais į salą.",
            "lt",
        ),
        (
            "Baraza la mji lilikubali mpango wa bandari ya zamani na gati za wavuvi katika pwani.",
            "sw",
        ),
        ("Umkhandlu uthi ukuthi isivumelwano sechweba siphelile futhi abantu bazohamba.", "zu"),
        (
            "Ibhunga livumile ngoku okokuba izibuko elidala lilungiswe, kwaye apha abantu baya "
            "kusebenza kwi kunye nonxweme kuba umsebenzi mninzi.",
            "xh",
        ),
        ("परिषद ने सोमवार को पुराने बंदरगाह की योजना और नए घाट के काम को मंजूरी दी है", "hi"),
        ("পরিষদ সোমবার পুরোনো বন্দরের পরিকল্পনা অনুমোদন করেছে", "bn"),
        ("市议会周一批准了扩建旧港口的计划", "zh"),
        ("市議会は月曜日、旧港の拡張計画を承認した", "ja"),
        ("시의회는 월요일 항구 확장 계획을 승인했다", "ko"),
    ],
)
def test_what_is_beyond_doubt(text: str, code: str) -> None:
    assert certain_language(text) == code


@pytest.mark.parametrize("text", ["", "1234", "Harbour plan", "Bandari ya zamani yapanuliwa leo"])
def test_doubt_is_told(text: str) -> None:
    assert certain_language(text, "en") is None


def test_an_expected_language_needs_fewer_signs() -> None:
    text = "Harbour plan: the quays in brief"
    assert certain_language(text) is None
    assert certain_language(text, "en") == "en"
    assert certain_language(text, "de") is None


def test_danish_and_norwegian_are_told_apart_or_left() -> None:
    text = "Rådet har mandag sagt at planen for havnen er god, og at den ikke er dyr."
    assert certain_language(text) is None
    assert certain_language(text, "nb") in ("no", None)


@pytest.mark.parametrize(
    ("code", "told"), [("en", True), ("nb", True), ("ja", True), ("ha", False), ("ca", False)]
)
def test_which_languages_are_told_by_words(code: str, told: bool) -> None:
    assert told_by_words(code) == told
