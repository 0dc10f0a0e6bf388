"""The fictional press as records: outlets, reports, what is in print at a moment."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files

import msgspec
from hijridate import Gregorian

from rawi.demo.bulletin import bulletins
from rawi.model import OutletKind, Ownership

TEXTS = ("economy", "country", "sport", "culture")

_WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_EGYPTIAN = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
_LEVANTINE = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
_HIJRI = (
    "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
)  # fmt: skip
_PLACEHOLDER = re.compile(r"\{(weekday|date|levant|hijri) (-?\d+)\}")


class PressOutlet(msgspec.Struct, frozen=True, kw_only=True):
    """One invented outlet: how it publishes and what clutters its pages."""

    id: str
    name: str
    feed: str
    months: str
    kind: OutletKind | None = None
    owner: str = ""
    boilerplate: tuple[str, ...] = ()
    encoding: str = "utf-8"

    @property
    def ownership(self) -> Ownership | None:
        """Whose it is in the invented country."""
        if self.kind is None:
            return None
        return Ownership(kind=self.kind, owner=self.owner, source="صحافة مرجان المتخيَّلة")


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """An edit ``after`` minutes of opening: what was swapped, and the note under the text."""

    after: int
    note: str
    swap: tuple[tuple[str, str], ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report as written; a copy names the report whose text it takes."""

    id: str
    outlet: str
    happening: str
    at: int
    """Minutes before the press opens; negative: after."""
    section: str
    title: str
    body: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    caption: tuple[str, str] | None = None
    copy_of: str | None = None
    credit: str | None = None
    drop: tuple[int, ...] = ()
    """Paragraphs of the original that the copy leaves out, from 0."""
    swap: tuple[tuple[str, str], ...] = ()
    extra: str = ""
    correction: Correction | None = None


class Printed(msgspec.Struct, frozen=True, kw_only=True):
    """A report in print: dates filled in, copies resolved, corrections made."""

    report: Report
    outlet: PressOutlet
    published: datetime
    modified: datetime | None
    blocks: tuple[str, ...]
    """Paragraphs in order; a subhead begins with ``## ``."""
    tags: tuple[str, ...]
    caption: tuple[str, str] | None

    @property
    def path(self) -> str:
        return f"/{self.outlet.id}/{self.published:%Y/%m}/{self.report.id}.html"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(b for b in self.blocks if not b.startswith("## "))

    @property
    def subheads(self) -> tuple[str, ...]:
        return tuple(b[3:] for b in self.blocks if b.startswith("## "))


class Press(msgspec.Struct, frozen=True, kw_only=True):
    """All outlets and reports."""

    outlets: tuple[PressOutlet, ...]
    reports: tuple[Report, ...]

    def in_print(self, opened: datetime, now: datetime) -> tuple[Printed, ...]:
        """What can be read at ``now`` of a press that opened at ``opened``, newest first."""
        outlets = {o.id: o for o in self.outlets}
        elapsed = (now - opened) / timedelta(minutes=1)
        reports = (*self.reports, *map(_from_bulletin, bulletins(int(elapsed))))
        by_id = {r.id: r for r in reports}
        out = [
            _printed(r, by_id, outlets[r.outlet], opened, now) for r in reports if -r.at <= elapsed
        ]
        return tuple(sorted(out, key=lambda p: (p.published, p.report.id), reverse=True))


@cache
def load() -> Press:
    """The press as shipped in the package."""
    folder = files("rawi.demo") / "texts"

    def rows(name: str, key: str) -> Iterable[object]:
        found: list[object] = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))[key]
        return found

    return Press(
        outlets=tuple(msgspec.convert(o, PressOutlet) for o in rows("outlets", "outlet")),
        reports=tuple(msgspec.convert(r, Report) for n in TEXTS for r in rows(n, "report")),
    )


def _from_bulletin(fields: dict[str, object]) -> Report:
    return msgspec.convert(fields, Report)


def _printed(
    report: Report,
    by_id: dict[str, Report],
    outlet: PressOutlet,
    opened: datetime,
    now: datetime,
) -> Printed:
    published = (opened - timedelta(minutes=report.at)).replace(second=0, microsecond=0)
    origin = by_id[report.copy_of] if report.copy_of else report
    # A copy keeps the weekday of the text that it took, not of its own hour.
    written = opened - timedelta(minutes=origin.at)
    fix = report.correction
    made = opened + timedelta(minutes=fix.after) if fix else None
    if made and now < made:
        fix = made = None
    swaps = (*report.swap, *(fix.swap if fix else ()))
    text = _swapped(_body(report, origin), swaps)
    caption = report.caption and (_dated(report.caption[0], written), report.caption[1])
    blocks = [_dated(b, written) for b in text.split("\n\n")]
    return Printed(
        report=report,
        outlet=outlet,
        published=published,
        modified=made,
        blocks=(*blocks, *([fix.note] if fix else [])),
        tags=report.tags or origin.tags,
        caption=caption or None,
    )


def _body(report: Report, origin: Report) -> str:
    if report is origin:
        return report.body.strip()
    kept = [b for i, b in enumerate(origin.body.strip().split("\n\n")) if i not in report.drop]
    return "\n\n".join([*kept, *([report.extra] if report.extra else [])])


def _swapped(text: str, swaps: Iterable[tuple[str, str]]) -> str:
    for old, new in swaps:
        text = text.replace(old, new)
    return text


def _dated(text: str, written: datetime) -> str:
    """Fill ``{weekday 0}`` and its kin: a day counted from when the text was written."""

    def fill(match: re.Match[str]) -> str:
        return FORMS[match[1]](written + timedelta(days=int(match[2])))

    return _PLACEHOLDER.sub(fill, text)


def egyptian(day: datetime) -> str:
    return f"{day.day} {_EGYPTIAN[day.month - 1]} {day.year}"


def levantine(day: datetime) -> str:
    return f"{day.day} {_LEVANTINE[day.month - 1]} {day.year}"


def both(day: datetime) -> str:
    """Both families side by side, as some outlets print them."""
    return f"{day.day} {_LEVANTINE[day.month - 1]}/{_EGYPTIAN[day.month - 1]} {day.year}"


def hijri(day: datetime) -> str:
    h = Gregorian(day.year, day.month, day.day).to_hijri()
    return f"{h.day} {_HIJRI[h.month - 1]} {h.year} هـ"


def weekday(day: datetime) -> str:
    return _WEEKDAYS[day.weekday()]


FORMS: dict[str, Callable[[datetime], str]] = {
    "weekday": weekday,
    "date": egyptian,
    "levant": levantine,
    "hijri": hijri,
    "egyptian": egyptian,
    "levantine": levantine,
    "both": both,
}


def date_line(printed: Printed) -> str:
    """The date as the outlet's page shows it, e.g. ``الخميس 8 مايو 2025 - 14:05``."""
    day = printed.published.astimezone(UTC)
    form = FORMS[printed.outlet.months](day)
    if printed.outlet.months == "hijri":
        form = f"{form} الموافق {egyptian(day)}"
    return f"{weekday(day)} {form} - {day:%H:%M}"
