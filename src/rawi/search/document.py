"""An article as the index holds it: the fields, and what goes into each."""

from __future__ import annotations

from hashlib import blake2b

import tantivy
from tantivy import Document

from rawi.annotation.background import rarity
from rawi.annotation.topics import topic_of
from rawi.model import Article
from rawi.search.feedback import heavy, packed
from rawi.search.index import Entry
from rawi.search.moments import instant
from rawi.search.words import analysed, lemmas_to_index, spellings_to_index

MARK = "sequence"
NAMED = ("outlet", "section", "authors", "tags", "speakers", "entities")
"""Fields that are searched only where a query names them."""
SPELLED = ("speakers", "entities")
"""Those of names of people and places, held by what the spellings of a name share."""
WHOLE = ("outlet", "section", "topic", "language")
"""What filters compare whole."""
_APART = " . "
"""Between names, so that no phrase runs over two."""


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


def document(entry: Entry) -> Document:
    """What the index holds of an article."""
    article = entry.article
    made = Document()
    made.add_bytes("id", article.id.encode())
    made.add_text("kind", "article")
    made.add_unsigned("number", number(article.id))
    lemmas, weighty = analysed(searched(article))
    made.add_text("text", lemmas)
    if article.title:
        made.add_text("title", lemmas_to_index(article.title))
    for name, values in _named(entry).items():
        if values:
            read = spellings_to_index if name in SPELLED else lemmas_to_index
            made.add_text(name, _APART.join(map(read, values)))
    for name in WHOLE:
        whole = topic_of(article.section) if name == "topic" else getattr(article, name)
        if whole:
            made.add_text(f"{name}_is", whole)
    made.add_bytes("heaviest", packed(heavy(weighty, rarity)))
    _date(made, article)
    return made


def searched(article: Article) -> str:
    """Title, standfirst and body as one; a teaser that repeats the opening is left out."""
    text = article.text
    told = (t for t in (article.standfirst, article.summary) if t and t[:40] not in text)
    return "\n".join([t for t in (article.title, *told, text) if t])


def _named(entry: Entry) -> dict[str, list[str]]:
    article, notes = entry.article, entry.notes
    spoken = {q.speaker_name or q.speaker: None for q in notes.quotes}
    return {
        "outlet": [article.outlet] if article.outlet else [],
        "section": [article.section] if article.section else [],
        "authors": list(article.authors),
        "tags": list(article.tags),
        "speakers": [name for name in spoken if name],
        "entities": list({e.name: None for e in notes.entities}),
    }


def _date(made: Document, article: Article) -> None:
    when = instant(article.published or article.collected)
    made.add_integer("at", int(when.timestamp()) if when else 0)
    if when:
        made.add_integer("day", int(when.timestamp() // 86_400))
        made.add_integer("month", when.month)
