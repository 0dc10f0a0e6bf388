"""The rows of one batch, and their one way into the store."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Table

from rawi.model import Capture
from rawi.newsroom.decide import Accepted, Decided
from rawi.newsroom.prepare import Prepared
from rawi.newsroom.relating import Related
from rawi.relate import Relation
from rawi.store import kept_captures, mentions, reading, sayings, story_rows, writing
from rawi.store import schema as s
from rawi.store.codec import encoded, time_of
from rawi.store.engines.dialects import add_rows
from rawi.store.filing import keyword_rows, statement_rows
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
        kept = accepted.ready.filing
        similar = encoded([one.id for one in relation.similar])
        notes = {"intake": intake, "similar": similar, "record": kept.notes}
        self._waiting[s.note].append(notes)
        self._waiting[s.keyword] += keyword_rows(kept.keywords, row["time"], intake)
        self._waiting[s.statement] += statement_rows(kept.statements, row["time"], intake)
        self._tell(accepted, row["time"], False)
        self._waiting[s.sketch].append({"intake": intake, "record": kept.sketch})
        for link in relation.copies:
            ids = {"article_id": link.article_id, "older_id": link.older_id}
            told = {"intake": intake, "partial": not link.copied, "record": encoded(link)}
            self._waiting[s.copy].append(ids | told)
            self._changed.update(ids.values())

    def _replace(self, related: Related) -> None:
        accepted = related.accepted
        row = self._article_row(accepted) | {"intake": accepted.intake}
        filed = accepted.ready.filing
        words = keyword_rows(filed.keywords, row["time"], accepted.intake)
        said = statement_rows(filed.statements, row["time"], accepted.intake)
        self.flush()
        writing.replace_article(self._connection, row, filed.notes, words, said)
        for kept in (sayings, mentions):
            kept.forget(self._connection, [accepted.intake])
        self._tell(accepted, row["time"], True)
        for ids, link in related.relinked:
            writing.set_link(self._connection, ids, link)
            self._changed.update(ids)

    def _tell(self, accepted: Accepted, time: float, anew: bool) -> None:
        """Names and statements are set beside those of others once the batch is stored."""
        intake, kept = accepted.intake, accepted.ready.filing
        self._told[intake] = Telling(intake, time, kept.sayings, anew)
        self._named[intake] = Named(intake, time, kept.namings, kept.surnames)

    def _article_row(self, accepted: Accepted) -> Row:
        return writing.article_row(accepted.article, accepted.ready.filing.article) | {
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
