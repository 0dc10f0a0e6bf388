"""Changes of code: which are made, which lines they concern, that they run."""

from __future__ import annotations

import ast
import types

import pytest

from eval.mutants import NAMED, ROOMS, changed, named
from eval.mutations import mutants

SOURCE = '''
"""Words."""
LIMIT: int = 7

class Held:
    def over(self, size: int) -> bool:
        """Whether 3 is more."""
        if size > LIMIT and size:
            print(f"{size:3}")
            return True
        return not size
'''


def made() -> dict[tuple[str, str], tuple[int, ...]]:
    return {(m.was, m.now): m.lines for m in mutants("x", SOURCE)}


@pytest.mark.parametrize(
    ("was", "now", "lines"),
    [
        ("LIMIT: int = 7", "LIMIT: int = 8", (8,)),
        ("LIMIT: int = 7", "LIMIT: int = 0", (8,)),
        ("size > LIMIT", "size >= LIMIT", (8,)),
        ("size > LIMIT", "size <= LIMIT", (8,)),
        ("if size > LIMIT and size", "if size > LIMIT or size", (8,)),
        ("if size > LIMIT and size", "if not (size > LIMIT and size)", (8,)),
        ("print(f'{size:3}')", "pass", (9,)),
        ("return True", "return None", (10,)),
        ("return True", "return False", (10,)),
        ("return not size", "return size", (11,)),
    ],
)
def test_small_changes_are_made(was: str, now: str, lines: tuple[int, ...]) -> None:
    assert made()[was, now] == lines


def test_words_and_annotations_are_left() -> None:
    assert len(made()) == 12
    assert all(ast.parse(m.source) for m in mutants("x", SOURCE))


def test_a_loaded_module_does_what_the_change_says() -> None:
    module = types.ModuleType("eval_changed")
    module.__file__ = "eval_changed.py"
    exec(compile(SOURCE, "x", "exec"), vars(module))
    held = module.Held()
    over = module.Held.over
    assert held.over(8)
    assert not held.over(7)
    (mutant,) = (m for m in mutants("x", SOURCE) if m.now == "size >= LIMIT")
    changed(module, mutant.source)
    assert held.over(7)
    (mutant,) = (m for m in mutants("x", SOURCE) if m.now == "LIMIT: int = 8")
    changed(module, mutant.source)
    assert not over(held, 8)


def test_the_faults_known_by_name_still_have_their_place() -> None:
    found = dict(named())
    assert found.keys() == NAMED.keys()
    assert all(mutant.module in ROOMS for mutant in found.values())
