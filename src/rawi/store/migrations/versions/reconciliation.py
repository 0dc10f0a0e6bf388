"""When stories were told anew, and the affair that a story belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "reconciliation",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
    )
