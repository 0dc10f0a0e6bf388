"""Two reader programs of the desktop that no one here wrote: ``python -m eval.desktop_apps``.

RSS Guard 4.0 and Liferea 1.14 (Debian's packages, Google Reader API) run under Xvfb against a
reader on loopback. RSS Guard signs in, reads everything with the marks that were there, marks
all as read by its own key, and finds what was saved meanwhile. Liferea signs in, lists the
outlets, reads their reports, and marks and stars by the actions of its menu, which it offers on
the session bus. Each is told of the reader by its own configuration files.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import rawi
from eval.apps import EACH, OUTLETS, articles, serving
from rawi.model import Outlet
from rawi.newsroom import Newsroom
from rawi.store.personal.people import Person

PROGRAMS = ("rssguard", "liferea", "Xvfb", "xdotool", "dbus-run-session", "gdbus")
OTHER_SERVICE = 1024
"""RSS Guard's number for a server of the Google Reader API that it does not know by name."""
KEY = 0x1122334455667788
"""With which RSS Guard hides a password in its database."""
UPDATE, MARK_ALL = "ctrl+alt+u", "ctrl+alt+m"
SETTINGS = """
[keyboard]
m_actionMarkAllItemsRead=Ctrl+Alt+M
m_actionUpdateAllItems=Ctrl+Alt+U
"""
FEED_LIST = """<?xml version="1.0"?>
<opml version="1.0"><head><title>Liferea Feed List Export</title></head><body>
<outline title="Rawi" text="Rawi" description="Rawi" type="source" id="rawirawi"
 sourceType="fl_google_reader" xmlUrl="{address}" username="{name}" password="{secret}"/>
</body></opml>
"""
ON_THE_BUS = """
liferea &
program=$!
sleep 14
for act in "$@"; do
  gdbus call --session --dest net.sourceforge.liferea --object-path /net/sourceforge/liferea \\
    --method org.gtk.Actions.Activate "$act" [] {}
  sleep 5
done
sleep 5
kill $program
sleep 3
"""
OPEN, STAR = "next-unread-item", "toggle-selected-item-flag"
"""Entries of Liferea's menu."""
START, AFTER_KEY = 12.0, 4.0
"""Seconds that a program needs to be there, and to do what a key asks."""


class Account(NamedTuple):
    """Where a program signs in."""

    address: str
    name: str
    secret: str


def hidden(text: str) -> str:
    """A password as RSS Guard keeps it: each byte mixed with the key and the byte before."""
    out, last = bytearray(), 0
    for place, byte in enumerate(b"\0" + text.encode()):
        last = byte ^ (KEY >> 8 * (place % 8)) & 255 ^ last
        out.append(last)
    return base64.b64encode(b"\3\0" + bytes(out)).decode()


@contextmanager
def screen(number: int = 77) -> Iterator[dict[str, str]]:
    """The environment of programs that draw where nobody looks."""
    drawing = subprocess.Popen(
        ["Xvfb", f":{number}", "-screen", "0", "1280x900x24"], stderr=subprocess.DEVNULL
    )
    time.sleep(2)
    quiet = {"QTWEBENGINE_DISABLE_SANDBOX": "1", "GSETTINGS_BACKEND": "memory"}
    try:
        yield {**os.environ, **quiet, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        drawing.terminate()
        drawing.wait()


def run(command: list[str], around: dict[str, str], window: str = "", *keys: str) -> None:
    """Start a program, press keys in its window, end it as its menu would."""
    program = subprocess.Popen(
        command,
        env=around,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(START)
    for key in keys:
        found = ["xdotool", "search", "--name", window]
        windows = subprocess.run(found, env=around, capture_output=True, text=True, check=False)
        for name in windows.stdout.split()[-1:]:
            subprocess.run(["xdotool", "windowfocus", name, "key", key], env=around, check=False)
        time.sleep(AFTER_KEY)
    os.killpg(program.pid, signal.SIGTERM)
    program.wait(30)


def _guard(folder: Path, around: dict[str, str], *keys: str) -> tuple[int, int, int]:
    """Items in RSS Guard, read and starred ones, after a run with these keys."""
    run(["rssguard", "-d", str(folder)], around, "RSS Guard 4", *keys)
    sql = "SELECT count(*), coalesce(sum(is_read), 0), coalesce(sum(is_important), 0) FROM Messages"
    with sqlite3.connect(folder / "database" / "database.db") as db:
        total, read, starred = db.execute(sql).fetchone()
    return int(total), int(read), int(starred)


def _told_guard(folder: Path, account: Account) -> None:
    """Enter the account where RSS Guard looks for accounts."""
    config = folder / "config"
    (config / "config.ini").write_text((config / "config.ini").read_text() + SETTINGS)
    (config / "key.private").write_text(str(KEY))
    how = {"service": OTHER_SERVICE, "url": f"{account.address}/", "batch_size": 1000}
    how |= {"username": account.name, "password": hidden(account.secret)}
    with sqlite3.connect(folder / "database" / "database.db") as db:
        sql = "INSERT INTO Accounts (type, proxy_type, custom_data) VALUES ('greader', 0, ?)"
        db.execute(sql, (json.dumps(how),))


def rss_guard(
    news: Newsroom, who: Person, account: Account, around: dict[str, str]
) -> dict[str, bool]:
    """Marks of both sides on both sides."""
    folder, marks = Path(tempfile.mkdtemp()), news.marks.of(who.number)
    ids = [a.id for a in news.articles()]
    news.number_arrivals()
    marks.mark_all(ids[:3])
    marks.save(ids[0], True)
    _guard(folder, around)  # makes its files
    _told_guard(folder, account)
    _guard(folder, around)  # signs in and lists the outlets
    seen = _guard(folder, around, UPDATE)
    marked = _guard(folder, around, MARK_ALL, UPDATE)
    marks.mark_all(ids[5:7], False)
    marks.save(ids[1], True)
    later = _guard(folder, around, UPDATE)
    return {
        "RSS Guard reads everything, with three marks and a star": seen == (len(ids), 3, 1),
        "RSS Guard marks all as read": marked[1] == len(ids),
        "its marks are here": marks.read_among(ids) == frozenset(ids) - frozenset(ids[5:7]),
        "RSS Guard finds what was marked unread and saved here": later
        == (len(ids), len(ids) - 2, 2),
    }


def _liferea(home: Path, around: dict[str, str], *acts: str) -> tuple[int, int, int, int]:
    """Items, feeds, read and starred items of Liferea, after these entries of its menu."""
    command = ["dbus-run-session", "--", "sh", "-c", ON_THE_BUS, "sh", *acts]
    quiet = subprocess.DEVNULL
    program = subprocess.Popen(
        command, env=around, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        program.wait(START * (4 + len(acts)))
    except subprocess.TimeoutExpired:
        print(f"liferea did not come to its end within {START * (4 + len(acts)):.0f} s")
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    sql = (
        "SELECT count(DISTINCT source_id), count(DISTINCT node_id), sum(read), sum(marked) "
        "FROM items WHERE source_id IS NOT NULL"
    )
    with sqlite3.connect(home / "data" / "liferea" / "liferea.db") as db:
        items, feeds, read, starred = db.execute(sql).fetchone()
    return int(items), int(feeds), int(read or 0), int(starred or 0)


def liferea(
    news: Newsroom, who: Person, account: Account, around: dict[str, str]
) -> dict[str, bool]:
    """Outlets and reports as Liferea has them, and its marks here."""
    home, marks = Path(tempfile.mkdtemp()), news.marks.of(who.number)
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
    config = home / "config" / "liferea"
    config.mkdir(parents=True)
    (config / "feedlist.opml").write_text(FEED_LIST.format(**account._asdict()))
    around = {**around, **own, "HOME": str(home), "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    ids = [a.id for a in news.articles()]
    _liferea(home, around)
    seen = _liferea(home, around)
    marks.mark_all(ids, False)
    saved = marks.saved_among(ids)
    opened = _liferea(home, around, OPEN, STAR)
    read_one, starred = marks.read_among(ids), marks.saved_among(ids) - saved
    _liferea(home, around, OPEN)
    read_two = marks.read_among(ids)
    print(f"liferea: {seen[0]} of {len(ids)} reports of {seen[1]} outlets; then {opened}")
    print(f"read here {len(read_one)}, then {len(read_two)}; saved here {len(starred)}")
    return {
        "Liferea reads the reports of every outlet": seen[:2] == (len(ids), OUTLETS),
        "what Liferea opens and stars is read and saved here": (len(read_one), len(starred))
        == (1, 1),
        "and again what it opens next": len(read_two) == len(read_one) + 1,
    }


def main() -> int:
    """Exit code 0 where everything came through, 2 where a program is missing."""
    if missing := [name for name in PROGRAMS if not shutil.which(name)]:
        print(f"not installed: {', '.join(missing)}")
        return 2
    with rawi.open(Path(tempfile.mkdtemp()) / "news.db") as news, screen() as around:
        for n in range(OUTLETS):
            place = f"https://o{n}.invalid/"
            news.add_outlet(Outlet(id=f"o{n}", name=f"O{n}", url=place, feeds=(f"{place}feed",)))
        news.add(articles())
        who = news.people.add("layla", "a long enough password", "owner")
        account = Account(serving(news), who.name, news.people.add_app(who, "desktop"))
        told = rss_guard(news, who, account, around) | liferea(news, who, account, around)
    print(f"{OUTLETS} outlets with {EACH} reports each")
    for what, right in told.items():
        print(f"{'yes' if right else 'NO '}  {what}")
    return 0 if all(told.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
