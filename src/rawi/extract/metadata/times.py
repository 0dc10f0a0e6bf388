"""When it was published and changed: claims of the page weighed against what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from rawi.extract.html.blocks import Block, is_sentence
from rawi.extract.html.hints import BIT
from rawi.extract.html.layout import Layout, surroundings
from rawi.extract.metadata.date_lines import (
    LONGEST,
    MONTH,
    Label,
    Reader,
    Stamp,
    counts_from_now,
    dated,
    label_of,
    stamps,
)
from rawi.extract.metadata.declared_dates import declared, named
from rawi.extract.metadata.head import Head
from rawi.extract.metadata.jsonld import Told
from rawi.extract.metadata.ranking import Candidate, ranked
from rawi.model import Precision, Rival

_IN_URL = re.compile(
    r"/((?:19|20)\d\d)[/\-.](0?[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
    r"[/\-.](0?[1-9]|[12]\d|3[01])(?=[/\-._]|$)",
    re.IGNORECASE,
)
_STAGE = re.compile(
    r"قُ?بِ?لَ? (?:(?:ال)?(?:بحث|مقال|ورقة|دراسة|نشر)|للنشر|في(?=\s\d))|"
    r"(?:استُ?لم|وُ?رَ?د|قُ?دّ?م|أُ?جيز|رُ?وجع|حُ?كّ?م)ت? (?:ال)?(?:بحث|مقال|ورقة|دراسة)|"
    r"(?:تاريخ|يوم) (?:ال)?(?:استلام|قبول|ورود|تقديم|تسليم|إيداع|تحكيم|مراجعة|إجازة)|"
    r"تاریخ (?:دریافت|پذیرش|بازنگری|ارسال)|"
    rf"\b(?:received|accepted|submitted|revised)\b(?: for (?:publication|review))?(?: in revised "
    rf"form)?\s*(?:on|in|:|(?=\d|{MONTH}\b))|\b(?:first |final )?draft\b\s*:|"
    r"reçu le|accepté le|soumis le|(?:eingereicht|angenommen|eingegangen) am|recibido el|"
    r"aceptado el|recebido em|aceito em",
    re.IGNORECASE,
)
"""What says of a date that it is of a stage before publication."""
_STAGE_PART = re.compile(
    rf"(?:{_STAGE.pattern})[^;.\d]{{0,40}}"
    r"(?:\d{1,2}[^;.\d]{1,20}\d{4}|\d{1,4}([/.-])\d{1,2}\1\d{1,4}|"
    rf"{MONTH}\s\d{{1,2}},?\s\d{{4}})",
    re.IGNORECASE,
)
_OTHER = 4
"""Words of a link from which on it leads to another article and a date beside it is that one's."""
_MOST, _MOST_FAR = 24, 6
"""Times near the text, and far from it, that are candidates."""
_SHORT = 30
"""Code points under which the line before a time is its label."""
_DAY = len("2018-04-10")
_TEASED = frozenset(("in a teaser", "in a list"))
_RUNS = 5
"""Words from which on a line with a full stop is running text."""
_NO_DAY = Candidate(None, "", frozenset(("none",)))


class Times(NamedTuple):
    """What was read; raw text of what could not be."""

    published: str | None
    modified: str | None
    precision: Precision | None
    evidence: dict[str, str]
    rivals: dict[str, tuple[Rival, ...]]
    unread: dict[str, str]


class Dating(NamedTuple):
    """What dates are looked for in."""

    head: Head
    told: Told
    layout: Layout
    url: str
    reader: Reader


class Read(NamedTuple):
    """One date that was read, where it stood and what speaks for it."""

    value: str
    precision: Precision
    source: str
    traits: frozenset[str]
    changed: float = 0.0
    """How far it says when the text was changed."""
    running: bool = False
    """Whether it stands in running text."""


def reader_of(head: Head, headline: str, collected: str | None) -> Reader:
    """How the dates of a page are read: outside English the day comes first."""
    english = head.language[:2].lower() == "en" if head.language else True
    return Reader(
        _moment(collected), not english or (not headline.isascii() and _foreign(headline))
    )


def _foreign(text: str) -> bool:
    return any(c > "\u0370" and c.isalpha() for c in text)


def _moment(collected: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(collected) if collected else None
    except ValueError:
        return None


def find_times(page: Dating, weights: Mapping[str, float]) -> Times:
    """The times of a page."""
    unread: dict[str, str] = {}
    reads = _reads(page, unread)
    days = ranked(day_candidates(reads), weights)
    first = _best(days[0].value, reads) if days[0].value else None
    changed = [r for r in reads if r.changed]
    last = _latest(changed, reads)
    settled = {field: read for field, read in (("published", first), ("modified", last)) if read}
    rivals = {
        "published": [(c.value, c.source) for c in days if c.value and c != days[0]],
        "modified": [(r.value, r.source) for r in changed if not _same_day(r, last)],
    }
    return Times(
        first.value if first else None,
        last.value if last else None,
        first.precision if first else None,
        {field: read.source for field, read in settled.items()},
        {field: _rivals(lost) for field, lost in rivals.items() if lost},
        {field: text for field, text in unread.items() if field not in settled},
    )


def _same_day(one: Read, other: Read | None) -> bool:
    return other is None or one.value[:_DAY] == other.value[:_DAY]


def _rivals(lost: Iterable[tuple[str, str]]) -> tuple[Rival, ...]:
    return tuple(Rival(value=value, source=source) for value, source in dict(lost).items())[:8]


def date_candidates(page: Dating) -> list[Candidate]:
    """The days that the page could have been published on."""
    return day_candidates(_reads(page, {}))


def _reads(page: Dating, unread: dict[str, str]) -> list[Read]:
    """All dates of a page; those in running text only where it declares none."""
    claims = list(_claims(page, unread))
    told = any(not r.changed and len(r.value) >= _DAY for r in claims)
    return claims + _shown(page, told)


def day_candidates(reads: Sequence[Read]) -> list[Candidate]:
    """No day, and reads of one day as one candidate that has the traits of all."""
    days = _by_day(reads)
    if not days:
        return [_NO_DAY]
    traits = {day: set().union(*(r.traits for r in same)) for day, same in days.items()}
    shown = {day for day, found in traits.items() if "shown" in found}
    order = sorted(days)
    ends = {order[0]: "earliest", order[-1]: "latest"} if len(order) > 1 else {}
    for day, own in traits.items():
        own.add(ends.get(day, "between" if ends else "only"))
        own.update(_compared(day, own, shown))
    found = [Candidate(day, same[0].source, frozenset(traits[day])) for day, same in days.items()]
    return [_NO_DAY, *found]


def _by_day(reads: Sequence[Read]) -> dict[str, list[Read]]:
    """The reads of each day; a month or year only where no day of it is told, and in running
    text only where no day stands outside it."""
    days: dict[str, list[Read]] = {}
    for read in reads:
        days.setdefault(read.value[:_DAY], []).append(read)
    shown = any(not r.running and len(r.value) >= _DAY for r in reads)
    for month in [d for d in days if len(d) < _DAY]:
        told = any(not r.running for r in days[month])
        if (shown and not told) or any(d.startswith(month) and d != month for d in days):
            del days[month]
    return days


def _compared(day: str, own: set[str], shown: set[str]) -> list[str]:
    """What a day's own traits together say, and the other days that are shown."""
    found = []
    if len(day) < _DAY:
        found.append("month")
    elif day not in shown and shown and "claimed" in own:
        found.append("claimed, another shown")
        if not shown.isdisjoint(_beside(day)):
            found.append("claimed, shown a day off")
    if "claimed changed" in own and "shown bare" in own:
        found.append("changed, shown bare")
    if "claimed" in own and "claimed changed" in own:
        found.append("never changed")
    return found


def _beside(day: str) -> tuple[str, str]:
    """The day before and the day after."""
    date = datetime.fromisoformat(day)
    one = timedelta(days=1)
    return (date - one).isoformat()[:_DAY], (date + one).isoformat()[:_DAY]


def _best(day: str, reads: Sequence[Read]) -> Read:
    """The most precise form of a day; what says when it was changed comes last."""
    same = [r for r in reads if r.value[:_DAY] == day]
    return _zoned(max(same, key=lambda r: (r.changed == 0, r.precision == "minute")), reads)


def _latest(changed: Sequence[Read], reads: Sequence[Read]) -> Read | None:
    """The day of change with most weight behind it, in its most precise form."""
    if not changed:
        return None
    days: dict[str, float] = {}
    for read in changed:
        days[read.value[:_DAY]] = days.get(read.value[:_DAY], 0.0) + read.changed
    day = max(days, key=lambda d: days[d])
    same = [r for r in changed if r.value[:_DAY] == day]
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


def _claims(page: Dating, unread: dict[str, str]) -> Iterator[Read]:
    """Dates that the page tells machines."""
    for source, text, weight in declared(page.head, page.told):
        field = "modified" if weight else "published"
        read = stamps(text, page.reader)
        if not read and not text.isdigit():
            unread.setdefault(field, text[:LONGEST])
        for stamp in read:
            kind = "claimed changed" if weight else "claimed"
            traits = frozenset((named(source), kind, f"claim {stamp.order}".rstrip()))
            yield Read(stamp.value, stamp.precision, source, traits, weight)
    if page.url and (found := _IN_URL.search(page.url)):
        year, month, day = found.groups()
        written = (
            f"{int(day)} {month} {year}" if month.isalpha() else f"{year}-{month:0>2}-{day:0>2}"
        )
        for stamp in stamps(written, page.reader):
            yield Read(stamp.value, "day", "address", frozenset(("address", "claimed")))


def _shown(page: Dating, told: bool) -> list[Read]:
    """Dates that readers see, those near the headline first, others only where there are none;
    not those in running text where the page has ``told`` a day."""
    blocks, near, far = page.layout.blocks, page.layout.near(), page.layout.far()
    kept = [p for p in near if not (told and _runs(blocks[p]))]
    return _of_places(page, kept, _MOST) or _of_places(page, far, _MOST_FAR)


def _runs(block: Block) -> bool:
    ends = block.text[-1] == "." and block.words >= _RUNS
    return ends and not block.time and not label_of(block.text)


def _of_places(page: Dating, places: Iterable[int], most: int) -> list[Read]:
    """What stands at the places, one after another until there is enough."""
    found: list[Read] = []
    for place in places:
        found += _of_place(page, place)
        if len(found) >= most:
            break
    return found


def _of_place(page: Dating, place: int) -> Iterator[Read]:
    blocks = page.layout.blocks
    block = blocks[place]
    if len(block.text) > LONGEST or not _may_be_dated(page, place):
        return
    before = blocks[place - 1].text if place else ""
    called = label_of(before) if len(before) < _SHORT else ""
    where = page.layout.where(place)
    near = where in ("beside", "over")
    if _of_another(page, place, near):
        return
    text = block.text
    if _STAGE.search(text):
        text = _STAGE_PART.sub("", text)
        if _STAGE.search(text):
            return
    for stamp, source in _of_block(block, text, called, page.reader):
        label = stamp.label or "bare"
        traits = {source, f"{where} {label}", *_looks(block)}
        if near:
            traits |= {"shown", f"shown {label}"}
        if stamp.order:
            traits.add(f"shown {stamp.order}")
        changed = 4.2 if label == "changed" and where in ("beside", "over", "under") else 0.0
        runs = _runs(block) or "sentence" in traits
        yield Read(stamp.value, stamp.precision, source, frozenset(traits), changed, runs)


def _of_another(page: Dating, place: int, near: bool) -> bool:
    """Whether a date is that of another article: in a list of teasers, or beside a link to one."""
    block, layout = page.layout.blocks[place], page.layout
    below = place > layout.last
    if near and not below:
        return False
    if any(len(link.text.split()) >= _OTHER for link in block.links) and not is_sentence(block):
        return block.link > 0.4 * len(block.text)
    if _TEASED.issubset(surroundings(block)):
        return True
    if label_of(block.text):
        return False
    beside = (layout.blocks[p] for p in (place - 1, place + 1) if 0 <= p < len(layout.blocks))
    return any(b.words >= _OTHER and b.link > 0.9 * len(b.text) for b in beside if _akin(b, block))


def _akin(one: Block, other: Block) -> bool:
    """Whether two lines stand in one element, or one in what holds the other's."""
    above = (other.frame, other.frame.parent, other.frame.parent and other.frame.parent.parent)
    return one.frame.parent in above and one.frame.parent is not None


def _may_be_dated(page: Dating, place: int) -> bool:
    """Whether a line is worth reading; in the text, "today" is the news, not its date."""
    block, layout = page.layout.blocks[place], page.layout
    if "blockquote" in block.frame.tags:
        return False  # the day of a message or speech that is quoted
    if block.time or dated(block.text):
        return True
    outside = not layout.first <= place <= layout.last
    return outside and page.reader.now is not None and counts_from_now(block.text)


def _looks(block: Block) -> Iterator[str]:
    hints = block.hints | block.frame.hints
    if hints & BIT["date"]:
        yield "named date"
    if hints & BIT["author"]:
        yield "with author"
    yield from surroundings(block)
    if block.link > len(block.text) // 2:
        yield "a link"
    letters = sum(map(str.isalpha, block.text))
    yield "date alone" if letters <= 12 else "short line" if letters < 50 else "long line"
    if is_sentence(block):
        yield "sentence"


def _of_block(block: Block, text: str, label: Label, reader: Reader) -> list[tuple[Stamp, str]]:
    """The dates of a block, in its ``time`` element and in what counts of its ``text``."""
    found: list[tuple[Stamp, str]] = []
    if block.time and block.time != "?":
        called = label_of(block.text) or label
        found = [(s._replace(label=called), "time element") for s in stamps(block.time, reader)]
    told = {stamp.value[:_DAY] for stamp, _ in found}
    written = stamps(text, reader, label)
    if any(s.order and s.value[:_DAY] in told for s in written):
        return found
    return found + [(s, "page") for s in written if s.value[:_DAY] not in told]
