"""From the words found to quotes: their kind, exact text and offsets."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.annotation.quotes import outlets as via
from rawi.annotation.quotes.attribution import Statement
from rawi.annotation.quotes.judge import Answering, in_step
from rawi.annotation.quotes.names import Known, Mention, known_of, outlets_of, written
from rawi.annotation.quotes.outlets import Trail
from rawi.annotation.quotes.places import Places, places
from rawi.annotation.quotes.reading import Part, read
from rawi.annotation.quotes.shown import name_of
from rawi.annotation.quotes.spans import spans_of
from rawi.annotation.quotes.speakers import Spoken, speakers
from rawi.annotation.quotes.stored import QuoteModel
from rawi.annotation.quotes.words import COLUMNS
from rawi.arabic import Token
from rawi.model import Entity, Quote, QuoteKind

_MARKS = '"«»“”„‟″'
_JOINED = COLUMNS.index("joined")


def kind_of(p: Places, s: Statement) -> QuoteKind:
    """Direct where one quotation is the whole statement, mixed where it holds one."""
    r = p.reading
    inner = [n for n in range(s.start, s.end) if r.closing[n] >= 0]
    first = int(r.closing[s.start])
    if first >= s.end - 1 or (not inner and r.inside[s.start] and r.inside[s.end - 1]):
        return "direct"
    return "mixed" if inner else "indirect"


def bounds(p: Places, part: Part, s: Statement, kind: QuoteKind) -> tuple[int, int]:
    """Offsets of the statement: a direct one without its marks, a mixed one with them."""
    r, text = p.reading, part.text
    start, end = r.words[s.start].start, r.words[s.end - 1].end
    if kind != "direct":
        if r.opens[s.start]:
            before = r.words[s.start - 1].end if s.start > part.begin else 0
            start = _mark(text, before, start)
        if r.closes[s.end]:
            after = r.words[s.end].start if s.end < part.end else len(text)
            place = next((n for n in range(end, after) if text[n] in _MARKS), end - 1)
            end = place + 1
    return start, end


def _mark(text: str, low: int, high: int) -> int:
    """The last quotation mark between two places."""
    return next((n for n in range(high - 1, low - 1, -1) if text[n] in _MARKS), high)


def cue_text(p: Places, s: Statement) -> str:
    """The cue without the و or ف joined to it."""
    if s.cue < 0:
        return ""
    word = p.reading.words[s.cue]
    joined = p.words.rows[s.cue][_JOINED] > 0
    return word.text[1:] if joined else word.text


def mention_text(p: Places, text: str, mention: Mention | None) -> str:
    if mention is None:
        return ""
    whole = Known((), mention._replace(core=mention.begin), False, True)
    return written(p, text, whole)


def _vias(
    p: Places, part: Part, found: Sequence[via.Outlet], spoken: Sequence[Spoken], least: float
) -> Answering[list[str]]:
    """Through which outlet or platform each statement came; empty where through none."""
    trail = Trail([], [])
    for said in spoken:
        name = written(p, part.text, said.who) if said.who else ""
        offered = via.nearby(p, said.statement, found)
        outlet = ""
        if offered:
            asked = via.Asked(said.statement, said.mention, name)
            sure = yield via.rows(p, asked, offered, trail, found)
            best = int(sure.argmax())
            outlet = offered[best].text if sure[best] >= least else ""
        trail.via.append(outlet)
        trail.speaker.append(name)
    return trail.via


def quote(p: Places, part: Part, said: Spoken, outlet: str, sure: float) -> Quote:
    """One statement as a record."""
    s = said.statement
    kind = kind_of(p, s)
    start, end = bounds(p, part, s, kind)
    return Quote(
        kind=kind,
        text=part.text[start:end],
        cue=cue_text(p, s),
        start=start,
        end=end,
        speaker=mention_text(p, part.text, said.mention),
        speaker_name=name_of(p, part.text, said.who) if said.who else "",
        via=outlet,
        chance=round(min(sure, said.sure), 2),
    )


def names_of(
    p: Places, part: Part, entities: Sequence[Entity], found: Sequence[via.Outlet]
) -> list[Known]:
    """The names that a text offers before it is asked who speaks: named things, then outlets
    that are none of these."""
    named = known_of(p, part, entities)
    taken = {known.key for known in named}
    outlets = outlets_of(p, ((o.begin, o.end) for o in found if not o.attached))
    return named + [known for known in outlets if known.key not in taken]


def quotes_in(
    texts: Sequence[str],
    entities: Sequence[Sequence[Entity]],
    model: QuoteModel,
    words: Sequence[list[Token]] = (),
) -> list[tuple[Quote, ...]]:
    """The statements of each text, in its order, none overlapping another.

    What is found does not depend on the texts beside it: together they cost less. ``words``
    are their tokens, where they are known.
    """
    reading = read(texts, words)
    if not reading.words:
        return [() for _ in texts]
    p = places(reading, entities)
    cue, spans = spans_of(p, model.spans)
    outlets = [
        via.outlets(p, part, cue) if few else []
        for part, few in zip(reading.parts, spans, strict=True)
    ]
    known = [
        names_of(p, part, named, own)
        for part, named, own in zip(reading.parts, entities, outlets, strict=True)
    ]
    said = [[Statement(s.start, s.end) for s in few] for few in spans]
    spoken = speakers(p, cue, said, model.voices, known)
    asked = [
        _vias(p, *one, model.via_cut) for one in zip(reading.parts, outlets, spoken, strict=True)
    ]
    found = zip(reading.parts, spoken, in_step(asked, model.via), spans, strict=True)
    return [
        tuple(
            quote(p, part, said, outlet, span.sure)
            for said, outlet, span in zip(*of_text, strict=True)
        )
        for part, *of_text in found
    ]
