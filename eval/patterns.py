"""``python -m eval.patterns``: every pattern over foreign text, tried on its worst input.

Finds all compiled patterns of the rooms that read what others wrote, makes inputs out of the
parts of each (its beginnings, repeated; what it repeats, without the end that it waits for)
and measures what a character costs at two sizes. A pattern in linear time costs the same at
both. ``--size`` 10,000,000 tries the size of the largest page.
"""

from __future__ import annotations

import argparse
import ast
import functools
import importlib
import pkgutil
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import rawi

parser: Any = importlib.import_module("re._parser")
sre: Any = importlib.import_module("re._constants")
"""Python's own reading of a pattern; it has no public name."""
ROOMS = ("collect", "ingest", "extract", "urls", "annotation", "arabic")
GROWTH = 3.0
"""Times what a character may cost more at the second size: twice is noise."""
DEAREST = 5e-6
"""Seconds a character at most: a bound inside a pattern may be no bound at all."""
STEP = 8
"""How much the second size is longer than the first."""
MOST = 60
"""Inputs of one pattern."""
_FIXED = {"match", "fullmatch"}


class Found(NamedTuple):
    """A compiled pattern of a module, and how it is used."""

    name: str
    pattern: re.Pattern[Any]
    anchored: bool
    """Whether it is only asked about one place."""


def modules() -> Iterator[str]:
    """Names of all modules of the rooms that read foreign text."""
    root = Path(rawi.__file__).parent
    for room in ROOMS:
        yield f"rawi.{room}"
        if (root / room).is_dir():
            for found in pkgutil.walk_packages([str(root / room)], f"rawi.{room}."):
                yield found.name


def patterns() -> list[Found]:
    """Every pattern that stands in those modules, once."""
    found: dict[tuple[str | bytes, int], Found] = {}
    for name in modules():
        module = importlib.import_module(name)
        for variable, value in vars(module).items():
            for place, one in enumerate(_compiled(value)):
                label = f"{name.removeprefix('rawi.')}.{variable}" + (f"[{place}]" if place else "")
                used = Found(label, one, _is_anchored(variable))
                found.setdefault((one.pattern, one.flags), used)
    return list(found.values())


def _compiled(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _compiled(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _compiled(one)


@functools.cache
def _uses() -> dict[str, set[str]]:
    """Name of a pattern, or of a table of them -> the methods that are called or handed on."""
    used: dict[str, set[str]] = {}
    for name in modules():
        source = Path(importlib.import_module(name).__file__ or "").read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Attribute):
                of = node.value.value if isinstance(node.value, ast.Subscript) else node.value
                if isinstance(of, ast.Name):
                    used.setdefault(of.id, set()).add(node.attr)
    return used


def _is_anchored(name: str) -> bool:
    used = _uses().get(name, set()) - {"items", "values", "pattern"}
    return bool(used) and used <= _FIXED


def _one_of(items: list[tuple[Any, Any]]) -> str:
    """A character that a class holds."""
    if items[0][0] is sre.NEGATE:
        barred = items[1:]
        for letter in "a1 -\n\u0628<":
            if not any(_holds(item, letter) for item in barred):
                return letter
        return "\u2603"
    return _member(items[0])


def _member(item: tuple[Any, Any]) -> str:
    kind, value = item
    if kind is sre.LITERAL:
        return chr(value)
    if kind is sre.RANGE:
        return chr(value[0])
    return _CATEGORY.get(value, "a")


_CATEGORY: dict[Any, str] = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: "-",
}


def _holds(item: tuple[Any, Any], letter: str) -> bool:
    kind, value = item
    if kind is sre.LITERAL:
        return bool(chr(value) == letter)
    if kind is sre.RANGE:
        return bool(value[0] <= ord(letter) <= value[1])
    sign = re.compile({v: k for k, v in _ESCAPES.items()}[value])
    return bool(sign.match(letter))


_ESCAPES = {
    r"\d": sre.CATEGORY_DIGIT,
    r"\D": sre.CATEGORY_NOT_DIGIT,
    r"\s": sre.CATEGORY_SPACE,
    r"\S": sre.CATEGORY_NOT_SPACE,
    r"\w": sre.CATEGORY_WORD,
    r"\W": sre.CATEGORY_NOT_WORD,
}
_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}


def _least(tree: Any) -> Iterator[tuple[str, str]]:
    """(a piece of text, what may be repeated there) for each part of a pattern in turn."""
    for kind, value in tree:
        if kind is sre.LITERAL:
            yield chr(value), ""
        elif kind is sre.NOT_LITERAL:
            yield ("a" if value != ord("a") else "b"), ""
        elif kind is sre.ANY:
            yield "a", ""
        elif kind is sre.IN:
            yield _one_of(value), ""
        elif kind in _REPEATS:
            inside = "".join(text for text, _ in _least(value[2]))
            yield inside * max(1, min(value[0], 8)), inside
        elif kind is sre.SUBPATTERN:
            yield from _least(value[3])
        elif kind is sre.ATOMIC_GROUP:
            yield from _least(value)
        elif kind is sre.BRANCH:
            yield from _least(value[1][0])


def units(pattern: re.Pattern[Any]) -> list[tuple[str, str]]:
    """(a beginning, what comes after it again and again) that the pattern may stumble over."""
    text = pattern.pattern
    source = text.decode("latin-1") if isinstance(text, bytes) else text
    found: set[tuple[str, str]] = set()
    for tree in _branches(parser.parse(source, pattern.flags & ~re.DEBUG)):
        begun = ""
        for piece, again in _least(tree):
            found |= {("", again), (begun, again), ("", begun + again)} if again else set()
            begun += piece
            found.add(("", begun))
            found.add((begun, piece))
        found.add(("", begun[:-1]))
    found |= {("", letter) for letter in (" ", "\n", "a", "1", "<", "\u0628")}
    good = sorted(pair for pair in found if pair[1] and len("".join(pair)) < 300)
    return good[:: -(-len(good) // MOST)]


def _branches(tree: Any) -> Iterator[Any]:
    """The pattern, once for each of its first alternatives."""
    for place, (kind, value) in enumerate(tree):
        inner = value[3] if kind is sre.SUBPATTERN else [(kind, value)]
        if len(inner) == 1 and inner[0][0] is sre.BRANCH:
            for branch in inner[0][1][1]:
                yield [*tree[:place], *branch, *tree[place + 1 :]]
            return
    yield tree


def seconds(found: Found, text: str) -> float:
    """CPU time of one look through a text, the better of two."""
    whole: Any = text.encode("utf-8") if isinstance(found.pattern.pattern, bytes) else text
    taken = []
    for _ in range(2):
        begun = time.process_time()
        if found.anchored:
            found.pattern.match(whole)
        else:
            for _match in found.pattern.finditer(whole):
                pass
        taken.append(time.process_time() - begun)
        if taken[0] < 0.002:
            break
    return min(taken)


def slow(found: Found, size: int) -> Iterator[str]:
    """Where a pattern is not linear, or dear, at ``size`` characters."""
    for start, unit in units(found.pattern):
        text = [start + unit * (length // len(unit)) + "\x01" for length in (size // STEP, size)]
        one = seconds(found, text[0])
        if one / len(text[0]) > DEAREST and one > 0.01:
            yield f"{found.name}: {one / len(text[0]) * 1e6:.1f} us a character ({unit!r})"
            continue
        other = seconds(found, text[1])
        grown = (other / len(text[1])) / max(one / len(text[0]), 1e-7)
        if other > 0.01 and (grown > GROWTH or other / len(text[1]) > DEAREST):
            words = f"{other:.2f} s for {len(text[1]):,}, a character {grown:.1f} times as dear"
            yield f"{found.name}: {words} ({start!r}, {unit!r})"


def main(argv: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="eval.patterns", description=__doc__)
    options.add_argument("--size", type=int, default=200_000, help="characters")
    options.add_argument("names", nargs="*", help="parts of names of patterns")
    given = options.parse_args(argv)
    all_found = [f for f in patterns() if not given.names or any(n in f.name for n in given.names)]
    told = tried = 0
    for found in all_found:
        tried += len(units(found.pattern))
        for words in slow(found, given.size):
            told += 1
            print(words, flush=True)
    print(f"{len(all_found)} patterns, {tried} inputs of {given.size:,}, {told} not linear")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
