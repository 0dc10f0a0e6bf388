"""Credits: wire and cited sources in 150 Saudi articles, by canonical name and role."""

from __future__ import annotations

import json

from eval.articles import articles
from eval.figures import GOLD, Figure
from rawi.annotation.credits import credits_of

Keys = set[tuple[str, str, str]]


def f1(gold: Keys, said: Keys) -> float:
    right = len(gold & said)
    return 2 * right / (len(gold) + len(said)) if right else 0.0


def score() -> list[Figure]:
    lines = (GOLD / "copies" / "credits.jsonl").open(encoding="utf-8")
    marked = {r["id"]: r["credits"] for r in map(json.loads, lines)}
    gold: Keys = {(i, c["name"], c["role"]) for i, found in marked.items() for c in found}
    said: Keys = {
        (a.id, c.name, c.role)
        for a in articles("saudi-2015-07", set(marked))
        for c in credits_of(a)
    }
    figures = [Figure(name="credits.f1", value=f1(gold, said))]
    for role in ("wire", "cited"):
        one = {g for g in gold if g[2] == role}, {s for s in said if s[2] == role}
        figures.append(Figure(name=f"credits.{role}_f1", value=f1(*one)))
    return figures
