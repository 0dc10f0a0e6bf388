"""A reader's query taken apart.

``"words in quotes"`` must stand side by side, ``-word`` must not occur, and
``outlet: section: author: tag: title:`` look in one field. Every other string
is plain words: no query is an error.
"""

from __future__ import annotations

import re

import msgspec

from rawi.arabic import Token, tokens

FIELDS = {"title": "title", "outlet": "outlet", "section": "section"} | {
    "author": "authors",
    "tag": "tags",
}
_PART = re.compile(
    r"""(?P<minus>(?<!\S)-)?(?:(?P<field>[a-z]+):)?(?:["“”«»](?P<phrase>[^"“”«»]*)["“”«»]|(?P<plain>\S+))"""
)
_MOST_TERMS = 64


class Term(msgspec.Struct, frozen=True):
    """One word of the query."""

    key: str
    lemma: str


class Clause(msgspec.Struct, frozen=True):
    """Words that belong together: one word, or a phrase."""

    terms: tuple[Term, ...]
    field: str | None = None
    phrase: bool = False
    excluded: bool = False


def _terms(found: list[Token]) -> tuple[Term, ...]:
    return tuple(Term(t.key, t.lemma) for t in found)


def _clauses(part: re.Match[str]) -> list[Clause]:
    field = FIELDS.get(part["field"] or "")
    excluded = part["minus"] is not None
    phrase = part["phrase"]
    if part["field"] and field is None:
        found = tokens(part[0])
    else:
        found = tokens(phrase if phrase is not None else part["plain"])
    if phrase is not None and len(found) > 1:
        return [Clause(_terms(found), field, True, excluded)]
    if excluded or field:
        return [Clause(_terms([t]), field, False, excluded) for t in found]
    kept = [t for t in found if not t.stop]
    return [Clause(_terms([t]), None, False, False) for t in kept]


def parse(query: str) -> tuple[Clause, ...]:
    """The clauses of a query. Stop words count only where nothing else is left."""
    found = [clause for part in _PART.finditer(query) for clause in _clauses(part)]
    if not found:
        found = [Clause((Term(t.key, t.lemma),)) for t in tokens(query)]
    return tuple(found[:_MOST_TERMS])
