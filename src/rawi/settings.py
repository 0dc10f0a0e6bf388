"""Every setting once: its name, its default, what it does.

Each can be given as an environment variable ``RAWI_NAME`` in capitals;
command-line options win over the environment.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from rawi.errors import InputError


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One setting as documented: ``default`` also fixes its type."""

    name: str
    default: str | int | float | bool
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting(name="newsroom", default="news.db", help="the newsroom file"),
    Setting(name="host", default="127.0.0.1", help="address the reader listens on"),
    Setting(name="port", default=8765, help="port the reader listens on"),
    Setting(name="token", default="", help="the owner's secret; needed to listen beyond loopback"),
    Setting(name="public", default=False, help="whether people without the token read excerpts"),
    Setting(name="full_text", default=False, help="whether they read whole texts"),
    Setting(name="images", default=False, help="whether the reader shows lead images, by proxy"),
    Setting(name="zone", default="UTC", help="time zone of pages until a reader chooses one"),
    Setting(name="keep_days", default=0.0, help="`rawi retain` removes what is older; 0: nothing"),
    Setting(
        name="keep_megabytes",
        default=0.0,
        help="`rawi retain` removes the oldest beyond this size; 0: nothing",
    ),
    Setting(name="workers", default=0, help="processes that extract and annotate; 0: one a core"),
    Setting(
        name="window",
        default=100_000,
        help="recent articles that a new one is compared with; stays as it was first set",
    ),
    Setting(name="collect_delay", default=1.0, help="seconds between two requests to one host"),
    Setting(
        name="collect_shortest",
        default=5.0,
        help="minutes between two visits of the fastest outlets",
    ),
    Setting(name="collect_longest", default=360.0, help="minutes between visits of the slowest"),
    Setting(name="user_agent", default="", help="how the collector names itself; empty: as Rawi"),
)

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def _converted(setting: Setting, raw: str) -> str | int | float | bool:
    kind = type(setting.default)
    if kind is bool:
        if raw.lower() in _TRUE | _FALSE:
            return raw.lower() in _TRUE
        raise InputError(f"{setting.name}: {raw!r} is neither yes nor no")
    try:
        return kind(raw)
    except ValueError as why:
        raise InputError(f"{setting.name}: {raw!r} is not a {kind.__name__}") from why


def load(environ: Mapping[str, str] | None = None) -> dict[str, str | int | float | bool]:
    """All settings, from the environment where set, else their defaults.

    Raises ``InputError`` for a value of the wrong type.
    """
    env = os.environ if environ is None else environ
    return {
        s.name: _converted(s, env[key]) if (key := f"RAWI_{s.name.upper()}") in env else s.default
        for s in SETTINGS
    }
