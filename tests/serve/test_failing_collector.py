"""Collecting under ``serve`` that fails goes on by itself, and its standstill can be seen.

A real reader with its collector process, on a small disk that fills up, whose file is
locked for a while, whose child is killed.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest

import rawi
from rawi.collect.options import CollectOptions
from rawi.model import Outlet
from tests.collect.conftest import Site, feed, outlet, page, site

__all__ = ["site"]
SERVE = """
import sys
from rawi.collect import schedule
from rawi.collect.options import CollectOptions
from rawi.serve import ServeOptions, run
schedule._TICK = schedule._TAKE = 0.2  # in the collector's process too, which begins here
if __name__ == "__main__":
    quick = CollectOptions(delay=0.0, shortest_interval=0.5, first_interval=0.5,
        longest_interval=0.5, robots=False)
    run(sys.argv[1], ServeOptions(port=int(sys.argv[2])), quick)
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB; where nothing can be mounted a plain folder, which never fills."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    mounted = not os.geteuid() and not subprocess.run(mount, capture_output=True).returncode
    yield folder
    if mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Served:
    """The reader in a process of its own."""

    def __init__(self, folder: Path, newsroom: Path, one: Outlet) -> None:
        with rawi.open(newsroom) as news:
            news.add_outlet(one)
        script = folder / "serving.py"
        script.write_text(SERVE, "utf-8")
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.log = (folder / "log").open("wb+")
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(newsroom), str(port)],
            stdout=self.log,
            stderr=self.log,
        )

    def health(self) -> dict[str, Any]:
        found: dict[str, Any] = httpx.get(f"{self.url}/health", timeout=20).json()
        return found

    def until(
        self, right: Callable[[dict[str, Any]], bool], seconds: float = 150
    ) -> dict[str, Any]:
        """The health once it is right."""
        end, found = time.monotonic() + seconds, {}
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(httpx.TransportError):
                if right(found := self.health()):
                    return found
            time.sleep(0.1)
        raise AssertionError(f"{found} {self.told()[-2000:]}")

    def collector(self) -> int:
        """Its process once there is one, by what it was begun with."""
        listed = ["pgrep", "-P", str(self.process.pid), "-f", "spawn_main"]
        while not (found := subprocess.run(listed, capture_output=True, text=True).stdout.split()):
            assert self.process.poll() is None, self.told()
            time.sleep(0.05)
        return int(found[0])

    def told(self) -> str:
        self.log.seek(0)
        return self.log.read().decode()

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(40)
        self.log.close()


def publish(site: Site, count: int) -> None:
    """A feed of so many articles."""
    items = [(f"/n/{n}", f"الخبر رقم {n} من المرفأ الجديد") for n in range(count)]
    for path, title in items:
        site.routes[path] = page(title)
    site.routes["/feed"] = feed(site, *items)


@pytest.mark.timeout(400)
def test_collecting_outlives_a_killed_child_a_locked_file_and_a_full_disk(
    site: Site, tmp_path: Path, small_disk: Path
) -> None:
    publish(site, 1)
    newsroom = small_disk / "news.db"
    served = Served(tmp_path, newsroom, outlet(site, "/feed"))
    try:
        os.kill(served.collector(), signal.SIGKILL)  # at once: to begin it twice takes long
        served.until(lambda h: h["articles"] == 1 and h["last_round"])
        assert "the collector ended (-9); begun again in 2 s" in served.told()

        with closing(sqlite3.connect(newsroom, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            publish(site, 2)
            time.sleep(1)
            assert served.health()["articles"] == 1
            other.execute("ROLLBACK")
        served.until(lambda h: h["articles"] == 2)

        if not os.path.ismount(small_disk):
            return
        fill(small_disk / "filler")
        publish(site, 3)
        served.until(lambda _: "collection waits" in served.told())
        stopped = served.until(lambda h: h["last_round_age_seconds"] >= 2)
        assert stopped["articles"] == 2
        metrics = httpx.get(f"{served.url}/metrics", timeout=20).text
        age = re.search(r"^rawi_last_round_age_seconds (\d+)$", metrics, re.M)
        assert age
        assert int(age[1]) >= 2
        told = httpx.get(f"{served.url}/outlets", timeout=20).text
        assert f'<time datetime="{stopped["last_round"]}">' in told
        (small_disk / "filler").unlink()
        later = served.until(lambda h: h["articles"] == 3)
        assert later["last_round"] >= stopped["last_round"]
        assert "collection waits" in served.told()
    finally:
        served.end()


def fill(file: Path) -> None:
    """Take all that is left of the disk."""
    with suppress(OSError), file.open("wb", buffering=0) as stream:
        while True:
            stream.write(b"\0" * 4096)


def test_a_collector_that_cannot_begin_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = import_module("rawi.serve.run")  # the package has a function of that name
    tries: list[float] = []

    def refused(*_: object) -> int:
        tries.append(time.monotonic())
        if len(tries) == 3:
            ended.set()
        raise OSError(11, "Resource temporarily unavailable")

    class Ended(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(timeout)
            return self.is_set()

    ended, waited = Ended(), list[float | None]()
    monkeypatch.setattr(run, "_outlived", refused)
    run._keep((run._collect, (tmp_path / "news.db", CollectOptions())), ended)
    assert (len(tries), waited) == (3, [2.0, 4.0])
