"""What a template may ask of the reader: words, numbers, times, addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from urllib.parse import quote, urlencode, urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup

from rawi.collect.catalogue import ownership_of
from rawi.model import Article, Brief, Headline, Outlet, Ownership
from rawi.newsroom.filters import topic
from rawi.serve.options import Preferences, ServeOptions, zone_of
from rawi.serve.ui import formats
from rawi.serve.ui.strings import strings_of
from rawi.store.personal.people import Person

KEYS = (
    ("j", "key_next"),
    ("k", "key_previous"),
    ("o", "key_open"),
    ("s", "key_save"),
    ("/", "key_search"),
    ("m", "key_read"),
    ("v", "key_original"),
    ("n", "key_page"),
    ("A", "key_all"),
    ("h", "key_home"),
    ("?", "key_help"),
)
"""Keys of the page, and the word for what each does."""
_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
"""A language as BCP 47 names it."""
_UNDER = {
    **dict.fromkeys(("follow", "start", "outlet"), "/outlets"),
    **dict.fromkeys(("alerts", "account", "people", "mutes"), "/settings"),
    "following": "/following",
}
"""First part of a path, and the entry of the menu that it belongs to."""
_PLACED = re.compile(r"(https?://\S+): (.+)", re.S)
"""What went wrong, behind the address where it did."""
_LAST_OF_KIND = re.compile(r"[ :]")
"""Behind it stands which one of a kind: ``og:title``, ``json-ld author``."""
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arz", "ary", "fa", "prs", "ps", "ur", "ckb", "ug", "sd", "ks", "dv", "he", "yi", "syr")
)
"""Languages of CLDR that are written from the right."""


@lru_cache(maxsize=4096)
def address(kind: str, item_id: str, tail: str = "") -> str:
    """The page of one item: ``/article/ID``.

    The id is quoted twice, because servers undo one quoting before they split
    the path, and an imported id may hold a slash. Plain ids look untouched.
    """
    return f"/{kind}/{_quoted(item_id)}{tail}"


def _quoted(item_id: str) -> str:
    return quote(quote(item_id, safe=""), safe="")


def beside(one_id: str, other_id: str) -> str:
    """The page of two articles side by side."""
    return address("article", one_id, f"/beside/{_quoted(other_id)}")


def with_query(path: str, fields: dict[str, str | None]) -> str:
    """``path`` with the fields that have a value as its query."""
    query = urlencode({k: v for k, v in fields.items() if v})
    return f"{path}?{query}" if query else path


def web_link(url: str | None) -> str | None:
    """An address that is safe to link: http or https, else None."""
    return url if url and urlsplit(url).scheme in {"http", "https"} else None


def best_time(article: Article | Headline) -> str | None:
    """When the article appeared, as well as is known: published, else collected."""
    return article.published or article.collected


@lru_cache(maxsize=256)
def _way(language: str, own: str) -> Markup:
    direction = Screen.direction_of(language)
    named = language != own and _CODE.fullmatch(language)
    return Markup(f'dir="{direction}" lang="{language}"' if named else f'dir="{direction}"')


class Screen:
    """One request's view of the interface: the reader's choices applied."""

    def __init__(
        self,
        preferences: Preferences,
        options: ServeOptions,
        outlets: dict[str, Outlet],
        now: datetime,
        person: Person | None,
    ) -> None:
        """``now`` is in the time zone of the page."""
        self.preferences = preferences
        self.options = options
        self.person = person
        self.owner = person is not None and person.role == "owner"
        self.full = person is not None or options.full_text
        self.language = preferences.language
        self.strings = strings_of(self.language)
        self.direction = self.strings.direction
        self.onward = "←" if self.direction == "rtl" else "→"
        self.comma = self.strings.comma
        self.zone = now.tzinfo if isinstance(now.tzinfo, ZoneInfo) else ZoneInfo("UTC")
        self.today: date = now.date()
        self._outlets = outlets
        self.address = address
        self.beside = beside
        self.with_query = with_query
        self.best_time = best_time
        self.web_link = web_link

    @staticmethod
    def under(path: str) -> str:
        """The entry of the menu that a page belongs to; empty for none."""
        return _UNDER.get(path.split("/")[1], "")

    def t(self, key: str) -> str:
        return self.strings.word(key)

    def n(self, value: float | str) -> str:
        return formats.number(value, self.preferences.arabic_digits)

    def count(self, noun: str, n: int) -> str:
        return formats.counted(noun, n, self.strings, self.preferences.arabic_digits)

    def percent(self, share: float) -> str:
        sign = "٪" if self.preferences.arabic_digits else "%"
        return self.n(round(share * 100)) + sign

    def size(self, length: int) -> str:
        """Bytes as people read them."""
        if length >= 1_000_000:
            return f"{self.n(round(length / 1e6, 1))} {self.t('megabytes')}"
        return f"{self.n(length // 1_000)} {self.t('kilobytes')}"

    def time(self, iso: str) -> str:
        digits = self.preferences.arabic_digits
        return formats.time_words(iso, self.zone, self.today, self.strings, digits)

    def clock(self, iso: str, day: date | None) -> str:
        """Only the hour, under a heading that names its day."""
        if day is None or formats.day_of(iso, self.zone) != day:
            return self.time(iso)
        at = formats.instant(iso)
        return self.n(f"{at.astimezone(self.zone):%H:%M}") if at else ""

    def span(self, length: timedelta, after: str = "") -> str:
        return formats.span_words(length, self.strings, self.preferences.arabic_digits, after)

    def day(self, day: date | None) -> str:
        if day is None:
            return self.t("undated")
        digits = self.preferences.arabic_digits
        return formats.day_heading(day, self.today, self.strings, digits)

    def today_words(self) -> str:
        weekday = self.strings.weekdays[self.today.weekday()]
        digits = self.preferences.arabic_digits
        return f"{weekday}{self.comma}{formats.date_words(self.today, self.strings, digits)}"

    def picture(self, report: Article | Headline, size: str = "card") -> str | None:
        """The address on this server of a report's lead picture; None where none is shown."""
        shown = self.options.images and self.full and self.preferences.pictures == "on"
        if not shown or not web_link(report.image):
            return None
        return with_query(address("image", report.id), {"size": size})

    def story_picture(self, story: Brief, size: str) -> str | None:
        """The picture of the report that leads, else of the first other that has one."""
        reports = (story.leading, story.first, *story.others)
        found = (self.picture(report, size) for report in reports if report)
        return next(filter(None, found), None)

    def outlet(self, outlet_id: str | None) -> str:
        """An outlet's name for people; its id where it is not on the list."""
        known = self._outlets.get(outlet_id or "")
        return known.name if known else (outlet_id or "")

    def ownership(self, outlet_id: str | None) -> Ownership | None:
        """Whose an outlet is, as it was entered here or as the catalogue has it."""
        known = self._outlets.get(outlet_id or "")
        return (known.ownership if known else None) or ownership_of(outlet_id or "")

    def country(self, code: str) -> str:
        return self.strings.country(code)

    def countries(self, also: str | None = None) -> tuple[str, ...]:
        """Codes of the countries to choose from, and of one that is chosen already, by name."""
        codes = {*self.strings.countries, *((also,) if also else ())}
        return tuple(sorted(codes, key=self.country))

    def topic(self, name: str) -> str:
        return self.strings.topics.get(name, name)

    def section(self, name: str) -> str:
        """A section as its outlet calls it; where that is a word of its software (middleEast), the
        topic first."""
        known = topic(name) if name.isascii() and self.direction == "rtl" else None
        return f"{self.topic(known)} ({name})" if known else name

    def narrowed(self, fields: Mapping[str, str | None]) -> str:
        """What a list is narrowed by, in words; empty where it is not."""
        shown = {
            "since": lambda value: f"{self.t('from_day')} {self._date(value)}",
            "until": lambda value: f"{self.t('until_day')} {self._date(value)}",
            "topic": self.topic,
            "section": self.section,
            "country": self.country,
            "outlet": self.outlet,
            "language": self.language_name,
        }
        told = (show(value) for name, show in shown.items() if (value := fields.get(name)))
        return self.comma.join(told)

    def _date(self, text: str) -> str:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return text
        return formats.date_words(day, self.strings, self.preferences.arabic_digits)

    def language_name(self, code: str) -> str:
        return self.strings.languages.get(code, code)

    def zone_name(self, name: str) -> str:
        """The city that people know a zone by, and how far it is from UTC now."""
        zone = zone_of(name) or ZoneInfo("UTC")
        hours = datetime.combine(self.today, time(12), zone).strftime("%z")
        city = self.strings.zones.get(name, name)
        # Isolated: the sign stands before the hours in both directions of writing.
        away = f"\u2066{self.n(f'{hours[:3]}:{hours[3:]}')}\u2069"
        return city if name == "UTC" else f"{city} ({away})"

    def dir(self, language: str | None) -> str:
        """Which way a text of that language runs; by its first letter only where none is known.

        Many Arabic headlines begin with a Latin word or a figure.
        """
        return self.direction_of(language)

    def way(self, language: str | None) -> Markup:
        """The attributes of an element with a text of that language: its direction, and the
        language where it is not the page's, so that screen readers speak it."""
        return _way(language or "", self.language)

    @staticmethod
    def direction_of(language: str | None) -> str:
        """``rtl``, ``ltr``, or ``auto`` where the language is not known."""
        if not language:
            return "auto"
        return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"

    def field(self, name: str) -> str:
        return self.strings.fields.get(name, name)

    def origin(self, code: str) -> str:
        """Where a fact was read, in words; a line that was read whole stands behind them."""
        words = self.strings.origins
        kind, _, line = code.partition(": ")
        if line and kind in words:
            return f"{words[kind]}: {line}"
        return words.get(code) or words.get(_LAST_OF_KIND.split(code)[0], words["else"])

    def trouble(self, said: str) -> str:
        """What went wrong in collecting, in words of this language where it has them: one thing
        or several, each behind the address where it went wrong."""
        return " · ".join(map(self._trouble, said.split("; ")))

    def _trouble(self, said: str) -> str:
        if placed := _PLACED.fullmatch(said):
            return f"\u2066{placed[1]}\u2069: {self._trouble(placed[2])}"
        why = said.removeprefix("its robots.txt cannot be had: ")
        for pattern, words in self.strings.troubles.items():
            if found := re.fullmatch(pattern, why):
                inner = found.groupdict().get("why", "")
                return found.expand(words).replace("{why}", self._trouble(inner) if inner else "")
        return said

    @property
    def other_theme(self) -> str:
        """What the theme button switches to when no script can tell the device's."""
        return "light" if self.preferences.theme == "dark" else "dark"
