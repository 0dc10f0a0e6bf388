"""Words that carry no matter: particles, pronouns, auxiliaries."""

from __future__ import annotations

from importlib.resources import files

from rawi.arabic.normal import fold

_LIST = files("rawi.arabic") / "data" / "stopwords.txt"

STOP_WORDS: frozenset[str] = frozenset(fold(w) for w in _LIST.read_text("utf-8").split())
"""All of them, folded."""
