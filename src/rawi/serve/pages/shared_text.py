"""Who printed the same text, and which passages two reports share: lines of pages.

Nobody is said to have copied whom unless the younger names the older: two outlets
that print an agency's text copy the agency, and where no source is named all that
is known is who printed it before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from rawi.model import Article, CopyLink, Headline, Passage, Record


class Line(Record, frozen=True, kw_only=True):
    """One outlet that printed the same text, or shares a passage."""

    article: Article | Headline
    link: CopyLink
    again: tuple[Article | Headline, ...] = ()
    """The same text at other addresses of that outlet, as under two sections."""
    beside: Article | Headline | None = None
    """The text that the share is against, where that is not the one it stands under."""


class SameText(Record, frozen=True, kw_only=True):
    """What is known of an article's text elsewhere."""

    agencies: tuple[str, ...] = ()
    """Whose text it is, as it or a copy of it says."""
    sources: tuple[Line, ...] = ()
    """Older reports that it names as its source."""
    elsewhere: tuple[Line, ...] = ()
    """Others that printed the text, nobody knows after whom."""
    takers: tuple[Line, ...] = ()
    """Younger reports that name it as their source."""
    again: tuple[Article | Headline, ...] = ()
    """The outlet's own other addresses of it."""
    passages: tuple[Line, ...] = ()
    """Reports that share a passage, the most first."""


def same_text(
    own: Article, links: Iterable[CopyLink], named: dict[str, Headline], wires: tuple[str, ...] = ()
) -> SameText:
    """All that links say of one article; ``wires``: agencies that it credits itself."""
    near = sorted(links, key=lambda link: -link.share)
    rows = [
        Line(article=named[other], link=link)
        for link in near
        if (other := _other(own.id, link)) in named
    ]
    copied = [row for row in rows if row.link.copied]
    told = (row.link.agencies for row in copied if row.link.agencies)
    foreign = [row for row in copied if not same_outlet(row.article, own)]
    sources = [r for r in foreign if r.link.credited and r.link.article_id == own.id]
    takers = [r for r in foreign if r.link.credited and r.link.older_id == own.id]
    return SameText(
        agencies=wires or next(told, ()),
        sources=one_an_outlet(sources),
        takers=one_an_outlet(takers),
        elsewhere=one_an_outlet(row for row in foreign if not row.link.credited),
        again=tuple(row.article for row in copied if same_outlet(row.article, own)),
        passages=tuple(row for row in rows if not row.link.copied),
    )


def _other(name: str, link: CopyLink) -> str:
    return link.older_id if link.article_id == name else link.article_id


def same_outlet(one: Article | Headline, other: Article | Headline) -> bool:
    """Whether one outlet is known to have published both."""
    return one.outlet is not None and one.outlet == other.outlet


def one_an_outlet(rows: Iterable[Line]) -> tuple[Line, ...]:
    """One line an outlet, its other addresses of the text beside it; order is kept."""
    found: dict[str, Line] = {}
    for row in rows:
        key = row.article.outlet or row.article.id
        if key in found:
            again = (*found[key].again, row.article)
            found[key] = msgspec.structs.replace(found[key], again=again)
        else:
            found[key] = row
    return tuple(found.values())


def under_origins(articles: Sequence[Article], links: Iterable[CopyLink]) -> dict[str, list[Line]]:
    """The copies among the articles, oldest first, under the article where their chain ends.

    A chain goes from an article to the older that most of it stands in. The share
    is that against the end of the chain, else against the nearest text.
    """
    named = {a.id: a for a in articles}
    place = {name: at for at, name in enumerate(named)}
    above: dict[str, list[CopyLink]] = {}
    for link in links:
        if link.copied and place.get(link.older_id, 1 << 60) < place.get(link.article_id, -1):
            above.setdefault(link.article_id, []).append(link)
    end: dict[str, str] = {}
    found: dict[str, list[Line]] = {}
    for name in (name for name in named if name in above):
        nearest = max(above[name], key=lambda link: (link.share, -place[link.older_id])).older_id
        origin = end[name] = end.get(nearest, nearest)
        link = max(above[name], key=lambda link: (link.older_id == origin, link.share))
        beside = None if link.older_id == origin else named[link.older_id]
        line = Line(article=named[name], link=link, beside=beside)
        found.setdefault(origin, []).append(line)
    return found


class Marked(Record, frozen=True, kw_only=True):
    """A stretch of a paragraph; ``passage`` numbers the shared passage it belongs to."""

    text: str
    passage: int | None = None


Texts = tuple[tuple[Marked, ...], ...]
"""Paragraphs, each in pieces."""


def marked(body: Sequence[str], spans: Sequence[tuple[int, int]]) -> Texts:
    """The paragraphs cut where passages begin and end, ``spans`` being offsets into the text."""
    numbered = sorted((start, end, number) for number, (start, end) in enumerate(spans))
    out = []
    begin = 0
    for text in body:
        out.append(_cut(text, begin, numbered))
        begin += len(text) + 1
    return tuple(out)


def _cut(text: str, begin: int, spans: Sequence[tuple[int, int, int]]) -> tuple[Marked, ...]:
    found: list[Marked] = []
    at = 0
    for start, end, number in spans:
        low, high = max(start - begin, at), min(end - begin, len(text))
        if low >= high:
            continue
        found.append(Marked(text=text[at:low]))
        found.append(Marked(text=text[low:high], passage=number))
        at = high
    found.append(Marked(text=text[at:]))
    return tuple(piece for piece in found if piece.text)


def sides(link: CopyLink, younger: Article, older: Article) -> tuple[Texts, Texts]:
    """Both texts with what they share marked, the younger first."""
    here = [(passage.start, passage.end) for passage in link.passages]
    return marked(younger.body, here), marked(older.body, [_there(p) for p in link.passages])


def _there(passage: Passage) -> tuple[int, int]:
    return passage.older_start, passage.older_end
