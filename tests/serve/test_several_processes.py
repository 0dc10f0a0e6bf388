"""Several processes that answer at one address: the same pages, counts and marks from each."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import rawi
from rawi.newsroom import NewsroomOptions
from rawi.serve.meter import Meter
from tests.store.conftest import record


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


class Together:
    """A reader of two processes; each request comes over a connection of its own."""

    def __init__(self, path: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        options = ["--no-collect", "--no-notify", "--readers", "2", "--port", str(port)]
        command = [sys.executable, "-m", "rawi.cli", "serve", "-n", str(path), *options]
        self.process = subprocess.Popen(command)

    def ask(self, path: str, method: str = "GET") -> bytes:
        request = urllib.request.Request(self.address + path, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bytes(answer.read())

    def readers(self) -> list[int]:
        """Numbers of the processes that answer."""
        begun = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        children = [pid for names in begun for pid in names.read_text().split()]
        spawned = (p for p in children if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes())
        return sorted(map(int, spawned))


def within(seconds: float, true: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            if true():
                return
        except (urllib.error.URLError, ConnectionError):
            pass
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Together]:
    path = tmp_path_factory.mktemp("together") / "news.db"
    with rawi.open(path, options=NewsroomOptions(workers=1)) as news:
        news.add([record(1), record(2)])
    made = Together(path)
    try:
        within(60, lambda: bool(made.ask("/health")) and len(made.readers()) == 2)
        yield made
    finally:
        made.process.terminate()
        assert made.process.wait(30) == 0


def test_the_end_of_an_answer_waits_for_no_acknowledgement(together: Together) -> None:
    line = http.client.HTTPConnection(together.address.removeprefix("http://"), timeout=10)
    took = []
    for _ in range(12):  # a new connection acknowledges at once, an older one after 40 ms
        begun = time.perf_counter()
        line.request("GET", "/health")
        line.getresponse().read()
        took.append(time.perf_counter() - begun)
    line.close()
    assert min(took[6:]) < 0.035


def test_a_mark_is_seen_whoever_answers(together: Together) -> None:
    together.ask("/api/saved/t1", "PUT")
    for _ in range(12):
        assert [a["id"] for a in json.loads(together.ask("/api/saved"))["items"]] == ["t1"]


def test_any_of_them_tells_what_all_counted(together: Together) -> None:
    for _ in range(12):
        together.ask("/affair/t2")
    line = re.compile(rb'requests_total\{route="/affair/[^"]*",status="200"\} 12\n')
    within(5, lambda: bool(line.search(together.ask("/metrics"))))


def test_where_one_is_killed_the_other_answers(together: Together) -> None:
    os.kill(together.readers()[0], signal.SIGKILL)
    for _ in range(4):
        within(5, lambda: bool(together.ask("/health")))


def test_counts_of_one_that_ended_stay(tmp_path: Path) -> None:
    one, other = Meter(tmp_path), Meter(tmp_path)
    with one.told():
        one.count("/", 200, 0.003)
    other.count("/", 200, 9.0)
    told = "\n".join(other.lines())
    assert 'rawi_http_requests_total{route="/",status="200"} 2' in told
    assert 'rawi_http_request_seconds_bucket{route="/",le="2.5"} 1' in told
    assert 'rawi_http_request_seconds_bucket{route="/",le="+Inf"} 2' in told
