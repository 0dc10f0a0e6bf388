"""Finding the vocabulary of ``vocabulary.py`` in folded text.

Folding here keeps every position (one character for one), so that what is
found in folded text can be cut out of the text itself.
"""

from __future__ import annotations

import re

MARK = "ـ"
"""Stands for every diacritic and invisible mark after folding."""

_SAME = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیئ", "ي"),
    "ة": "ه",
    "ک": "ك",
    "ؤ": "و",
    "\u00a0": " ",
    "\u200c": " ",
    **{chr(c): MARK for c in (*range(0x64B, 0x660), 0x670, 0x200D, 0x200E, 0x200F, 0xFEFF, 0xAD)},
    **{chr(c): MARK for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
    **{chr(0x660 + i): str(i) for i in range(10)},
    **{chr(0x6F0 + i): str(i) for i in range(10)},
}


def folded(text: str) -> str:
    """``text`` with letter variants unified, the same length."""
    for char in set(text) & _SAME.keys():  # a third faster than str.translate
        text = text.replace(char, _SAME[char])
    return text.lower()


def plain(text: str) -> str:
    """``folded`` without marks: for comparing, not for cutting."""
    return folded(text).replace(MARK, "")


def phrases(table: str) -> tuple[str, ...]:
    """The phrases of one table of ``words``, folded, without duplicates."""
    found = (plain(p).strip() for line in table.splitlines() for p in line.split("|"))
    return tuple(dict.fromkeys(p for p in found if p))


def pattern(*tables: str, least: int = 1) -> str:
    """A regular expression for the longest phrase of the tables; a trie, so linear.

    ``least`` leaves out shorter phrases, and with it those of a single word.
    """
    root: dict[str, dict[str, object]] = {}
    for phrase in (p for table in tables for p in phrases(table)):
        if least > 1 and (len(phrase) < least or " " not in phrase):
            continue
        node: dict = root  # type: ignore[type-arg]
        for char in phrase:
            node = node.setdefault(char, {})
        node[""] = {}
    return f"(?:{_trie(root)})"


def _trie(node: dict) -> str:  # type: ignore[type-arg]
    chain = ""
    while len(node) == 1 and "" not in node:  # no group for a single way on: half the compiling
        ((char, node),) = node.items()
        chain += _step(char)
    joined = "|".join(_step(char) + _trie(below) for char, below in node.items() if char)
    return f"{chain}(?:{joined}){'?' if '' in node else ''}" if joined else chain


def _step(char: str) -> str:
    return r"\s+" if char == " " else re.escape(char) + f"{MARK}*"
