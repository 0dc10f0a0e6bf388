"""``python -m eval.search_bench``: every engine on every task, side by side."""

from __future__ import annotations

import sys
from itertools import chain

from rich.console import Console
from rich.table import Table

from eval.abilities.search import mean, measured, over_kinds
from eval.figures import ROOT
from eval.search_engines import OTHERS, lucene_there, ours
from eval.search_queries import PAIRS, bootstrap, march, pair_of_days, paragraphs, reciprocal

Told = dict[str, list[float]]


def shown(title: str, rows: dict[str, Told]) -> Table:
    kinds = list(next(iter(rows.values())))
    table = Table("", *kinds, "mean", "ours beside it, 95%", title=title)
    own = [*chain.from_iterable(rows["Rawi"].values())]
    for label, told in rows.items():
        ratio, low, high = bootstrap(own, [*chain.from_iterable(told.values())])
        beside = "" if label == "Rawi" else f"{ratio:.2f} ({low:.2f} to {high:.2f})"
        means = [f"{mean(told[kind]):.3f}" for kind in kinds]
        table.add_row(label, *means, f"{over_kinds(told):.3f}", beside)
    return table


def main() -> int:
    console = Console(width=140)
    engines = {"Rawi": ours(), "Rawi without feedback": ours(feedback=False)} | OTHERS
    if not lucene_there():
        console.print("Lucene is left out: liblucene8-java and a JDK are not installed")
    joined: dict[str, Told] = {label: {} for label in engines}
    for pair in PAIRS:
        task = pair_of_days(pair)
        rows = {label: measured(engine, task) for label, engine in engines.items()}
        console.print(shown(f"{pair}, nDCG@10", rows))
        if pair != next(iter(PAIRS)):
            for label, told in rows.items():
                for kind, values in told.items():
                    joined[label].setdefault(kind, []).extend(values)
    console.print(shown("the three other pairs together, nDCG@10", joined))
    task = paragraphs()
    rows = {label: measured(engine, task, reciprocal) for label, engine in engines.items()}
    console.print(shown("XQuAD-R, MRR@10", rows))
    if (ROOT / "eval" / "sets" / "search_march.json").exists():
        task = march()
        rows = {label: measured(engine, task) for label, engine in engines.items()}
        console.print(shown("forty queries over March 2018, nDCG@10", rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
