"""How one reader instance runs, and how one person likes its pages."""

from __future__ import annotations

from typing import Literal, get_args
from urllib.parse import parse_qsl, unquote, urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rawi.model import Record
from rawi.serve.ui.strings import available, strings_of

Theme = Literal["auto", "light", "dark"]
Digits = Literal["auto", "arab", "latn"]
Pictures = Literal["on", "off"]
Scroll = Literal["off", "on"]
TextSize = Literal["small", "medium", "large"]
TextWidth = Literal["narrow", "medium", "wide"]

PREFERENCES_COOKIE = "rawi_preferences"
ZONE_COOKIE = "rawi_zone"
"""Where the browser says its time zone."""


class ServeOptions(Record, frozen=True, kw_only=True):
    """One reader instance."""

    host: str = "127.0.0.1"
    port: int = 8765
    readers: int = 1
    """Processes that answer, all at that address."""
    token: str | None = None
    """The owner's secret; needed to listen beyond loopback."""
    public: bool = False
    """Whether people without the token may read, as excerpts with links."""
    full_text: bool = False
    """Whether a public instance shows whole articles to them too."""
    images: bool = True
    """Whether lead pictures are shown to those who read whole texts, fetched by this server."""
    semantic: bool = False
    """Whether questions are answered by meaning too, with the extra ``rawi[semantic]``."""
    zone: str = "UTC"
    """IANA time zone of pages where neither the reader nor the browser names one."""
    language: str = "ar"
    """Of the interface: one of those that there are words of."""
    proxies: tuple[str, ...] = ()
    """Addresses or networks of proxies that are trusted to say who is signed in."""
    proxy_header: str | None = None
    """Header in which they say it, as ``Remote-User``; None: nobody is believed."""
    site: str = ""
    """Address of the reader for links in messages; empty: as it is reached."""
    mail: str = ""
    """The instance's own mail server, as apprise has it, for those who type an address alone."""
    notify: bool = False
    """Whether alerts and digests are sent meanwhile."""
    page_size: int = 24
    excerpt_words: int = 60


class Preferences(Record, frozen=True, kw_only=True):
    """What one person chose; kept in a cookie, nothing on the server."""

    language: str = "ar"
    theme: Theme = "auto"
    digits: Digits = "auto"
    zone: str = ""
    """IANA time zone; empty for the browser's."""
    pictures: Pictures = "on"
    scroll: Scroll = "off"
    """Whether stories are marked as read when they were scrolled past."""
    text: TextSize = "medium"
    width: TextWidth = "medium"
    """Of the column that an article is read in."""

    @property
    def arabic_digits(self) -> bool:
        own = strings_of(self.language).digits if self.digits == "auto" else self.digits
        return own == "arab"


_CHOICES: dict[str, tuple[str, ...]] = {
    "language": available(),
    "theme": get_args(Theme),
    "digits": get_args(Digits),
    "pictures": get_args(Pictures),
    "scroll": get_args(Scroll),
    "text": get_args(TextSize),
    "width": get_args(TextWidth),
}


def zone_of(name: str) -> ZoneInfo | None:
    """The zone of that IANA name; None where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _allowed(field: str, value: str) -> bool:
    if field == "zone":
        return not value or zone_of(value) is not None
    return value in _CHOICES.get(field, ())


def chosen(base: Preferences, fields: dict[str, str]) -> Preferences:
    """``base`` with those fields changed that name a known choice; others are ignored."""
    good = {k: v for k, v in fields.items() if _allowed(k, v)}
    return Preferences(**{f: good.get(f, getattr(base, f)) for f in Preferences.__struct_fields__})


def read_preferences(cookie: str | None, options: ServeOptions) -> Preferences:
    """Preferences out of the cookie's value, which may be anything."""
    base = Preferences(language=options.language)
    return chosen(base, dict(parse_qsl(cookie or "", keep_blank_values=True)))


def zone_shown(preferences: Preferences, browser: str | None, options: ServeOptions) -> ZoneInfo:
    """The zone of a page's times: the reader's choice, else the browser's, else this server's.

    ``browser`` is the value of its cookie, which may be anything.
    """
    named = (preferences.zone, unquote(browser or ""), options.zone)
    return next((z for name in named if name and (z := zone_of(name))), ZoneInfo("UTC"))


def preferences_cookie(preferences: Preferences) -> str:
    return urlencode({f: getattr(preferences, f) for f in Preferences.__struct_fields__})
