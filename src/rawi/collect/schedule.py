"""Rounds and the endless watch: who is due, and what was brought stored in order.

The newsroom comes in as a ``Keeper``; this is the only thread that touches it.
What an outlet is remembered by is stored after what it brought, so that a crash
costs a second fetch and never an article.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from rawi.collect.collector import Brought, Collector
from rawi.collect.options import CollectOptions
from rawi.collect.sources import sources_of
from rawi.collect.state import OutletState, Visited
from rawi.errors import BusyError, NewsroomError
from rawi.model import AddCounts, Capture, Outlet, Record

_TAKE = 1.0  # seconds that a batch is gathered
_TICK = 5.0  # between two looks at who is due
_PATIENCE = 60.0
"""Seconds that one round waits for another writer to end."""

_LONGEST_WAIT = 60.0
"""Seconds between two tries of a newsroom whose disk refuses."""
log = logging.getLogger("rawi.collect")

Result = TypeVar("Result")


class Keeper(Protocol):
    """What collection needs of a newsroom."""

    def outlets(self) -> tuple[Outlet, ...]: ...

    def outlet_states(self) -> dict[str, OutletState]: ...

    def save_outlet_states(self, states: Iterable[OutletState]) -> None: ...

    def add(self, records: Iterable[Capture]) -> AddCounts: ...


class CollectReport(Record, frozen=True, kw_only=True):
    """What a round came to."""

    visits: tuple[Visited, ...] = ()
    added: int = 0
    versions: int = 0
    copies: int = 0
    unchanged: int = 0
    clashes: int = 0
    """Other reports at the addresses of known ones."""
    rejected: int = 0
    """Pages that held no article, by the reasons that the newsroom keeps."""

    @property
    def errors(self) -> dict[str, str]:
        """Outlet -> its errors in words."""
        return {v.outlet: "; ".join(v.errors) for v in self.visits if v.errors}


def collectable(outlets: Iterable[Outlet]) -> list[Outlet]:
    """Those that are not paused and have something to read."""
    return [o for o in outlets if not o.paused and sources_of(o)]


def run_round(
    keeper: Keeper,
    options: CollectOptions | None = None,
    *,
    due_only: bool = False,
    only: frozenset[str] | None = None,
) -> CollectReport:
    """Visit every outlet once (those due, or ``only`` some) and store what is new.

    Raises ``BusyError`` where another process goes on writing for a minute.
    """
    ends: list[Brought] = []
    with Collector(options) as collector:
        _submit(keeper, collector, due_only=due_only, only=only)
        arriving = _arriving(collector, ends)
        counts = _patiently(lambda: keeper.add(arriving))
    _patiently(lambda: keeper.save_outlet_states([end.state for end in ends]))
    return CollectReport(
        visits=tuple(end.visited for end in ends),
        added=counts.added,
        versions=counts.versions,
        copies=counts.copies,
        unchanged=counts.unchanged,
        clashes=counts.clashes,
        rejected=len(counts.rejected),
    )


def _arriving(collector: Collector, ends: list[Brought]) -> Iterator[Capture]:
    """The captures of a round as they come in; the ends of visits go to ``ends``."""
    while collector.under_way:
        for thing in collector.take(_TAKE):
            if isinstance(thing, Brought):
                ends.append(thing)
            else:
                yield thing


def _patiently(work: Callable[[], Result]) -> Result:
    """Do it once the newsroom is free; ``BusyError`` after a minute of trying."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return work()
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(_TAKE)


def run_forever(
    keeper: Keeper, stop: threading.Event, options: CollectOptions | None = None
) -> None:
    """Visit outlets as they fall due until ``stop`` is set; errors of outlets stay theirs.

    Meant for a thread of its own: ``Thread(target=run_forever, args=(newsroom, stop))``.
    A newsroom that another process writes to, or whose disk refuses, is waited for:
    what was brought in is kept and stored once it can be.
    """
    with Collector(options) as collector:
        looked = 0.0
        while not stop.is_set():
            if time.monotonic() - looked >= _TICK or not looked:
                _persist(lambda: _submit(keeper, collector, due_only=True), stop)
                looked = time.monotonic()
            _store(keeper, collector.take(_TAKE), stop)


def _persist(work: Callable[[], object], stop: threading.Event) -> None:
    """Do it, however long the newsroom is busy or its disk refuses, or until told to stop."""
    wait = _TAKE
    while True:
        try:
            work()
        except BusyError:
            wait = _TAKE
        except NewsroomError as why:
            log.error("collection waits %.0f s: %s", wait, why)
        else:
            return
        if stop.wait(wait):
            return
        wait = min(wait * 2, _LONGEST_WAIT)


def _submit(
    keeper: Keeper,
    collector: Collector,
    *,
    due_only: bool,
    only: frozenset[str] | None = None,
) -> None:
    now = datetime.now(UTC).timestamp()
    states = keeper.outlet_states()
    outlets = collectable(keeper.outlets())
    if not collector.under_way:
        collector.forget_claims()
    for outlet in outlets:  # before any visit, so that each article stays with its outlet
        collector.claim(outlet, states.get(outlet.id))
    for outlet in outlets:
        state = states.get(outlet.id) or OutletState(outlet=outlet.id)
        wanted = only is None or outlet.id in only
        if wanted and not (due_only and state.next_visit > now):
            collector.submit(outlet, state)


def _store(keeper: Keeper, things: list[Capture | Brought], stop: threading.Event) -> None:
    """Store what came in, however long another process keeps the newsroom busy."""
    captures = [thing for thing in things if isinstance(thing, Capture)]
    states = [thing.state for thing in things if isinstance(thing, Brought)]
    if captures:
        _persist(lambda: keeper.add(captures), stop)
    if states and not stop.is_set():
        _persist(lambda: keeper.save_outlet_states(states), stop)
