"""Cases that people reported of search in Arabic, by their folder, and others of the kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rawi.model import Article
from rawi.search import Entry, Held, TantivyIndex

CASES = Path(__file__).resolve().parents[3] / "shared" / "gold" / "cases"
SPELLINGS, HASHTAG, DERIVED = (
    "56-search-foreign-name-spellings",
    "57-search-inside-hashtag",
    "61-search-derivation-irhab",
)
OWN = {
    "tesla": "مصنع تسلا يفتح أبوابه قرب البحيرة",
    "macron": "ماكرون يزور معرض الزهور",
    "tag": "نقاش تحت وسم #سوق_الحي_القديم هذا المساء",
    "host": "الخبر كما نشره موقع nahr-news.example أمس",
    "economy": "ندوة عن السياسة الاقتصادية للإقليم",
}


def index_of(titles: dict[str, str]) -> TantivyIndex:
    made = TantivyIndex()
    made.update([Entry(Article(id=i, title=t)) for i, t in titles.items()], (), Held(1, "m"))
    return made


def first(index: TantivyIndex, query: str) -> str | None:
    hits = index.search(query).hits
    return hits[0].article_id if hits else None


@pytest.mark.skipif(not CASES.exists(), reason="the shared cases are not here")
@pytest.mark.parametrize(
    ("case", "query", "wanted"),
    [
        *((SPELLINGS, q, "trump") for q in ("ترامب", "نتنياهو", "نيتانياهو")),
        *((SPELLINGS, q, "google") for q in ("جوجل", "قوقل")),
        (SPELLINGS, "أمريكي", "us"),
        *((HASHTAG, q, "hash") for q in ("غزة", "القصف", "غزة تحت القصف")),
        *((DERIVED, q, "t") for q in ("إرهاب", "إرهابي")),
    ],
)
def test_a_reported_case_is_right(case: str, query: str, wanted: str) -> None:
    docs = json.loads((CASES / case / "docs.json").read_text("utf-8"))
    assert first(index_of(docs), query) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Tesla", "tesla"),
        ("تيسلا", "tesla"),
        ("Macron", "macron"),
        ("مكرون", "macron"),
        ("السوق", "tag"),
        ("بالحي", "tag"),
        ("#القديم", "tag"),
        ("nahr", "host"),
        ("اقتصاد", "economy"),
        ("والاقتصاديين", "economy"),
    ],
)
def test_others_of_the_kind_are_right(query: str, wanted: str) -> None:
    assert first(index_of(OWN), query) == wanted
