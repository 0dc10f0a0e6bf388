"""Where each name stands; filled as articles come in."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "mention",
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("country", sa.Text()),
        sa.PrimaryKeyConstraint("role", "key", "time", "intake"),
        sqlite_with_rowid=False,
    )
    op.create_index("mention_intake", "mention", ["intake"])
