"""What the head of a page says of it: title, meta tags, canonical, AMP and print links."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from rawi.arabic import as_seen
from rawi.extract.metadata.evidence import declared
from rawi.urls import canonical_url, is_web_address, joined

_PATH = re.compile(r"https?://[^/?#]+/[^/?#]")
_MICRODATA = 80
"""Elements with microdata that are looked at."""
_MAX_CONTENT = 20_000
"""Code points of a meta element that are read."""


class Head(NamedTuple):
    """The page about itself."""

    title: str
    meta: dict[str, tuple[str, ...]]
    """Meta tags by lower-case name, in order of appearance."""
    items: dict[str, tuple[str, ...]]
    """Microdata by lower-case property."""
    links: dict[str, str]
    """Addresses by ``rel``: canonical, amphtml, shortlink, print."""
    language: str
    base: str = ""
    """What relative addresses of the page are relative to, where it says so."""

    def first(self, *names: str) -> tuple[str, str]:
        """The first value among meta tags of these names, and the name; empty if none."""
        for name in names:
            for value in self.meta.get(name, ()):
                return value, name
        return "", ""

    def based(self, url: str | None) -> str | None:
        """What addresses of the page at ``url`` are relative to: its own base if that is one."""
        base = joined(url, self.base) if self.base else ""
        return base if is_web_address(base) else url


def read_head(tree: LexborHTMLParser) -> Head:
    """The head of the parsed page."""
    node = tree.css_first("title")
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "") if root else ""
    title = as_seen(" ".join(node.text().split())) if node else ""
    base = tree.css_first("base[href]")
    inside = (base.attributes.get("href") or "").strip() if base else ""
    return Head(title[:1000], _meta(tree), _items(tree), _links(tree), language, inside)


def _meta(tree: LexborHTMLParser) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for node in tree.css("meta")[:400]:
        a = node.attributes
        name = a.get("property") or a.get("name") or a.get("itemprop") or a.get("http-equiv")
        content = declared(a.get("content") or "")[:_MAX_CONTENT]
        if name and content:
            key = name.strip().lower()
            found[key] = (*found.get(key, ()), content)
    return found


def _items(tree: LexborHTMLParser) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for node in tree.css("[itemprop]")[:_MICRODATA]:
        a = node.attributes
        key = (a.get("itemprop") or "").lower()
        if node.tag == "meta" or key == "articlebody":
            continue
        told = a.get("title") if node.tag == "abbr" else ""  # as microformats and Blogger have it
        value = declared(a.get("content") or a.get("datetime") or told or _short(node))
        if key and value:
            found[key] = (*found.get(key, ()), value)
    return found


def _short(node: Any) -> str:
    inner = node.css_first("[itemprop=name]") or node
    text = " ".join(inner.text(separator=" ").split())
    return text if len(text) < 300 else ""


def _links(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("link[rel]")[:200]:
        a = node.attributes
        rel, href = (a.get("rel") or "").lower(), (a.get("href") or "").strip()
        if href and rel in {"canonical", "amphtml", "shortlink", "shortcut icon", "print"}:
            found.setdefault(rel, href)
        elif href and "print" in (a.get("media") or "") and rel == "alternate":
            found.setdefault("print", href)
    return found


def address(head: Head, url: str | None) -> tuple[str | None, str]:
    """The page's canonical address and where it came from.

    A canonical link to the front page of its site, or to another site than the page
    came from, says nothing of this page.
    """
    claims = [(head.links.get("canonical", ""), "link canonical")]
    claims += [(value, "og:url") for value in head.meta.get("og:url", ())]
    for raw, source in claims:
        claim = joined(head.based(url), raw)
        if raw and is_web_address(claim) and _trusted(claim, url):
            return claim, source
    return (url, "address") if url else (None, "")


def _trusted(claim: str, url: str | None) -> bool:
    if claim == url and _PATH.match(claim):
        return True
    parts = canonical_url(claim).split("/", 3)
    if len(parts) < 4 or not parts[3]:
        return False
    if not url or not is_web_address(url):
        return True
    mine = canonical_url(url).split("/", 3)
    return domain(parts[2]) == domain(mine[2])


_SECOND = frozenset(("co", "com", "org", "net", "gov", "edu", "ac", "info", "gob", "or", "ne"))


def domain(host: str) -> str:
    """The registered domain of a host, by the usual shape of second levels."""
    labels = host.lower().split(":")[0].split(".")
    take = 3 if len(labels) > 2 and labels[-2] in _SECOND and len(labels[-1]) == 2 else 2
    return ".".join(labels[-take:])
