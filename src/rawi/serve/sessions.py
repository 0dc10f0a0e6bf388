"""Signed-in browsers, and how long who guesses a token or password must wait."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from rawi.store.personal.people import People, Person

_FREE = 5
"""Wrong tokens that a client may send before it must wait."""
_LONGEST = 60.0
"""Seconds that a wrong password can make wait."""
_KNOWN = 10_000
"""Addresses whose failures are remembered."""


class Sessions:
    """What browsers hold instead of the token; the server keeps a digest and can end each."""

    def __init__(self, people: People, token: str | None) -> None:
        self._people = people
        self._key = (token or "").encode()

    def begin(self, person: Person) -> str:
        """A new session of that person, as the cookie's value."""
        session = secrets.token_urlsafe(32)
        self._people.begin_session(self._digest(session), person.number)
        return session

    def person(self, session: str | None) -> Person | None:
        """Who is signed in by a browser with that cookie."""
        return self._people.of_session(self._digest(session)) if session else None

    def end(self, session: str | None) -> None:
        """Sign it out, on the server too."""
        if session is not None:
            self._people.end_session(self._digest(session))

    def _digest(self, session: str) -> str:
        return hmac.new(self._key, session.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


class Guesses:
    """Wrong tokens by client: after some, each doubles the wait for the next."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Seconds until that client may try again; 0 where it may now."""
        _, until = self._failed.get(_network(client), (0, 0.0))
        return max(0.0, until - self._clock())

    def failed(self, client: str) -> None:
        """Remember a wrong token."""
        name = _network(client)
        count = self._failed.pop(name, (0, 0.0))[0] + 1
        pause = min(2.0 ** (count - _FREE), _LONGEST) if count >= _FREE else 0.0
        self._failed[name] = count, self._clock() + pause
        while len(self._failed) > _KNOWN:
            self._failed.popitem(last=False)

    def forget(self, client: str) -> None:
        """The client knew the token."""
        self._failed.pop(_network(client), None)


def _network(client: str) -> str:
    """A client's address; of IPv6 the network, all of which is one client's."""
    try:
        ip = ip_address(client.partition("%")[0])
    except ValueError:
        return client
    return str(int(ip) >> 64) if isinstance(ip, IPv6Address) and not ip.ipv4_mapped else client
