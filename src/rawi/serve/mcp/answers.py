"""What tools answer: plain values, each report with its id, outlet, address and time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rawi import writers
from rawi.model import Affair, Article, Brief, Headline, Hit, Notes, Outlet, Statement, Story
from rawi.serve.ui.screen import best_time, web_link

Answer = dict[str, Any]
Outlets = Mapping[str, Outlet]


def _filled(fields: Answer) -> Answer:
    return {name: value for name, value in fields.items() if value not in (None, "", [], ())}


def outlet(outlets: Outlets, outlet_id: str | None) -> str | None:
    """An outlet's name for people."""
    known = outlets.get(outlet_id or "")
    return known.name if known else outlet_id


def report(one: Article | Headline, outlets: Outlets) -> Answer:
    """One report without its text: what a claim is cited by."""
    return _filled(
        {
            "article_id": one.id,
            "title": one.title,
            "outlet": outlet(outlets, one.outlet),
            "outlet_id": one.outlet,
            "url": web_link(one.url),
            "published": best_time(one),
        }
    )


def hit(one: Hit, outlets: Outlets) -> Answer:
    """A search result with the stretch of text that matched."""
    text = one.snippet.replace("<mark>", "").replace("</mark>", "")
    return report(one.article, outlets) | {"story_id": one.story, "excerpt": text}


def brief(one: Brief, outlets: Outlets) -> Answer:
    """A story as a list shows it, with the report that it is told by."""
    return _filled(
        {
            "story_id": one.id,
            "affair_id": one.affair,
            "headline": one.headline,
            "lead": one.lead,
            "updated": one.updated,
            "section": one.section,
            "topic": one.topic,
            "reports": one.articles,
            "copies": one.copies,
            "outlets": [outlet(outlets, name) for name in one.outlets],
            "first_report": report(one.first, outlets),
            "leading_report": report(one.leading, outlets) if one.leading else None,
        }
    )


def story(one: Story, copied: Mapping[str, str], outlets: Outlets) -> Answer:
    """A story with all its reports, oldest first, and which copies which."""
    reports = [
        report(a, outlets) | _filled({"copy_of": copied.get(a.id), "beginning": a.text[:600]})
        for a in one.articles
    ]
    return _filled(
        {
            "story_id": one.id,
            "affair_id": one.affair,
            "headline": one.headline,
            "lead": one.lead,
            "updated": one.updated,
            "first_report": one.first.id,
            "reports": reports,
        }
    )


def affair(one: Affair, outlets: Outlets) -> Answer:
    """A running matter with its stories, the latest first."""
    return _filled(
        {
            "affair_id": one.id,
            "headline": one.headline,
            "begun": one.begun,
            "updated": one.updated,
            "reports": one.articles,
            "stories": [brief(each, outlets) for each in one.stories[:50]],
        }
    )


def article(one: Article, notes: Notes, story_id: str, outlets: Outlets) -> Answer:
    """A report with its text and what is known about it."""
    return report(one, outlets) | _filled(
        {
            "story_id": story_id,
            "text": one.text,
            "authors": writers(one.authors),
            "credits": [{"name": c.name, "role": c.role} for c in notes.credits],
            "keywords": [k.text for k in notes.keywords],
            "names": sorted({e.name for e in notes.entities}),
            "statements": [
                _filled({"speaker": q.said_by, "text": q.text, "kind": q.kind})
                for q in notes.quotes
            ],
        }
    )


def statement(one: Statement, outlets: Outlets) -> Answer:
    """Who said what, and where it stands."""
    return _filled(
        {
            "speaker": one.quote.said_by,
            "described_as": one.quote.speaker if one.quote.said_by else "",
            "text": one.quote.text,
            "kind": one.quote.kind,
            "via": one.quote.via,
            "agency": one.wire,
            "copy_of": one.copy_of,
            "source": report(one.article, outlets),
            "told_also": [
                {"text": other.quote.text, "source": report(other.article, outlets)}
                for other in one.variants
            ],
        }
    )


def page(name: str, items: Iterable[Answer], following: str | None) -> Answer:
    """A list, and what to give as ``after`` for what follows."""
    return {name: list(items)} | _filled({"next": following})
