"""``rawi demo``: the fictional press, collected over HTTP, in the reader."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from rawi.collect.options import CollectOptions
from rawi.demo.server import PressServer
from rawi.newsroom import open as open_newsroom
from rawi.serve.options import ServeOptions
from rawi.serve.run import run

# The press stands on this machine: no need to spare it, and news comes by the minute.
COLLECT = CollectOptions(
    delay=0.0,
    first_interval=30.0,
    shortest_interval=30.0,
    longest_interval=60.0,
    rechecks=(60.0, 300.0),
)


def run_demo(options: ServeOptions, press_port: int = 0) -> None:
    """Open the press, fill a newsroom from it, read it until interrupted.

    The newsroom lies in a temporary folder, gone at the end: the dates of the
    press count from the moment it opens.
    """
    console = Console(stderr=True)
    with TemporaryDirectory(prefix="rawi-demo-") as folder, PressServer(press_port) as press:
        path = Path(folder) / "news.db"
        console.print(f"The press prints at {press.base}")
        with open_newsroom(path) as newsroom:
            newsroom.add_outlet(*press.outlets())
            report = newsroom.collect(COLLECT)
        console.print(f"Collected {report.added} articles of {len(report.visits)} outlets")
        console.print(f"Read them at http://{options.host}:{options.port}/ (Ctrl+C ends)")
        run(path, options, COLLECT)
