"""While somebody else's message is sent, this thread connects to public addresses alone.

The address of a channel is typed by people: one who is no owner could have this machine ask
its own services, or those of its network, and read in the error what they answered. Where a
name leads, where a redirect leads, what a library does on its own: all of it ends in one
call of the socket, and there the address is looked at, as collecting does.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from rawi.collect.addresses import is_public

_thread = threading.local()


class PrivateAddressError(OSError):
    """The address lies on this machine or in a private network."""


@contextmanager
def public_only(guarded: bool) -> Iterator[list[str]]:
    """Inside, where ``guarded``, a connection of this thread to any but a public address raises
    ``PrivateAddressError``. Gives the addresses that were refused, for libraries swallow errors.
    """
    refused: list[str] = []
    if guarded:
        _watch()
    before = getattr(_thread, "refused", None)
    _thread.refused = refused if guarded else None
    try:
        yield refused
    finally:
        _thread.refused = before


@cache
def _watch() -> None:
    """Look at every connection from now on; a hook of CPython's audit stays for good."""
    sys.addaudithook(_look)


def _look(event: str, told: tuple[object, ...]) -> None:
    if event not in ("socket.connect", "socket.sendto"):
        return
    refused: list[str] | None = getattr(_thread, "refused", None)
    if refused is None:
        return
    place = told[1]
    host = str(place[0]) if isinstance(place, tuple) and place else ""
    if not _is_allowed(host):
        refused.append(host)
        raise PrivateAddressError(f"{host or 'a socket'} is on this machine or a private network")


def _is_allowed(host: str) -> bool:
    try:
        return is_public(host)
    except ValueError:  # a name, or none: nobody looked where it leads
        return False
