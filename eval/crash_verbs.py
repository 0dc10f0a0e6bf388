"""The verbs that ``eval.crash`` kills: how each is run, and what must hold afterwards."""

from __future__ import annotations

import contextlib
import itertools
import json
import random
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import rawi
from rawi.collect.options import CollectOptions
from rawi.errors import NotFoundError
from rawi.model import Capture, Outlet
from rawi.newsroom import Newsroom, NewsroomOptions
from rawi.newsroom.maintenance import Retention
from rawi.store.engines.database import HEAD

LETTERS = "ابتثجحخدذرزسشصضطعغفقكلمنهوي"
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
ARTICLES = 120
"""In the newsroom that most verbs begin with."""
OUTLETS = 5
"""Collected from one after the other."""
KEPT_DAYS = 60.0
PRESS = "https://press.example/n/"
ALONE = NewsroomOptions(workers=1)
Report = Callable[[object], None]


class Verb(NamedTuple):
    """What is killed, and what must hold then."""

    run: Callable[[Path, Report], None]
    """Does it in a folder; reports what it has done."""
    wrong: Callable[[Path, list[str], Path], list[str]]
    """What is not as it must be: in the folder, after those reports; the folder as it was."""
    before: Callable[[Path, random.Random], None] = lambda _folder, _choose: None
    """Makes the folder ready, beginning from a filled newsroom."""


def opened(folder: Path, name: str = "news.db") -> Newsroom:
    return rawi.open(folder / name, options=ALONE, clock=lambda: NOW)


def made(count: int) -> Iterator[dict[str, object]]:
    """Articles in made-up words, a day apart, every tenth a copy of the one before."""
    choose = random.Random(1)
    body = ""
    for n in range(count):
        if n % 10:
            words = ("".join(choose.choices(LETTERS, k=5)) for _ in range(60))
            body = " ".join(words)
        published = (NOW - timedelta(days=count - n)).isoformat()
        title = f"خبر علامة{n}"
        yield {
            "id": f"c{n}",
            "url": f"{PRESS}{n}",
            "title": title,
            "body": body,
            "published": published,
        }


def filled(folder: Path) -> None:
    """A newsroom with articles, a second edition, refusals and a saved article."""
    (folder / "made.jsonl").write_text(
        "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in made(600)), "utf-8"
    )
    with opened(folder) as news:
        news.add(made(ARTICLES))
        news.add([next(made(ARTICLES)) | {"body": "نص جديد بعد تصحيح."}])
        news.add([Capture(body=b"\x89PNG" + bytes(99), url=PRESS + "p", collected=NOW.isoformat())])
        news.marks.save("c3", True)


def snapshot(folder: Path, name: str = "news.db") -> list[object]:
    """All that a rebuild must give again."""
    with opened(folder, name) as news:
        stories = [[s.id, sorted(a.id for a in s.articles)] for s in news.stories(limit=1_000)]
        refusals = [[r.kind, r.item] for r in news.rejections(limit=100)]
        return [[[a.id, a.title, a.text] for a in news.articles()], sorted(stories), refusals]


def unsound(folder: Path, name: str = "news.db") -> list[str]:
    """What is wrong with a newsroom whatever was done to it."""
    found = []
    with opened(folder, name) as news, contextlib.closing(sqlite3.connect(news.path)) as raw:
        found += [f"integrity: {x}" for (x,) in raw.execute("PRAGMA integrity_check") if x != "ok"]
        ids = [one for (one,) in raw.execute("SELECT id FROM article")]
        notes = raw.execute("SELECT count(*) FROM note").fetchone()[0]
        lost = raw.execute(
            "SELECT count(*) FROM article WHERE capture NOT IN (SELECT id FROM capture)"
        )
        batch = raw.execute("SELECT max(sequence) FROM batch").fetchone()[0]
        if len(ids) != len(set(ids)):
            found.append("an article is stored twice")
        if notes != len(ids):
            found.append(f"{len(ids)} articles, {notes} notes")
        if lost.fetchone()[0]:
            found.append("an article is without its capture")
        if news._index.held.sequence != (batch or 0):
            found.append(f"the index holds batch {news._index.held.sequence}, the store {batch}")
        indexed = set(news._index.ids())
        if indexed != set(ids):
            found.append(f"{len(indexed ^ set(ids))} articles in the index or the store alone")
    return found


def ids_of(folder: Path, name: str = "news.db") -> list[str]:
    with opened(folder, name) as news:
        return [article.id for article in news.articles()]


def same(folder: Path, _reported: list[str], was: Path) -> list[str]:
    """For verbs that change nothing anybody sees."""
    found = unsound(folder)
    if json.dumps(snapshot(folder)) != (was / "snapshot.json").read_text("utf-8"):
        found.append("the newsroom is another than before")
    return found


def emptied(folder: Path, _choose: random.Random) -> None:
    for path in folder.glob("news.db*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def import_(folder: Path, report: Report) -> None:
    with opened(folder) as news:
        for _ in news.import_files([folder / "made.jsonl"]):
            report(news.count())


def lost_of_import(folder: Path, reported: list[str], _was: Path) -> list[str]:
    found, ids = unsound(folder), ids_of(folder)
    if len(ids) < max(map(int, reported), default=0):
        found.append(f"{reported[-1]} articles were reported, {len(ids)} are stored")
    if ids != [f"c{n}" for n in range(len(ids))]:
        found.append("articles are missing or out of order")
    if not reported:
        return found
    import_(folder, lambda _: None)
    if ids_of(folder) != [f"c{n}" for n in range(600)]:
        found.append("the import does not go on where it was")
    return found


class Press(BaseHTTPRequestHandler):
    """Feeds with whole articles, thirty new ones an outlet."""

    def do_GET(self) -> None:
        number = int(self.path.strip("/") or 0) if self.path != "/robots.txt" else None
        body = "" if number is None else self.feed(number)
        self.send_response(404 if number is None else 200)
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def feed(self, outlet: int) -> str:
        text = "".join(f"&lt;p&gt;{'جملة طويلة من نص الخبر. ' * 16}&lt;/p&gt;" for _ in range(4))
        items = "".join(
            f"<item><title>خبر {outlet} رقم {n}</title><link>https://o{outlet}.example/{n}00</link>"
            f"<c:encoded>{text}{n}</c:encoded></item>"
            for n in range(30)
        )
        space = "http://purl.org/rss/1.0/modules/content/"
        return f'<rss version="2.0" xmlns:c="{space}"><channel>{items}</channel></rss>'

    def log_message(self, *_: object) -> None:
        pass


def collect(folder: Path, report: Report) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Press)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_address[1]}"
    with opened(folder) as news:
        for n in itertools.count(len(news.outlets()) + 1):
            one = Outlet(id=f"o{n}", name=f"o{n}", feeds=(f"{place}/{n}",), allow_private=True)
            news.add_outlet(one)
            news.collect(CollectOptions(delay=0.0), only=frozenset({one.id}))
            report(news.count())
            if n >= OUTLETS:
                return


def lost_of_collect(folder: Path, reported: list[str], was: Path) -> list[str]:
    found, ids = unsound(folder), ids_of(folder)
    if len(ids) < max(map(int, reported), default=0):
        found.append(f"{reported[-1]} articles were reported, {len(ids)} are stored")
    if ids[:ARTICLES] != ids_of(was):
        found.append("articles of before are gone")
    return found


def rebuild(folder: Path, report: Report) -> None:
    with opened(folder) as news:
        news.rebuild()
        report("done")


def index(folder: Path, report: Report) -> None:
    with opened(folder):
        report("done")


def without_index(folder: Path, choose: random.Random) -> None:
    """An index that is missing, older than its store, or of another life of the file."""
    place, kind = folder / "news.db.index", choose.randrange(3)
    if kind == 1:
        shutil.copytree(place, folder / "old.index")
        with opened(folder) as news:
            news.rebuild()
    shutil.rmtree(place)
    if kind == 1:
        (folder / "old.index").rename(place)
    if kind == 2:
        with opened(folder, "other.db") as news:
            news.add(made(ARTICLES // 2))
        (folder / "other.db.index").rename(place)


def aged(folder: Path, choose: random.Random) -> None:
    """The newsroom in the tables of an older schema, drawn at random."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine

    schema = f"{choose.randrange(1, int(HEAD)):04}"
    config, old = Config(), folder / "old.db"
    config.set_main_option("script_location", "rawi.store:migrations")
    engine = create_engine(f"sqlite:///{old}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, schema)
    engine.dispose()
    with contextlib.closing(sqlite3.connect(old)) as raw:
        raw.execute("ATTACH ? AS now", (str(folder / "news.db"),))
        for (table,) in raw.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'"):
            if table == "alembic_version":
                continue
            both = [
                {name for _, name, *_ in raw.execute(f"PRAGMA {side}.table_info({table})")}
                for side in ("main", "now")
            ]
            names = ", ".join(f'"{name}"' for name in sorted(both[0] & both[1]))
            raw.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM now.{table}")
        raw.commit()
    emptied(folder, choose)
    old.rename(folder / "news.db")


def backup(folder: Path, report: Report) -> None:
    with opened(folder) as news:
        for n in range(20):
            news.backup(folder / f"copy{n}.db")
            report(n)


def lost_of_backup(folder: Path, reported: list[str], was: Path) -> list[str]:
    found = same(folder, reported, was)
    wanted = (was / "snapshot.json").read_text("utf-8")
    copies = sorted(folder.glob("copy*.db"))
    if len(copies) < len(reported):
        found.append(f"{len(reported)} copies were reported, {len(copies)} are there")
    for path in copies:
        found += unsound(folder, path.name)
        if json.dumps(snapshot(folder, path.name)) != wanted:
            found.append(f"{path.name} is there and not whole")
        with opened(folder, path.name) as news:
            if [article.id for article in news.saved()] != ["c3"]:
                found.append(f"{path.name} lacks what was saved")
    with opened(folder) as news:
        news.backup(folder / "after.db")
    return found


def lives_on(folder: Path, _choose: random.Random) -> None:
    """A backup in the place of a newsroom that went on after it, its index left."""
    with opened(folder) as news:
        news.backup(folder / "copy.db")
        news.add({**r, "id": f"d{n}", "url": f"{PRESS}d{n}"} for n, r in enumerate(made(40)))
    for ending in ("", ".marks"):
        for beside in ("-wal", "-shm"):
            (folder / f"news.db{ending}{beside}").unlink(missing_ok=True)
        (folder / f"copy.db{ending}").replace(folder / f"news.db{ending}")


def take_down(folder: Path, report: Report) -> None:
    with opened(folder) as news:
        for n in range(ARTICLES):
            news.take_down(f"{PRESS}{n}")
            report(n)


def lost_of_take_down(folder: Path, reported: list[str], _was: Path) -> list[str]:
    found = unsound(folder)
    gone = ARTICLES - len(ids_of(folder))
    if gone not in (len(reported), len(reported) + 1):
        found.append(f"{len(reported)} were reported as taken down, {gone} are gone")
    with opened(folder) as news, contextlib.closing(sqlite3.connect(news.path)) as raw:
        captures = raw.execute("SELECT count(*) FROM capture").fetchone()[0]
        if captures != ARTICLES + 2 - gone - (gone > 0):
            found.append(f"{captures} captures of {ARTICLES - gone} articles are kept")
        again = news.add(list(made(ARTICLES))[:gone])
        if again.added or len(again.rejected) != gone:
            found.append("what was taken down comes in again")
        for n in range(gone):
            with contextlib.suppress(NotFoundError):
                news.article(f"c{n}")
                found.append(f"c{n} was taken down and is there")
    return found


def retain(folder: Path, report: Report) -> None:
    with opened(folder) as news:
        report(news.retain(Retention(days=KEPT_DAYS)))


def lost_of_retain(folder: Path, reported: list[str], _was: Path) -> list[str]:
    found, ids = unsound(folder), ids_of(folder)
    old = [f"c{n}" for n in range(int(ARTICLES - KEPT_DAYS)) if n != 3]
    young = [f"c{n}" for n in range(int(ARTICLES - KEPT_DAYS), ARTICLES)]
    left = [one for one in old if one in ids]
    if left != old[len(old) - len(left) :]:
        found.append("others than the oldest went")
    if [one for one in ids if one not in old] != ["c3", *young]:
        found.append("what is young or saved is gone")
    if reported and left:
        found.append("what is too old stays")
    return found


VERBS = {
    "import": Verb(import_, lost_of_import, emptied),
    "collect": Verb(collect, lost_of_collect),
    "rebuild": Verb(rebuild, same),
    "index": Verb(index, same, without_index),
    "migration": Verb(index, same, aged),
    "backup": Verb(backup, lost_of_backup),
    "restore": Verb(index, same, lives_on),
    "take-down": Verb(take_down, lost_of_take_down),
    "retention": Verb(retain, lost_of_retain),
}
