"""Given names: what tells a person from a line of two capitalised words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

TITLE = r"(?:Dr|Prof|Mr|Mrs|Ms|Sir)\.?\s+"
"""What stands before a name, as a pattern."""
_TITLED = re.compile(rf"^{TITLE}")


@cache
def _known() -> frozenset[str]:
    """Given names, folded, read once."""
    text = files("rawi.extract").joinpath("data", "given_names.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def given(name: str) -> bool:
    """Whether a name in Latin letters begins with a given name that is known."""
    first, _, rest = _TITLED.sub("", name).partition(" ")
    return bool(rest) and folded(first) in _known()


def folded(word: str) -> str:
    """A word in lower case without accents."""
    if word.isascii():
        return word.casefold()
    marked = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in marked if not unicodedata.combining(c))
