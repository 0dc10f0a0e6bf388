"""What pages show, worked out of the records: groups, threads, marked text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from rawi.arabic.changes import paragraph_changes, word_changes
from rawi.model import Article, Brief, CopyLink, Headline, Quote, Record, Run, Story
from rawi.newsroom.profiles import Beside
from rawi.serve.pages.shared_text import Line, one_an_outlet, same_outlet, under_origins
from rawi.serve.ui.formats import day_of, instant
from rawi.serve.ui.screen import best_time, web_link

LEAST = 1_000
"""Bytes: lengths under a kilobyte are no lengths of recordings."""
KINDS = ("person", "organisation", "place", "other")


class Card(Record, frozen=True, kw_only=True):
    """A story of a day, with those of its affair on that day inside."""

    story: Brief
    inside: tuple[Brief, ...] = ()


class DayGroup(Record, frozen=True, kw_only=True):
    """The stories of one calendar day; ``day`` None: no date is known."""

    day: date | None
    stories: tuple[Brief, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """One card an affair, in the order of its first story here, the others inside."""
        cards: dict[str, list[Brief]] = {}
        for story in self.stories:
            cards.setdefault(story.affair or story.id, []).append(story)
        return tuple(Card(story=first, inside=tuple(rest)) for first, *rest in cards.values())


class Report(Record, frozen=True, kw_only=True):
    """An outlet's own report with all that derives from it."""

    article: Article
    copies: tuple[Line, ...] = ()
    """One line an outlet that printed its text."""
    again: tuple[Article | Headline, ...] = ()
    """The outlet's own other addresses of it."""
    agencies: tuple[str, ...] = ()
    """Whose text it is, as it or a copy of it says."""
    after: timedelta | None = None
    """How long after the story's first report; None for the first or where unknown."""


class Dot(Record, frozen=True, kw_only=True):
    """One report on the time axis; ``at`` from 0 (first) to 1 (last)."""

    at: float
    copy: bool


class Segment(Record, frozen=True, kw_only=True):
    """A stretch of a paragraph; ``quote`` numbers the statement it belongs to."""

    text: str
    quote: int | None = None


class Paragraph(Record, frozen=True, kw_only=True):
    """A paragraph cut where statements begin and end."""

    segments: tuple[Segment, ...]
    subhead: bool = False


class File(Record, frozen=True, kw_only=True):
    """An enclosure: ``kind`` audio, video or file; ``size`` in bytes, 0 where it is not known;
    ``host`` that sends it."""

    link: str
    kind: str
    type: str
    size: int
    host: str


def files(article: Article) -> tuple[File, ...]:
    """The sound, film and other files of an article that are safe to link."""
    return tuple(
        File(
            link=link,
            kind=_kind(e.type or "", urlsplit(link).path),
            type=e.type or "",
            size=e.length if e.length and e.length >= LEAST else 0,
            host=urlsplit(link).hostname or "",
        )
        for e in article.enclosures
        if (link := web_link(e.url))
    )


_PLAYED = {
    **dict.fromkeys(("mp3", "m4a", "aac", "oga", "ogg", "opus", "wav"), "audio"),
    **dict.fromkeys(("mp4", "m4v", "webm", "ogv", "mov"), "video"),
}
"""What the ending of an address tells, where its type tells nothing."""


def _kind(media_type: str, path: str) -> str:
    major = media_type.partition("/")[0]
    if major in ("audio", "video"):
        return major
    vague = major in ("", "application") and not media_type.endswith("pdf")
    return _PLAYED.get(path.rpartition(".")[2].lower(), "file") if vague else "file"


def by_kind(names: Iterable[Beside], most: int = 18) -> list[tuple[str, list[Beside]]]:
    """Names by kind, so many of each, kinds without any left out."""
    held = list(names)
    kinds = [(kind, [one for one in held if one.kind == kind][:most]) for kind in KINDS]
    return [(kind, found) for kind, found in kinds if found]


def by_days(
    stories: Iterable[Brief], zone: ZoneInfo, last: date | None = None
) -> tuple[DayGroup, ...]:
    """Consecutive stories of one day together; their order is kept.

    What went on after the ``last`` day of a list stands under that day.
    """

    def day(story: Brief) -> date | None:
        found = day_of(story.updated or best_time(story.first), zone)
        return min(found, last) if found and last else found

    return tuple(DayGroup(day=d, stories=tuple(group)) for d, group in groupby(stories, day))


def reports(story: Story, links: Sequence[CopyLink]) -> tuple[Report, ...]:
    """The story's own reports in time order, others that print their text under them.

    A copy of something outside the story stands as a report of its own.
    """
    under = under_origins(story.articles, links)
    copied = {line.article.id for lines in under.values() for line in lines}
    return tuple(
        _report(a, under.get(a.id, []), _after(a, story.first))
        for a in story.articles
        if a.id not in copied
    )


def _report(article: Article, lines: Sequence[Line], after: timedelta | None) -> Report:
    agencies = (line.link.agencies for line in lines if line.link.agencies)
    return Report(
        article=article,
        copies=one_an_outlet(line for line in lines if not same_outlet(line.article, article)),
        again=tuple(line.article for line in lines if same_outlet(line.article, article)),
        agencies=next(agencies, ()),
        after=after,
    )


def _after(article: Article, first: Article) -> timedelta | None:
    begun, then = instant(best_time(first)), instant(best_time(article))
    return then - begun if begun and then and then > begun else None


def _printed(report: Report) -> Iterable[Article | Headline]:
    """All that print a report's text besides itself."""
    for line in report.copies:
        yield from (line.article, *line.again)
    yield from report.again


def axis(found: Sequence[Report]) -> tuple[Dot, ...]:
    """The reports and copies on one time axis; empty where under two times are known."""
    timed: list[tuple[datetime, bool]] = []
    for report in found:
        for copy, a in [(False, report.article), *((True, a) for a in _printed(report))]:
            if at := instant(best_time(a)):
                timed.append((at, copy))
    if len(timed) < 2:
        return ()
    begun = min(at for at, _ in timed)
    length = (max(at for at, _ in timed) - begun).total_seconds()
    if not length:
        return ()
    return tuple(
        Dot(at=(at - begun).total_seconds() / length, copy=copy) for at, copy in sorted(timed)
    )


def _cut(start: int, text: str, quotes: Sequence[Quote]) -> tuple[Segment, ...]:
    """The paragraph that begins at ``start`` of the article's text, cut at statements."""
    segments: list[Segment] = []
    at, end = start, start + len(text)
    for number, q in enumerate(quotes):
        begin, stop = max(q.start, at), min(q.end, end)
        if begin >= stop:
            continue
        segments.append(Segment(text=text[at - start : begin - start]))
        segments.append(Segment(text=text[begin - start : stop - start], quote=number))
        at = stop
    segments.append(Segment(text=text[at - start :]))
    return tuple(p for p in segments if p.text)


def paragraphs(article: Article, quotes: Sequence[Quote]) -> tuple[Paragraph, ...]:
    """The body for reading: statements marked, subheadings told from text."""
    out: list[Paragraph] = []
    subheads = set(article.subheads)
    start = 0
    for text in article.body:
        segments = _cut(start, text, quotes)
        out.append(Paragraph(segments=segments, subhead=text in subheads))
        start += len(text) + 1
    return tuple(out)


def excerpt(article: Article, limit: int) -> str:
    """The first ``limit`` words: what stands above the text, else its beginning."""
    words = (teaser(article) or article.text).split()
    return " ".join(words[:limit]) + (" …" if len(words) > limit else "")


def quoted(said: Quote, outlet: str, address: str) -> str:
    """A statement with its source, to paste elsewhere."""
    source = " — ".join(part for part in (said.said_by, outlet, address) if part)
    return f"«{said.text}» — {source}"


def teaser(article: Article) -> str | None:
    """What stands above the text: the standfirst, else a summary that is not its beginning."""
    return None if article.lead in article.body[:1] else article.lead or None


class Edition(Record, frozen=True, kw_only=True):
    """What one edit changed; ``title`` empty where it stayed."""

    at: str | None
    title: tuple[Run, ...]
    paragraphs: tuple[tuple[Run, ...], ...]


def ends(story: Story) -> tuple[str, str] | None:
    """The times of the first and the last report, ISO 8601; None where none is known."""
    known = [(at, iso) for a in story.articles if (at := instant(iso := best_time(a))) and iso]
    return (min(known)[1], max(known)[1]) if known else None


def spread(story: Story) -> timedelta | None:
    """From the first report to the last; None where under two times are known."""
    known = [at for iso in ends(story) or () if (at := instant(iso))]
    return (known[1] - known[0]) or None if known else None


def _edition(old: Article, new: Article) -> Edition:
    same = (old.title or "") == (new.title or "")
    return Edition(
        at=new.modified or new.collected,
        title=() if same else word_changes(old.title or "", new.title or ""),
        paragraphs=paragraph_changes(old.body, new.body) if old.body != new.body else (),
    )


def editions(now: Article, older: Sequence[Article]) -> tuple[Edition, ...]:
    """Each edit, the latest first; ``older`` is oldest first."""
    line = [*older, now]
    return tuple(_edition(old, new) for old, new in reversed(list(pairwise(line))))
