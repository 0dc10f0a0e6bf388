"""A story's row names the reports that a list shows.

Read and written as plain JSON, so that what later versions make of the records
changes nothing here.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_FIELDS = ("id", "title", "outlet", "url", "language", "published", "collected")
_NAMED = 4
"""First outlets that a brief names."""
_MEMBERS = sa.text("SELECT story, record FROM article ORDER BY story, time, intake")
_STORY = sa.text("SELECT record FROM story WHERE id = :id")
_CHANGE = sa.text("UPDATE story SET record = :record WHERE id = :id")


def _headline(record: bytes) -> dict[str, Any]:
    article = json.loads(record)
    return {f: article[f] for f in _FIELDS if article.get(f) is not None}


def _stories(connection: sa.Connection) -> Iterator[tuple[str, int, list[dict[str, Any]]]]:
    """Each story's id, how many reports it has, and the first of them."""
    rows = connection.execute(_MEMBERS)
    for story, members in groupby(rows, lambda row: row.story):
        count, named = 0, []
        for count, row in enumerate(members, 1):
            if count <= _NAMED:
                named.append(_headline(row.record))
        yield story, count, named


def upgrade() -> None:
    connection = op.get_bind()
    changes = []
    for story, count, (first, *others) in _stories(connection):
        record = json.loads(connection.execute(_STORY, {"id": story}).scalar_one())
        record |= {"articles": count, "first": first, "others": others}
        packed = json.dumps(record, ensure_ascii=False).encode()
        changes.append({"id": story, "record": packed})
    if changes:
        connection.execute(_CHANGE, changes)
