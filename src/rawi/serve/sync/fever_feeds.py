"""What Fever lists as feeds: the outlets, or in a second account of the app what somebody follows.

Fever has an article in one feed alone. Where it matches several followed things, it stands with
the one that was followed first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rawi.model import Record
from rawi.serve.reader import site_of
from rawi.serve.sync.asking import Asked
from rawi.serve.sync.feeds import Feed, feeds_of, small_number
from rawi.serve.sync.follow_labels import called
from rawi.serve.ui.strings import strings_of
from rawi.store.personal.follows import Follow
from rawi.store.personal.items import Item, Stream

Placed = Callable[[Iterable[Item]], dict[int, int]]
"""By the number of each item: that of its feed."""


class FeverFeed(Record, frozen=True, kw_only=True):
    """One feed, under the number that Fever knows it by."""

    number: int
    title: str
    group: str = ""
    address: str = ""
    site: str = ""


class Shelf(Record, frozen=True, kw_only=True):
    """The feeds of one account of an app."""

    feeds: tuple[FeverFeed, ...]
    whole: Stream
    """Everything in them."""
    part: Callable[[tuple[int, ...]], Stream]
    """What is in the feeds of these numbers."""
    placed: Placed

    def stream(self, kind: str, number: int) -> Stream:
        """The articles of a feed or a group by its number; group 0 is everything."""
        if kind == "group" and number == 0:
            return self.whole
        held = (
            feed.number
            for feed in self.feeds
            if number == (feed.number if kind == "feed" else small_number(feed.group))
        )
        return self.part(tuple(held))


def outlets_shelf(given: Asked) -> Shelf:
    """The outlets, in their folders."""
    feeds = feeds_of(given.reader, given.items)
    names = {small_number(name): name for name in feeds}
    return Shelf(
        feeds=tuple(_of_outlet(feed) for feed in feeds.values()),
        whole=Stream(),
        part=lambda numbers: Stream(outlets=tuple(names[n] for n in numbers)),
        placed=lambda items: {item.number: small_number(item.outlet) for item in items},
    )


def _of_outlet(feed: Feed) -> FeverFeed:
    return FeverFeed(
        number=small_number(feed.outlet),
        title=feed.title,
        group=feed.folder or "",
        address=feed.address or "",
        site=feed.site or "",
    )


def follows_shelf(given: Asked) -> Shelf:
    """What whoever asks follows, in groups by kind."""
    follows = given.follows.all()
    return Shelf(
        feeds=tuple(_of_follow(given, one) for one in follows),
        whole=Stream(follows=tuple(one.number for one in follows)),
        part=lambda numbers: Stream(follows=numbers),
        placed=lambda items: _concerned(given, list(items)),
    )


def _of_follow(given: Asked, follow: Follow) -> FeverFeed:
    words = strings_of(given.reader.options.language)
    page = f"{site_of(given.request)}/following/{follow.number}"
    return FeverFeed(
        number=follow.number,
        title=called(follow, words),
        group=words.word(f"follow_kind_{follow.kind}"),
        address=f"{site_of(given.request)}/feeds/follow/{follow.number}.atom",
        site=page,
    )


def _concerned(given: Asked, items: list[Item]) -> dict[int, int]:
    found = given.follows.concerned(item.article_id for item in items)
    held = ((item.number, found.get(item.article_id)) for item in items)
    return {number: min(follows) for number, follows in held if follows}
