"""Where words were glued together."""

from __future__ import annotations

from itertools import pairwise

import pytest

from rawi.extract.dumps.glued_words import joins
from tests.timing import seconds


@pytest.mark.parametrize(
    "glued",
    [
        "البلدة.|وقال",
        "2025|الوادي",
        "السيل|14:20",
        "تويتر|Facebook",
        "البلدية|افتتاح",
        "جديداً|وقال",
        "الخبر|أعلنت",
        "الرياضة|هل",
        "وزارة|الداخلية|تعلن",
    ],
)
def test_glued_words_are_taken_apart(glued: str) -> None:
    token = glued.replace("|", "")
    cuts = [0, *(join.at for join in joins(token)), len(token)]
    assert "|".join(token[a:b] for a, b in pairwise(cuts)) == glued


@pytest.mark.parametrize("word", ["المستشفيات", "3.5", "وبالتعاون", "14:20", "1,250"])
def test_a_word_stays_whole(word: str) -> None:
    assert joins(word) == ()


def test_a_join_says_what_shows_it() -> None:
    assert [join.kind for join in joins("البلدة.وقال2025")] == ["stop", "to"]


def test_a_long_run_is_read_in_linear_time() -> None:
    def taken(text: str) -> float:
        return seconds(lambda: joins(text))

    short, long = "البلدة.وقال2025" * 500, "البلدة.وقال2025" * 5000
    taken(short)
    assert taken(long) < 40 * max(taken(short), 0.002)
