"""When it was published and changed: claims of the page weighed against what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from rawi.arabic.dates import read_date
from rawi.extract.blocks import Block
from rawi.extract.cues import timed
from rawi.extract.evidence import Finding
from rawi.extract.head import Head
from rawi.extract.hints import BIT
from rawi.extract.jsonld import Told
from rawi.model import Precision, Rival

_PUBLISHED = (
    "article:published_time", "og:published_time", "article:published", "datepublished",
    "date_published", "pubdate", "publishdate", "publish-date", "publish_date", "published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "sailthru.date",
    "parsely-pub-date", "citation_online_date", "citation_publication_date", "citation_date",
    "article.published", "cxenseparse:recs:publishtime", "published-date", "rnews:datepublished",
    "w-published-date", "og:article:published_time", "bt:pubdate", "date", "dc.date",
    "dcterms.date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article:modified", "updated", "revised",
    "modified_time",
)  # fmt: skip
_VAGUE = frozenset(("date", "dc.date", "dcterms.date"))
_CHANGED = re.compile(
    r"updated|last\s+(?:modified|reviewed|edited)|modified|آخر تحديث|تحديث|عدل في|"
    r"به‌روز|بروزرسانی",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d)?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_IN_URL = re.compile(
    r"/((?:19|20)\d\d)[/\-.](0?[1-9]|1[0-2])[/\-.](0?[1-9]|[12]\d|3[01])(?=[/\-.]|$)"
)
_RELATIVE = re.compile(r"ago\b|منذ|قبل|yesterday|today|أمس|اليوم", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_ENGLISH = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+"
    rf"(?P<m2>{_MONTH}))(?:st|nd|rd|th)?\.?,?\s+(?P<y>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: i + 1 for i, name in enumerate(_MONTH_NAMES.split())}
_SPREAD = re.compile(r"(?<=\d)\s+/\s+(?=\d)")
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b")
_LONGEST = 160


class Times(NamedTuple):
    """What was read; raw text of what could not be."""

    published: str | None
    modified: str | None
    precision: Precision | None
    evidence: dict[str, str]
    rivals: dict[str, tuple[Rival, ...]]
    unread: dict[str, str]


class _Read(NamedTuple):
    value: str
    precision: Precision
    source: str
    weight: float


def iso_reading(text: str) -> tuple[str, Precision] | None:
    """An ISO 8601 date or time in its plain form, without a call to the date reader."""
    found = _ISO.fullmatch(text.strip())
    if not found:
        return None
    day, clock, zone = found.groups()
    value = day if clock is None else f"{day}T{clock}:00"
    if zone and clock:
        value += "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return None
    return value, "minute" if clock else "day"


def _read(finding: Finding, now: datetime | None) -> _Read | None:
    text = finding.value.strip()[:_LONGEST]
    if plain := iso_reading(text):
        return _Read(*plain, finding.source, finding.weight)
    if now is None and _RELATIVE.search(text):
        return None
    piece = _piece(text)
    if (plain := iso_reading(piece)) and plain[0] >= "1990":
        return _Read(*plain, finding.source, finding.weight)
    reading = read_date(piece, now)
    if reading is None or reading.precision == "year":
        return None
    year = int(reading.value[:4])
    if not 1990 <= year <= 2100:
        return None
    return _Read(reading.value, reading.precision, finding.source, finding.weight)


def _piece(text: str) -> str:
    """The date in a line of English, in the form that every reader knows."""
    text = _SPREAD.sub("/", text)
    if found := _ENGLISH.search(text):
        month, day, year = found["m1"] or found["m2"], found["d1"] or found["d2"], found["y"]
        rest = text[found.end() :]
        if rest.strip() or not 1 <= int(day) <= 28:
            return f"{int(day)} {month[:3]} {year}{rest}"
        return f"{year}-{_MONTHS[month[:3].lower()]:02}-{int(day):02}"
    if (found := _SLASHED.search(text)) and int(found[2]) > 12 >= int(found[1]):
        return f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"
    return text


def find_times(
    head: Head,
    told: Told,
    shown: tuple[Sequence[Block], Sequence[Block]],
    url: str | None,
    collected: str | None,
) -> Times:
    """The times of a page; ``shown`` are the blocks before and after the text."""
    now = _moment(collected)
    published, changed = _claims(head, told, url)
    on_page, on_page_changed = _on_page(shown[0])
    if not on_page and not on_page_changed:
        late = _on_page(shown[1])
        on_page, on_page_changed = ([f._replace(weight=1.2) for f in part] for part in late)
    unread: dict[str, str] = {}
    first = _settled([*published, *on_page], now, unread, "published")
    last = _settled([*changed, *on_page_changed], now, unread, "modified")
    if first.best is None and last.best is not None and last.best.source == "page":
        # The only date that readers are shown stands for the day of publication.
        first = last._replace(rivals=())
    evidence = {}
    if first.best:
        evidence["published"] = first.best.source
        unread.pop("published", None)
    if last.best:
        evidence["modified"] = last.best.source
        unread.pop("modified", None)
    rivals = {k: r for k, r in (("published", first.rivals), ("modified", last.rivals)) if r}
    return Times(
        first.best.value if first.best else None,
        last.best.value if last.best else None,
        first.best.precision if first.best else None,
        evidence,
        rivals,
        unread,
    )


def _moment(collected: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(collected) if collected else None
    except ValueError:
        return None


class _Settled(NamedTuple):
    best: _Read | None
    rivals: tuple[Rival, ...]


def _settled(
    findings: Sequence[Finding], now: datetime | None, unread: dict[str, str], field: str
) -> _Settled:
    """The day with most weight behind it, in its most precise form."""
    reads: list[_Read] = []
    for finding in findings:
        read = _read(finding, now)
        if read is not None:
            reads.append(read)
        elif finding.weight > 2.5 and field not in unread:
            unread[field] = finding.value[:_LONGEST]
    if not reads:
        return _Settled(None, ())
    days: dict[str, float] = {}
    for read in reads:
        days[read.value[:10]] = days.get(read.value[:10], 0.0) + read.weight
    day = max(days, key=lambda d: days[d])
    same = [r for r in reads if r.value[:10] == day]
    best = _zoned(max(same, key=lambda r: (r.precision == "minute", r.weight)), reads)
    rivals = {r.value: Rival(value=r.value, source=r.source) for r in reads if r.value[:10] != day}
    return _Settled(best, tuple(rivals.values())[:8])


def _zoned(best: _Read, reads: Sequence[_Read]) -> _Read:
    """A clock time without a zone takes it from a claim of the same moment in another.

    The two must differ by a zone that exists: whole quarters of an hour, 14 hours at most.
    """
    if best.precision != "minute":
        return best
    local = datetime.fromisoformat(best.value)
    if local.tzinfo:
        return best
    for read in reads:
        told = datetime.fromisoformat(read.value) if read.precision == "minute" else local
        if told.tzinfo is None:
            continue
        offset = local.replace(tzinfo=UTC) - told
        if abs(offset) <= timedelta(hours=14) and not offset % timedelta(minutes=15):
            return best._replace(value=local.replace(tzinfo=timezone(offset)).isoformat())
    return best


def _claims(head: Head, told: Told, url: str | None) -> tuple[list[Finding], list[Finding]]:
    published: list[Finding] = []
    changed: list[Finding] = []
    if told.published:
        # Published after it was changed: the one or the other is not what it says.
        odd = bool(told.modified) and told.modified[:10] < told.published[:10]
        weight = 2.0 if odd else 4.0
        published.append(Finding(told.published, "json-ld datePublished", weight))
    if told.modified:
        changed.append(Finding(told.modified, "json-ld dateModified", 4.0))
    published += [
        Finding(value, f"meta {name}", 1.5 if name in _VAGUE else 3.0)
        for name in _PUBLISHED
        for value in head.meta.get(name, ())[:2]
    ]
    changed += [
        Finding(value, f"meta {name}", 3.0)
        for name in _MODIFIED
        for value in head.meta.get(name, ())[:2]
    ]
    items = head.items.get("datepublished", ())[:2]
    published += [Finding(value, "microdata datePublished", 3.5) for value in items]
    items = head.items.get("datemodified", ())[:2]
    changed += [Finding(value, "microdata dateModified", 3.5) for value in items]
    if url and (found := _IN_URL.search(url)):
        year, month, day = (int(g) for g in found.groups())
        published.append(Finding(f"{year:04}-{month:02}-{day:02}", "address", 2.0))
    return published, changed


def _on_page(shown: Sequence[Block]) -> tuple[list[Finding], list[Finding]]:
    published: list[Finding] = []
    changed: list[Finding] = []
    label = ""
    for block in shown:
        text = block.text
        for finding in _of_block(block):
            late = bool(_CHANGED.search(text)) or bool(_CHANGED.search(label))
            (changed if late else published).append(finding)
        label = text if len(text) < 30 else ""
    return published[:4], changed[:3]


def _of_block(block: Block) -> Iterable[Finding]:
    text = block.text
    if len(text) > _LONGEST:
        return
    hinted = bool((block.hints | block.frame.hints) & BIT["date"])
    if block.time and block.time != "?":
        yield Finding(block.time, "time element", 3.5)
    elif timed(text) or (hinted and any(c.isdigit() for c in text)):
        yield Finding(text, "page", 4.2 if hinted and len(text) < 60 else 2.5)
