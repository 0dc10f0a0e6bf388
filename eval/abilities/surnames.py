"""Whom a surname alone means: surnames of April 2018 that were read, with who was named then.

``sets/surnames.tsv``: article, start and end of a surname that its article gives no full name
for, whom it means (- for nobody of those), and the names of that surname in other articles of
the three days before, with how many have each.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from eval.figures import ROOT, Figure
from rawi.annotation.quotes import speaker_key
from rawi.store.filing import surname
from rawi.store.mentions import dominant

SET = ROOT / "eval" / "sets" / "surnames.tsv"


class Case(msgspec.Struct, frozen=True):
    """A surname that was read."""

    meant: str
    """``speaker_key`` of whom it means; empty for none of those named."""
    told: Counter[str]
    """Names of that surname by their keys, with how many articles have each."""


def cases() -> list[Case]:
    """Every row of the set."""
    found = []
    for line in SET.read_text("utf-8").splitlines():
        meant, told = line.split("\t")[3:]
        counts: Counter[str] = Counter()
        for one in told.split("|"):
            name, _, number = one.rpartition("=")
            if surname(speaker_key(name)):
                counts[speaker_key(name)] += int(number)
        found.append(Case("" if meant == "-" else speaker_key(meant), counts))
    return found


def shares(found: list[Case]) -> tuple[float, float]:
    """Of the surnames that are named the share right; of those that mean one of the names the
    share that is named."""
    named = [(case, name) for case in found if (name := dominant(case.told))]
    right = sum(case.meant == name for case, name in named)
    able = sum(bool(case.meant) for case in found)
    return right / (len(named) or 1), right / (able or 1)


def score() -> list[Figure]:
    found = cases()
    most = sum(bool(c.meant) and c.told.most_common(1)[0][0] == c.meant for c in found if c.told)
    right, named = shares(found)
    note = f"{len(found)} surnames"
    return [
        Figure(
            name="surnames.right", value=right, baselines={"most": most / len(found)}, note=note
        ),
        Figure(name="surnames.named", value=named, note=note),
    ]
