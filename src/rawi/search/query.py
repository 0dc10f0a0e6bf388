"""A reader's query taken apart.

``"words in quotes"`` must stand side by side, ``-word`` must not occur, and
``title: outlet: section: author: tag: speaker: entity: id:`` look in one field
(``-`` before them too); ``since:`` and ``until:`` bound the time. Every other
string is plain words: no query is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from rawi.search.moments import Moment, instant, moments
from rawi.search.words import Word, words

_TIMES = {"since": "since", "until": "until", "منذ": "since", "حتى": "until"}
_NAMES = {
    "title": "title",
    "outlet": "outlet",
    "section": "section",
    "author": "authors",
    "tag": "tags",
    "speaker": "speakers",
    "entity": "entities",
    "id": "id",
    "العنوان": "title",
    "المصدر": "outlet",
    "القسم": "section",
    "الكاتب": "authors",
    "الوسم": "tags",
    "المتحدث": "speakers",
    "العلم": "entities",
}
_KNOWN = "|".join((*_TIMES, *_NAMES))
_PART = re.compile(
    r"""(?P<minus>(?<!\S)-)?"""
    rf"""(?:(?<![^\s-])(?:(?P<field>{_KNOWN}):\s{{0,2}}|(?P<other>[a-zء-ي]+):)(?=\S))?"""
    r"""(?:["“”«»](?P<phrase>[^"“”«»]*)["“”«»]|(?P<plain>[^\s"“”«»]+|["“”«»]))"""
)
_MOST_TERMS = 64
"""Terms of a query that are looked up."""
_MOST_LETTERS = 2_000
"""Letters of a query that are read: whole paragraphs are, books are not."""


class Clause(msgspec.Struct, frozen=True):
    """Words that belong together: one word, or a phrase."""

    words: tuple[Word, ...]
    field: str | None = None
    text: str = ""
    """As the reader wrote it."""
    outlets: tuple[str, ...] = ()
    """Of ``outlet:`` the ids of those that are called so, see ``called``."""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader asked for."""

    text: str = ""
    """Its plain words as they are written."""
    wanted: tuple[Word, ...] = ()
    """The more of these an article has, the better."""
    required: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    moments: tuple[Moment, ...] = ()
    """Times that are meant: articles of them come first."""
    since: datetime | None = None
    until: datetime | None = None
    ignored: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (
            self.wanted
            or self.required
            or self.excluded
            or self.moments
            or self.since
            or self.until
        )


class _Draft(msgspec.Struct):
    """A query while its parts are read."""

    plain: list[str] = []
    required: list[Clause] = []
    excluded: list[Clause] = []
    bounds: dict[str, datetime] = {}
    ignored: list[str] = []


def parse(query: str, now: datetime | None = None) -> Query:
    """The parts of a query; ``now`` is what "yesterday" in it is counted from.

    Stop words and question words count only in phrases, or where nothing else is left.
    """
    draft = _Draft()
    for part in _PART.finditer(query[:_MOST_LETTERS]):
        _read(part, draft)
    text = " ".join(draft.plain)
    meant, rest = moments(text, now)
    wanted = [w for w in words(rest) if not w.stop]
    if not (wanted or draft.required or draft.excluded or meant):
        wanted = words(text)
    return Query(
        text=text,
        wanted=tuple({w.lemma: w for w in reversed(wanted[:_MOST_TERMS])}.values())[::-1],
        required=tuple(draft.required[:_MOST_TERMS]),
        excluded=tuple(draft.excluded[:_MOST_TERMS]),
        moments=meant,
        since=draft.bounds.get("since"),
        until=draft.bounds.get("until"),
        ignored=tuple(draft.ignored),
    )


def called(query: Query, names: Mapping[str, str]) -> Query:
    """The same, with the outlets that ``outlet:`` means by name: who searches sees names, not ids.

    ``names``: of outlets, by id. Those that have just that name, else those whose name holds it.
    """
    if not any(clause.field == "outlet" for clause in (*query.required, *query.excluded)):
        return query
    held = {name: [w.lemma for w in words(told)] for name, told in names.items()}

    def named(clause: Clause) -> Clause:
        if clause.field != "outlet":
            return clause
        wanted = [w.lemma for w in clause.words]
        same = [name for name, own in held.items() if own == wanted]
        found = same or [name for name, own in held.items() if set(wanted) <= set(own)]
        return msgspec.structs.replace(clause, outlets=tuple(found))

    required, excluded = (tuple(map(named, part)) for part in (query.required, query.excluded))
    return msgspec.structs.replace(query, required=required, excluded=excluded)


def demanding(query: Query) -> Query:
    """The same, with every one of its words required: for telling whether an article
    answers, not how well."""
    words = tuple(Clause((word,), None, word.text) for word in query.wanted)
    return msgspec.structs.replace(query, wanted=(), required=query.required + words, moments=())


def _read(part: re.Match[str], draft: _Draft) -> None:
    name, phrase = part["field"] or "", part["phrase"]
    value = phrase if phrase is not None else part["plain"]
    if name in _TIMES:
        bound = _TIMES[name]
        if at := instant(value, end=bound == "until"):
            draft.bounds[bound] = at
        else:
            draft.ignored.append(part[0])
        return
    field = _NAMES.get(name)
    if part["other"]:
        value, phrase = part[0].removeprefix("-"), None
    clauses = draft.excluded if part["minus"] else draft.required
    if phrase is not None or field or part["minus"]:
        clauses.extend(_clauses(value, field, phrase is not None))
    else:
        draft.plain.append(value)


def _clauses(value: str, field: str | None, together: bool) -> Iterator[Clause]:
    """The words of a phrase as one clause, others one by one; an id as it is."""
    if field == "id":
        yield Clause((Word(value, value, value, False),), field, value)
        return
    found = tuple(words(value))
    if together and found:
        yield Clause(found[:_MOST_TERMS], field, value)
    elif not together:
        yield from (Clause((w,), field, w.text) for w in found)
