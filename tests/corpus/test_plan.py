"""Runs: cut into stretches of the files, known again, never mixed with others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.corpus import CorpusOptions, planned
from rawi.corpus.plan import share
from rawi.corpus.sources import Source
from rawi.errors import InputError


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30), st.integers(1, 40))
def test_the_shares_are_the_files_in_order(sizes: list[int], tasks: int) -> None:
    files = tuple(Source(str(n), size) for n, size in enumerate(sizes))
    together = [file for rank in range(tasks) for file in share(files, rank, tasks)]
    assert together == list(files)


def test_shares_are_about_equal_in_bytes() -> None:
    files = [Source(str(n), 9) for n in range(8)] + [Source("large", 79)]
    assert [len(share(files, rank, 2)) for rank in range(2)] == [8, 1]


def source(tmp_path: Path) -> str:
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "نص"}\n')
    return str(path)


def test_a_run_is_known_again(tmp_path: Path) -> None:
    to = str(tmp_path / "out")
    assert planned([source(tmp_path)], to) == planned([source(tmp_path)], to)


def test_the_folder_of_another_run_is_refused(tmp_path: Path) -> None:
    to = str(tmp_path / "out")
    planned([source(tmp_path)], to)
    with pytest.raises(InputError, match="another folder"):
        planned([source(tmp_path)], to, CorpusOptions(annotate=True))


def test_a_folder_that_holds_anything_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not empty"):
        planned([source(tmp_path)], str(tmp_path))


def test_a_plan_that_cannot_be_read_is_another_run(tmp_path: Path) -> None:
    to = tmp_path / "out"
    (to / "work").mkdir(parents=True)
    (to / "work" / "plan.json").write_text("{")
    with pytest.raises(InputError, match="another folder"):
        planned([source(tmp_path)], str(to))


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(InputError, match="no such file"):
        planned([str(tmp_path / "in")], str(tmp_path / "out"))
