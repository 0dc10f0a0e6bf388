"""An article as a datatrove document, and back."""

from __future__ import annotations

from typing import Any

import msgspec
from datatrove.data import Document

from rawi.ingest.import_form import exported
from rawi.model import Article, Notes


def document_of(article: Article) -> Document:
    """Its text and id; every other field, as plain values, is metadata."""
    fields: dict[str, Any] = msgspec.to_builtins(article)
    fields.pop("body", None)
    return Document(text=article.text, id=fields.pop("id"), metadata=fields)


def article_of(document: Document) -> Article:
    """The article that ``document_of`` made the document of."""
    body = document.text.split("\n") if document.text else []
    return msgspec.convert({**document.metadata, "id": document.id, "body": body}, Article)


def record_of(document: Document) -> dict[str, Any]:
    """The article in the import form, with ``notes`` where it was annotated."""
    record = exported(article_of(document))
    if notes := document.metadata.get("notes"):
        record["notes"] = notes
    return record


def with_notes(document: Document, notes: Notes) -> Document:
    """The same document, its notes in the metadata."""
    document.metadata["notes"] = msgspec.to_builtins(notes)
    return document
