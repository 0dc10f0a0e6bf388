"""Outlets and what collection remembers of them. The caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, insert, select

from rawi.collect.state import OutletState
from rawi.errors import NotFoundError
from rawi.model import Outlet
from rawi.store import schema as s
from rawi.store.codec import encoded, outlet_of, readable, reader_of

state_of = reader_of(msgspec.msgpack.Decoder(OutletState).decode, "memory of an outlet")
_packed = msgspec.msgpack.Encoder().encode


def save(connection: Connection, outlet: Outlet) -> None:
    """Add an outlet, or change the one of that id."""
    connection.execute(delete(s.outlet).where(s.outlet.c.id == outlet.id))
    connection.execute(insert(s.outlet).values(id=outlet.id, record=encoded(outlet)))


def added(connection: Connection, outlet_id: str) -> Outlet:
    """An outlet that was added. Raises ``NotFoundError``."""
    wanted = select(s.outlet.c.record).where(s.outlet.c.id == outlet_id)
    record = connection.execute(wanted).scalar()
    if record is None:
        raise NotFoundError(f"there is no outlet {outlet_id!r}")
    return outlet_of(record)


def remove(connection: Connection, outlet_id: str) -> None:
    """Forget an outlet and its state; its articles stay. Raises ``NotFoundError``."""
    gone = connection.execute(delete(s.outlet).where(s.outlet.c.id == outlet_id))
    if not gone.rowcount:
        raise NotFoundError(f"there is no outlet {outlet_id!r}")
    connection.execute(delete(s.outlet_state).where(s.outlet_state.c.outlet == outlet_id))


def states(connection: Connection) -> dict[str, OutletState]:
    """What is remembered of each outlet that was ever visited.

    What cannot be read is left out: such an outlet is visited as a new one.
    """
    rows = connection.execute(select(s.outlet_state.c.outlet, s.outlet_state.c.record))
    return dict(readable(state_of, rows))


def unvisited(connection: Connection) -> frozenset[str]:
    """Ids of the outlets that were added and of which nothing is remembered yet."""
    met = select(s.outlet_state.c.outlet)
    rows = connection.execute(select(s.outlet.c.id).where(s.outlet.c.id.not_in(met)))
    return frozenset(rows.scalars())


def save_states(connection: Connection, found: Iterable[OutletState]) -> None:
    """Remember these outlets; of those removed meanwhile nothing is kept."""
    there = set(connection.execute(select(s.outlet.c.id)).scalars())
    for state in found:
        connection.execute(delete(s.outlet_state).where(s.outlet_state.c.outlet == state.outlet))
        if state.outlet in there:
            row = {"outlet": state.outlet, "record": _packed(state)}
            connection.execute(insert(s.outlet_state).values(row))
