"""An article as the index holds it: the fields, and what goes into each."""

from __future__ import annotations

from hashlib import blake2b

import tantivy
from tantivy import Document

from rawi.search.entries import NAMED, WHOLE
from rawi.search.index import Analysed

MARK = "sequence"


def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("id", stored=True)
    for name in ("kind", "batch"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in WHOLE:
        builder.add_text_field(f"{name}_is", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("text", "title", *NAMED):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("at", "day", "month"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_unsigned_field(MARK, stored=True)
    builder.add_bytes_field("heaviest", stored=True)
    return builder.build()


def number(article_id: str) -> int:
    """A number for an id, by which the index finds an article: 56 bits of a hash."""
    return int.from_bytes(blake2b(article_id.encode(), digest_size=7).digest(), "big")


def id_of(found: Document) -> str:
    """The id of an article that the index found."""
    return bytes(found.get_first("id") or b"").decode()


def document(one: Analysed) -> Document:
    """What the index holds of an article."""
    article_id, held = one.article_id, one.fields
    made = Document()
    made.add_bytes("id", article_id.encode())
    made.add_text("kind", "article")
    made.add_unsigned("number", number(article_id))
    for name, text in held.texts:
        made.add_text(name, text)
    made.add_bytes("heaviest", held.heaviest)
    made.add_integer("at", held.at)
    for name, value in (("day", held.day), ("month", held.month)):
        if value is not None:
            made.add_integer(name, value)
    return made
