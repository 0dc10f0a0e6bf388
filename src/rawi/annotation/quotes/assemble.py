"""From the words found to quotes: their kind, exact text and offsets."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.annotation.quotes import outlets as via
from rawi.annotation.quotes.attribution import Statement
from rawi.annotation.quotes.names import Known, Mention, known_of, written
from rawi.annotation.quotes.outlets import Trail
from rawi.annotation.quotes.places import Floats, Places, places
from rawi.annotation.quotes.reading import read
from rawi.annotation.quotes.spans import spans_of
from rawi.annotation.quotes.speakers import Spoken, speakers
from rawi.annotation.quotes.stored import QuoteModel
from rawi.annotation.quotes.words import COLUMNS
from rawi.arabic import Token
from rawi.forest import answers
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


def bounds(p: Places, s: Statement, kind: QuoteKind) -> tuple[int, int]:
    """Offsets of the statement: a direct one without its marks, a mixed one with them."""
    r, text = p.reading, p.reading.text
    start, end = r.words[s.start].start, r.words[s.end - 1].end
    if kind != "direct":
        if r.opens[s.start]:
            start = _mark(text, r.words[s.start - 1].end if s.start else 0, start)
        if r.closes[s.end]:
            after = r.words[s.end].start if s.end < len(r.words) else len(text)
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


def mention_text(p: Places, mention: Mention | None) -> str:
    if mention is None:
        return ""
    whole = Known((), mention._replace(core=mention.begin), False, True)
    return written(p, whole)


def with_vias(p: Places, cue: Floats, spoken: Sequence[Spoken], model: QuoteModel) -> list[str]:
    """Through which outlet or platform each statement came; empty where through none."""
    found = via.outlets(p, cue)
    trail = Trail([], [])
    for said in spoken:
        name = written(p, said.who) if said.who else ""
        trail.via.append(_via(p, said, name, found, trail, model))
        trail.speaker.append(name)
    return trail.via


def _via(
    p: Places, said: Spoken, name: str, found: Sequence[via.Outlet], trail: Trail, model: QuoteModel
) -> str:
    offered = via.nearby(p, said.statement, found)
    if not offered:
        return ""
    asked = via.Asked(said.statement, said.mention, name)
    rows = via.rows(p, asked, offered, trail, found)
    sure = answers(model.via, rows)
    best = int(sure.argmax())
    return offered[best].text if sure[best] >= model.via_cut else ""


def quote(p: Places, said: Spoken, outlet: str, sure: float) -> Quote:
    """One statement as a record."""
    s = said.statement
    kind = kind_of(p, s)
    start, end = bounds(p, s, kind)
    return Quote(
        kind=kind,
        text=p.reading.text[start:end],
        cue=cue_text(p, s),
        start=start,
        end=end,
        speaker=mention_text(p, said.mention),
        speaker_name=written(p, said.who) if said.who else "",
        via=outlet,
        chance=round(min(sure, said.sure), 2),
    )


def quotes_in(
    text: str, model: QuoteModel, entities: Sequence[Entity] = (), words: list[Token] | None = None
) -> tuple[Quote, ...]:
    """The statements of a text, in its order, none overlapping another."""
    reading = read(text, words)
    if not reading.words:
        return ()
    p = places(reading, entities)
    cue, spans = spans_of(p, model.spans)
    if not spans:
        return ()
    spoken = speakers(
        p, cue, [Statement(s.start, s.end) for s in spans], model.voices, known_of(p, entities)
    )
    outlets = with_vias(p, cue, spoken, model)
    found = zip(spoken, outlets, spans, strict=True)
    return tuple(quote(p, said, outlet, span.sure) for said, outlet, span in found)
