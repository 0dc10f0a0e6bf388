"""Addresses in the form in which they are compared now: what was taken down stays down."""

import json

import sqlalchemy as sa
from alembic import op

from rawi.urls import canonical_url

revision = "0005"
down_revision = "0004"

_ARTICLES = sa.text("SELECT intake, address, record FROM article WHERE address IS NOT NULL")
_MOVE = sa.text("UPDATE article SET address = :address WHERE intake = :intake")
_BARRED = sa.text("SELECT address, at FROM takedown")
_BAR = sa.text("INSERT OR IGNORE INTO takedown (address, at) VALUES (:address, :at)")


def upgrade() -> None:
    connection = op.get_bind()
    moved = []
    for intake, address, record in connection.execute(_ARTICLES):
        now = canonical_url(json.loads(record).get("url") or address)
        if now != address:
            moved.append({"address": now, "intake": intake})
    if moved:
        connection.execute(_MOVE, moved)
    barred = [(canonical_url(address), at) for address, at in connection.execute(_BARRED).all()]
    if barred:
        connection.execute(_BAR, [{"address": address, "at": at} for address, at in barred])
