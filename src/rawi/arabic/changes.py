"""What changed from one text to another, by words."""

from __future__ import annotations

import re
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

    Ratcliff and Obershelp's matching over words and the space between them.
    """
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    runs: list[Run] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            runs.append(Run(change="same", text="".join(before[i:j])))
        else:
            runs.append(Run(change="removed", text="".join(before[i:j])))
            runs.append(Run(change="added", text="".join(after[k:m])))
    return _merged(runs)


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
