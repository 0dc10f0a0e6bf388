"""A mark for each batch, an order for refusals, and refused files under a header of their own."""

import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_BATCHES = sa.text("SELECT sequence FROM batch")
_MARK = sa.text("UPDATE batch SET mark = :mark WHERE sequence = :sequence")
_HEADERS = sa.text("SELECT id, headers FROM capture WHERE CAST(headers AS TEXT) LIKE '%rawi-item%'")
_RENAME = sa.text("UPDATE capture SET headers = :headers WHERE id = :id")


def upgrade() -> None:
    op.add_column("batch", sa.Column("mark", sa.Text()))
    op.create_index("rejection_sequence", "rejection", ["sequence", "id"])
    connection = op.get_bind()
    marks = [
        {"sequence": sequence, "mark": secrets.token_hex(8)}
        for (sequence,) in connection.execute(_BATCHES)
    ]
    if marks:
        connection.execute(_MARK, marks)
    for id, raw in connection.execute(_HEADERS).all():
        headers = json.loads(raw)
        if not headers.get("rawi-item", "{").startswith("{"):  # the name of a file
            headers["rawi-name"] = headers.pop("rawi-item")
            packed = json.dumps(headers, ensure_ascii=False).encode()
            connection.execute(_RENAME, {"id": id, "headers": packed})
