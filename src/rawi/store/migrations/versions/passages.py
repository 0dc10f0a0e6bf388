"""Shared passages told apart from copies."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_COLUMN: sa.Column[bool] = sa.Column(
    "partial", sa.Boolean(), nullable=False, server_default=sa.false()
)
_LINKS = sa.text("SELECT article_id, older_id, record FROM copy")
_PASSAGE = sa.text(
    "UPDATE copy SET partial = :yes WHERE article_id = :article_id AND older_id = :older_id"
).bindparams(sa.bindparam("yes", True))


def _is_passage(record: bytes) -> bool:
    try:
        return bool(json.loads(record)["kind"] == "partial")
    except (ValueError, KeyError, TypeError):
        return False


def upgrade() -> None:
    op.add_column("copy", _COLUMN)
    connection = op.get_bind()
    changes = [
        {"article_id": row.article_id, "older_id": row.older_id}
        for row in connection.execute(_LINKS)
        if _is_passage(row.record)
    ]
    if changes:
        connection.execute(_PASSAGE, changes)
