"""A PostgreSQL cluster of our own for as long as it is needed, on a socket nobody else has."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

FOLDERS = ("/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin")
"""Where Debian puts what is on no path."""
USER = "rawi"
_SERVER = ("-c", "listen_addresses=", "-c", "max_connections=60", "-c", "shared_buffers=128MB")
_FAST = ("-c", "fsync=off", "-c", "full_page_writes=off")


class Cluster:
    """A server that is running; each newsroom gets a database of its own."""

    def __init__(self, folder: Path, options: tuple[str, ...]) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self._options = options
        self._numbers = count(1)

    def address(self, database: str) -> str:
        """How Rawi and libpq call a database of it."""
        return f"postgresql://{USER}@/{database}?host={self.folder}"

    def database(self) -> str:
        """The address of a new, empty database."""
        name = f"news{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def start(self) -> None:
        command = [found("postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder)]
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            [*as_servant(), *command, *_SERVER, *self._options],
            stdout=log,
            stderr=log,
            cwd=self.folder,
        )
        ready = [found("pg_isready"), "-q", "-h", str(self.folder)]
        for _ in range(200):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End the server: by SIGINT at once and in order, by SIGQUIT as if the power had gone."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(120)
            self.process = None


@contextmanager
def cluster(*, fsync: bool = False) -> Iterator[Cluster]:
    """A server with an empty cluster, gone afterwards; without ``fsync`` it is for tests alone."""
    folder = Path(tempfile.mkdtemp(prefix="rawi-pg-"))
    try:
        with running(folder, () if fsync else _FAST) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(folder: Path, options: tuple[str, ...] = ()) -> Iterator[Cluster]:
    """A server over the cluster in a folder, made where there is none; it stays afterwards."""
    if not (folder / "data").exists():
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(folder, servant())
        made = [found("initdb"), "-D", str(folder / "data"), "-U", USER, "-A", "trust"]
        made += ["-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        subprocess.run([*as_servant(), *made], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    server = Cluster(folder, options)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def found(program: str) -> str:
    """Where a program of PostgreSQL is. Raises ``FileNotFoundError``."""
    where = shutil.which(program, path=os.pathsep.join((os.environ.get("PATH", ""), *FOLDERS)))
    if where is None:
        raise FileNotFoundError(f"{program}: PostgreSQL is not installed")
    return where


def servant() -> str:
    """Whom the server runs as where we are root, which it refuses to be."""
    names = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def as_servant() -> list[str]:
    """What stands before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(servant())
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
