"""Bytes to a page: refused, or read as HTML or as a text dump."""

from __future__ import annotations

import re
from itertools import islice

from rawi.extract.encoding import decoded, is_binary
from rawi.extract.html.guard import too_large
from rawi.extract.html.html_page import read_html
from rawi.model import Page, Rejection

_HTML_TYPE = re.compile(r"html|xml", re.IGNORECASE)
_TEXT_TYPE = re.compile(r"text/(?:plain|markdown)", re.IGNORECASE)
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|article|section|title|meta|span|table|h[1-6]|a|br)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s*<")
_LOOKED_AT = 200_000
"""Code points in which tags are looked for."""
_MANY = 20
"""Tags up to which what is declared to be plain text is."""


def read(
    data: bytes | str,
    url: str | None = None,
    content_type: str | None = None,
    collected: str | None = None,
) -> Page:
    """What one capture holds: its articles, lists of headlines, or why it was refused.

    ``data`` is HTML or a text dump, decided by ``content_type`` and by what stands in
    it; ``collected`` (ISO 8601) is when it was fetched: relative times count from it.
    Never raises for what ``data`` holds: ``rejected`` names the kind (empty, binary,
    too_large, too_deep, listing, live, video, wall, login, consent, error; of dumps those of
    ``dumps.no_news``) and the reason; an article of a dump that is no report has a ``kind``.
    """
    if refusal := too_large(len(data)) or _unreadable(data):
        return Page(rejected=refusal, url=url)
    text = decoded(data, content_type) if isinstance(data, bytes) else data
    text = text.lstrip("\ufeff")
    if not text or text.isspace():
        return Page(rejected=Rejection(kind="empty", reason="there is no text"), url=url)
    if is_html(text, content_type):
        return read_html(text, url, collected)
    from rawi.extract.dumps.dump_page import read_dump  # its models and patterns cost a second

    return read_dump(_sound(text.replace("\0", "")), url, collected)


def is_html(text: str, content_type: str | None = None) -> bool:
    """Whether ``text`` is to be read as HTML: it says so, or its tags do."""
    tags = sum(1 for _ in islice(_TAG.finditer(text, 0, _LOOKED_AT), _MANY + 1))
    begins = _OPENS.match(text) is not None
    if content_type and _TEXT_TYPE.search(content_type):
        return tags > _MANY and begins
    if content_type and _HTML_TYPE.search(content_type):
        return tags > 0
    return (begins and tags > 0) or tags >= 3


def _unreadable(data: bytes | str) -> Rejection | None:
    if not data or data.isspace():
        return Rejection(kind="empty", reason="there is no text")
    if isinstance(data, bytes) and is_binary(data):
        return Rejection(kind="binary", reason="these bytes are not text")
    return None


def _sound(text: str) -> str:
    """Lone surrogates, which no encoding can carry, become U+FFFD."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8", "replace")
