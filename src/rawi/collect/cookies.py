"""Cookies of one chain of redirects: some servers send on only who shows one."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

_MOST, _LONGEST = 30, 4_096
"""Cookies of a visit, and bytes of one: browsers keep 50 and 4,096 (RFC 6265, 6.1)."""


class Cookies:
    """Kept for one fetch and forgotten after it; each host gets back its own alone."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], tuple[str, bool]] = {}

    def take(self, url: str, headers: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep what a reply sets."""
        host = urlsplit(url).hostname or ""
        for name, value in headers:
            if name.lower() == b"set-cookie" and len(value) <= _LONGEST:
                self._set(host, value.decode("latin-1"))

    def of(self, url: str) -> str:
        """The header for a request; empty where there is nothing to send."""
        parts = urlsplit(url)
        sent = [
            f"{name}={value}"
            for (host, name), (value, secure) in self._held.items()
            if host == parts.hostname and (parts.scheme == "https" or not secure)
        ]
        return "; ".join(sent)

    def _set(self, host: str, raw: str) -> None:
        pair, *attributes = raw.split(";")
        name, mark, value = (part.strip() for part in pair.partition("="))
        told = {
            a.partition("=")[0].strip().lower(): a.partition("=")[2].strip() for a in attributes
        }
        if not (name and mark) or not (name + value).isprintable():
            return
        if told.get("max-age", "1").lstrip("-").isdecimal() and int(told.get("max-age", "1")) <= 0:
            self._held.pop((host, name), None)
        elif len(self._held) < _MOST or (host, name) in self._held:
            self._held[host, name] = value, "secure" in told
