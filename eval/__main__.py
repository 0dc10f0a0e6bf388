"""``python -m eval [ability ...]``: print every figure, fail under a floor.

``--write`` raises the floors to the figures of this run (never lowers one).
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

import eval.abilities
from eval.figures import GOLD, Figure

FLOORS = Path(__file__).with_name("floors.json")
SPEED_MARGIN = 0.30
TRAINED_MARGIN = 0.002


def abilities() -> list[str]:
    return sorted(m.name for m in pkgutil.iter_modules(eval.abilities.__path__))


def allowed(figure: Figure, floor: float) -> bool:
    """Whether the figure holds its floor; quality exactly, speed with a margin."""
    margin = SPEED_MARGIN if figure.speed else 0.0
    slack = TRAINED_MARGIN if figure.trained else 1e-9
    if figure.lower:
        return figure.value <= floor * (1 + margin) + slack
    return figure.value >= floor * (1 - margin) - slack


def raised(figure: Figure, floor: float | None) -> float:
    """The floor after this run: the better of old and new, cut at four places."""
    value = figure.value
    if floor is not None:
        value = min(value, floor) if figure.lower else max(value, floor)
    step = 10_000
    whole = -(-value * step // 1) if figure.lower else value * step // 1
    return whole / step


def under(figures: list[Figure], floors: dict[str, float]) -> list[str]:
    """Names of the figures that do not hold their floors."""
    guarded = [f for f in figures if f.floored and f.name in floors]
    return [f.name for f in guarded if not allowed(f, floors[f.name])]


def judged(figures: list[Figure]) -> int:
    """Print the figures beside their floors; 1 where one is under its own, else 0."""
    floors: dict[str, float] = json.loads(FLOORS.read_text())
    Console(width=160).print(shown(figures, floors))
    return 1 if under(figures, floors) else 0


def shown(figures: list[Figure], floors: dict[str, float]) -> Table:
    table = Table("figure", "value", "floor", "bar", "beside it", "note")
    for f in figures:
        floor = floors.get(f.name)
        ok = floor is None or not f.floored or allowed(f, floor)
        table.add_row(
            f.name,
            f"{f.value:.4g}" if ok else f"[red]{f.value:.4g} under floor[/red]",
            "" if floor is None else f"{floor:.4g}",
            "" if f.bar is None else f"{f.bar:.4g}",
            ", ".join(f"{k} {v:.4g}" for k, v in f.baselines.items()),
            f.note,
        )
    return table


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval", description=__doc__)
    parser.add_argument("ability", nargs="*", help=f"one of: {', '.join(abilities())}")
    parser.add_argument("--write", action="store_true", help="raise the floors")
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    options = parser.parse_args(argv)
    console = Console(width=160)
    if not GOLD.is_dir():
        console.print("eval: the shared gold is absent, nothing was measured")
        return 0
    figures: list[Figure] = []
    for name in options.ability or abilities():
        begun = time.perf_counter()
        figures += importlib.import_module(f"eval.abilities.{name}").score()
        if not options.json:
            console.print(f"{name}: {time.perf_counter() - begun:.1f} s")
    floors: dict[str, float] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    if options.json:
        print(json.dumps({f.name: f.value for f in figures}, indent=1))
    else:
        console.print(shown(figures, floors))
    if options.write:
        floors |= {f.name: raised(f, floors.get(f.name)) for f in figures if f.floored}
        FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=1) + "\n")
        return 0
    if fallen := under(figures, floors):
        console.print(f"[red]under their floors: {', '.join(fallen)}[/red]")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
