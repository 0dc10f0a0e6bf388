"""Two reader apps that no one here wrote, against a reader: ``python -m eval.apps``.

newsboat (Google Reader API, Debian's package) and freshrss-api (Fever, from PyPI) sign in, read
everything, mark and save; then each finds the marks of the other and those of the pages.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from freshrss_api import FreshRSSAPI

import rawi
from rawi.model import Article
from rawi.newsroom import Newsroom
from rawi.serve.app import create_app
from rawi.store.personal.people import NOBODYS

OUTLETS, EACH = 3, 20
"""Outlets, and reports of each: newsboat asks for 20 of a feed."""
PATIENCE = 4.0
"""Seconds after each key."""
CONFIG = """urls-source "feedhq"
feedhq-url "{address}"
feedhq-login "owner"
feedhq-password "{secret}"
feedhq-flag-star "s"
feedhq-show-special-feeds "no"
"""
READ_STAR_LEAVE = (b"\n", b"\n", b"\x05", b"s\n", b"q", b"q", b"q")


def articles() -> list[Article]:
    """A few reports of a few outlets."""
    return [
        Article(id=f"{o}-{n}", outlet=f"o{o}", title=f"خبر {o} رقم {n}", body=(f"نص {o} {n}.",))
        for o in range(OUTLETS)
        for n in range(EACH)
    ]


def serving(news: Newsroom) -> str:
    """The address of a reader that runs as long as this program."""
    config = uvicorn.Config(create_app(news), host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"


def _newsboat(folder: Path, *more: str) -> list[str]:
    files = ["-C", str(folder / "config"), "-u", str(folder / "urls"), "-c", str(folder / "cache")]
    return ["newsboat", *files, *more]


def _seen_by_newsboat(folder: Path) -> tuple[int, int]:
    """Items and unread ones after a fresh start."""
    (folder / "cache").unlink(missing_ok=True)
    subprocess.run(_newsboat(folder, "-x", "reload"), check=True, capture_output=True, timeout=120)
    with sqlite3.connect(folder / "cache") as db:
        total, unread = db.execute("SELECT count(*), sum(unread) FROM rss_item").fetchone()
    return int(total), int(unread)


def _press(command: list[str], keys: tuple[bytes, ...]) -> None:
    """Type keys into a program of the terminal."""
    pid, terminal = pty.fork()
    if not pid:
        os.environ["TERM"] = "xterm"
        os.execvp(command[0], command)
    for key in (b"", *keys):
        os.write(terminal, key)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    os.read(terminal, 65536)
                except OSError:
                    return


def main() -> int:
    """Exit code 0 where both saw everything and each other's marks."""
    if not shutil.which("newsboat"):
        print("newsboat is not installed")
        return 2
    folder = Path(tempfile.mkdtemp())
    with rawi.open(folder / "news.db") as news:
        news.add(articles())
        address, secret = serving(news), news.people.add_app(NOBODYS, "apps")
        (folder / "config").write_text(CONFIG.format(address=address, secret=secret))
        (folder / "urls").touch()
        fever = FreshRSSAPI(address, "owner", secret)
        total = OUTLETS * EACH
        told = {"newsboat reads all": _seen_by_newsboat(folder) == (total, total)}
        told["freshrss-api reads all"] = len(fever.get_unreads()) == total
        _press(_newsboat(folder), READ_STAR_LEAVE)
        starred = news.marks.all_saved()
        told["newsboat's read and star are here"] = len(starred) == 1 == total - _unread(fever)
        told["freshrss-api sees them"] = len(fever.get_saved()) == 1
        fever.set_mark("read", fever.get_unreads()[0].id)
        news.marks.mark_read(next(news.articles()).id)
        told["newsboat sees the others' marks"] = _seen_by_newsboat(folder) == (
            total,
            _unread(fever),
        )
        told["together they read two or three"] = 2 <= total - _unread(fever) <= 3
    for what, right in told.items():
        print(f"{'yes' if right else 'NO '}  {what}")
    return 0 if all(told.values()) else 1


def _unread(fever: FreshRSSAPI) -> int:
    return len(fever.get_unreads())


if __name__ == "__main__":
    sys.exit(main())
