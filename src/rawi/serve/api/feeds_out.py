"""Feeds of what pages show: home, story, outlet, section, keyword, any search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from litestar import Response, get
from litestar.exceptions import NotFoundException

from rawi import writers
from rawi.model import Article, Brief, Statement
from rawi.newsroom import Newsroom
from rawi.serve.access import member_of, owner_only
from rawi.serve.api.endpoints import ERRORS
from rawi.serve.api.syndication import ATOM_TYPE, JSON_TYPE, Entry, Feed, atom, json_feed
from rawi.serve.http import Ask, address_of, respond
from rawi.serve.list_query import ListQuery, Narrowed
from rawi.serve.pages import views
from rawi.serve.pages.reading import own_number
from rawi.serve.reader import Desk, Name, Reader, page_address, site_of
from rawi.serve.ui.screen import Screen, address, best_time, web_link, with_query
from rawi.store.personal.items import Stream

FEED_SIZE = 40
"""Items of a feed."""
_WRITERS = {"atom": (atom, ATOM_TYPE), "json": (json_feed, JSON_TYPE)}


class Maker:
    """Builds the feeds of one request."""

    def __init__(self, request: Ask, reader: Reader) -> None:
        self.request = request
        self.reader = reader
        self.room: Newsroom = reader.newsroom
        self.ui: Screen = reader.screen(request)

    def _at(self, path: str, fields: dict[str, str | None] | None = None) -> str:
        return page_address(self.request, path, fields or {})

    def _article(self, whole: Article) -> Entry:
        shown = self.reader.visible(whole, self.ui.full)
        return Entry(
            id=f"urn:rawi:article:{whole.id}",
            title=whole.title or self.ui.t("untitled"),
            link=self._at(address("article", whole.id)),
            original=whole.url,
            published=best_time(whole),
            updated=whole.modified or best_time(whole),
            summary=views.excerpt(whole, self.reader.options.excerpt_words),
            text=shown.text if self.ui.full else "",
            authors=(*writers(whole.authors), *self._outlet(whole)),
            tags=(whole.section,) if whole.section else (),
            language=whole.language or "ar",
            enclosures=tuple(e for e in whole.enclosures if web_link(e.url)),
        )

    def _outlet(self, whole: Article) -> tuple[str, ...]:
        return (self.ui.outlet(whole.outlet),) if whole.outlet else ()

    def _story(self, story: Brief) -> Entry:
        own = story.articles - story.copies
        coverage = f"{self.ui.count('report', own)} · {self.ui.count('copy', story.copies)}"
        kind, item = ("story", story.id) if story.articles > 1 else ("article", story.first.id)
        return Entry(
            id=f"urn:rawi:story:{story.id}",
            title=story.headline or self.ui.t("untitled"),
            link=self._at(address(kind, item)),
            original=story.first.url,
            published=best_time(story.first),
            updated=story.updated or best_time(story.first),
            summary=f"{story.lead}\n{coverage}".strip(),
            authors=tuple(self.ui.outlet(o) for o in story.outlets),
            tags=(story.section,) if story.section else (),
            language=story.first.language or "ar",
        )

    def _hidden(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of the articles that rules of whoever signed in hide."""
        person = self.ui.person
        return frozenset(self.room.muted_among([*ids], person.number) if person else ())

    def articles(self, title: str, page: str, found: Sequence[Article]) -> Feed:
        """Articles, without those that rules of whoever signed in hide."""
        hidden = self._hidden(a.id for a in found)
        entries = (self._article(a) for a in found if a.id not in hidden)
        return self._feed(title, self._at(page), entries)

    def _feed(self, title: str, page: str, entries: Iterable[Entry]) -> Feed:
        name = f"{self.ui.t('name')} — {title}"
        own = site_of(self.request) + address_of(self.request)
        return Feed(title=name, page=page, address=own, entries=tuple(entries))

    def stories(
        self, title: str, page: str, found: Sequence[Brief], opened: str | None = None
    ) -> Feed:
        """Stories, without those that rules of whoever signed in hide."""
        if self.ui.person is not None:
            found = self.room.sifted(found, self.ui.person.number, opened).shown
        return self._feed(title, self._at(page), map(self._story, found))

    def home(self, asked: ListQuery, title: str = "") -> Feed:
        found = self.reader.briefs(asked, self.ui.zone, None, FEED_SIZE)
        page = with_query("/", asked.fields())
        return self.stories(title or self.ui.t("home"), page, found, asked.outlet)

    def search(self, asked: ListQuery) -> Feed:
        query = self.request.query_params.get("q", "")
        hits = self.reader.find(query, asked, self.ui.zone, None, FEED_SIZE)
        page = with_query("/search", asked.fields() | {"q": query})
        title = f"{self.ui.t('results_for')} {query}"
        return self.articles(title, page, [hit.article for hit in hits])

    def story(self, name: str) -> Feed:
        found = self.room.story(name)
        newest = tuple(reversed(found.articles))[:FEED_SIZE]
        return self.articles(found.headline, address("story", name), newest)

    def affair(self, name: str) -> Feed:
        found = self.room.affair(name)
        page = address("affair", found.id)
        return self.stories(found.headline, page, found.stories[:FEED_SIZE])

    def outlet(self, name: str) -> Feed:
        record, _ = self.reader.outlet_row(name)
        feed = self.home(ListQuery(outlet=name), record.name)
        return Feed(
            title=feed.title,
            page=self._at(address("outlet", name)),
            address=feed.address,
            entries=feed.entries,
        )

    def section(self, name: str) -> Feed:
        return self.home(ListQuery(section=name), name)

    def keyword(self, name: str) -> Feed:
        return self.articles(name, address("keyword", name), self.room.about(name, limit=FEED_SIZE))

    def entity(self, name: str) -> Feed:
        found = self.room.entity(name)
        return self.stories(found.name, address("entity", found.name), found.stories)

    def follow(self, name: str) -> Feed:
        """One followed thing of whoever asks, by its number."""
        person = member_of(self.request, self.reader.options).number
        number = own_number(self.room.marks.of(person), self.reader, name)
        title = self.room.follows.of(person).one(number).title
        found = self.room.stories_of_stream(Stream(follows=(number,)), FEED_SIZE, person=person)
        return self.stories(title, f"/following/{number}", found)

    def speaker(self, name: str) -> Feed:
        if not self.ui.full:
            owner_only(self.request, self.reader.options)
        found = self.room.quotes(speaker=name, limit=FEED_SIZE, grouped=True)
        title = f"{self.ui.t('said_by')} {name}"
        hidden = self._hidden(one.article.id for one in found)
        entries = (self._statement(one) for one in found if one.article.id not in hidden)
        return self._feed(title, self._at(address("speaker", name)), entries)

    def _statement(self, found: Statement) -> Entry:
        at = best_time(found.article)
        hands = (step.name for step in found.chain if step.role != "speaker")
        return Entry(
            id=f"urn:rawi:statement:{found.article.id}:{found.quote.start}",
            title=found.article.title or self.ui.t("untitled"),
            link=self._at(address("article", found.article.id)),
            original=found.article.url,
            published=at,
            updated=at,
            summary=f"{found.quote.said_by}: {found.quote.text}",
            text=found.quote.text,
            authors=tuple(self.ui.outlet(name) for name in hands),
            language=found.article.language or "ar",
        )


def _split(name: str) -> tuple[str, str]:
    stem, _, ending = name.rpartition(".")
    if ending not in _WRITERS:
        raise NotFoundException("a feed's address ends in .atom or .json")
    return unquote(stem), ending


def _answer(request: Ask, reader: Reader, feed: Feed, ending: str) -> Response[bytes]:
    write, media_type = _WRITERS[ending]
    changed = reader.newsroom.changed()
    return respond(request, write(feed), media_type, modified=changed)


@get("/feeds/{name:str}", sync_to_thread=True, media_type=ATOM_TYPE, responses=ERRORS)
def list_feed(request: Ask, reader: Desk, asked: Narrowed, name: Name) -> Response[bytes]:
    """``home.atom``, ``search.json?q=...``: newest stories, or what a search finds."""
    stem, ending = _split(name)
    maker = Maker(request, reader)
    makers = {"home": maker.home, "search": maker.search}
    if stem not in makers:
        raise NotFoundException("no such feed")
    return _answer(request, reader, makers[stem](asked), ending)


@get("/feeds/{kind:str}/{name:str}", sync_to_thread=True, media_type=ATOM_TYPE, responses=ERRORS)
def item_feed(request: Ask, reader: Desk, kind: Name, name: Name) -> Response[bytes]:
    """``story/ID.atom``, ``affair/ID.atom``, ``outlet/ID.json``, ``section/NAME.atom``, ..."""
    stem, ending = _split(name)
    maker = Maker(request, reader)
    makers = {
        "story": maker.story,
        "affair": maker.affair,
        "outlet": maker.outlet,
        "section": maker.section,
        "keyword": maker.keyword,
        "entity": maker.entity,
        "speaker": maker.speaker,
        "follow": maker.follow,
    }
    if kind not in makers:
        raise NotFoundException("no such feed")
    return _answer(request, reader, makers[kind](stem), ending)
