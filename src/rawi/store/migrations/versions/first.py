"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("capture", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("intake"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("article_address", "article", ["address"], unique=False)
    op.create_index("article_capture", "article", ["capture"], unique=False)
    op.create_index("article_language", "article", ["language", "time"], unique=False)
    op.create_index("article_outlet", "article", ["outlet", "time"], unique=False)
    op.create_index("article_section", "article", ["section", "time"], unique=False)
    op.create_index("article_sequence", "article", ["sequence"], unique=False)
    op.create_index("article_story", "article", ["story", "time"], unique=False)
    op.create_index("article_time", "article", ["time"], unique=False)
    op.create_table(
        "batch",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_table(
        "copy",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("older_id", sa.Text(), nullable=False),
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "older_id"),
    )
    op.create_index("copy_intake", "copy", ["intake"], unique=False)
    op.create_index("copy_older", "copy", ["older_id"], unique=False)
    op.create_table(
        "keyword",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("time", sa.Float(), nullable=False),
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "time", "intake"),
    )
    op.create_index("keyword_intake", "keyword", ["intake"], unique=False)
    op.create_table(
        "note",
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("similar", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("intake"),
    )
    op.create_table(
        "outlet",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "outlet_state",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("outlet"),
    )
    op.create_table(
        "progress",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "redirect",
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("story"),
    )
    op.create_table(
        "rejection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("capture", sa.Integer(), nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("rejection_capture", "rejection", ["capture"], unique=False)
    op.create_table(
        "removal",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_index("removal_sequence", "removal", ["sequence"], unique=False)
    op.create_table(
        "sketch",
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("intake"),
    )
    op.create_table(
        "story",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Float(), nullable=False),
        sa.Column("updated", sa.Float(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("story_language", "story", ["language", "updated", "id"], unique=False)
    op.create_index("story_section", "story", ["section", "updated", "id"], unique=False)
    op.create_index("story_updated", "story", ["updated", "id", "begun"], unique=False)
    op.create_table(
        "story_outlet",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("updated", sa.Float(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("outlet", "updated", "story"),
    )
    op.create_index("story_outlet_story", "story_outlet", ["story"], unique=False)
    op.create_table(
        "takedown",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address"),
    )
    op.create_table(
        "version",
        sa.Column("intake", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("capture", sa.Integer(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("intake", "edition"),
    )
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("collected", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=True),
        sa.Column("headers", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sequence"],
            ["batch.sequence"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("capture_digest", "capture", ["digest"], unique=False)
    op.create_index("capture_sequence", "capture", ["sequence"], unique=False)
