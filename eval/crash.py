"""``python -m eval.crash``: kill every verb at random moments, see that nothing is lost.

Each verb runs in a process of its own and writes down what it has reported. At a random
moment (seeded) it is killed with SIGKILL, or its disk is full: a small tmpfs where one can be
mounted, else a limit on the size of files. Then the newsroom is opened and checked: what was
reported is there, nothing is there twice, the index holds what the store holds, and what the
verb should have left alone is as it was. Bounded by ``--seconds``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from eval.crash_verbs import VERBS, Verb, filled, snapshot
from rawi.errors import RawiError
from rawi.newsroom import maintenance, writer


def apart(work: Callable[[], None], seconds: float | None = None) -> int:
    """Do it in a process of its own, killed after so long; its exit status."""
    child = os.fork()
    if not child:
        try:
            work()
            os._exit(0)
        except RawiError as why:
            print(f"    ended with: {why}", file=sys.stderr)
            os._exit(3)
        except BaseException as why:
            print(f"    {type(why).__name__}: {why}", file=sys.stderr)
            os._exit(4)
    timer = threading.Timer(seconds or 600.0, os.kill, (child, signal.SIGKILL))
    timer.start()
    _, status = os.waitpid(child, 0)
    timer.cancel()
    return os.waitstatus_to_exitcode(status)


def quicker() -> None:
    """Small steps, so that a kill falls between any two of them."""
    writer.BATCH, writer.INDEX_EVERY, maintenance.STEP = 16, 2, 7


def tried(verb: Verb, folder: Path, seconds: float | None, room: int | None) -> int:
    """Run a verb in its folder until it ends, is killed or finds its disk full; how it ended."""

    def work() -> None:
        quicker()
        told = os.open(folder.parent / "reported", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        verb.run(folder, lambda what: void(os.write(told, f"{what}\n".encode())))

    return apart(work, seconds)


def void(_: object) -> None:
    """For what gives something back that nobody wants."""


def told_wrong(verb: Verb, folder: Path, was: Path) -> list[str]:
    """What the verb left wrong, looked at in a process of its own."""
    reported = folder.parent / "reported"
    lines = reported.read_text("utf-8").split() if reported.exists() else []
    found = folder.parent / "wrong.json"
    found.unlink(missing_ok=True)

    def work() -> None:
        quicker()
        found.write_text(json.dumps(verb.wrong(folder, lines, was)), "utf-8")

    if apart(work):
        return ["it cannot be opened or looked at"]
    wrong: list[str] = json.loads(found.read_text("utf-8"))
    return wrong


@contextlib.contextmanager
def disk(folder: Path, size: int) -> Iterator[bool]:
    """A small disk of its own at a folder, where one can be had."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    there = not subprocess.call(mount, stderr=subprocess.DEVNULL)
    try:
        yield there
    finally:
        if there:
            subprocess.call(["umount", str(folder)])


class Trial:
    """One verb, again and again."""

    def __init__(self, name: str, top: Path, choose: random.Random) -> None:
        self.verb, self._top, self._choose = VERBS[name], top, choose
        self._base = top / "base"
        self.kills = self.full = 0

    def _ready(self, place: Path) -> None:
        """The newsroom to begin with, in an empty folder."""
        shutil.copytree(self._base, place, dirs_exist_ok=True)
        draw = random.Random(self._choose.random())
        apart(lambda: self.verb.before(place, draw))

    def killed(self, longest: float) -> list[str]:
        with tempfile.TemporaryDirectory(dir=self._top) as made_folder:
            folder = Path(made_folder) / "room"
            self._ready(folder)
            status = tried(self.verb, folder, self._choose.uniform(0.0, longest), None)
            self.kills += status == -signal.SIGKILL
            if status not in (0, -signal.SIGKILL):
                return [f"it failed by itself ({status})"]
            return told_wrong(self.verb, folder, self._base)

    def filled(self, mounted: bool) -> list[str]:
        """On a disk that has room for the newsroom and little more."""
        with tempfile.TemporaryDirectory(dir=self._top) as made_folder:
            aside, folder = Path(made_folder) / "aside" / "room", Path(made_folder) / "room"
            self._ready(aside)
            sizes = [path.stat().st_size for path in aside.rglob("*") if path.is_file()]
            folder.mkdir()
            spare = self._choose.randrange(1 << 13, 1 << 19)
            whole = sum(-(-size // 4096) * 4096 + 4096 for size in sizes) + spare
            with disk(folder, whole) if mounted else contextlib.nullcontext(False) as there:
                shutil.copytree(aside, folder, dirs_exist_ok=True)
                room = None if there else max(sizes) + spare // 4
                status = tried(self.verb, folder, None, room)
                self.full += status != 0
                told = ["a raw error where the disk is full"] if status not in (0, 3) else []
                after = Path(made_folder) / "after"  # beside what was reported, with room
                shutil.copytree(folder, after)
            return told + told_wrong(self.verb, after, self._base)

    def lasts(self) -> float:
        """Seconds that the verb takes when nobody ends it."""
        with tempfile.TemporaryDirectory(dir=self._top) as made_folder:
            folder = Path(made_folder) / "room"
            self._ready(folder)
            begun = time.monotonic()
            status = tried(self.verb, folder, None, None)
            taken = time.monotonic() - begun
            wrong = told_wrong(self.verb, folder, self._base)
            assert not status, f"it fails undisturbed: {status}"
            assert not wrong, f"it is wrong undisturbed: {wrong}"
            return taken


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.crash", description=__doc__)
    parser.add_argument("verbs", nargs="*", choices=[*VERBS, []])
    parser.add_argument("--kills", type=int, default=12, help="of each verb")
    parser.add_argument("--full", type=int, default=3, help="full disks of each verb")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=900)
    options = parser.parse_args(argv)
    begun, kills, full, failures = time.monotonic(), 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        (top / "base").mkdir()

        def base() -> None:
            filled(top / "base")
            (top / "base" / "snapshot.json").write_text(json.dumps(snapshot(top / "base")), "utf-8")

        assert not apart(base), "no newsroom to begin with"
        with disk(top / "base", 4096) as mounted:
            pass
        for name in options.verbs or VERBS:
            trial = Trial(name, top, random.Random(f"{options.seed} {name}"))
            longest = trial.lasts() * 1.05
            for turn in range(4 * options.kills):
                if trial.kills >= options.kills or time.monotonic() - begun > options.seconds:
                    break
                for problem in trial.killed(longest):
                    failures += 1
                    print(f"{name}, turn {turn}: {problem}", flush=True)
            for turn in range(options.full):
                for problem in trial.filled(mounted):
                    failures += 1
                    print(f"{name}, full disk {turn}: {problem}", flush=True)
            kills, full = kills + trial.kills, full + trial.full
            print(f"{name}: {trial.kills} kills, {trial.full} full disks", flush=True)
    print(f"{kills} kills, {full} full disks, {failures} failures")
    return 1 if failures or not kills else 0


if __name__ == "__main__":
    sys.exit(main())
