"""Whole runs: what comes out of an archive, in whatever pieces and from wherever it stopped."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep

import rawi
from rawi.corpus import (
    CorpusOptions,
    ReadArticles,
    Stage,
    Summary,
    local,
    planned,
    run,
    summary,
)
from rawi.corpus.sources import listed
from rawi.errors import RawiError
from tests.corpus.making import archive, article, lines, reports


def made(folder: Path, to: Path, **options: object) -> Summary:
    found = run(planned([str(folder)], str(to), CorpusOptions(**options)), local(1))  # type: ignore[arg-type]
    assert found is not None
    return found


def written(to: Path) -> bytes:
    """All articles, in order."""
    return b"".join(gzip.decompress(p.read_bytes()) for p in sorted(to.glob("articles/*.gz")))


def refused(to: Path) -> list[dict[str, str]]:
    found = [line for path in to.glob("rejected/*") for line in path.read_bytes().splitlines()]
    return sorted(map(msgspec.json.decode, found), key=repr)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(tmp_path_factory.mktemp("archive") / "in")


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run in one task, unbroken."""
    to = tmp_path_factory.mktemp("whole") / "out"
    made(folder, to, tasks=1)
    return to


def test_the_summary_counts_what_is_in_the_files(whole: Path) -> None:
    told, kinds = summary(str(whole)), Counter(line["kind"] for line in refused(whole))
    assert told.files == 6
    assert told.rejected == kinds
    assert told.written == len(written(whole).splitlines())
    assert told.articles == told.written + kinds["copy"] + kinds["same_text"]
    assert kinds["binary"] == kinds["record"] == kinds["json"] == kinds["encoding"] == 1


def test_every_refusal_says_why_and_where(whole: Path) -> None:
    for line in refused(whole):
        assert line["reason"]
        assert line.get("item") or line.get("place")


def test_the_lines_are_of_the_import_form(whole: Path) -> None:
    records = [msgspec.json.decode(line) for line in written(whole).splitlines()]
    by_id = {record["id"]: rawi.article(record) for record in records}
    one = article(reports()[21])
    assert by_id[one.id].text == one.text
    assert by_id[one.id].published == one.published


def test_copies_are_those_of_the_newsroom(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    lines(tmp_path / "in" / "a.jsonl", reports())
    made(tmp_path / "in", tmp_path / "out")
    with rawi.open(tmp_path / "news.db") as news:
        news.add([article(report) for report in reports()])
        copied = {
            link.article_id
            for report in reports()
            for link in news.copies(report.report.id)
            if link.copied
        }
    names = {article(report).url: report.report.id for report in reports()}
    assert {names[line["item"]] for line in refused(tmp_path / "out")} == copied


def test_a_table_with_notes_and_all_copies_comes_out(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    lines(tmp_path / "in" / "a.jsonl", (reports()[0], reports()[0]))
    told = made(tmp_path / "in", tmp_path / "out", form="parquet", annotate=True, copies="keep")
    rows = pq.read_table(tmp_path / "out" / "articles").to_pylist()
    assert len(rows) == told.written == 2
    first = article(reports()[0])
    row = next(row for row in rows if row["id"] == first.id)
    assert row["body"] == first.text
    assert msgspec.json.decode(row["notes"], type=rawi.Notes) == rawi.annotate(first)


def test_what_was_done_is_not_done_again(whole: Path, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in whole.rglob("articles/*")}
    assert made(folder, whole, tasks=1) == summary(str(whole))
    assert {path: path.stat().st_mtime_ns for path in whole.rglob("articles/*")} == before


def test_what_stood_between_the_stages_is_cleared_away(whole: Path) -> None:
    assert {path.name for path in (whole / "work").iterdir()} == {"counts", "logs", "plan.json"}


def test_a_killed_run_in_other_pieces_comes_to_the_same_end(
    folder: Path, whole: Path, tmp_path: Path
) -> None:
    to = tmp_path / "out"
    command = [sys.executable, "-m", "rawi.cli", "corpus", str(folder), "--to", str(to)]
    path = os.pathsep.join(filter(None, sys.path))
    begun = subprocess.Popen(
        [*command, "--tasks", "3", "--workers", "2"],
        env=os.environ | {"PYTHONPATH": path},
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while not list(to.glob("work/logs/read/completions/*")) and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(begun.pid, signal.SIGKILL)
    begun.wait()
    assert not (to / "summary.json").exists()
    made(folder, to, tasks=3)
    assert written(to) == written(whole)
    assert refused(to) == refused(whole)


class Failing(PipelineStep):  # type: ignore[misc]
    """A block with a mistake."""

    def run(self, data: object = None, rank: int = 0, world_size: int = 1) -> None:
        raise RuntimeError("odd")


def test_a_stage_that_fails_names_its_logs(folder: Path, tmp_path: Path) -> None:
    def launch(stage: Stage, logs: str, _: object) -> object:
        broken = Stage(stage.name, [Failing()], stage.tasks)
        return local(1)(broken, logs, None)

    plan = planned([str(folder)], str(tmp_path / "out"), CorpusOptions(tasks=1))
    with pytest.raises(RawiError, match=r"1 of 1 tasks of the stage read failed.*logs/read/logs"):
        run(plan, launch)  # type: ignore[arg-type]


def test_the_reader_stands_in_any_pipeline(folder: Path, tmp_path: Path) -> None:
    reader = ReadArticles(listed([str(folder / "c.jsonl")]), str(tmp_path))
    documents: list[Document] = list(reader(None, 0, 1))
    assert documents[0].text == article(reports()[20]).text
    assert documents[0].metadata["outlet"] == reports()[20].outlet.id
