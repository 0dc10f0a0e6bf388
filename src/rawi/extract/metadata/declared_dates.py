"""Dates that a page tells machines: structured data, meta tags, microdata."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.extract.metadata.head import Head
from rawi.extract.metadata.jsonld import Told

_PUBLISHED = (
    "article:published_time", "og:published_time", "article:published", "datepublished",
    "date_published", "pubdate", "publishdate", "publish-date", "publish_date", "published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "sailthru.date",
    "parsely-pub-date", "citation_online_date", "citation_publication_date", "citation_date",
    "article.published", "cxenseparse:recs:publishtime", "published-date", "rnews:datepublished",
    "prism.publicationdate", "publication_date", "article:published_date", "dc.date.published",
    "w-published-date", "og:article:published_time", "bt:pubdate", "date", "dc.date",
    "dcterms.date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article:modified", "updated", "revised",
    "modified_time",
)  # fmt: skip
_VAGUE = frozenset(("date", "dc.date", "dcterms.date"))
_OFTEN = frozenset(("article:published_time", "article:modified_time", "og:updated_time"))


def declared(head: Head, told: Told) -> Iterator[tuple[str, str, float]]:
    """Source, text, and how far it speaks of a change."""
    if told.published:
        yield "json-ld datePublished", told.published, 0.0
    if told.modified:
        yield "json-ld dateModified", told.modified, 4.0
    for names, weight in ((_PUBLISHED, 0.0), (_MODIFIED, 3.0)):
        for name in names:
            for value in head.meta.get(name, ())[:2]:
                yield f"meta {name}", value, weight
    for value in head.items.get("datepublished", ())[:2]:
        yield "microdata datePublished", value, 0.0
    for value in head.items.get("datemodified", ())[:2]:
        yield "microdata dateModified", value, 3.5


def named(source: str) -> str:
    """Seldom names of meta tags as one."""
    if not source.startswith("meta "):
        return source
    name = source[5:]
    if name in _OFTEN:
        return source
    return (
        "meta changed" if name in _MODIFIED else "meta vague" if name in _VAGUE else "meta issued"
    )
