"""How outlets do, for people: what collecting says and what the articles say, in one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Literal

import msgspec

from rawi.collect.sources import sources_of
from rawi.collect.state import Health
from rawi.model import Outlet, Record
from rawi.store.overview import Tally

OutletState = Literal["ok", "error", "silent", "paused", "never", "gone"]


class OutletRow(Record, frozen=True, kw_only=True):
    """One outlet's health."""

    id: str
    state: OutletState
    """``never``: only imported so far; ``gone``: every source of it is, for good."""
    country: str | None = None
    articles: int = 0
    per_day: float = 0.0
    """Articles a day, over the last week."""
    latest: str | None = None
    """When the newest article appeared."""
    success: str | None = None
    error: str | None = None
    clashes: int = 0
    """Reports that came in under the id or address of another."""
    moved: dict[str, str] = msgspec.field(default_factory=dict)
    """Feeds and other sources that moved for good, with their new addresses."""
    gone: tuple[str, ...] = ()
    """Sources that are gone for good."""


def _state(outlet: Outlet, health: Health | None) -> OutletState:
    if outlet.paused:
        return "paused"
    if health is None or health.last_visit is None:
        return "never"
    if health.gone and {url for url, _ in sources_of(outlet)} <= set(health.gone):
        return "gone"
    if health.last_error:
        return "error"
    return "silent" if health.silent else "ok"


def _row(outlet: Outlet, tally: Tally | None, health: Health | None) -> OutletRow:
    latest = datetime.fromtimestamp(tally.latest, UTC).isoformat() if tally else None
    week = tally.recent / 7 if tally else 0.0
    return OutletRow(
        id=outlet.id,
        state=_state(outlet, health),
        country=outlet.country,
        articles=tally.articles if tally else 0,
        per_day=round(health.articles_a_day if health else week, 1),
        latest=latest,
        success=health.last_success if health else None,
        error=health.last_error if health else None,
        moved=health.moved if health else {},
        gone=health.gone if health else (),
    )


def outlet_rows(
    outlets: Iterable[Outlet],
    tallies: Mapping[str, Tally],
    clashes: Mapping[str, int],
    health: Mapping[str, Health],
) -> tuple[tuple[Outlet, OutletRow], ...]:
    """Every outlet with its row, those with the most articles first."""
    rows = [
        (
            o,
            msgspec.structs.replace(
                _row(o, tallies.get(o.id), health.get(o.id)), clashes=clashes.get(o.id, 0)
            ),
        )
        for o in outlets
    ]
    return tuple(sorted(rows, key=lambda row: (-row[1].articles, row[0].name)))
