"""Columns that say the same on both engines: text by its bytes, numbers of 64 bits."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.types import TypeEngine

BYTES_ORDER = "C"
"""The collation in which PostgreSQL orders text as SQLite does, whatever the database's own."""
Words: TypeEngine[str] = Text().with_variant(Text(collation=BYTES_ORDER), "postgresql")
Number: TypeEngine[int] = Integer().with_variant(BigInteger(), "postgresql")
