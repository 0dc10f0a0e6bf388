"""Boilerplate of invented news sites, for composing training dumps.

``dump_boilerplate.toml`` holds phrases as they are, ``dump_grammar.toml``
templates of which each draw makes another phrase. All are general vocabulary
of web pages or invented; the held-out dumps (``eval/held_dumps.py``) have
phrases of their own.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from eval.held_dumps import HIJRI, LEVANT, MONTHS, WEEK

_HERE = Path(__file__).parent
_CHOICE = re.compile(r"<([^<>]*)>")
_SLOT = re.compile(r"\{(\w+)\}")
_NAMED = {"who": "people", "out": "outlets", "city": "cities", "sec": "sections"}
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class World:
    """Draws phrases of a kind; ``words`` gives a word or two of some headline."""

    def __init__(self, rng: random.Random, words: Callable[[], str]) -> None:
        self._rng = rng
        self._words = words
        self._fixed = _table("dump_boilerplate.toml")
        self._grammar = _table("dump_grammar.toml")

    def draw(self, kind: str) -> str:
        """One phrase: as often from a template as from the list."""
        rng = self._rng
        template = rng.choice((self._fixed if rng.random() < 0.4 else self._grammar)[kind])
        return self._filled(template, 0)

    def composed(self, kind: str) -> str:
        """One phrase from a template."""
        return self._filled(self._rng.choice(self._grammar[kind]), 0)

    def _filled(self, template: str, depth: int) -> str:
        rng = self._rng
        while _CHOICE.search(template):
            template = _CHOICE.sub(lambda m: rng.choice(m[1].split("|")), template)
        month = rng.randrange(12)
        text = _SLOT.sub(lambda m: self._slot(m[1], month, depth), template)
        text = " ".join(text.split())
        if template != text and rng.random() < 0.1:
            text = text.translate(_EASTERN)
        return text + (" " if template.endswith(" ") else "")

    def _slot(self, name: str, month: int, depth: int) -> str:
        rng = self._rng
        if name in _NAMED:
            table = (self._fixed if depth or rng.random() < 0.5 else self._grammar)[_NAMED[name]]
            return self._filled(rng.choice(table), depth + 1)
        values: dict[str, Callable[[], str]] = {
            "w": self._words,
            "n": lambda: str(rng.choice([rng.randint(1, 9), rng.randint(10, 9999)])),
            "d": lambda: str(rng.randint(1, 28)),
            "mo": lambda: MONTHS[month],
            "lev": lambda: LEVANT[month],
            "nn": lambda: f"{month + 1:02}",
            "y": lambda: str(rng.randint(2008, 2025)),
            "h": lambda: f"{rng.randrange(24):02}:{rng.randrange(60):02}",
            "wd": lambda: rng.choice(WEEK),
            "hd": lambda: str(rng.randint(1, 29)),
            "hm": lambda: rng.choice(HIJRI),
            "hy": lambda: str(rng.randint(1430, 1446)),
        }
        return values[name]()


def _table(name: str) -> dict[str, list[str]]:
    return tomllib.loads((_HERE / name).read_text("utf-8"))
