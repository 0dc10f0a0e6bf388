"""Search: articles of one story by headlines and words of them, questions to paragraphs.

``python -m eval.search_bench`` shows every engine on every task; here are ours and
the strongest of the others that need nothing installed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from itertools import chain

from eval.figures import ROOT, Figure
from eval.search_engines import Engine, fts5, fused, indexed, ours
from eval.search_queries import (
    KINDS,
    PAIRS,
    Task,
    known_items,
    march,
    ndcg,
    pair_of_days,
    paragraphs,
    reciprocal,
    some_paragraphs,
)

Measure = Callable[[Sequence[str], Mapping[str, int]], float]


def measured(engine: Engine, task: Task, measure: Measure = ndcg) -> dict[str, list[float]]:
    """What each query of each kind comes to."""
    asked = list(chain.from_iterable(task.queries.values()))
    ranked = iter(engine(task, asked))
    told = {}
    for kind, queries in task.queries.items():
        told[kind] = [
            measure([n for n in next(ranked) if n in task.ranked and n != q.source], q.grades)
            for q in queries
        ]
    return told


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def over_kinds(told: Mapping[str, Sequence[float]]) -> float:
    """The mean over kinds of their means."""
    return mean([mean(values) for values in told.values()])


def latency(task: Task) -> tuple[float, float]:
    """Median and 95th percentile of whole headlines with feedback and facets, milliseconds."""
    index = indexed(task)
    taken = []
    for query in task.queries[KINDS[0]]:
        begun = time.perf_counter()
        index.search(query.text)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 95 // 100]


def score() -> list[Figure]:
    tasks = {pair: pair_of_days(pair) for pair in PAIRS}
    engines = {"ours": ours(), "SQLite FTS5": fts5, "BM25 + 4-grams": fused}
    told = {
        label: {pair: over_kinds(measured(engine, task)) for pair, task in tasks.items()}
        for label, engine in engines.items()
    }
    chosen, *others = PAIRS
    days = {label: mean([by_pair[p] for p in others]) for label, by_pair in told.items()}
    first = {label: by_pair[chosen] for label, by_pair in told.items()}
    figures = [
        _figure("chosen_days_ndcg_at_10", first, 0.69, "weights were chosen on these days"),
        _figure("other_days_ndcg_at_10", days, 1.15 * max(list(days.values())[1:])),
    ]
    asked = _each(engines, paragraphs(), reciprocal)
    figures.append(_figure("questions_mrr_at_10", asked, max(list(asked.values())[1:])))
    some = {"ours": ours(), "SQLite FTS5": fts5}
    figures.append(_figure("questions_ndcg_at_10", _each(some, some_paragraphs())))
    figures.append(_figure("titles_ndcg_at_10", _each(engines, known_items())))
    if (ROOT / "eval" / "sets" / "search_march.json").exists():
        note = "other engines: python -m eval.search_bench"
        figures.append(_figure("march_ndcg_at_10", _each({"ours": ours()}, march()), note=note))
    middle, most = latency(tasks[chosen])
    note = f"whole headlines, feedback and facets; median {middle:.1f} ms"
    speed = Figure(name="search.p95_ms", value=most, lower=True, floored=False, bar=15, note=note)
    return [*figures, speed]


def _each(engines: dict[str, Engine], task: Task, measure: Measure = ndcg) -> dict[str, float]:
    """The mean over all queries by every engine."""
    told = {label: measured(engine, task, measure) for label, engine in engines.items()}
    return {label: mean([*chain.from_iterable(kinds.values())]) for label, kinds in told.items()}


def _figure(name: str, told: dict[str, float], bar: float | None = None, note: str = "") -> Figure:
    own, *_ = told.values()
    beside = {label: value for label, value in told.items() if label != "ours"}
    return Figure(name=f"search.{name}", value=own, baselines=beside, bar=bar, note=note)
