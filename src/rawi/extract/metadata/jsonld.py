"""Structured data in scripts (schema.org as JSON-LD), read with patience."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from rawi.arabic import as_seen
from rawi.extract.metadata.evidence import declared

_MAX_TEXT = 2_000_000
"""Code points of a script that are parsed."""
_MAX_NODES = 2_000
"""Things described that are looked at."""
_MAX_SCRIPTS = 50
"""Scripts with structured data that are parsed."""
_ARTICLE = re.compile(
    r"(?:article|posting|report|review|recipe|howto|story|critique)$", re.IGNORECASE
)
_NEWS = ("newsarticle", "liveblogposting")
_LESSER = frozenset(("webpage", "itempage", "aboutpage", "videoobject", "creativework", "product"))
_TRAILING = re.compile(r",\s*([}\]])")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|//\]\]>|/\*\]\]>\*/|\]\]>)\s*+;?\s*+$"
)


_BLOCKS = re.compile(r"</?(?:p|div|br|li|[uo]l|h[1-6]|blockquote)\b[^<>]{0,500}>", re.IGNORECASE)
_INLINE = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


class Told(NamedTuple):
    """What structured data says of the page's main thing."""

    kinds: frozenset[str] = frozenset()
    headline: str = ""
    description: str = ""
    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    author_kind: str = ""
    """What the first author is said to be: person, organization, or nothing."""
    section: str = ""
    tags: tuple[str, ...] = ()
    image: str = ""
    publisher: str = ""
    walled: bool = False
    """The page itself says that the text is not free to read."""
    body: str = ""
    """The text, where structured data holds it, with its tags (``paragraphs``)."""

    @property
    def news(self) -> bool:
        """Whether the page calls itself a news report: such pages name their parts otherwise."""
        return any(kind.endswith(_NEWS) for kind in self.kinds)


def told(scripts: tuple[str, ...]) -> Told:
    """The best node of all scripts: an article before a mere page."""
    nodes: list[dict[str, Any]] = []
    kinds: set[str] = set()
    for script in scripts[:_MAX_SCRIPTS]:
        for node in _nodes(_parsed(script[:_MAX_TEXT])):
            nodes.append(node)
            kinds.update(_kinds(node))
            if len(nodes) > _MAX_NODES:
                break
    if not nodes:
        return Told()
    named = {str(n["@id"]): n for n in nodes if isinstance(n.get("@id"), str) and len(n) > 2}
    best = max(nodes, key=_rank)
    if _rank(best) <= 0:
        return Told(kinds=frozenset(kinds), publisher=_site(nodes))
    return _told(best, named, frozenset(kinds), _site(nodes))


def _parsed(script: str) -> Any:
    try:
        return msgspec.json.decode(script.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        return _mended(script)


def _mended(script: str) -> Any:
    """What a script holds that is not quite JSON: in comments, with commas or references."""
    text = _WRAPPING.sub("", script).strip().rstrip(";")
    for attempt in (text, _TRAILING.sub(r"\1", text), html.unescape(text)):
        try:
            return msgspec.json.decode(attempt.encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            try:
                return json.loads(attempt, strict=False)
            except (ValueError, RecursionError):
                continue
    return None


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object that has a type, outer before inner, not too deep."""
    if depth > 6:
        return
    if isinstance(data, list):
        for item in data[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        if "@type" in data:
            yield data
        for key in (
            "@graph",
            "mainEntity",
            "mainEntityOfPage",
            "itemListElement",
            "item",
            "author",
        ):
            if isinstance(data.get(key), dict | list):
                yield from _nodes(data[key], depth + 1)


def _kinds(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [k.rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for k in kinds if isinstance(k, str)]


def _rank(node: dict[str, Any]) -> int:
    kinds = _kinds(node)
    rank = 0
    if any(_ARTICLE.search(k) for k in kinds):
        rank = 10
    elif any(k in _LESSER for k in kinds):
        rank = 3
    if not rank:
        return 0
    fields = ("headline", "datePublished", "author", "articleBody", "image", "publisher")
    return rank + sum(bool(node.get(f)) for f in fields)


def _told(
    node: dict[str, Any], named: dict[str, dict[str, Any]], kinds: frozenset[str], site: str
) -> Told:
    article = any(_ARTICLE.search(k) for k in _kinds(node))
    writer = node.get("author") or node.get("creator")
    return Told(
        kinds=kinds,
        headline=_text(node.get("headline")) or (_text(node.get("name")) if article else ""),
        description=_text(node.get("description")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        modified=_text(node.get("dateModified")),
        authors=_names(writer, named),
        author_kind=_kind_of(writer, named),
        section=next(iter(_names(node.get("articleSection"), named)), ""),
        tags=_keywords(node.get("keywords")),
        image=_address(node.get("image") or node.get("thumbnailUrl"), named),
        publisher=next(iter(_names(node.get("publisher"), named)), "") or site,
        walled=str(node.get("isAccessibleForFree")).lower() == "false",
        body=_body(node.get("articleBody")) if article else "",
    )


def _body(value: Any) -> str:
    return value if isinstance(value, str) and not value.isspace() else ""


def paragraphs(body: str) -> tuple[str, ...]:
    """The lines of a text, which may hold tags and character references."""
    text = as_seen(_INLINE.sub("", _BLOCKS.sub("\n", html.unescape(body))))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(line for line in lines if line)


def _site(nodes: list[dict[str, Any]]) -> str:
    for kind in ("website", "newsmediaorganization", "organization"):
        for node in nodes:
            if kind in _kinds(node) and (name := _text(node.get("name"))):
                return name
    return ""


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return declared(html.unescape(value)) if isinstance(value, str) else ""


def _names(value: Any, named: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    found: list[str] = []
    for item in (value if isinstance(value, list) else [value])[:30]:
        if isinstance(item, dict) and "name" not in item and str(item.get("@id")) in named:
            item = named[str(item["@id"])]
        name = item.get("name") if isinstance(item, dict) else item
        found += [
            as_seen(" ".join(html.unescape(one).split()))
            for one in (name if isinstance(name, list) else [name])
            if isinstance(one, str) and one.strip() and not one.startswith("http")
        ]
    return tuple(dict.fromkeys(found))


def _kind_of(value: Any, named: dict[str, dict[str, Any]]) -> str:
    """The first type of the first author."""
    item = (value[0] if value else None) if isinstance(value, list) else value
    if isinstance(item, dict) and "@type" not in item:
        item = named.get(str(item.get("@id")))
    return next(iter(_kinds(item)), "") if isinstance(item, dict) else ""


def _keywords(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = re.split(r"[,،;|]", value)
    if not isinstance(value, list):
        return ()
    texts = (_text(v) for v in value[:100])
    return tuple(dict.fromkeys(t for t in texts if t and len(t) < 80))


def _address(value: Any, named: dict[str, dict[str, Any]]) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = (
            value.get("url")
            or value.get("contentUrl")
            or named.get(str(value.get("@id")), {}).get("url")
        )
    return value.strip() if isinstance(value, str) else ""
