"""What changed from one text to another, by words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rawi.model import Run

_PIECES = re.compile(r"\s+|\S+")


def _merged(runs: list[Run]) -> tuple[Run, ...]:
    out: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if out and out[-1].change == run.change:
            out[-1] = Run(change=run.change, text=out[-1].text + run.text)
        else:
            out.append(run)
    return tuple(out)


def word_changes(old: str, new: str) -> tuple[Run, ...]:
    """Runs whose kept and removed text is ``old``, kept and added text ``new``.

    Ratcliff and Obershelp's matching over words and the space between them, inside what both
    begin and end with.
    """
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    stop, end = len(before) - tail, len(after) - tail
    inner = _between(before[head:stop], after[head:end])
    same = ("".join(before[:head]), "".join(before[stop:]))
    return _merged([_kept(same[0]), *inner, _kept(same[1])])


def _kept(text: str) -> Run:
    return Run(change="same", text=text)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _between(before: Sequence[str], after: Sequence[str]) -> list[Run]:
    runs: list[Run] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            runs.append(_kept("".join(before[i:j])))
        else:
            runs.append(Run(change="removed", text="".join(before[i:j])))
            runs.append(Run(change="added", text="".join(after[k:m])))
    return runs


def paragraph_changes(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[Run, ...], ...]:
    """One tuple of runs a paragraph; equal paragraphs are matched whole first.

    Matching words only inside what differs keeps long articles fast.
    """
    out: list[tuple[Run, ...]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            out += [(Run(change="same", text=p),) for p in old[i:j]]
            continue
        paired = min(j - i, m - k)
        out += [word_changes(old[i + x], new[k + x]) for x in range(paired)]
        out += [(Run(change="removed", text=p),) for p in old[i + paired : j]]
        out += [(Run(change="added", text=p),) for p in new[k + paired : m]]
    return tuple(out)
