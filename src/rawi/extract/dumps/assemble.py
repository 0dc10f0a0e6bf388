"""Labelled segments to drafts of articles and to lists of headlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rawi.extract.dumps import attributions
from rawi.extract.dumps.boilerplate_kinds import STARTS
from rawi.extract.dumps.labels import CAPTION, LEAD, SUBHEAD, TITLE
from rawi.extract.dumps.neighbours import headline_like, is_body, label_of, paragraphs
from rawi.extract.dumps.phrases import plain
from rawi.extract.dumps.segment import Segment, ends_sentence
from rawi.model import Caption

_TAG_LINES = 25
"""Lines under a heading for tags that may be tags."""
_CAPTIONS = 20
"""A caption that repeats one of so many before it is left out."""
_LINK = 4
"""A headline of another story that no label announces has so many stems."""
_HEAD = 40
"""How many segments before a lead are searched for its headline, time and byline."""


@dataclass
class Draft:
    """One article while its parts are gathered."""

    title: str | None = None
    body: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    subheads: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    stamps: list[str] = field(default_factory=list)
    tag_runs: list[str] = field(default_factory=list)
    tag_lines: list[str] = field(default_factory=list)
    source: str | None = None
    last: tuple[int, int] = (-1, -1)
    """Line and place of the last body segment, to join what one line held."""

    def paragraph(self, segment: Segment, place: int) -> None:
        text = " ".join(segment.text.split())
        cut = segment.guessed and self.last[1] == place - 1
        goes_on = cut and bool(self.body) and not ends_sentence(self.body[-1])
        if goes_on or (self.body and segment.line == self.last[0] and segment.spaced):
            self.body[-1] += f"{' ' if segment.spaced else ''}{text}"
        else:
            self.body.append(text)
        self.last = (segment.line, place)


def whole(drafts: Sequence[Draft]) -> Draft:
    """One draft of several that are one text, with the headline of the first."""
    first, *others = drafts
    for other in others:
        first.body += other.body
        first.subheads += other.subheads
        first.captions += other.captions
    return first


@dataclass
class Assembled:
    """What a dump holds."""

    drafts: list[Draft]
    similar: list[str]


def assemble(found: Sequence[Segment], labels: Sequence[str]) -> Assembled:
    """Articles in order of appearance, each with its parts, and the page's lists."""
    starts = [i for i, label in enumerate(labels) if label == LEAD]
    drafts: list[Draft] = []
    similar: list[str] = []
    tail = 0
    for n, start in enumerate(starts):
        head = _head_start(found, labels, tail, start)
        if drafts:
            similar += _tail(drafts[-1], found[tail:head], labels[tail:head])
        draft = Draft()
        stop = starts[n + 1] if n + 1 < len(starts) else len(found)
        end = max(i for i in range(start, stop) if is_body(labels[i])) + 1
        _head(draft, found[head:start], labels[head:start], _words(found, labels, start, end))
        _inside(draft, found, labels, start, end)
        drafts.append(draft)
        tail = end
    if drafts:
        similar += _tail(drafts[-1], found[tail:], labels[tail:])
    return Assembled(drafts, list(dict.fromkeys(similar)))


def _words(found: Sequence[Segment], labels: Sequence[str], start: int, end: int) -> frozenset[str]:
    body = paragraphs(labels, start, end)[:5]
    return frozenset().union(*(found[i].stems for i in body))


def _head_start(found: Sequence[Segment], labels: Sequence[str], tail: int, start: int) -> int:
    """Where, after the last body, what belongs to the next article begins."""
    if tail == 0:
        return max(0, start - _HEAD)
    titles = [i for i in range(tail, start) if labels[i] == TITLE and headline_like(found[i])]
    if titles:
        first = titles[-1]
        while first - 1 >= tail and found[first - 1].folded == found[first].folded:
            first -= 1
        return first
    for i in range(start - 1, tail - 1, -1):
        label = label_of(found[i])
        if label and label.alone and label.kind in ("also", "list"):
            return i + 1
    return _after_boilerplate(found, tail, start)


def _after_boilerplate(found: Sequence[Segment], tail: int, start: int) -> int:
    """The first time stamp or byline after the boilerplate that ends an article."""
    for i in range(tail, start):
        text = found[i].folded
        if len(text) < 90 and (found[i].dated or attributions.byline(found[i].text)):
            return i
    return start


# before the lead


def _head(
    draft: Draft, found: Sequence[Segment], labels: Sequence[str], words: frozenset[str]
) -> None:
    title = _title(found, labels, words)
    if title is not None:
        draft.title = found[title].plain
    first = next((i for i, p in enumerate(found) if p.plain == draft.title), title)
    begin = 0 if first is None else max(0, first - 3)
    for i in range(begin, len(found)):
        segment = found[i]
        if i == title or segment.plain == draft.title:
            continue
        if labels[i] == CAPTION:
            _caption(draft, found, i)
        elif len(segment.text) < 140:
            _stamp(draft, segment)


def _title(found: Sequence[Segment], labels: Sequence[str], words: frozenset[str]) -> int | None:
    """The headline among the segments before a lead: labelled so, or sharing its words."""
    best: tuple[float, int] | None = None
    for i, segment in enumerate(found):
        if not headline_like(segment) or labels[i] == CAPTION:
            continue
        own = segment.stems
        shared = len(own & words) / max(1, len(own))
        worth = shared + 0.35 * (labels[i] == TITLE) + 0.02 * i / len(found)
        if not shared or (labels[i] != TITLE and (shared < 0.5 or len(own) < 3)):
            continue
        if best is None or worth > best[0]:
            best = (worth, i)
    return best[1] if best else None


def _stamp(draft: Draft, segment: Segment) -> None:
    text = f"{segment.marker} {segment.text}".strip()
    if segment.dated:
        draft.stamps.append(text)
    author = attributions.byline(segment.text)
    if author:
        draft.authors.append(author)


# between the first and the last paragraph


def _inside(
    draft: Draft, found: Sequence[Segment], labels: Sequence[str], start: int, end: int
) -> None:
    related = False
    for i in range(start, end):
        segment = found[i]
        if is_body(labels[i]):
            draft.paragraph(segment, i)
            related = False
        elif labels[i] == CAPTION:
            _caption(draft, found, i)
        elif label_of(segment) is not None:
            related = True
        elif attributions.is_credit(segment.text) or segment.covered >= 0.8:
            continue
        elif _after_credit(found, i) or (not related and _is_subhead(found, labels, i)):
            draft.subheads.append(segment.plain)
        elif related or (headline_like(segment) and len(segment.stems) >= _LINK):
            _related(draft, segment, related)


def _related(draft: Draft, segment: Segment, announced: bool) -> None:
    low = segment.folded
    sentence = segment.closed and low.endswith(".")
    if segment.covered < 0.6 and len(low) >= 12 and (announced or not sentence):
        draft.related.append(segment.plain)


def _is_subhead(found: Sequence[Segment], labels: Sequence[str], i: int) -> bool:
    """Whether a short line is a subhead: labelled so, or sharing a word with what follows."""
    segment = found[i]
    if len(segment.text) > 45 and len(segment.text.split()) > 6:
        return False
    if labels[i] == SUBHEAD:
        return True
    heads = segment.alone and not segment.marker and not segment.dated and " " in segment.text
    return heads and is_body(labels[i + 1]) and bool(segment.stems & found[i + 1].stems)


def _after_credit(found: Sequence[Segment], i: int) -> bool:
    return (
        i > 0
        and found[i - 1].line == found[i].line
        and attributions.is_credit(found[i - 1].text)
        and len(found[i].text) < 60
    )


def _caption(draft: Draft, found: Sequence[Segment], i: int) -> None:
    text, credit = attributions.caption(found[i].plain)
    following = found[i + 1] if i + 1 < len(found) else None
    if following and following.line == found[i].line and attributions.is_credit(following.text):
        credit = credit or following.text.strip("() ")
    for j in range(max(1, i - 3), i):
        named = attributions.credit_line(f"{found[j - 1].text} {found[j].text}")
        credit = credit or attributions.credit_line(found[j].text) or named
    if text and all(text != c.text for c in draft.captions[-_CAPTIONS:]):
        draft.captions.append(Caption(text=text, credit=credit))


# after the last paragraph


def _tail(draft: Draft, found: Sequence[Segment], labels: Sequence[str]) -> list[str]:
    """Tags and source of the article; gives the headlines of the lists that follow."""
    similar: list[str] = []
    mode, since, count = "", 0, 0
    start = _topics(draft, found)
    for i, segment in enumerate(found[start:], start):
        label = label_of(segment)
        if label:
            mode, since, count = label.kind, segment.line, 0
        elif mode == "tags":
            mode = _tag(draft, found, i, since)
        elif mode == "source":
            draft.source = draft.source or attributions.source(segment.text)
            mode = ""
        elif labels[i] == CAPTION and not mode:
            _caption(draft, found, i)
        if not label and (mode in ("also", "list") or segment.marker) and _listed(segment):
            count += 1
            similar.append(_unnumbered(segment.plain, count))
    return similar


def _unnumbered(text: str, count: int) -> str:
    """A line of a numbered list without its number."""
    number, _, rest = text.partition(" ")
    return rest if number == str(count) and rest else text


def _topics(draft: Draft, found: Sequence[Segment]) -> int:
    """Takes short lines right after the body that name what it speaks of: unlabelled tags."""
    if not found:
        return 0
    label = label_of(found[0])
    start = int(label is not None and label.kind == "also" and label.alone)
    text = plain(" ".join(draft.body))
    end = start
    last = min(len(found), start + _TAG_LINES)
    while end < last and len(found[end].text) <= 30 and len(found[end].text.split()) <= 4:
        if not found[end].alone or label_of(found[end]) or found[end].covered > 0.8:
            break
        end += 1
    named = [p for p in found[start:end] if plain(p.text) in text]
    if len(named) < 2 or 2 * len(named) < end - start:
        return 0
    draft.tag_lines += [p.text for p in found[start:end]]
    return end


def _tag(draft: Draft, found: Sequence[Segment], i: int, since: int) -> str:
    """Takes one line of tags; the mode that holds for the next line."""
    segment = found[i]
    if segment.line == since:
        draft.tag_runs.append(segment.text)
        return ""
    if segment.covered > 0.8 and not segment.folded.startswith("#"):
        return ""
    if (len(segment.text) > 60 and len(segment.text.split()) > 8) or segment.dated:
        if not draft.tag_lines:
            draft.tag_runs.append(segment.text)
        return ""
    if len(draft.tag_lines) >= _TAG_LINES or segment.closed:
        return ""
    draft.tag_lines.append(segment.text)
    return "tags"


def _listed(segment: Segment) -> bool:
    low = segment.folded
    return (
        len(low) >= 8
        and len(low) <= 250
        and segment.covered < 0.7
        and not (segment.dated and len(low) < 40)
        and not STARTS["comment"].match(low)
        and len(low.split()) >= 2
        and (not low.isascii() or len(low) > 25)
    )
