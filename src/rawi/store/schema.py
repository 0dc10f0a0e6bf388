"""The tables of a newsroom.

Captures, outlets, batches, redirects, what was taken down and the progress of
imports are given;
all else is derived from captures and can be rebuilt. Changes go through a
migration in ``migrations/versions``; a test holds both together.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Table,
)

from rawi.store.engines.types import Number, Words

metadata = MetaData()

batch = Table(
    "batch",
    metadata,
    Column("sequence", Number, primary_key=True),
    Column("at", Words, nullable=False),
    Column("mark", Words),  # chance: tells this batch from that of another life of the file
)

capture = Table(
    "capture",
    metadata,
    Column("id", Number, primary_key=True),  # order of intake
    Column("sequence", Number, ForeignKey("batch.sequence"), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("url", Words),
    Column("outlet", Words),
    Column("collected", Words, nullable=False),
    Column("content_type", Words),
    Column("headers", LargeBinary),
    Column("body", LargeBinary, nullable=False),  # zlib; empty: outside, under the digest
    Column("articles", Number, nullable=False),
    Index("capture_digest", "digest"),
    Index("capture_sequence", "sequence"),
)

left_file = Table(  # files of captures that nothing needs, to be deleted
    "left_file",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
)

outlet = Table(
    "outlet",
    metadata,
    Column("id", Words, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

outlet_state = Table(
    "outlet_state",
    metadata,
    Column("outlet", Words, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

takedown = Table(
    "takedown",
    metadata,
    Column("address", Words, primary_key=True),  # canonical; never taken in again
    Column("at", Words, nullable=False),
)

removal = Table(
    "removal",
    metadata,
    Column("article_id", Words, primary_key=True),
    Column("sequence", Number, nullable=False),
    Index("removal_sequence", "sequence"),
)

progress = Table(
    "progress",
    metadata,
    Column("key", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("position", Number, nullable=False),
    Column("done", Number, nullable=False),
    Column("sequence", Number, nullable=False),
)

redirect = Table(
    "redirect",
    metadata,
    Column("story", Words, primary_key=True),
    Column("target", Words, nullable=False),
    Column("intake", Number, nullable=False),  # of the last article then
)

reconciliation = Table(
    "reconciliation",
    metadata,
    Column("sequence", Number, primary_key=True),  # batch in which stories were told anew
    Column("intake", Number, nullable=False),  # of the last article that was there
)

article = Table(
    "article",
    metadata,
    Column("intake", Number, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("address", Words),  # canonical
    Column("capture", Number, nullable=False),
    Column("sequence", Number, nullable=False),  # batch that changed it last
    Column("edition", Number, nullable=False),  # 1 until it changes
    Column("fingerprint", LargeBinary, nullable=False),
    Column("story", Words, nullable=False),
    Column("outlet", Words),
    Column("section", Words),
    Column("language", Words),
    Column("time", Float, nullable=False),  # seconds since 1970
    Column("record", LargeBinary, nullable=False),
    Index("article_address", "address"),
    Index("article_capture", "capture"),
    Index("article_sequence", "sequence"),
    Index("article_story", "story", "time"),
    Index("article_time", "time"),
    Index("article_outlet", "outlet", "time"),
    Index("article_section", "section", "time"),
    Index("article_language", "language", "time"),
)

version = Table(
    "version",
    metadata,
    Column("intake", Number, primary_key=True),
    Column("edition", Number, primary_key=True),
    Column("capture", Number, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

note = Table(
    "note",
    metadata,
    Column("intake", Number, primary_key=True),
    Column("record", LargeBinary, nullable=False),
    Column("similar", LargeBinary, nullable=False),  # as of intake
)

keyword = Table(
    "keyword",
    metadata,
    Column("key", Words, primary_key=True),  # folded
    Column("time", Float, primary_key=True),
    Column("intake", Number, primary_key=True),
    Index("keyword_intake", "intake"),
)

statement = Table(
    "statement",
    metadata,
    Column("role", Words, primary_key=True),  # all, speaker, entity, or meant by a surname
    Column("key", Words, primary_key=True),  # of the name; empty where all are meant
    Column("time", Float, primary_key=True),
    Column("intake", Number, primary_key=True),
    Column("place", Number, primary_key=True),  # among the article's quotes
    Index("statement_intake", "intake"),
)

mention = Table(
    "mention",
    metadata,
    Column("role", Words, primary_key=True),  # name, last (word of a name), meant (by a surname)
    Column("key", Words, primary_key=True),
    Column("time", Float, primary_key=True),
    Column("intake", Number, primary_key=True),
    Column("name", Words, nullable=False),  # as the article has it
    Column("kind", Words, nullable=False),
    Column("country", Words),
    Index("mention_intake", "intake"),
    sqlite_with_rowid=False,
)

saying = Table(  # a statement as it is compared with others
    "saying",
    metadata,
    Column("intake", Number, primary_key=True),
    Column("place", Number, primary_key=True),  # among the article's quotes
    Column("time", Float, nullable=False),
    Column("record", LargeBinary, nullable=False),
)

saying_key = Table(
    "saying_key",
    metadata,
    Column("key", Number, primary_key=True),  # of ``relate.statements.keys``
    Column("time", Float, primary_key=True),
    Column("intake", Number, primary_key=True),
    Column("place", Number, primary_key=True),
    sqlite_with_rowid=False,
)

told_again = Table(  # two statements that are one
    "told_again",
    metadata,
    Column("intake", Number, primary_key=True),  # of the later arrival
    Column("place", Number, primary_key=True),
    Column("older", Number, primary_key=True),
    Column("older_place", Number, primary_key=True),
    Index("told_again_older", "older"),
    sqlite_with_rowid=False,
)

sketch = Table(
    "sketch",
    metadata,
    Column("intake", Number, primary_key=True),
    Column("record", LargeBinary, nullable=False),
)

copy = Table(
    "copy",
    metadata,
    Column("article_id", Words, primary_key=True),
    Column("older_id", Words, primary_key=True),
    Column("intake", Number, nullable=False),  # of the later arrival
    Column("partial", Boolean, nullable=False),  # a shared passage, which makes no copy
    Column("record", LargeBinary, nullable=False),
    Index("copy_older", "older_id"),
    Index("copy_intake", "intake"),
)

story = Table(
    "story",
    metadata,
    Column("id", Words, primary_key=True),
    Column("first", Number, nullable=False),  # intake of the earliest published
    Column("begun", Float, nullable=False),
    Column("updated", Float, nullable=False),
    Column("section", Words),
    Column("language", Words),
    Column("reports", Number, nullable=False),  # how many outlets
    Column("affair", Words),  # named by its first story; none for a story not yet placed
    Column("record", LargeBinary, nullable=False),
    Index("story_updated", "updated", "id", "begun"),
    Index("story_affair", "affair", "updated"),
    Index("story_begun", "begun"),
    Index("story_section", "section", "updated", "id"),
    Index("story_language", "language", "updated", "id"),
)

story_outlet = Table(
    "story_outlet",
    metadata,
    Column("outlet", Words, primary_key=True),
    Column("updated", Float, primary_key=True),
    Column("story", Words, primary_key=True),
    Index("story_outlet_story", "story"),
)

rejection = Table(
    "rejection",
    metadata,
    Column("id", Number, primary_key=True),
    Column("sequence", Number, nullable=False),
    Column("capture", Number),  # None: refused before it became a capture
    Column("record", LargeBinary, nullable=False),
    Index("rejection_capture", "capture"),
    Index("rejection_sequence", "sequence", "id"),
)

DERIVED = (
    article,
    version,
    note,
    keyword,
    statement,
    mention,
    saying,
    saying_key,
    told_again,
    sketch,
    copy,
    story,
    story_outlet,
    reconciliation,
)
