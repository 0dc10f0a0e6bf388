"""Plain text out of what feeds put into their titles and summaries."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from rawi.arabic import as_seen
from rawi.extract.html.guard import scanned
from rawi.model import Rejection

_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--|<!\[CDATA\[")
_CDATA = re.compile(r"<!\[CDATA\[((?:[^<\]]|\](?!\]>)|<(?!!\[CDATA\[))*+)\]\]>")
_BLOCK = re.compile(
    r"</?(?:p|div|br|hr|li|[uod]l|d[td]|t(?:able|r|d|h)|h[1-6]|blockquote|figure|figcaption"
    r"|section|article|option)\b",
    re.I,
)
_END = "\x1e"
_TAGGED = re.compile(
    r"<(?:br|img|hr)\b[^<>]*>|</(?:p|div|a|span|b|i|em|strong|li|[uo]l|h[1-6])>", re.I
)
_ONWARD = re.compile(
    r" ?(?:(?:\[ ?(?:…|\.\.\.) ?\]"
    r"|(?:اقر[أا]|إقرأ|قراءة|للمزيد|لمزيد من|شاهد|تابع) (?:ال)?(?:مزيد|تفاصيل|قراءة|خبر كاملا)"
    r"|(?:Read|See|View|READ) (?:the )?(?:[Mm]ore|MORE|[Ff]ull (?:story|article))"
    r"|Continue [Rr]eading(?: .{1,300})?|Lire la suite)(?:\.{3}|[ …»›>←→])*"
    r"|(?:ظهرت|ظهر) (?:هذا |هذه )?(?:المقالة|المقال|التدوينة) .{1,300}? "
    r"(?:أولاً|أولا) (?:على|في) .{1,100}"
    r"|The post .{1,300}? (?:first appeared|appeared first) on .{1,100}"
    r"|L[’']article .{1,300}? est apparu en premier sur .{1,100})$"
)
"""What programs put behind a teaser: that it goes on, and where it first stood."""
_SPACE = re.compile(r"\s+")
_ESCAPES = 3
"""Times that markup may have been escaped."""
_LONGEST_END = 500
"""Code points at the end of a teaser that are looked at."""
_LONGEST = 20_000
"""Code points of a line that are looked at."""


def unescaped(text: str) -> str:
    """Character references resolved, those escaped twice or three times too."""
    for _ in range(_ESCAPES):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return text


def stripped(markup: str) -> str:
    """The text of a piece of HTML, scripts and styles left out, blocks a space apart."""
    return _text(markup, " ") if _TAG.search(markup) else markup


def paragraphs(markup: str) -> tuple[str, ...]:
    """The blocks of a piece of HTML as lines of text; none where it is nested out of reason."""
    if isinstance(scanned(markup), Rejection):
        return ()
    lines = (" ".join(unescaped(p).split()) for p in _text(markup, _END).split(_END))
    return tuple(line for line in lines if line)


def _text(markup: str, between: str) -> str:
    inner = _CDATA.sub(lambda m: html.escape(m.group(1)), markup)
    tree = LexborHTMLParser(_BLOCK.sub(lambda tag: between + tag.group(), inner))
    tree.strip_tags(["script", "style"])
    return (tree.body.text(separator="") if tree.body else "") or ""


def plain(value: str | None, *, markup: bool) -> str | None:
    """One line of text, or None where nothing is left.

    ``markup``: whether tags in it are tags, or text that happens to look so.
    """
    if not value:
        return None
    value = value[:_LONGEST]
    text = unescaped(stripped(value)) if markup else unescaped(value)
    return _SPACE.sub(" ", as_seen(text)).strip() or None


def has_markup(text: str) -> bool:
    """Whether a text that is declared plain holds tags that only HTML has."""
    return _TAGGED.search(text) is not None


def teaser(value: str | None, *, markup: bool) -> str | None:
    """``plain`` for a summary: outlets send HTML as plain text, or escaped twice, whose tags
    give it away; "read more" and "first appeared on" fall off its end."""
    text = plain(value, markup=markup or bool(value and has_markup(value[:_LONGEST])))
    if text and has_markup(text):
        text = plain(text, markup=True)
    return _without_onward(text) if text else None


def _without_onward(text: str) -> str | None:
    """A teaser without the words behind it; its own dots stay."""
    begin = max(0, len(text) - _LONGEST_END)
    end = text[begin:]
    while found := _ONWARD.search(end):
        end = end[: found.start()] + ("…" if found[0].lstrip()[:1] == "[" else "")
    return (text[:begin] + end).strip() or None


def web_address(url: object, base: str | None = None) -> str | None:
    """An absolute http(s) address, or None."""
    if not isinstance(url, str) or not url.strip():
        return None
    try:
        joined = urljoin(base or "", url.strip())
        parts = urlsplit(joined)
        _ = parts.port
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.hostname else None
