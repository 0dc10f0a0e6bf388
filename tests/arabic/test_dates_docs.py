"""The examples of docs/dates.md are true."""

from __future__ import annotations

import doctest
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs" / "dates.md"


def test_examples_give_what_they_say() -> None:
    assert doctest.testfile(str(DOCS), module_relative=False, encoding="utf-8").failed == 0
