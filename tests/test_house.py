"""The rules of the house: what may import what, how long files may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rawi"
PURE = ("arabic", "extract", "annotate", "relate")
OUTER = {"store", "collect", "serve", "search", "newsroom"}
CLOCKS = {"now", "today", "utcnow"}
FILES = sorted(SOURCE.rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def imported(path: Path) -> Iterator[str]:
    """Every module of ours that a file imports, from anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports relatively"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.split(".")[0] == "rawi")


def test_records_import_nothing_of_ours() -> None:
    assert not list(imported(SOURCE / "model.py"))
    assert not list(imported(SOURCE / "errors.py"))


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_import_no_outer_room(room: str) -> None:
    wrong = [
        f"{named(path)}: {name}"
        for path in (SOURCE / room).rglob("*.py")
        for name in imported(path)
        if name.split(".")[1:2] and name.split(".")[1] in OUTER
    ]
    assert not wrong


@pytest.mark.parametrize("room", PURE)
def test_pure_rooms_read_no_clock(room: str) -> None:
    wrong = []
    for path in (SOURCE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                clock = node.func.attr in CLOCKS and owner in {"datetime", "date"}
                if clock or owner == "time":
                    wrong.append(f"{named(path)}:{node.lineno}")
    assert not wrong


def test_only_the_wiring_knows_the_newsroom() -> None:
    rooms = [p for p in FILES if len(p.relative_to(SOURCE).parts) > 1]
    allowed = {"serve", "demo"}
    wrong = [
        named(path)
        for path in rooms
        for name in imported(path)
        if name.startswith("rawi.newsroom") and path.relative_to(SOURCE).parts[0] not in allowed
    ]
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=named)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 400


def lengths(path: Path) -> list[tuple[int, str]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    tree = ast.parse(path.read_text("utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return [((n.end_lineno or n.lineno) - n.lineno + 1, f"{named(path)}:{n.name}") for n in found]


def test_functions_are_short() -> None:
    wrong = [
        name
        for path in FILES
        if "migrations" not in path.parts
        for length, name in lengths(path)
        if length > 50
    ]
    assert not wrong
