"""Which announced items must be fetched, and which are known articles under new addresses."""

from __future__ import annotations

from collections import Counter

import msgspec

from rawi.collect.records import FeedItem
from rawi.collect.state import (
    OutletState,
    Seen,
    dated_name,
    item_id,
    item_print,
    keyed_name,
    titled_name,
    wants_page,
)
from rawi.model import Record

_MASS_MOVE = 5
"""Undated items whose titles are all known: fewer are headlines that come back every day."""


class Wanted(Record, frozen=True, kw_only=True):
    """One item to be brought in."""

    item: FeedItem
    id: str
    """Of its article: the old one, for an article that moved."""
    seen: Seen | None = None
    names: tuple[str, ...] = ()
    moved: bool = False
    again: bool = False
    """Its article is known: this is a second look, or an edit."""

    @property
    def settled_id(self) -> str | None:
        """The id, where the address that answers cannot give it."""
        return self.id if self.moved or self.item.url is None else None


class Plan(Record, frozen=True, kw_only=True):
    """What to do about the items of one visit."""

    wanted: tuple[Wanted, ...] = ()
    known: dict[str, Seen] = msgspec.field(default_factory=dict)
    """Items under new addresses that need no fetching."""
    names: dict[str, str] = msgspec.field(default_factory=dict)
    moved: int = 0


def _names(item: FeedItem, keys: Counter[str]) -> tuple[str, ...]:
    """What the article is known by besides its address; a key shared by items is none."""
    key = keyed_name(item)
    own = key if key and keys[key] == 1 else None
    return tuple(n for n in (dated_name(item), titled_name(item), own) if n)


def _mass_moved(items: dict[str, FeedItem], state: OutletState) -> bool:
    """Whether most unseen items carry known headlines: the outlet changed its addresses."""
    unseen = [item for id, item in items.items() if id not in state.seen]
    known = sum(titled_name(item) in state.names for item in unseen)
    return known >= _MASS_MOVE and known * 2 > len(unseen)


def planned(items: list[FeedItem], outlet: str, state: OutletState, now: float) -> Plan:
    """Sort the items of a visit; ``now`` in seconds since 1970. Pure.

    An item at a new address is a known article if the outlet gives it the same key, or
    the same title and date, or if most of its items come back under their old titles.
    """
    unique = {item_id(item, outlet): item for item in reversed(items)}
    keys = Counter(key for item in unique.values() if (key := keyed_name(item)))
    mass = _mass_moved(unique, state)
    wanted: list[Wanted] = []
    known: dict[str, Seen] = {}
    names: dict[str, str] = {}
    moved = 0
    for id, item in reversed(unique.items()):
        called = _names(item, keys)
        old = None if id in state.seen else _old_id(item, called, state, mass)
        seen = state.seen.get(old or id)
        if old is not None and seen is not None:
            moved += 1
            known[id] = Seen(print=item_print(item), at=now, checks=seen.checks)
            names |= dict.fromkeys(called, old)
            if seen.print == item_print(item) or dated_name(item) in state.names:
                continue
        if wants_page(seen, item, now):
            again = seen is not None and bool(seen.print)
            wanted.append(
                Wanted(
                    item=item,
                    id=old or id,
                    seen=seen,
                    names=called,
                    moved=old is not None,
                    again=again,
                )
            )
    return Plan(wanted=tuple(wanted), known=known, names=names, moved=moved)


def _old_id(item: FeedItem, called: tuple[str, ...], state: OutletState, mass: bool) -> str | None:
    undated = titled_name(item)
    trusted = (n for n in called if n != undated or mass)
    return next((state.names[n] for n in trusted if n in state.names), None)
