"""The pages that people read."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from litestar import Response, get
from litestar.params import FromQuery
from msgspec.structs import replace

from rawi import writers
from rawi.errors import NotFoundError
from rawi.model import Brief, Notes
from rawi.newsroom.context import Around
from rawi.newsroom.searching import Order
from rawi.serve.finished import finished, one_view
from rawi.serve.http import Ask, is_kept
from rawi.serve.list_query import ListQuery, Narrowed, last_day
from rawi.serve.pages import views
from rawi.serve.pages.following import button, filled, mutes_of
from rawi.serve.pages.reading import (
    Wanted,
    followed_rows,
    listed,
    opened_story,
    reading_of,
    scope_of,
)
from rawi.serve.pages.shared_text import same_text, sides
from rawi.serve.reader import Desk, FeedLink, Name, Reader
from rawi.serve.sync.feeds import feeds_of, folders_of
from rawi.serve.ui.screen import address, web_link, with_query
from rawi.serve.ui.strings import available, strings_of
from rawi.store.paged import Paged

After = FromQuery[str | None]
"""Where the page before stopped."""
MORE = 6
"""Similar articles shown under a story or an article."""
LISTED = 12
"""Followed things that home lists."""
NAMES = 8
"""Names of each kind shown on a story's page and on a keyword's."""


def story_list(
    request: Ask, reader: Reader, asked: ListQuery, after: str | None, wanted: Wanted
) -> dict[str, Any]:
    """The context that every page with a list of stories needs."""
    ui = reader.screen(request)

    def page_after(at: str | None) -> Paged[Brief]:
        return reader.briefs(asked, ui.zone, at, reader.options.page_size)

    wanted = wanted if ui.person is not None else Wanted()
    found = listed(request, reader, page_after, after, wanted)
    return {
        "ui": ui,
        "days": views.by_days(found.stories, ui.zone, last_day(asked.until, ui.zone)),
        "next": found.stories.next,
        "first": not after,
        "read": replace(reading_of(request, reader, found.stories), muted=found.hidden),
        "hidden": len(found.hidden),
        "unread_only": wanted.unread,
        "muted_too": wanted.muted,
        "upto": reader.newsroom.marks.last_number(),
    }


def _awaited(reader: Reader) -> int:
    """How many outlets are followed that were not collected from yet."""
    known = reader.outlets()
    new = reader.newsroom.unvisited()
    return sum(name in known and not known[name].paused for name in new)


@get("/", sync_to_thread=True)
@finished
def home(
    request: Ask,
    reader: Desk,
    asked: Narrowed,
    after: After = None,
    unread: FromQuery[str | None] = None,
    muted: FromQuery[str | None] = None,
) -> Response[bytes]:
    """Stories by day, newest first, inside a day the most covered first."""
    latest = reader.newsroom.last_intake()
    wanted = Wanted(unread=bool(unread), muted=bool(muted))
    context = story_list(request, reader, asked, after, wanted)
    fields = asked.fields() | {"unread": unread or None, "muted": muted or None}
    person = reader.person(request)
    context |= {
        "facets": reader.facets(),
        "chosen": fields | {"q": None},
        "filtered": asked.any,
        "followed": followed_rows(reader, person.number, LISTED) if person else [],
        "following": bool(reader.outlets()) and not asked.any,
        "awaited": _awaited(reader) if person and not (after or asked.any) else 0,
        "fields": fields,
        "arrivals": with_query("/arrivals", {**asked.fields(), "latest": str(latest)}),
        "mark_scope": scope_of(asked, reader.screen(request).zone.key),
        "feed": FeedLink("/feeds/home", asked.fields()),
    }
    return reader.page(request, "home.html", context, modified=reader.newsroom.changed())


@get("/story/{story_id:str}", sync_to_thread=True)
@finished
def story(
    request: Ask, reader: Desk, story_id: Name, muted: FromQuery[str | None] = None
) -> Response[bytes]:
    """One story: its reports in time order, copies under what they copy, without those that
    rules hide unless ``muted`` asks for them."""
    ui = reader.screen(request)
    around = reader.newsroom.around_story(unquote(story_id), limit=MORE)
    found = around.story
    left = reader.newsroom.visible_of(found, ui.person.number) if ui.person else found
    shown = found if muted else left
    threads = views.reports(shown, around.links)
    context = {
        "ui": ui,
        "story": replace(shown, articles=found.articles),
        "hidden": len(found.articles) - len(left.articles),
        "muted_too": bool(muted),
        "reports": threads,
        "dots": views.axis(threads),
        "spread": views.spread(found),
        "ends": views.ends(found),
        "similar": around.similar,
        "names": views.by_kind(reader.newsroom.names(shown.articles), NAMES),
        "statements": reader.newsroom.said(shown.articles) if ui.full else (),
        "feed": FeedLink(address("feeds/story", found.id)),
    } | opened_story(request, reader, found)
    return reader.page(request, "story.html", context, modified=reader.newsroom.changed())


@get("/affair/{affair_id:str}", sync_to_thread=True)
@finished
def affair(request: Ask, reader: Desk, affair_id: Name) -> Response[bytes]:
    """A running matter: its stories by day, the latest first."""
    ui = reader.screen(request)
    found = reader.newsroom.affair(unquote(affair_id))
    context = {
        "ui": ui,
        "affair": found,
        "days": views.by_days(found.stories, ui.zone),
        "read": reading_of(request, reader, found.stories),
        "feed": FeedLink(address("feeds/affair", found.id)),
        "followed": button(request, reader, "affair", found.id, found.headline),
    }
    return reader.page(request, "affair.html", context, modified=reader.newsroom.changed())


def _names(notes: Notes) -> list[tuple[str, list[str]]]:
    """Names by kind, the most mentioned first."""
    tallies = Counter((e.kind, e.name or e.text) for e in notes.entities).most_common()
    kinds = {k: [name for (kind, name), _ in tallies if kind == k] for k in views.KINDS}
    return [(kind, names[:12]) for kind, names in kinds.items() if names]


def _wires(notes: Notes) -> tuple[str, ...]:
    return tuple(credit.name for credit in notes.credits if credit.role == "wire")


def _surroundings(found: Around) -> dict[str, Any]:
    """What stands around an article: its story, its copies, what to read after it."""
    own = found.stored.article
    next_id = found.next_read.id if found.next_read else None
    return {
        "story": found.stored.story,
        "same": same_text(own, found.stored.links, found.named, _wires(found.stored.notes)),
        "next_read": found.next_read,
        "next_reason": found.next_reason,
        "similar": [one for one in found.similar if one.article.id != next_id][:MORE],
    }


def _opened(request: Ask, reader: Reader, article_id: str) -> dict[str, Any]:
    """Mark the article as read; how this person saved it."""
    if (marks := reader.own(request)) is None:
        return {"kept": None, "is_saved": False}
    if not is_kept(request):
        reader.newsroom.number_arrivals()
        marks.mark_read(article_id)
    saved = article_id in reader.marks(request, [article_id]).saved
    return {"kept": marks.one_kept(article_id) if saved else None, "is_saved": saved}


@get("/article/{article_id:str}", sync_to_thread=True)
@finished
def article(request: Ask, reader: Desk, article_id: Name) -> Response[bytes]:
    """One report: clean text and everything that is known about it."""
    ui = reader.screen(request)
    found = reader.newsroom.around(unquote(article_id), limit=MORE + 1)
    whole, notes = found.stored.article, found.stored.notes
    shown = reader.visible(whole, ui.full)
    quotes = notes.quotes if ui.full else ()
    inside = set(shown.body)
    context = {
        "ui": ui,
        "article": shown,
        "topic": found.stored.topic,
        "writers": writers(whole.authors),
        "notes": notes,
        "teaser": views.teaser(shown) if ui.full else None,
        "paragraphs": views.paragraphs(shown, quotes),
        "enclosures": views.files(whole),
        "loose_subheads": [s for s in shown.subheads if s not in inside],
        "statements": quotes,
        "names": _names(notes),
        "versions": found.stored.editions if ui.full else 1,
        "link": web_link(whole.url),
        "host": urlsplit(whole.url or "").hostname or "",
        "image": ui.picture(whole, "lead"),
        "mutes": mutes_of(request, reader),
        **_opened(request, reader, whole.id),
    } | _surroundings(found)
    return reader.page(request, "article.html", context, modified=reader.newsroom.changed())


@get("/article/{article_id:str}/versions", sync_to_thread=True)
def versions(request: Ask, reader: Desk, article_id: Name) -> Response[bytes]:
    """What changed from each version of a report to the next."""
    ui = reader.screen(request)
    now = reader.newsroom.article(unquote(article_id))
    older = reader.newsroom.versions(now.id) if ui.full else ()
    context = {"ui": ui, "article": now, "editions": views.editions(now, older)}
    return reader.page(request, "versions.html", context)


@get("/article/{article_id:str}/beside/{other_id:str}", sync_to_thread=True)
def beside(request: Ask, reader: Desk, article_id: Name, other_id: Name) -> Response[bytes]:
    """Two reports side by side, what they share marked in both."""
    ui = reader.screen(request)
    names = {unquote(article_id), unquote(other_id)}
    links = reader.newsroom.copies(unquote(article_id))
    link = next((x for x in links if {x.article_id, x.older_id} == names), None)
    if link is None or not ui.full:
        raise NotFoundError("these two share no passage")
    younger = reader.newsroom.article(link.article_id)
    older = reader.newsroom.article(link.older_id)
    texts = zip((younger, older), sides(link, younger, older), strict=True)
    return reader.page(request, "beside.html", {"ui": ui, "link": link, "texts": tuple(texts)})


@get("/search", sync_to_thread=True)
@finished
def search(
    request: Ask,
    reader: Desk,
    asked: Narrowed,
    q: FromQuery[str] = "",
    order: FromQuery[Order] = "relevance",
    after: After = None,
) -> Response[bytes]:
    """Articles that answer a query, with the matching words marked."""
    context = search_context(request, reader, asked, q.strip(), order, after)
    named = urlencode(filled(asked.fields() | {"q": q.strip()}))
    context["followed"] = button(request, reader, "search", named, q.strip())
    return reader.page(request, "search.html", context)


def search_context(
    request: Ask,
    reader: Reader,
    asked: ListQuery,
    query: str,
    order: Order,
    after: str | None,
) -> dict[str, Any]:
    ui = reader.screen(request)
    hits = reader.find(query, asked, ui.zone, after, 20, order=order)
    fields = asked.fields() | {"q": query, "order": order if order != "relevance" else None}
    tallies = [
        ("section", ui.t("section"), hits.sections, ui.section),
        ("outlet", ui.t("outlet"), hits.outlets, ui.outlet),
    ]
    return {
        "ui": ui,
        "query": query,
        "heading": None,
        "meant": hits.meant,
        "ignored": hits.ignored,
        "order": order,
        "hits": tuple(hits),
        "total": hits.total,
        "next": hits.next,
        "first": not after,
        "tallies": [row for row in tallies if len(row[2]) > 1],
        "facets": reader.facets(),
        "chosen": fields,
        "filtered": asked.any,
        "fields": fields,
        "read": reader.marks(request, {h.article.id for h in hits}).read,
        "feed": FeedLink("/feeds/search", fields) if query else None,
    }


@get("/keyword/{keyword:str}", sync_to_thread=True)
@finished
def keyword(request: Ask, reader: Desk, keyword: Name, after: After = None) -> Response[bytes]:
    """Articles about a keyword, newest first."""
    ui = reader.screen(request)
    name = unquote(keyword)
    found = reader.newsroom.about(name, limit=20, after=after)
    context = {
        "ui": ui,
        "keyword": name,
        "articles": tuple(found),
        "names": views.by_kind(() if after else reader.newsroom.names_about(name), NAMES),
        "next": found.next,
        "first": not after,
        "feed": FeedLink(address("feeds/keyword", name)),
        "followed": button(request, reader, "keyword", name),
    }
    return reader.page(request, "keyword.html", context)


@get("/outlets", sync_to_thread=True)
@one_view
def outlets(request: Ask, reader: Desk, added: FromQuery[int | None] = None) -> Response[bytes]:
    """All outlets with their health; ``added``: how many were followed just now."""
    ui = reader.screen(request)
    rows, last = [row for _, row in reader.outlet_rows()], reader.last_round()
    age = reader.clock() - datetime.fromisoformat(last) if last else None
    context = {"ui": ui, "rows": rows, "last_round": last, "age": age, "added": added}
    return reader.page(request, "outlets.html", context)


def _own(request: Ask, reader: Reader, outlet_id: str) -> dict[str, Any]:
    """How whoever asks has an outlet: unread reports, folder, and the folders there are."""
    person = reader.person(request)
    if person is None:
        return {"unread": 0, "folder": "", "folders": []}
    items = reader.newsroom.items(person.number)
    feeds = feeds_of(reader, items)
    return {
        "unread": items.unread().outlets[outlet_id],
        "folder": (feeds[outlet_id].folder or "") if outlet_id in feeds else "",
        "folders": folders_of(feeds),
    }


@get("/outlet/{outlet_id:str}", sync_to_thread=True)
@finished
def outlet(
    request: Ask,
    reader: Desk,
    outlet_id: Name,
    after: After = None,
    unread: FromQuery[str | None] = None,
    muted: FromQuery[str | None] = None,
) -> Response[bytes]:
    """One outlet: its health and the stories that it reported."""
    name = unquote(outlet_id)
    latest = reader.newsroom.last_intake()
    record, row = reader.outlet_row(name)
    wanted = Wanted(unread=bool(unread), muted=bool(muted), opened=name)
    context = story_list(request, reader, ListQuery(outlet=name), after, wanted)
    context |= {
        "fields": {"unread": unread or None, "muted": muted or None},
        "mutes": mutes_of(request, reader),
        "outlet": record,
        "arrivals": with_query("/arrivals", {"outlet": name, "latest": str(latest)}),
        "row": row,
        "site": web_link(record.url),
        "feed": FeedLink(address("feeds/outlet", name)),
    } | _own(request, reader, name)
    return reader.page(request, "outlet.html", context)


# Litestar 2.25 wraps a threaded handler twice where another shares its path, so those
# of /settings run in the event loop; they do next to nothing.
@get("/settings", sync_to_thread=False)
def settings(request: Ask, reader: Desk) -> Response[bytes]:
    """Language, theme, digits, time zone."""
    ui = reader.screen(request)
    zones = dict.fromkeys([*ui.strings.zones, ui.zone.key])
    languages = [(code, strings_of(code).name) for code in available()]
    context = {"ui": ui, "zones": tuple(zones), "languages": languages}
    return reader.page(request, "settings.html", context)
