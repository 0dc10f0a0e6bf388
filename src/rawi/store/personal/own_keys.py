"""Keys of the instance itself, kept with what is people's own."""

from __future__ import annotations

from collections.abc import Callable

from rawi.store.personal.file import PersonalFile


def own_key(file: PersonalFile, name: str, make: Callable[[], str]) -> str:
    """The key of that name, made where there is none yet; the same for every process."""
    asked = "SELECT value FROM own_key WHERE name = ?"
    found = file.run(asked, name)
    if not found:
        put = "INSERT INTO own_key (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING"
        file.run(put, name, make())
        found = file.run(asked, name)
    return str(found[0][0])
