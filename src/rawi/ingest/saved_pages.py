"""Pages that somebody saved: by a browser as HTML, or as MHTML (RFC 2557)."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from rawi.model import Capture

_HEAD = 4096
"""Bytes among which the mark of who saved the page stands."""
_SAVED = re.compile(
    rb"<!--\s{0,9}(?:saved from url=\(\d{1,5}\)|Page saved with SingleFile\s{1,9}url:\s{0,9})"
    rb"(https?://[^\s<>\"']{1,2000})"
)
"""Where browsers write the address of a page that somebody saved."""
_MHTML = re.compile(rb"^content-type:\s{0,9}multipart/related\b", re.I | re.M)
_FIELD = re.compile(rb"[A-Za-z][A-Za-z-]{1,40}:[ \t]")


def saved_page(body: bytes) -> Capture:
    """A page as a capture, with the address that was noted when it was saved."""
    head = body[:_HEAD]
    if _FIELD.match(head) and _MHTML.search(head.replace(b"\r\n", b"\n").split(b"\n\n")[0]):
        return _unpacked(body) or Capture(body=body)
    saved = _SAVED.search(head)
    return Capture(body=body, url=saved[1].decode("utf-8", "replace") if saved else None)


def _unpacked(body: bytes) -> Capture | None:
    """The page of an MHTML file: its first part in HTML; pictures and styles are left."""
    whole = message_from_bytes(body)
    page = next((p for p in whole.walk() if p.get_content_type() == "text/html"), None)
    data = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(data, bytes):
        return None
    url = _address(page, "Content-Location") or _address(whole, "Snapshot-Content-Location")
    charset = page.get_content_charset()
    kind = f"text/html; charset={charset}" if charset else "text/html"
    return Capture(body=data, url=url, content_type=kind)


def _address(part: Message, name: str) -> str | None:
    value = str(part.get(name) or "").strip()
    return value if value.startswith(("http://", "https://")) else None
