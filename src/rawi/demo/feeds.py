"""The feeds, sitemap and listing pages of the fictional press."""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from rawi.demo.press import PressOutlet, Printed, date_line

FEED_LENGTH = 40
"""Items of a feed of the demo's press."""


def feed_path(outlet: PressOutlet) -> str:
    """Where the outlet publishes its list of articles."""
    names = {"json": "feed.json", "sitemap": "sitemap.xml", "listing": ""}
    return f"/{outlet.id}/{names.get(outlet.feed, 'feed.xml')}"


def feed(outlet: PressOutlet, printed: Sequence[Printed], base: str) -> tuple[str, str]:
    """The outlet's list of articles as (content type, text)."""
    own = [p for p in printed if p.outlet == outlet][:FEED_LENGTH]
    match outlet.feed:
        case "atom":
            return "application/atom+xml", _atom(outlet, own, base)
        case "json":
            return "application/feed+json", _json(outlet, own, base)
        case "sitemap":
            return "application/xml", _sitemap(outlet, own, base)
        case "listing":
            return "text/html", front_page(outlet, own)
        case _:
            return "application/rss+xml", _rss(outlet, own, base)


def front_page(outlet: PressOutlet, own: Sequence[Printed]) -> str:
    """The outlet's front page: headlines with their teasers."""
    kinds = {"atom": "application/atom+xml", "json": "application/feed+json"}
    kind = kinds.get(outlet.feed, "application/rss+xml")
    link = (
        f'<link rel="alternate" type="{kind}" href="{feed_path(outlet)}">'
        if outlet.feed not in ("listing", "sitemap")
        else ""
    )
    rows = "\n".join(
        f'<article><h2><a href="{p.path}">{escape(p.report.title)}</a></h2>'
        f"<p>{escape(p.paragraphs[0][:90])}...</p><time>{date_line(p)}</time></article>"
        for p in own
    )
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="{outlet.encoding}">
<title>{escape(outlet.name)}</title>{link}</head><body>
<nav><a href="/{outlet.id}/">الرئيسية</a><a href="#">من نحن</a><a href="#">اتصل بنا</a></nav>
<h1>{escape(outlet.name)}</h1>
{rows}
</body></html>"""


def _rss(outlet: PressOutlet, own: Sequence[Printed], base: str) -> str:
    full = outlet.feed == "rss_full"
    items = "\n".join(
        f"""<item><title>{escape(p.report.title)}</title><link>{base}{p.path}</link>
<guid isPermaLink="true">{base}{p.path}</guid><category>{escape(p.report.section)}</category>
<pubDate>{format_datetime(p.published)}</pubDate>
<description>{escape(escape(p.paragraphs[0][:140]))}</description>
{f"<content:encoded>{escape(_html(p))}</content:encoded>" if full else ""}</item>"""
        for p in own
    )
    return f"""<?xml version="1.0" encoding="{outlet.encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{escape(outlet.name)}</title><link>{base}/{outlet.id}/</link><language>ar</language>
<description>{escape(outlet.name)}</description>
{items}
</channel></rss>"""


def _atom(outlet: PressOutlet, own: Sequence[Printed], base: str) -> str:
    entries = "\n".join(
        f"""<entry><id>{base}{p.path}</id><title>{escape(p.report.title)}</title>
<link href="{base}{p.path}"/><published>{p.published.isoformat()}</published>
<updated>{(p.modified or p.published).isoformat()}</updated>
{"".join(f"<author><name>{escape(a)}</name></author>" for a in p.report.authors)}
<summary>{escape(p.paragraphs[0][:140])}</summary></entry>"""
        for p in own
    )
    updated = max((p.modified or p.published for p in own), default=None)
    return f"""<?xml version="1.0" encoding="{outlet.encoding}"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>{escape(outlet.name)}</title>
<id>{base}/{outlet.id}/</id><updated>{updated.isoformat() if updated else ""}</updated>
{entries}
</feed>"""


def _json(outlet: PressOutlet, own: Sequence[Printed], base: str) -> str:
    items = [
        {
            "id": f"{base}{p.path}",
            "url": f"{base}{p.path}",
            "title": p.report.title,
            "summary": p.paragraphs[0][:140],
            "date_published": p.published.isoformat(),
            "authors": [{"name": a} for a in p.report.authors],
            "tags": list(p.tags),
        }
        for p in own
    ]
    head = {"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "language": "ar"}
    return json.dumps({**head, "items": items}, ensure_ascii=False, indent=1)


def _sitemap(outlet: PressOutlet, own: Sequence[Printed], base: str) -> str:
    urls = "\n".join(
        f"""<url><loc>{base}{p.path}</loc><news:news>
<news:publication><news:name>{escape(outlet.name)}</news:name>
<news:language>ar</news:language></news:publication>
<news:publication_date>{p.published.isoformat()}</news:publication_date>
<news:title>{escape(p.report.title)}</news:title></news:news></url>"""
        for p in own
    )
    return f"""<?xml version="1.0" encoding="{outlet.encoding}"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
{urls}
</urlset>"""


def _html(p: Printed) -> str:
    return "".join(
        f"<h2>{escape(b[3:])}</h2>" if b.startswith("## ") else f"<p>{escape(b)}</p>"
        for b in p.blocks
    )
