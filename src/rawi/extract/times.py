"""When it was published and changed: claims of the page weighed against what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from rawi.extract.blocks import Block, is_sentence
from rawi.extract.head import Head
from rawi.extract.hints import BIT
from rawi.extract.jsonld import Told
from rawi.extract.ranking import Candidate, ranked
from rawi.extract.stamps import LONGEST, Label, Stamp, label_of, stamps
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
_OFTEN = frozenset(("article:published_time", "article:modified_time", "og:updated_time"))
_IN_URL = re.compile(
    r"/((?:19|20)\d\d)[/\-.](0?[1-9]|1[0-2])[/\-.](0?[1-9]|[12]\d|3[01])(?=[/\-.]|$)"
)
_DATED = re.compile(r"\d|منذ|قبل|أمس|اليوم|yesterday|today", re.IGNORECASE)
_TEASER = BIT["related"] | BIT["popular"] | BIT["card"] | BIT["side"] | BIT["footer"]
_OUTSIDE = frozenset(("aside", "footer", "nav", "form"))
_OVER, _UNDER = 8, 16
_MOST_LINES = 24
_DAY = len("2018-04-10")


class Times(NamedTuple):
    """What was read; raw text of what could not be."""

    published: str | None
    modified: str | None
    precision: Precision | None
    evidence: dict[str, str]
    rivals: dict[str, tuple[Rival, ...]]
    unread: dict[str, str]


class Page(NamedTuple):
    """Where the dates of a page stand."""

    head: Head
    told: Told
    blocks: Sequence[Block]
    title: int
    """Place of the headline."""
    first: int
    """Place of the first block of the text."""
    last: int
    url: str
    now: datetime | None


class Read(NamedTuple):
    """One date that was read, where it stood and what speaks for it."""

    value: str
    precision: Precision
    source: str
    traits: frozenset[str]
    changed: float = 0.0
    """How far it says when the text was changed."""


def moment(collected: str | None) -> datetime | None:
    """``collected`` as a time, None where it is none."""
    try:
        return datetime.fromisoformat(collected) if collected else None
    except ValueError:
        return None


def find_times(page: Page, weights: Mapping[str, float]) -> Times:
    """The times of a page."""
    unread: dict[str, str] = {}
    reads = [*_claims(page, unread), *_shown(page)]
    days = ranked(day_candidates(reads), weights)
    first = _best(days[0].value, reads) if days else None
    changed = [r for r in reads if r.changed]
    last = _latest(changed, reads)
    evidence = {}
    if first:
        evidence["published"] = first.source
        unread.pop("published", None)
    if last:
        evidence["modified"] = last.source
        unread.pop("modified", None)
    rivals = {
        "published": tuple(Rival(value=c.value, source=c.source) for c in days[1:9]),
        "modified": tuple(
            {r.value: Rival(value=r.value, source=r.source) for r in changed if last and r.value[:10] != last.value[:10]}.values()
        )[:8],
    }
    return Times(
        first.value if first else None,
        last.value if last else None,
        first.precision if first else None,
        evidence,
        {field: lost for field, lost in rivals.items() if lost},
        unread,
    )


def date_candidates(page: Page) -> list[Candidate]:
    """The days that the page could have been published on."""
    return day_candidates([*_claims(page, {}), *_shown(page)])


def day_candidates(reads: Sequence[Read]) -> list[Candidate]:
    """Reads of one day as one candidate that has the traits of all."""
    days: dict[str, list[Read]] = {}
    for read in reads:
        days.setdefault(read.value[:10], []).append(read)
    traits = {day: set().union(*(r.traits for r in same)) for day, same in days.items()}
    order = sorted(days)
    shown = {day for day, found in traits.items() if "shown" in found}
    for place, day in enumerate(order):
        own = traits[day]
        if len(order) == 1:
            own.add("only")
        elif place in (0, len(order) - 1):
            own.add("latest" if place else "earliest")
        if len(day) < _DAY:
            own.add("month")
        elif day not in shown and shown and "claimed" in own:
            own.add("claimed, another shown")
            if shown & set(_beside(day)):
                own.add("claimed, shown a day off")
        if "claimed changed" in own and "shown bare" in own:
            own.add("changed, shown bare")
        if "claimed" in own and "claimed changed" in own:
            own.add("never changed")
    return [Candidate(day, same[0].source, frozenset(traits[day])) for day, same in days.items()]


def _beside(day: str) -> tuple[str, str]:
    """The day before and the day after."""
    date = datetime.fromisoformat(day)
    one = timedelta(days=1)
    return (date - one).isoformat()[:_DAY], (date + one).isoformat()[:_DAY]


def _best(day: str, reads: Sequence[Read]) -> Read:
    """The most precise form of a day; what says when it was changed comes last."""
    same = [r for r in reads if r.value[:10] == day]
    return _zoned(max(same, key=lambda r: (r.changed == 0, r.precision == "minute")), reads)


def _latest(changed: Sequence[Read], reads: Sequence[Read]) -> Read | None:
    """The day of change with most weight behind it, in its most precise form."""
    if not changed:
        return None
    days: dict[str, float] = {}
    for read in changed:
        days[read.value[:10]] = days.get(read.value[:10], 0.0) + read.changed
    day = max(days, key=lambda d: days[d])
    same = [r for r in changed if r.value[:10] == day]
    return _zoned(max(same, key=lambda r: (r.precision == "minute", r.changed)), reads)


def _zoned(best: Read, reads: Sequence[Read]) -> Read:
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


def _claims(page: Page, unread: dict[str, str]) -> Iterator[Read]:
    """Dates that the page tells machines."""
    for source, text, weight in _told(page):
        field = "modified" if weight else "published"
        found = stamps(text, page.now)
        if not found and not text.isdigit():
            unread.setdefault(field, text[:LONGEST])
        for stamp in found:
            kind = "claimed changed" if weight else "claimed"
            traits = frozenset((_named(source), kind, f"claim {stamp.order}".rstrip()))
            yield Read(stamp.value, stamp.precision, source, traits, weight)
    if page.url and (found := _IN_URL.search(page.url)):
        year, month, day = (int(g) for g in found.groups())
        for stamp in stamps(f"{year:04}-{month:02}-{day:02}", None):
            yield Read(stamp.value, "day", "address", frozenset(("address", "claimed")))


def _named(source: str) -> str:
    """Seldom names of meta tags as one."""
    if not source.startswith("meta "):
        return source
    name = source[5:]
    if name in _OFTEN:
        return source
    return "meta changed" if name in _MODIFIED else "meta vague" if name in _VAGUE else "meta issued"


def _told(page: Page) -> Iterator[tuple[str, str, float]]:
    """Source, text, and how far it speaks of a change."""
    head, told = page.head, page.told
    if told.published:
        yield "json-ld datePublished", told.published, 0.0
    if told.modified:
        yield "json-ld dateModified", told.modified, 4.0
    for names, weight in ((_PUBLISHED, 0.0), (_MODIFIED, 3.0)):
        for name in names:
            for value in head.meta.get(name, ())[:2]:
                yield f"meta {name}", value, weight
    for value in head.items.get("datepublished", ())[:2]:
        yield "microdata datePublished", value, 0.0
    for value in head.items.get("datemodified", ())[:2]:
        yield "microdata dateModified", value, 3.5


def _shown(page: Page) -> Iterator[Read]:
    """Dates that readers see, those near the headline first."""
    read = 0
    for place in _places(page):
        block = page.blocks[place]
        if len(block.text) > LONGEST or not (block.time or _DATED.search(block.text)):
            continue
        before = page.blocks[place - 1].text if place else ""
        found = _of_block(block, label_of(before) if len(before) < 30 else "", page.now)
        if not found:
            continue
        where = _where(page, place)
        for stamp, kind in found:
            called = stamp.label or "bare"
            traits = {kind, f"{where} {called}", *_looks(block)}
            if where in ("beside", "over"):
                traits |= {"shown", f"shown {called}"}
            if stamp.order:
                traits.add(f"shown {stamp.order}")
            changed = 4.2 if stamp.label == "changed" and where in ("beside", "over", "under") else 0.0
            yield Read(stamp.value, stamp.precision, kind, frozenset(traits), changed)
        read += 1
        if read >= _MOST_LINES:
            return


def _places(page: Page) -> Iterable[int]:
    """Places of blocks in the order in which a date of theirs is to be believed."""
    start = max(0, min(page.title, page.first))
    stop = min(len(page.blocks), page.last + _UNDER)
    yield from range(start, min(max(page.first, page.title) + 4, len(page.blocks)))
    yield from range(max(0, start - _OVER), start)
    yield from range(max(page.last, max(page.first, page.title) + 4), stop)
    yield from range(max(0, start - _OVER))
    yield from range(stop, len(page.blocks))


def _where(page: Page, place: int) -> str:
    title, first = min(page.title, page.first), max(page.first, page.title)
    if place < title:
        return "over" if place >= title - _OVER else "top"
    if place <= first + 3:
        return "beside"
    if place < page.last:
        return "inside"
    return "under" if place <= page.last + _UNDER else "rest"


def _looks(block: Block) -> Iterator[str]:
    hints = block.hints | block.frame.hints
    if hints & BIT["date"]:
        yield "named date"
    around, above = hints, block.frame.parent
    for _ in range(3):
        around |= above.hints if above else 0
        above = above.parent if above else None
    if around & _TEASER:
        yield "in a teaser"
    if around & BIT["author"]:
        yield "with author"
    if block.frame.all_hints & BIT["comment"]:
        yield "in comments"
    if block.frame.tags & _OUTSIDE:
        yield "outside"
    if "li" in block.frame.tags:
        yield "in a list"
    if block.link > len(block.text) // 2:
        yield "a link"
    letters = sum(c.isalpha() for c in block.text)
    yield "date alone" if letters <= 12 else "short line" if letters < 50 else "long line"
    if is_sentence(block):
        yield "sentence"


def _of_block(block: Block, label: Label, now: datetime | None) -> list[tuple[Stamp, str]]:
    found: list[tuple[Stamp, str]] = []
    if block.time and block.time != "?":
        called = label_of(block.text) or label
        found = [(s._replace(label=called), "time element") for s in stamps(block.time, now)]
    told = {stamp.value[:10] for stamp, _ in found}
    written = stamps(block.text, now, label)
    if any(s.order and s.value[:10] in told for s in written):
        return found
    return found + [(s, "page") for s in written if s.value[:10] not in told]
