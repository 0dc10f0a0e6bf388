"""The rows of one batch, and their one way into the store."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Table

from rawi.annotation.keywords import keyword_key
from rawi.annotation.quotes import speaker_key
from rawi.model import Capture, Notes
from rawi.newsroom.decide import Accepted, Decided
from rawi.newsroom.prepare import Prepared
from rawi.newsroom.relating import Related
from rawi.relate import Relation
from rawi.store import kept_captures, mentions, reading, sayings, story_rows, writing
from rawi.store import schema as s
from rawi.store.codec import encoded, sketched, time_of
from rawi.store.engines.dialects import add_rows
from rawi.store.mentions import Named
from rawi.store.sayings import Telling

Row = dict[str, Any]
_ORDER = (s.capture, s.article, s.note, s.keyword, s.statement, s.sketch, s.copy)


class Rows:
    """What a batch adds and changes, written in order; new rows of a table go in together."""

    def __init__(self, connection: Connection, sequence: int) -> None:
        self._connection = connection
        self._sequence = sequence
        self._waiting: dict[Table, list[Row]] = {table: [] for table in _ORDER}
        self._changed: set[str] = set()
        self._told: dict[int, Telling] = {}
        self._named: dict[int, Named] = {}

    def captures(self, decided: Decided) -> None:
        """The captures to be kept, and what was refused of them."""
        for number, capture, prepared in decided.captures:
            given = {"id": number, "sequence": self._sequence}
            self._waiting[s.capture].append(given | _capture_row(capture, prepared))
        self.flush()
        writing.reject(self._connection, self._sequence, decided.refused)

    def add(self, related: Related) -> None:
        """A new article or an edition, with what it changes of others."""
        article = related.accepted.article
        self._changed.add(article.id)
        if related.relation is None:
            self._replace(related)
        else:
            self._insert(related.accepted, related.relation)

    def flush(self) -> None:
        """Store what was added so far."""
        for table, rows in self._waiting.items():
            if table is s.capture:
                kept_captures.add(self._connection, rows)
            else:
                add_rows(self._connection, table, rows)
            rows.clear()

    def finish(self) -> None:
        """Store the rest, and tell the stories anew that it changes."""
        self.flush()
        sayings.add(self._connection, list(self._told.values()))
        mentions.add(self._connection, list(self._named.values()))
        stories = reading.stories_of(self._connection, self._changed)
        story_rows.refresh(self._connection, set(stories.values()))

    def _insert(self, accepted: Accepted, relation: Relation) -> None:
        article, intake = accepted.article, accepted.intake
        row = self._article_row(accepted)
        story = relation.story_id or article.id
        given = {"intake": intake, "id": article.id, "story": story}
        self._waiting[s.article].append(row | given | {"address": accepted.ready.address})
        notes = {"record": encoded(accepted.ready.notes)}
        similar = encoded([one.id for one in relation.similar])
        self._waiting[s.note].append({"intake": intake, "similar": similar} | notes)
        self._waiting[s.keyword] += keyword_rows(accepted.ready.notes, row["time"], intake)
        said = statement_rows(accepted.ready.notes, row["time"], intake)
        self._waiting[s.statement] += said
        self._tell(accepted, row["time"], False)
        sketch = sketched(accepted.ready.sketch)
        self._waiting[s.sketch].append({"intake": intake, "record": sketch})
        for link in relation.copies:
            ids = {"article_id": link.article_id, "older_id": link.older_id}
            told = {"intake": intake, "partial": not link.copied, "record": encoded(link)}
            self._waiting[s.copy].append(ids | told)
            self._changed.update(ids.values())

    def _replace(self, related: Related) -> None:
        accepted = related.accepted
        row = self._article_row(accepted) | {"intake": accepted.intake}
        notes = accepted.ready.notes
        words = keyword_rows(notes, row["time"], accepted.intake)
        said = statement_rows(notes, row["time"], accepted.intake)
        self.flush()
        writing.replace_article(self._connection, row, encoded(notes), words, said)
        for kept in (sayings, mentions):
            kept.forget(self._connection, [accepted.intake])
        self._tell(accepted, row["time"], True)
        for ids, link in related.relinked:
            writing.set_link(self._connection, ids, link)
            self._changed.update(ids)

    def _tell(self, accepted: Accepted, time: float, anew: bool) -> None:
        """Names and statements are set beside those of others once the batch is stored."""
        intake, ready = accepted.intake, accepted.ready
        self._told[intake] = Telling(intake, time, ready.sayings, anew)
        self._named[intake] = Named(intake, time, ready.notes)

    def _article_row(self, accepted: Accepted) -> Row:
        return writing.article_row(accepted.article) | {
            "edition": accepted.edition,
            "capture": accepted.capture,
            "sequence": self._sequence,
            "fingerprint": accepted.fingerprint,
            "time": time_of(accepted.article, accepted.collected),
        }


def _capture_row(capture: Capture, prepared: Prepared) -> Row:
    packed = msgspec.structs.replace(capture, body=prepared.packed)
    given = {"digest": prepared.digest, "articles": len(prepared.articles)}
    return writing.capture_row(packed) | given


def keyword_rows(notes: Notes, time: float, intake: int) -> list[Row]:
    keys = dict.fromkeys(keyword_key(keyword.text) for keyword in notes.keywords)
    return [{"key": key, "time": time, "intake": intake} for key in keys if key]


def statement_rows(notes: Notes, time: float, intake: int) -> list[Row]:
    """Where each quote is found: among all, under its speaker, under the names it holds."""
    found: list[Row] = []
    for place, quote in enumerate(notes.quotes):
        speaker = speaker_key(quote.said_by)
        held = (e.name for e in notes.entities if quote.start <= e.start and e.end <= quote.end)
        keys = [("all", ""), ("speaker", speaker), ("speaker", speaker.rpartition(" ")[2])]
        keys += [("entity", speaker_key(name)) for name in held]
        at = {"time": time, "intake": intake, "place": place}
        found += [
            {"role": role, "key": key} | at
            for role, key in dict.fromkeys(keys)
            if key or role == "all"
        ]
    return found
