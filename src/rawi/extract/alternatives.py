"""Patterns of many alternatives, looked up by the character that a match begins with.

A regular expression tries its alternatives one after another. Most lines and names can
begin only a few of them, so there is a pattern for each first character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_DIGIT = "0"
"""Stands for every digit."""


class Alternatives:
    """Named patterns, each of alternatives that begin with a literal, a class of
    characters, a digit, or a group of such; the first name that matches wins."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        found: dict[str, list[str]] = {}
        for name, pattern in patterns.items():
            own: dict[str, list[str]] = {}
            for part in _parted(pattern):
                for char in _first(part):
                    own.setdefault(char, []).append(part)
            for char, parts in own.items():
                found.setdefault(char, []).append(f"(?P<{name}>{'|'.join(parts)})")
        self.begins = {char: re.compile("|".join(parts)).match for char, parts in found.items()}
        """How each first character goes on; ``"0"`` stands for every digit."""

    def match(self, text: str, place: int) -> re.Match[str] | None:
        """The match that begins at ``place``; its ``lastgroup`` is the name."""
        first = text[place : place + 1]
        match = self.begins.get(_DIGIT if first.isdigit() else first)
        return match(text, place) if match else None


def anywhere(patterns: Mapping[str, str]) -> re.Pattern[str]:
    """One pattern that finds the matches of all, where the first name that matches wins.

    Each alternative begins with a letter that stands once, a class of such or a group: so most
    are refused at the price of a look.
    """
    found: dict[str, list[str]] = {}
    for pattern in patterns.values():
        for part in _parted(pattern):
            for char, rest in _led(part):
                found.setdefault(char, []).append(rest)
    every = (f"{re.escape(char)}(?:{'|'.join(rests)})" for char, rests in found.items())
    return re.compile("|".join(every))


def _led(part: str) -> Iterator[tuple[str, str]]:
    """The characters that a match of one alternative may begin with, each with what follows."""
    if part.startswith(r"\b"):
        for char, rest in _led(part[2:]):
            yield char, rf"(?<!\w{re.escape(char)}){rest}"
    elif part.startswith("(?:"):
        end = _closing(part)
        rest = part[end + 1 :].removeprefix("?")
        for inner in _parted(part[3:end]):
            yield from _led(inner + rest)
        if rest != part[end + 1 :]:
            yield from _led(rest)
    elif part[0] == "[":
        end = part.index("]")
        yield from ((char, part[end + 1 :]) for char in part[1:end])
    else:
        yield part[0], part[1:]


def _parted(pattern: str) -> list[str]:
    """The alternatives of a pattern."""
    parts, depth = [""], 0
    for char in pattern:
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _first(pattern: str) -> set[str]:
    """The characters that a match of one alternative may begin with."""
    pattern = pattern.removeprefix(r"\b")
    if pattern.startswith("(?:"):
        end = _closing(pattern)
        inner = {char for part in _parted(pattern[3:end]) for char in _first(part)}
        return inner | _first(pattern[end + 2 :]) if pattern[end + 1 : end + 2] == "?" else inner
    of_class = set(pattern[1 : pattern.index("]")]) if pattern[0] == "[" else {pattern[0]}
    digits = pattern.startswith(r"\d") or any(char.isdigit() for char in of_class)
    return {_DIGIT} if digits else of_class


def _closing(pattern: str) -> int:
    """Where the group that opens ``pattern`` closes."""
    depth = 0
    for place, char in enumerate(pattern):
        depth += (char == "(") - (char == ")")
        if not depth:
            return place
    return len(pattern)
