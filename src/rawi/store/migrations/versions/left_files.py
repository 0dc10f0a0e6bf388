"""Files of captures outside the database that are to be deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table("left_file", sa.Column("digest", sa.LargeBinary(), primary_key=True))
