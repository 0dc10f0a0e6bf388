"""Errors of PostgreSQL in Rawi's words."""

from __future__ import annotations

import psycopg

from rawi.errors import InputError, StorageError

_LOST = (
    "the connection to the database was lost; what was not reported as stored is not, "
    "all before it is; try again"
)
STATES = {
    "28": "the user or the password is not accepted",
    "3D000": "there is no database of that name; make it with `createdb`",
    "42501": "this user may not do that there: it needs to own the tables",
    "53100": "the disk of the database is full; nothing of the last batch was stored, "
    "all before it is",
    "53200": "the database is out of memory",
    "53300": "the database takes no more connections",
    "25006": "it cannot be written: the database is read-only, or a standby",
    "57P03": "the database is starting up or shutting down; try again",
    "57": _LOST,
    "08": _LOST,
    "XX001": "it is damaged; put back a backup",
    "XX002": "one of its indexes is damaged: `REINDEX DATABASE` makes them anew",
}
"""By SQLSTATE, or the class of it."""
_WORDS = {
    "no space left": STATES["53100"],
    "could not write": STATES["53100"],
    "starting up": STATES["57P03"],
    "shutting down": STATES["57P03"],
    "not yet accepting": STATES["57P03"],
    "password": STATES["28"],
    "authentication failed": STATES["28"],
    'role "': STATES["28"],
    "does not exist": STATES["3D000"],
    "resolve host": "there is no host of that name",
    "translate host": "there is no host of that name",
    "name or service not known": "there is no host of that name",
    "refused": "no PostgreSQL answers there",
    "no such file": "no PostgreSQL answers there",
    "timeout": "no PostgreSQL answers there",
    "closed": _LOST,
    "lost": _LOST,
    "ssl": _LOST,
}
"""Where the server could not say a SQLSTATE."""


def told(name: str, why: BaseException | None) -> Exception:
    """The error in our words."""
    state = getattr(why, "sqlstate", None) or ""
    if state.startswith("22"):
        return InputError(f"{name}: {why}")
    if isinstance(why, psycopg.DataError):
        return InputError(f"{name}: {why}")
    words = STATES.get(state) or STATES.get(state[:2])
    lower = str(why).lower()
    words = words or next((told for sign, told in _WORDS.items() if sign in lower), str(why))
    return StorageError(f"{name}: {words}")
