"""The index beside a store that is rebuilt, or whose program dies on the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from rawi.newsroom import Newsroom
from tests.store.conftest import Room, record, records

DIES = """
import os, signal, sys
import rawi.search.tantivy_index as index
from rawi.newsroom import NewsroomOptions, open
made, left = index.document, [int(sys.argv[3])]

def document(entry):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return made(entry)

index.document = document
news = open(sys.argv[1], options=NewsroomOptions(workers=1))
if sys.argv[2] == "rebuild":
    news.rebuild()
else:
    news.add([{"id": f"n{n}", "title": f"خبر السنديان الجديد {n}"} for n in range(20)])
"""


def found(news: Newsroom) -> set[str]:
    return {hit.article.id for hit in news.search("السنديان", limit=90, group="none")}


def test_searches_find_the_same_while_all_is_rebuilt(room: Room) -> None:
    news = room()
    news.add(records(40))
    wanted = found(news)
    rebuilding = Thread(target=news.rebuild)
    rebuilding.start()
    seen = []
    while rebuilding.is_alive():
        seen.append(found(news))
    assert len(seen) > 1
    assert all(one == wanted for one in [*seen, found(news)])


@pytest.mark.parametrize("doing", ["rebuild", "add"])
def test_store_and_index_agree_after_a_kill_among_documents(
    room: Room, tmp_path: Path, doing: str
) -> None:
    news = room()
    news.add(records(12))
    before = found(news)
    news.close()
    run = [sys.executable, "-c", DIES, str(tmp_path / "news.db"), doing, "7"]
    assert subprocess.run(run, check=False).returncode == -9
    again = room()
    assert len(set(again.sequence())) == 1
    assert set(again._index.ids()) == {a.id for a in again.articles()}
    assert found(again) == before | ({f"n{n}" for n in range(20)} if doing == "add" else set())


def test_a_newsroom_that_was_rebuilt_goes_on(room: Room) -> None:
    news = room()
    news.add(records(5))
    news.rebuild()
    news.add([record(50, title="سنجاب نادر")])
    assert [h.article.id for h in news.search("سنجاب")] == ["t50"]
