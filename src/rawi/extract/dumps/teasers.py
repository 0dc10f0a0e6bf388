"""Teasers of other stories inside a body."""

from __future__ import annotations


def cleaned_body(paragraphs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paragraphs that are this article's, and the headlines of others."""
    return paragraphs, ()
