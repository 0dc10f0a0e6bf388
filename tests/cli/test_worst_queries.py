"""The worst queries on the command line: an answer or a clear message."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import rawi
from rawi.cli.main import app
from rawi.newsroom import NewsroomOptions
from tests.search.worst import WORST
from tests.timing import within

MOST = 0.4
"""Seconds of this process: a fifth for the search, as much for opening the newsroom."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = tmp_path_factory.mktemp("worst") / "news.db"
    with rawi.open(made, options=NewsroomOptions(workers=1)) as news:
        news.add([{"id": "a", "title": "وزير النقل في الميناء", "body": "زار الوزير الميناء."}])
    CliRunner().invoke(app, ["search", "--newsroom", str(made), "الميناء"])  # what loads once
    return str(made)


@pytest.mark.parametrize("wrong", WORST)
def test_the_worst_queries_are_answered_soon(path: str, wrong: str) -> None:
    with within(MOST):
        done = CliRunner().invoke(app, ["search", "--newsroom", path, "--", WORST[wrong]])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("words", [["-n"], ["-n", "0"], ["-n", "x"], ["--limit", "0", "وزير"], []])
def test_a_number_of_nothing_is_told(path: str, words: list[str]) -> None:
    done = CliRunner().invoke(app, ["search", "--newsroom", str(Path(path)), *words])
    assert done.exit_code == 2
    assert done.output
