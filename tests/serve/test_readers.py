"""Several readers of one newsroom in PostgreSQL: what one does, the other shows."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

import rawi
from eval.clusters import Cluster
from rawi.newsroom import NewsroomOptions
from tests.store.conftest import record

Reader = str
"""The address of one."""


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextmanager
def serving(place: str, cache: Path) -> Iterator[Reader]:
    """A reader process with a machine's own cache."""
    port = free_port()
    command = [sys.executable, "-m", "rawi.cli", "serve", "--no-collect", "--port", str(port)]
    environ = os.environ | {"RAWI_NEWSROOM": place, "RAWI_CACHE": str(cache), "RAWI_WORKERS": "1"}
    process = subprocess.Popen(command, env=environ)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def asked(address: str, method: str = "GET") -> Any:
    request = urllib.request.Request(address, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.loads(answer.read() or b"null")


def within(seconds: float, true: Callable[[], bool]) -> float:
    """Seconds until it is true. Fails where that takes longer."""
    begun = time.monotonic()
    while True:
        try:
            if true():
                return time.monotonic() - begun
        except (urllib.error.URLError, ConnectionError):
            pass
        assert time.monotonic() - begun < seconds, f"not within {seconds} s"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def desk(
    postgres: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[rawi.Newsroom, list[Reader]]]:
    """A writer and two readers, each as on a machine of its own."""
    folder = tmp_path_factory.mktemp("desk")
    place = postgres.database()
    options = NewsroomOptions(workers=1, cache=str(folder / "writer"))
    with rawi.open(place, options=options) as news, ExitStack() as running:
        news.add([record(1), record(2)])
        readers = [running.enter_context(serving(place, folder / str(n))) for n in range(2)]
        for reader in readers:
            within(150, lambda at=reader: asked(f"{at}/health")["articles"] == 2)
        yield news, readers


def _is_level(health: dict[str, Any]) -> bool:
    """Whether a reader says that nothing of it is behind."""
    return health["lag_seconds"] == 0 and len(set(health["batches"].values())) == 1


def test_what_is_stored_is_found_on_every_reader(
    desk: tuple[rawi.Newsroom, list[Reader]],
) -> None:
    news, readers = desk
    news.add([record(3, title="الغطاس يصعد من البحيرة")])
    query = urllib.parse.urlencode({"q": "الغطاس"})
    for reader in readers:
        within(5, lambda at=reader: asked(f"{at}/api/search?{query}")["total"] == 1)
        within(5, lambda at=reader: _is_level(asked(f"{at}/health")))


def test_a_mark_made_on_one_is_seen_on_the_other(
    desk: tuple[rawi.Newsroom, list[Reader]],
) -> None:
    one, other = desk[1]
    asked(f"{one}/api/saved/t1", "PUT")
    took = within(1, lambda: [a["id"] for a in asked(f"{other}/api/saved")["items"]] == ["t1"])
    asked(f"{other}/api/saved/t1", "DELETE")
    assert took < 1
    within(1, lambda: asked(f"{one}/api/saved")["items"] == [])


def test_readers_go_on_when_the_server_was_begun_again(
    desk: tuple[rawi.Newsroom, list[Reader]], postgres: Cluster
) -> None:
    news, readers = desk
    postgres.stop()
    with pytest.raises(urllib.error.HTTPError) as why:
        asked(f"{readers[0]}/api/stories?limit=7")
    assert why.value.code == 503
    postgres.start()
    news.add([record(4, title="القطار يعبر النفق")])
    query = urllib.parse.urlencode({"q": "القطار"})
    for reader in readers:
        within(10, lambda at=reader: asked(f"{at}/api/search?{query}")["total"] == 1)
