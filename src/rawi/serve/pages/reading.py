"""Reading state: what is unread, marking and undoing, what is saved with notes and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

import msgspec
from litestar import Response, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from rawi.errors import InputError, NotFoundError
from rawi.model import Article, Brief, Record, Story
from rawi.serve.access import member_of
from rawi.serve.finished import one_view
from rawi.serve.http import Ask, is_kept, respond
from rawi.serve.list_query import ListQuery
from rawi.serve.pages.forms import Form, local, wants_json
from rawi.serve.reader import Desk, Name, Reader, json_bytes
from rawi.serve.sync.feeds import feeds_of, in_folder
from rawi.serve.ui.screen import address
from rawi.store.paged import Paged, cursor, place
from rawi.store.personal.follows import MOST, Follow, Mute
from rawi.store.personal.items import Items, Stream
from rawi.store.personal.marks import Kept, Marks

RECENT, ARRIVED = 500, 5000
"""Unread reports, the latest, among which those of affairs are counted, and how many that came in
last are looked through for them."""
SCANNED = 10
"""Pages of stories looked through for unread ones before somebody is shown what there is."""
MOST_LABELS, LONGEST_LABEL, LONGEST_NOTE = 20, 60, 4000
"""Of one saved thing: labels, letters of each, letters of its note."""


class Reading(Record, frozen=True, kw_only=True):
    """What somebody has read of some stories. ``id in reading``: read, and nothing new since."""

    read: frozenset[str] = frozenset()
    gained: dict[str, int] = msgspec.field(default_factory=dict)
    """Of stories that were read: how many reports came in since."""
    unread: int = 0
    """Reports of all of them that were not read."""
    muted: dict[str, tuple[Mute, ...]] = msgspec.field(default_factory=dict)
    """Of stories that rules hide: the rules."""

    def __contains__(self, story_id: object) -> bool:
        return story_id in self.read


def reading_of(request: Ask, reader: Reader, stories: Iterable[Brief | Story]) -> Reading:
    """What whoever asks has read of the stories; nothing for a visitor."""
    marks = reader.own(request)
    if marks is None:
        return Reading()
    reader.newsroom.number_arrivals()
    members = reader.newsroom.members([story.id for story in stories])
    ids = [name for some in members.values() for name in some]
    places = marks.places(ids)
    reader.marks(request, ids, places.keys())
    begun = {story: some for story, some in members.items() if not places.keys().isdisjoint(some)}
    left = {story: [n for n in some if n not in places] for story, some in begun.items()}
    numbers = marks.numbers(name for some in left.values() for name in some)
    read: dict[str, int] = {}
    for story, some in begun.items():
        upto = max(places[name] for name in some if name in places)
        read[story] = sum(numbers.get(name, upto + 1) > upto for name in left[story])
    return Reading(
        read=frozenset(story for story, n in read.items() if not n),
        gained={story: n for story, n in read.items() if n},
        unread=len(ids) - len(places),
    )


class Wanted(Record, frozen=True, kw_only=True):
    """Which stories of a list somebody wants to see."""

    unread: bool = False
    """Those alone that are unread or gained reports."""
    muted: bool = False
    """Those too that the person's rules hide."""
    opened: str | None = None
    """Id of the outlet whose page it is."""


class Listed(Record, frozen=True, kw_only=True):
    """Stories for a page, and which of those passed rules hide."""

    stories: Paged[Brief]
    hidden: dict[str, tuple[Mute, ...]]


def listed(
    request: Ask,
    reader: Reader,
    page_after: Callable[[str | None], Paged[Brief]],
    after: str | None,
    wanted: Wanted,
) -> Listed:
    """The stories that are wanted, out of as many pages as it takes."""
    found: list[Brief] = []
    hidden: dict[str, tuple[Mute, ...]] = {}
    person = reader.person(request)
    for _ in range(SCANNED):
        page = page_after(after)
        some = tuple(page)
        if person is not None:
            sifted = reader.newsroom.sifted(page, person.number, wanted.opened)
            hidden |= {story.id: rules for story, rules in sifted.hidden}
            some = some if wanted.muted else sifted.shown
        if wanted.unread:
            reading = reading_of(request, reader, some)
            some = tuple(story for story in some if story.id not in reading)
        found += some
        after = page.next
        if after is None or len(found) >= reader.options.page_size // 2:
            break
    return Listed(stories=Paged(found, after), hidden=hidden)


def followed_rows(reader: Reader, person: int, most: int = MOST) -> list[tuple[Follow, int]]:
    """What somebody follows, the first so many, with how many unread reports of each."""
    follows = reader.newsroom.follows.of(person)
    if not (held := follows.all()[:most]):
        return []
    reader.newsroom.judge_arrivals()
    counts = follows.unread(most)
    return [(one, counts.get(one.number, 0)) for one in held]


@get("/unread", sync_to_thread=True)
@one_view
def unread(request: Ask, reader: Desk) -> Response[bytes]:
    """How much is unread, by folder and outlet, by section, by affair."""
    person = member_of(request, reader.options)
    items = reader.newsroom.items(person.number)
    feeds, left = feeds_of(reader, items), items.unread()
    folders: dict[str, list[tuple[str, str, int]]] = {}
    for name, count in left.outlets.most_common():
        feed = feeds.get(name)
        row = (name, feed.title if feed else name, count)
        folders.setdefault((feed.folder if feed else None) or "", []).append(row)
    context = {
        "folders": [(name, sum(n for *_, n in rows), rows) for name, rows in folders.items()],
        "sections": left.sections.most_common(20),
        "affairs": _affairs(reader, items),
        "followed": followed_rows(reader, person.number),
        "hidden": left.muted,
        "total": left.outlets.total(),
        "stocked": bool(reader.facets().outlets),
        "upto": reader.newsroom.marks.last_number(),
    }
    return reader.page(request, "unread.html", context)


def _affairs(reader: Reader, items: Items) -> list[tuple[str, str, int]]:
    """Affairs with most unread reports: id, headline, how many."""
    latest = items.page(Stream(read=False, since=items.latest(ARRIVED) + 1), RECENT)
    affairs = reader.newsroom.affairs_of(item.article_id for item in latest)
    tallies = {name: n for name, n in Counter(affairs.values()).most_common(12) if n > 1}
    stories = reader.newsroom.latest_of_affairs(tallies)
    return [(name, story.headline, tallies[name]) for name, story in stories.items()]


@post("/read", status_code=303, sync_to_thread=True)
def mark(request: Ask, reader: Desk, data: Form) -> Response[bytes] | Redirect:
    """Mark reports as read, or unread again with ``on`` empty.

    ``scope``: article, story, stories (ids on lines), affair, outlet, section, folder, follow
    (its number), list (its filters, as in an address), all;
    ``upto`` is the number of the last report that the page knew of.
    """
    person = member_of(request, reader.options)
    items = reader.newsroom.items(person.number)
    marks = reader.newsroom.marks.of(person.number)
    scope, value = data.get("scope", ""), data.get("value", "")
    act, count = _marked(reader, items, marks, data)
    if wants_json(request):
        told = {"read": bool(data.get("on", "1")), "count": count, "act": act}
        return respond(request, json_bytes(told), "application/json")
    back = local(data.get("back"))
    if not act or not count or scope in ("article", "story") or not (value or scope == "all"):
        return Redirect(back, status_code=303)
    joint = "&" if "?" in back else "?"
    return Redirect(f"{back}{joint}act={act}", status_code=303)


def _marked(reader: Reader, items: Items, marks: Marks, data: dict[str, str]) -> tuple[int, int]:
    """Carry it out: number of the act that can be undone, and how many reports."""
    scope, value = data.get("scope", ""), data.get("value", "")
    upto = data.get("upto", "")
    until = int(upto[:19]) if upto.isascii() and upto.isdecimal() else None
    streams = {
        "all": lambda: Stream(read=False, until=until),
        "outlet": lambda: Stream(read=False, until=until, outlets=(value,)),
        "section": lambda: Stream(read=False, until=until, section=value),
        "folder": lambda: Stream(
            read=False, until=until, outlets=in_folder(feeds_of(reader, items), value)
        ),
        "follow": lambda: Stream(
            read=False, until=until, follows=(own_number(marks, reader, value),)
        ),
    }
    if scope in streams:
        return items.mark_stream(streams[scope]())
    if scope == "list":
        ids = [*items.among(Stream(read=False, until=until), _listed(reader, value))]
    else:
        ids = _ids(reader, scope, value)
    act = items.begin()
    marks.mark_all(ids, bool(data.get("on", "1")), act)
    return act, len(ids)


def scope_of(asked: ListQuery, zone: str) -> tuple[str, str]:
    """What *mark all as read* means on the list that is asked for: the scope and its value."""
    fields = {name: value for name, value in asked.fields().items() if value}
    if not fields:
        return "all", "1"
    if len(fields) == 1 and (asked.section or asked.outlet):
        return next(iter(fields.items()))
    return "list", urlencode(fields | {"zone": zone})


def _listed(reader: Reader, value: str) -> list[str]:
    """The reports of a narrowed list. Raises ``InputError``."""
    fields = dict(parse_qsl(value))
    if not fields.keys() <= {*ListQuery.__struct_fields__, "zone"}:
        raise InputError(f"{value!r} is no list")
    return reader.newsroom.within(**fields)


def own_number(marks: Marks, reader: Reader, value: str) -> int:
    """The number of something that this person follows. Raises ``NotFoundError``."""
    given = int(value[:18]) if value.isascii() and value[:18].isdecimal() else 0
    return reader.newsroom.follows.of(marks.person).one(given).number


def _ids(reader: Reader, scope: str, value: str) -> list[str]:
    """The reports that are meant. Raises ``InputError``, ``NotFoundError``."""
    if scope == "article":
        return [reader.newsroom.article(value).id]
    if scope == "affair":
        stories = [story.id for story in reader.newsroom.affair(value).stories]
    elif scope in ("story", "stories"):
        stories = value.split("\n")[:200]
    else:
        raise InputError(f"{scope!r} cannot be marked")
    members = reader.newsroom.members(stories)
    return [name for some in members.values() for name in some]


@post("/read/undo", status_code=303, sync_to_thread=True)
def undo(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Make unread again what one act marked."""
    person = member_of(request, reader.options)
    act = data.get("act", "")
    if act.isascii() and act.isdecimal():
        reader.newsroom.items(person.number).undo(int(act[:18]))
    return Redirect(local(data.get("back")), status_code=303)


class Shelved(Record, frozen=True, kw_only=True):
    """A saved thing with what it is."""

    kept: Kept
    article: Article | None = None
    story: Story | None = None


def shelved(reader: Reader, kept: list[Kept]) -> list[Shelved]:
    """What is saved and still there."""
    names = [one.name for one in kept if one.kind == "article"]
    articles = {a.id: a for a in reader.newsroom.whole(names)}
    found = []
    for one in kept:
        story = _story(reader, one.name) if one.kind == "story" else None
        article = articles.get(one.name) if one.kind == "article" else None
        if story or article:
            found.append(Shelved(kept=one, article=article, story=story))
    return found


def _story(reader: Reader, story_id: str) -> Story | None:
    try:
        return reader.newsroom.story(story_id)
    except NotFoundError:
        return None


@get("/saved", sync_to_thread=True)
@one_view
def saved(
    request: Ask,
    reader: Desk,
    after: FromQuery[str | None] = None,
    label: FromQuery[str | None] = None,
) -> Response[bytes]:
    """What this person saved, the last saved first; all, or under one label."""
    marks = reader.newsroom.marks.of(member_of(request, reader.options).number)
    limit = reader.options.page_size
    before = place(after, tuple[int])[0] if after else None
    kept = marks.kept(limit + 1, before, label or None)
    context = {
        "shelved": shelved(reader, kept[:limit]),
        "labels": marks.labels(),
        "label": label,
        "next": cursor(kept[limit - 1].number) if len(kept) > limit else None,
        "first": not after,
    }
    return reader.page(request, "saved.html", context)


def _note(data: dict[str, str]) -> tuple[str, list[str]]:
    """A note and labels out of a form: labels between commas of either script."""
    given = data.get("labels", "").replace("،", ",").split(",")
    labels = dict.fromkeys(" ".join(label.split())[:LONGEST_LABEL] for label in given)
    note = data.get("note", "").strip()[:LONGEST_NOTE]
    return note, [label for label in labels if label][:MOST_LABELS]


@post("/article/{article_id:str}/note", status_code=303, sync_to_thread=True)
def note_article(request: Ask, reader: Desk, article_id: Name, data: Form) -> Redirect:
    """Save a report with a note and labels."""
    marks = reader.newsroom.marks.of(member_of(request, reader.options).number)
    name = reader.newsroom.article(unquote(article_id)).id
    marks.annotate(name, *_note(data))
    return Redirect(address("article", name), status_code=303)


@post("/story/{story_id:str}/saved", status_code=303, sync_to_thread=True)
def save_story(
    request: Ask, reader: Desk, story_id: Name, data: Form
) -> Response[bytes] | Redirect:
    """Put a story on the saved list, or take it off (``on`` empty)."""
    marks = reader.newsroom.marks.of(member_of(request, reader.options).number)
    name, on = reader.newsroom.story(unquote(story_id)).id, bool(data.get("on"))
    marks.save(name, on, "story")
    if not wants_json(request):
        return Redirect(address("story", name), status_code=303)
    label = reader.screen(request).t("unsave" if on else "save")
    return respond(request, json_bytes({"saved": on, "label": label}), "application/json")


@post("/story/{story_id:str}/note", status_code=303, sync_to_thread=True)
def note_story(request: Ask, reader: Desk, story_id: Name, data: Form) -> Redirect:
    """Save a story with a note and labels."""
    marks = reader.newsroom.marks.of(member_of(request, reader.options).number)
    name = reader.newsroom.story(unquote(story_id)).id
    marks.annotate(name, *_note(data), "story")
    return Redirect(address("story", name), status_code=303)


def opened_story(request: Ask, reader: Reader, story: Story) -> dict[str, Any]:
    """What of a story was read before and is saved; opening it marks its reports as read."""
    ids = [article.id for article in story.articles]
    before = reader.marks(request, ids).read
    kept = None
    if (marks := reader.own(request)) is not None:
        if not is_kept(request):
            reader.newsroom.number_arrivals()
            marks.mark_all(ids)
        kept = marks.one_kept(story.id, "story")
        reader.marks(request, ids)
    return {"read": before, "kept": kept}


HANDLERS = (unread, mark, undo, saved, note_article, save_story, note_story)
