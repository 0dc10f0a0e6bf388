"""Which announced items must be fetched, and which are known articles under new addresses."""

from __future__ import annotations

from collections import Counter

import msgspec

from rawi.collect.state import (
    OutletState,
    Seen,
    dated_name,
    item_id,
    item_print,
    keyed_name,
    own_id,
    shared_name,
    titled_name,
    wants_page,
)
from rawi.ingest.records import FeedItem
from rawi.model import Record

_MASS_MOVE = 5
"""Undated items whose titles are all known: fewer are headlines that come back every day."""


class Wanted(Record, frozen=True, kw_only=True):
    """One item to be brought in."""

    item: FeedItem
    id: str
    seen: Seen | None = None
    names: tuple[str, ...] = ()

    @property
    def again(self) -> bool:
        """Whether its article is known: this is a second look, or an edit."""
        return self.seen is not None and bool(self.seen.print)

    shared: bool = False
    """Whether other articles stand at its address, so that its page cannot tell it apart."""

    @property
    def settled_id(self) -> str | None:
        """The id of the article, where its address cannot give it."""
        old = self.seen.of if self.seen else None
        return old or (self.id if self.item.url is None or self.shared else None)


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


def planned(
    items: list[FeedItem],
    outlet: str,
    state: OutletState,
    now: float,
    rechecks: tuple[float, ...],
) -> Plan:
    """Sort the items of a visit; ``now`` in seconds since 1970. Pure.

    An item at a new address is a known article if the outlet gives it the same key, or
    the same title and date, or if most of its items come back under their old titles.
    """
    shared = shared_addresses(items, outlet, state)
    unique = {planned_id(item, outlet, shared): item for item in reversed(items)}
    keys = Counter(key for item in unique.values() if (key := keyed_name(item)))
    mass = _mass_moved(unique, state)
    wanted: list[Wanted] = []
    known: dict[str, Seen] = {}
    names: dict[str, str] = {}
    moved = 0
    for id, item in reversed(unique.items()):
        alone = item_id(item, outlet) not in shared
        called = _names(item, keys) if alone else (*_names(item, keys), shared_name(item))
        seen = state.seen.get(id)
        if seen is None and (older := _older(item, called, state, mass)) is not None:
            moved += 1
            seen = _moved(state, older)
            if seen.print == item_print(item) or dated_name(item) in state.names:
                known[id] = msgspec.structs.replace(seen, print=item_print(item), at=now)
                names |= dict.fromkeys(called, id)
                continue
        if wants_page(seen, item, now, rechecks):
            wanted.append(Wanted(item=item, id=id, seen=seen, names=called, shared=not alone))
    return Plan(wanted=tuple(wanted), known=known, names=names, moved=moved)


def shared_addresses(items: list[FeedItem], outlet: str, state: OutletState) -> frozenset[str]:
    """Ids of addresses at which items with keys and titles of their own stand, now or before."""
    held: dict[str, set[tuple[str, str]]] = {}
    found = set()
    for item in items:
        if item.url and item.key and item.title:
            id = item_id(item, outlet)
            held.setdefault(id, set()).add((item.key, " ".join(item.title.split())))
            if shared_name(item) in state.names:
                found.add(id)
    for id, named in held.items():
        if len({key for key, _ in named}) > 1 and len({title for _, title in named}) > 1:
            found.add(id)
    return frozenset(found)


def planned_id(item: FeedItem, outlet: str, shared: frozenset[str]) -> str:
    """The id of an item: from its address, or from its key where the address is shared."""
    id = item_id(item, outlet)
    return own_id(item, outlet) if id in shared and item.key else id


def _moved(state: OutletState, older: str) -> Seen:
    """What was seen of an item, as the start of its life under a new address."""
    seen = state.seen[older]
    return msgspec.structs.replace(seen, of=seen.of or older, etag=None, last_modified=None)


def _older(item: FeedItem, called: tuple[str, ...], state: OutletState, mass: bool) -> str | None:
    """The item that this one was before its address changed."""
    undated = titled_name(item)
    trusted = (n for n in called if (n != undated or mass) and n != shared_name(item))
    return next((state.names[n] for n in trusted if n in state.names), None)
