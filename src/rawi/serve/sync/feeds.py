"""Outlets as one person subscribes to them: titles, folders, those that are hidden."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from rawi.model import Outlet, Record
from rawi.serve.reader import Reader
from rawi.serve.ui.strings import strings_of
from rawi.store.personal.items import NONE, Items, Subscription


class Feed(Record, frozen=True, kw_only=True):
    """One subscription as an app shows it."""

    outlet: str
    title: str
    folder: str | None
    site: str | None = None
    address: str | None = None


def feeds_of(reader: Reader, items: Items) -> dict[str, Feed]:
    """By outlet, all that the person takes part in."""
    own = items.subscriptions()
    words = strings_of(reader.options.language)
    known = reader.outlets() | {NONE: Outlet(id=NONE, name=words.word("name"))}
    return {
        name: _feed(outlet, own.get(name, Subscription()), words.country(outlet.country or ""))
        for name, outlet in known.items()
        if not own.get(name, Subscription()).hidden
    }


def _feed(outlet: Outlet, how: Subscription, country: str) -> Feed:
    """The folder is the person's own, else the outlet's section, else its country."""
    folder = how.folder if how.folder is not None else (outlet.section or country)
    return Feed(
        outlet=outlet.id,
        title=how.title or outlet.name,
        folder=folder or None,
        site=outlet.url,
        address=next(iter((*outlet.feeds, *outlet.sitemaps, *outlet.listings)), outlet.url),
    )


def in_folder(feeds: Mapping[str, Feed], folder: str) -> tuple[str, ...]:
    """The outlets of a folder."""
    return tuple(name for name, feed in feeds.items() if feed.folder == folder)


def folders_of(feeds: Mapping[str, Feed]) -> list[str]:
    """Every folder that holds an outlet, by name."""
    return sorted({feed.folder for feed in feeds.values() if feed.folder})


def small_number(name: str) -> int:
    """A number of 31 bits for a name, for apps that know feeds and groups by numbers only.

    Among 500 names two are alike once in 17,000 newsrooms.
    """
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest()) & 0x7FFFFFFF
