"""Tokens and their offsets."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic import fold, language, lemmas, name_key, sentences, tokens
from tests.timing import within


@given(st.text())
def test_no_text_breaks_analysis(text: str) -> None:
    assert len(lemmas(text)) == len(tokens(text))
    assert language(text) is None or sentences(text)
    assert isinstance(name_key(text), str)


@given(st.text())
def test_no_key_is_empty(text: str) -> None:
    assert all(token.key and token.lemma for token in tokens(text))


@given(st.text())
def test_offsets_give_back_the_surface(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.text


@given(st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF)))
def test_tokens_stand_in_order_and_apart(text: str) -> None:
    found = tokens(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("مُحَمَّد", "word"),
        ("١٢٫٥", "number"),
        ("2018/04/10", "date"),
        ("covid19", "latin"),
        ("https://example.com/a?b=1", "address"),
        ("a.b@example.com", "address"),
        ("#وسم_طويل", "hashtag"),
        ("@someone", "mention"),
    ],
)
def test_one_token_of_each_kind(text: str, kind: str) -> None:
    assert [(t.text, t.kind) for t in tokens(f"«{text}».")] == [(text, kind)]


def test_key_is_the_folded_surface() -> None:
    assert [t.key for t in tokens("مُؤسّسةٌ ١٢")] == [fold("مؤسسة"), "12"]


def test_stacked_clitics_come_off() -> None:
    assert lemmas("وبالتعاون") == ["تعاون"]


@pytest.mark.parametrize("run", ["-", "_", ".", "+", "a-", "a.", "1-", "a@", "ا_", "http:"])
def test_a_run_of_what_addresses_are_made_of_takes_no_time(run: str) -> None:
    with within(2):
        tokens(run * 20_000)
