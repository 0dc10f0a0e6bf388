"""``python -m eval.mutants``: do the tests notice when a guard, a bound or a limit is changed?

Draws small changes of the code at random (seeded): a comparison at its boundary or turned
round, a number one off or nought, ``and`` for ``or``, a condition refused, a call left out,
nothing given back. Each changed module runs in a copy of the tree against those tests of its
room that execute the changed lines; a change that no test notices lives. The list of those
that may live, each with its reason, stands in ``docs/mutants.md``.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from eval.figures import ROOT
from eval.mutations import Mutant, mutants

ROOMS = {
    "extract/html/guard": "extract/test_guard.py",
    "extract/html/blocks": "extract/test_kinds_of_pages.py",
    "extract/html/hints": "extract/test_kinds_of_pages.py",
    "collect/feed_guard": "collect/test_feed_guard.py",
    "collect/xmlstream": "collect/test_xmlstream.py",
    "collect/fetch": "collect/test_fetch.py",
    "collect/robots": "collect/test_politeness.py",
    "collect/session": "collect/test_politeness.py",
    "collect/addresses": "collect/test_addresses.py",
    "collect/cookies": "collect/test_rules_of_the_web.py",
    "collect/visit": "collect/test_visit.py",
    "ingest/codings": "ingest/test_codings.py",
    "ingest/warc": "ingest/test_warc.py",
    "ingest/process_reading": "newsroom/test_workers.py",
    "newsroom/workers": "newsroom/test_workers.py",
    "processes": "test_processes.py",
    "newsroom/maintenance": "newsroom/test_removal.py newsroom/test_maintenance.py",
    "store/removal": "newsroom/test_removal.py newsroom/test_maintenance.py",
    "store/engines/files": "store/engines/test_files.py",
    "store/engines/lock": "store/engines/test_lock.py",
    "serve/access": "serve/test_access.py serve/test_options.py",
    "serve/sessions": "serve/test_access.py serve/test_hard_clients.py",
    "serve/connections": "serve/test_hard_clients.py",
    "serve/page_cache": "serve/test_page_cache.py",
    "urls": "test_urls.py",
}
"""Module -> the tests of its room, the few that are made for it."""
NAMED = {
    "a gzip bomb in many members": (
        "ingest/codings",
        "_inflated(left, zlib.MAX_WBITS | 16, limit - size)",
        "_inflated(left, zlib.MAX_WBITS | 16, limit)",
    ),
    "a delay asked for is ignored": (
        "collect/session",
        "max(self.options.delay, self._robots.delay(url))",
        "self.options.delay",
    ),
    "captures of old versions are kept": (
        "store/removal",
        " | _captures_of_versions(connection, intakes)",
        "",
    ),
    "a killed worker refuses its neighbours": (
        "ingest/process_reading",
        "for found in asked(process, [capture], decode, lost)]",
        "for found in [lost(capture, _refusal(EndedError(), seconds))]]",
    ),
    "hidden text in the body": (
        "extract/html/hints",
        "bits |= _ABSENT_BITS",
        "pass",
    ),
    "a redirect to the front page is an article": (
        "collect/visit",
        "reply_error(reply) or _lost(item.url, reply)",
        "reply_error(reply)",
    ),
    "pages never grow too old": (
        "serve/page_cache",
        "sheet is None or time.monotonic() - at >= SECONDS",
        "sheet is None",
    ),
}
"""Faults that once lived through their tests: module, what stands there, what would."""
HEAVY = (
    "hypothesis sqlalchemy alembic.command litestar litestar.testing jinja2 uvicorn msgspec numpy "
    "httpcore feedparser selectolax resiliparse.parse.encoding tantivy protego w3lib.url rensa "
    "pycrfsuite simplemma py3langid fastwarc.warc brotli zstandard typer rich hijridate certifi"
)
"""Loaded once, before the processes that run the tests divide."""


class Tracer:
    """A pytest plugin: which lines of one file each test executes, and how long it takes."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._codes: dict[CodeType, bool] = {}
        self.lines: set[int] = set()
        self.tests: dict[str, tuple[float, list[int]]] = {}
        self.failed: list[str] = []

    def _trace(self, frame: FrameType, _event: str, _arg: object) -> Any:
        code = frame.f_code
        if code not in self._codes:
            self._codes[code] = code.co_filename == self._file
        if not self._codes[code]:
            return None
        self.lines.add(frame.f_lineno)
        return self._line

    def _line(self, frame: FrameType, _event: str, _arg: object) -> Any:
        self.lines.add(frame.f_lineno)
        return self._line

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.lines = set()
        begun = time.monotonic()
        threading.settrace(self._trace)
        sys.settrace(self._trace)
        yield
        sys.settrace(None)
        threading.settrace(None)
        self.tests[item.nodeid] = time.monotonic() - begun, sorted(self.lines)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed or (report.when == "setup" and report.skipped):
            self.failed.append(report.nodeid)


def in_child(work: Callable[[], int], seconds: float) -> int | None:
    """The exit status of work in a process of its own; None where it took too long."""
    child = os.fork()
    if not child:
        os.setsid()
        silent = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1):
            os.dup2(silent, number)
        try:
            os._exit(work())
        except BaseException:
            os._exit(99)
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def changed(module: types.ModuleType, source: str) -> None:
    """Make a loaded module do what the changed source says, for all who hold parts of it."""
    fresh: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(source, module.__file__ or "", "exec"), fresh)
    held = vars(module)
    for name, value in fresh.items():
        if isinstance(value, type) and value.__module__ == module.__name__:
            for part, inner in vars(value).items():
                _follow(vars(held[name]).get(part), inner)
        elif not _follow(held.get(name), value) and not isinstance(value, type):
            held[name] = value


def _follow(old: Any, new: Any) -> bool:
    """Give a function the code of another; whether both are functions."""
    old, new = (_function(one) for one in (old, new))
    if old is None or new is None or old is new:
        return False
    old.__code__, old.__defaults__ = new.__code__, new.__defaults__
    old.__kwdefaults__ = new.__kwdefaults__
    return True


def _function(one: Any) -> types.FunctionType | None:
    one = getattr(one, "fget", None) or getattr(one, "__func__", None) or one
    while hasattr(one, "__wrapped__"):
        one = one.__wrapped__
    return one if isinstance(one, types.FunctionType) else None


class Bench:
    """A copy of the tree in which one module is changed again and again, and its tests run."""

    def __init__(self, folder: Path, module: str) -> None:
        self.root = folder / "tree"
        for name in ("src", "tests", "docs"):
            shutil.copytree(
                ROOT / name, self.root / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copy(ROOT / "pyproject.toml", self.root)
        self._module = module
        self._file = self.root / "src" / "rawi" / f"{module}.py"
        self._told = folder / "told.json"
        self._tests: dict[str, tuple[float, frozenset[int]]] = {}

    def begin(self) -> list[str]:
        """Load the tests of the room and see which lines each executes; those that fail now."""
        os.chdir(self.root)
        sys.path[:0] = [str(self.root / "src"), str(self.root)]
        sys.dont_write_bytecode = True
        os.environ |= {"CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        named = [f"tests/{name}" for name in ROOMS[self._module].split()]
        there = [name for name in named if (self.root / name).exists()]
        pytest.main(["-q", "--collect-only", "-p", "no:cacheprovider", *there])
        tracer = Tracer(str(self._file))

        def traced() -> int:
            pytest.main(["-q", "-p", "no:cacheprovider", *there], [tracer])
            self._told.write_text(json.dumps([tracer.tests, tracer.failed]))
            return 0

        in_child(traced, 400)
        tests, failed = json.loads(self._told.read_text())
        self._tests = {n: (t, frozenset(own)) for n, (t, own) in tests.items() if n not in failed}
        return list(failed)

    def survives(self, mutant: Mutant) -> bool:
        """Whether no test notices the change."""
        chosen = {n: t for n, (t, lines) in self._tests.items() if lines & set(mutant.lines)}
        chosen = chosen or {n: t for n, (t, _) in self._tests.items()}
        ordered = sorted(chosen, key=lambda name: chosen[name])
        command = ["-x", "-q", "-p", "no:cacheprovider", *ordered]
        module = sys.modules[f"rawi.{self._module.replace('/', '.')}"]

        def here() -> int:
            changed(module, mutant.source)
            return int(pytest.main(command))

        def anew() -> int:
            return subprocess.call([sys.executable, "-m", "pytest", *command])

        held = self._file.read_text("utf-8")
        try:
            self._file.write_text(mutant.source, "utf-8")  # for the processes that tests begin
            return in_child(anew if mutant.anew else here, 20 + 4 * sum(chosen.values())) == 0
        finally:
            self._file.write_text(held, "utf-8")


def judged(module: str, chosen: list[Mutant]) -> tuple[list[str], list[int]]:
    """Tests that are of no use, and which of the changes live."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "judged.json"

        def work() -> int:
            bench = Bench(Path(folder), module)
            failed = bench.begin()
            lived = [n for n, mutant in enumerate(chosen) if bench.survives(mutant)]
            told.write_text(json.dumps([failed, lived]))
            return 0

        in_child(work, 3_600)
        failed, lived = json.loads(told.read_text())
        return failed, lived


def drawn(module: str, count: int, seed: int) -> list[Mutant]:
    """Some changes of a module; the same for one seed as long as the module stands."""
    found = mutants(module, (ROOT / "src" / "rawi" / f"{module}.py").read_text("utf-8"))
    chosen = random.Random(f"{seed} {module}").sample(found, min(count, len(found)))
    return sorted(chosen, key=lambda mutant: mutant.lines)


def named() -> Iterator[tuple[str, Mutant]]:
    """The faults that are known by name."""
    for name, (module, was, now) in NAMED.items():
        source = (ROOT / "src" / "rawi" / f"{module}.py").read_text("utf-8")
        assert source.count(was) == 1, f"{name}: {was!r} stands {source.count(was)} times"
        line = source[: source.index(was)].count("\n") + 1
        yield name, Mutant(module, (line,), was, name, source.replace(was, now))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", choices=[*ROOMS, []])
    parser.add_argument("--each", type=int, default=15, help="changes drawn of each module")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    for name in HEAVY.split():
        importlib.import_module(name)
    total = lived = 0
    for module in options.modules or ROOMS:
        begun = time.monotonic()
        chosen = drawn(module, options.each, options.seed) if options.each else []
        chosen += [mutant for _, mutant in named() if mutant.module == module]
        failed, left = judged(module, chosen)
        total, lived = total + len(chosen), lived + len(left)
        taken = time.monotonic() - begun
        print(
            f"{module}: {len(chosen) - len(left)} of {len(chosen)} noticed, {taken:.0f} s",
            flush=True,
        )
        for name in failed:
            print(f"  left out, fails or is skipped as it stands: {name}")
        for mutant in (chosen[n] for n in left):
            at = mutant.lines[0] if mutant.lines else 0
            print(f"  lives, line {at}: {mutant.was}  ->  {mutant.now}", flush=True)
    print(f"{total - lived} of {total} changes noticed: {(total - lived) / max(total, 1):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
