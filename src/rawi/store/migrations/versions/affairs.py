"""The affair that a story belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("story", sa.Column("affair", sa.Text(), nullable=True))
    op.create_index("story_affair", "story", ["affair", "updated"], unique=False)
    op.create_index("story_begun", "story", ["begun"], unique=False)
