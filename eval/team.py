"""``python -m eval.team [ARTICLES]``: the team of ``docs/examples/compose.yaml`` on loopback.

Begins a PostgreSQL of its own, and each service of the file as a process on a free port; brings
articles of April in as the collector would, and asks both readers until they have the last. Then
the same into a file. Says what an article costs of CPU and disk in either, and the memory of each
process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import psycopg
import yaml

from eval.clusters import cluster
from eval.figures import DATA, ROOT

TOKEN = "loopback"
RAWI = (sys.executable, "-m", "rawi.cli")
PATIENCE = 120.0
"""Seconds that a service may take to answer."""


def services() -> dict[str, list[str]]:
    """The commands of the file's own services, the database left out."""
    told = yaml.safe_load((ROOT / "docs" / "examples" / "compose.yaml").read_text())["services"]
    return {name: shlex.split(one["command"]) for name, one in told.items() if name != "db"}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: list[str], env: dict[str, str]) -> Iterator[int]:
    """The process of a service, ended afterwards."""
    process = subprocess.Popen([*RAWI, *command], env=env, stderr=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def asked(port: int, path: str) -> bytes:
    """The answer, as soon as there is one. Raises ``TimeoutError``."""
    url = f"http://127.0.0.1:{port}{path}"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(Request(url, headers={"Authorization": f"Bearer {TOKEN}"})) as reply:
                return bytes(reply.read())
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(url)


def resident(process: int) -> float:
    """Memory of a process, in MiB."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def brought_in(newsroom: str, source: Path, env: dict[str, str]) -> float:
    """CPU seconds of an import and its workers."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [*RAWI, "import", str(source), "--newsroom", newsroom, "--json"]
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def found_on(port: int, article: str) -> float:
    """Seconds until a reader's search finds an article by its name."""
    begun = time.monotonic()
    while time.monotonic() < begun + PATIENCE:
        if article in asked(port, f"/api/articles/{article}").decode():
            return time.monotonic() - begun
        time.sleep(0.1)
    raise TimeoutError(article)


def on_postgres(source: Path, folder: Path, last: str, articles: int) -> None:
    """The team, its articles, what they cost."""
    with cluster(fsync=True) as server, ExitStack() as team:
        newsroom = server.database()
        env = os.environ | {"RAWI_NEWSROOM": newsroom, "RAWI_TOKEN": TOKEN}
        spent = brought_in(newsroom, source, env | {"RAWI_CACHE": str(folder / "writer")})
        ports, processes = [], {}
        for name, command in services().items():
            if command[0] == "serve":
                ports.append(free_port())
                command[command.index("--port") + 1] = str(ports[-1])
                command[command.index("--host") + 1] = "127.0.0.1"
            cache = {"RAWI_CACHE": str(folder / name)}
            processes[name] = team.enter_context(running(command, env | cache))
        for port in ports:
            print("reader:", json.loads(asked(port, "/health")), flush=True)
            print(f"  the last article after {found_on(port, last):.1f} s")
        memory = {name: f"{resident(process):.0f} MiB" for name, process in processes.items()}
        with psycopg.connect(newsroom) as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        disk = (row[0] if row else 0) / articles / 1024
        index = size(folder / "writer") / articles / 1024
        print(f"PostgreSQL: {spent / articles * 1000:.1f} CPU ms an article, the server's left out")
        print(
            f"  {disk:.1f} KiB of database an article, {index:.1f} of each reader's index; {memory}"
        )


def in_a_file(source: Path, folder: Path, articles: int) -> None:
    """The same in a file."""
    inside = folder / "file"
    inside.mkdir()
    spent = brought_in(str(inside / "news.db"), source, dict(os.environ))
    disk = size(inside) / articles / 1024
    print(f"a file: {spent / articles * 1000:.1f} CPU ms an article; {disk:.1f} KiB, index and all")


def main() -> None:
    parser = argparse.ArgumentParser(prog="eval.team", description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=600)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory(prefix="rawi-team-") as name:
        folder = Path(name)
        with gzip.open(DATA / "articles" / "ant-2018-04.jsonl.gz") as lines:
            few = list(islice(lines, count))
        source = folder / "few.jsonl"
        source.write_bytes(b"".join(few))
        on_postgres(source, folder, json.loads(few[-1])["id"], count)
        in_a_file(source, folder, count)


if __name__ == "__main__":
    main()
