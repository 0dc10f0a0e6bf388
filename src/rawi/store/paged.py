"""Lists that go on: a tuple with the cursor of its next page."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from rawi.errors import InputError

T = TypeVar("T")


class Paged(tuple[T, ...]):
    """A tuple; ``next`` is what to give as ``after`` for the following page."""

    next: str | None

    def __new__(cls, items: Iterable[T] = (), next: str | None = None) -> Paged[T]:
        made = super().__new__(cls, items)
        made.next = next
        return made


def cursor(*parts: object) -> str:
    """An opaque place in a list."""
    return base64.urlsafe_b64encode(msgspec.json.encode(parts)).decode().rstrip("=")


def place(after: str, kind: Any) -> Any:
    """What ``cursor`` was made of, as the tuple type ``kind``. Raises ``InputError``."""
    try:
        raw = base64.urlsafe_b64decode(after + "=" * (-len(after) % 4))
        found = msgspec.json.decode(raw, type=kind)
        if any(isinstance(part, int) and part.bit_length() > 63 for part in found):
            raise OverflowError(raw)
        return found
    except (TypeError, ValueError, OverflowError, msgspec.DecodeError) as why:
        raise InputError(f"{after!r} is no cursor of this list") from why
