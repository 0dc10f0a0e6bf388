"""Statements as they are compared, and which are one; filled as articles come in."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "saying",
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("intake", "place"),
    )
    op.create_table(
        "saying_key",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "time", "intake", "place"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "told_again",
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("older", sa.Integer(), nullable=False),
        sa.Column("older_place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("intake", "place", "older", "older_place"),
        sqlite_with_rowid=False,
    )
    op.create_index("told_again_older", "told_again", ["older"])
