"""Every setting once: its name, its type, its default, what it does.

Each can be given as an environment variable ``RAWI_NAME`` in capitals;
command-line options win over the environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from rawi.errors import InputError


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings of one process."""

    newsroom: str = "news.db"
    """The newsroom: a file, or the address of a PostgreSQL database."""
    host: str = "127.0.0.1"
    """Address the reader listens on."""
    port: int = 8765
    """Port the reader listens on."""
    readers: int = 1
    """Processes that answer there, each on a core of its own."""
    token: str = ""
    """The owner's secret; needed to listen beyond loopback."""
    public: bool = False
    """Whether people without the token read excerpts."""
    full_text: bool = False
    """Whether they read whole texts."""
    images: bool = True
    """Whether the reader shows lead pictures, by proxy."""
    zone: str = "UTC"
    """Time zone of pages until a reader chooses one."""
    site: str = ""
    """Address of the reader in messages, as `https://news.example`; empty: host and port."""
    mail: str = ""
    """Mail server of the instance, as `mailtos://name:password@mail.example?from=a@mail.example`."""
    notify: bool = True
    """Whether `rawi serve` sends alerts and digests."""
    proxies: str = ""
    """Addresses of proxies, with commas, that may say who is signed in."""
    proxy_header: str = ""
    """Header in which they say it, as `Remote-User`; empty: nobody is believed."""
    keep_days: float = 0.0
    """`rawi retain` removes what is older; 0: nothing."""
    keep_megabytes: float = 0.0
    """`rawi retain` removes the oldest beyond this size; 0: nothing."""
    workers: int = 0
    """Processes that extract and annotate; 0: one a core."""
    cache: str = ""
    """Folder for what each machine derives of a newsroom in PostgreSQL: index and vectors."""
    captures: str = ""
    """Folder for captures: a path, or `s3://bucket/folder`; empty: in the newsroom."""
    window: int = 100_000
    """Recent articles that a new one is compared with; stays as it was first set."""
    semantic: bool = False
    """Whether questions are answered by meaning too; needs the extra `rawi[semantic]`."""
    collect_delay: float = 1.0
    """Seconds between two requests to one host."""
    collect_shortest: float = 5.0
    """Minutes between two visits of the fastest outlets."""
    collect_longest: float = 360.0
    """Minutes between visits of the slowest."""
    user_agent: str = ""
    """How the collector names itself; empty: as Rawi."""


_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def _converted(name: str, kind: type, raw: str) -> object:
    if kind is bool:
        if raw.lower() in _TRUE | _FALSE:
            return raw.lower() in _TRUE
        raise InputError(f"{name}: {raw!r} is neither yes nor no")
    try:
        return kind(raw)
    except ValueError as why:
        raise InputError(f"{name}: {raw!r} is not a {kind.__name__}") from why


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """All settings, from the environment where set, else their defaults.

    Raises ``InputError`` for a value of the wrong type.
    """
    env = os.environ if environ is None else environ
    given = {
        field.name: _converted(field.name, field.type, env[key])
        for field in msgspec.structs.fields(Settings)
        if (key := f"RAWI_{field.name.upper()}") in env
    }
    return msgspec.convert(given, Settings)
