"""The lexicon of word forms learned from news, read once from the package."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

_FILE = files("rawi.arabic") / "data" / "lexicon.txt.gz"


@cache
def forms() -> dict[str, str]:
    """Skeleton of a form -> folded lemma, for every form seen more than once.

    Written by ``training/lexicon.py``; docs/models.md says from what.
    """
    found = {}
    for line in gzip.decompress(_FILE.read_bytes()).decode().splitlines():
        lemma, *rest = line.split(" ")
        found.update(dict.fromkeys(rest, lemma))
    return found
