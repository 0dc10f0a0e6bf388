"""Tables and lists in the text, of which the models are sure of no line by itself."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from rawi.extract.html import choose
from rawi.extract.html.blocks import Blocks
from rawi.extract.html.features import Table
from rawi.extract.html.html_page import View, opened
from rawi.extract.html.trees import ReadyModel

PARAGRAPH = "The harbour office counted more boats this spring than in any year before the storm."
CELL = "the north quay was mended twice over and is open to larger boats from the first of May on"


def rows(sure: float, page: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is chosen beside the paragraphs where the models are so sure of all else."""
    view = opened(f"<html><body><div>{page}</div></body></html>")
    assert isinstance(view, View)

    def likely(_: Table, __: ReadyModel) -> NDArray[np.float32]:
        told = [0.9 if block.text == PARAGRAPH else sure for block in blocks]
        return np.array(told, dtype=np.float32)

    cutting: Blocks = view.cutting
    blocks = cutting.blocks
    monkeypatch.setattr(choose, "likely", likely)
    monkeypatch.setattr(choose, "_once", lambda _, places: list(places))
    return [t for p in choose.chosen(cutting) if (t := blocks[p].text) != PARAGRAPH]


P = f"<p>{PARAGRAPH}</p>"
TABLE = f"<table><tr><td>{CELL}</td></tr><tr><td>{CELL}</td></tr></table>"
LIST = f"<ul><li>{CELL}, {CELL}</li><li>{CELL}, {CELL}</li></ul>"


@pytest.mark.parametrize("part", [TABLE, LIST])
@pytest.mark.parametrize(("sure", "count"), [(0.1001, 2), (0.0999, 0)])
def test_lines_are_text_from_a_mean_answer_on(
    part: str, sure: float, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(rows(sure, P * 3 + part + P, monkeypatch)) == count


@pytest.mark.parametrize("page", [TABLE + P * 4, P * 4 + TABLE])
def test_a_table_outside_the_text_is_none_of_it(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows(0.4, page, monkeypatch) == []


@pytest.mark.parametrize(("linked", "count"), [("the north", 2), (CELL, 0)])
def test_a_table_of_links_leads_elsewhere(
    linked: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = TABLE.replace(linked, f"<a href=/x>{linked}</a>")
    assert len(rows(0.4, P * 3 + table + P, monkeypatch)) == count


def test_one_line_alone_is_judged_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows(0.4, P * 3 + f"<table><tr><td>{CELL}</td></tr></table>" + P, monkeypatch) == []


def test_a_row_named_as_furniture_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    table = TABLE.replace("<td>", "<td class=share>", 1)
    assert rows(0.4, P * 3 + table + P, monkeypatch) == [CELL]


def test_a_list_far_from_the_paragraphs_is_none_of_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    apart = f"<section><div><div><div>{LIST}</div><p>x</p></div><p>y</p></div><p>z</p></section>"
    assert CELL not in " ".join(rows(0.4, P * 3 + apart + P, monkeypatch))
