"""Golden pages of our own writing: one for each way in which extractors fail on Arabic pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from rawi.extract import read

PAGES = Path(__file__).resolve().parent.parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def expected(name: str) -> dict[str, Any]:
    return json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))


def facts(name: str) -> list[tuple[str, str]]:
    return [(name, field) for field in expected(name)]


@pytest.mark.parametrize(("name", "field"), [pair for name in NAMES for pair in facts(name)])
def test_page_gives(name: str, field: str) -> None:
    gold = expected(name)
    data = (PAGES / f"{name}.html").read_bytes()
    page = read(data, gold.get("url"), collected=gold.get("collected"))
    if field == "rejected":
        assert page.rejected is not None
        assert page.rejected.kind == gold["rejected"]
        assert not page.articles
        return
    assert len(page.articles) == 1, page.rejected
    found = msgspec.to_builtins(page.articles[0])
    if field == "similar":
        assert list(page.similar) == gold["similar"]
    else:
        absent = None if gold[field] is None else []
        assert json.loads(json.dumps(found.get(field, absent))) == gold[field]
