"""What patterns alone find, as a measure beside the judges: direct speech, and hand rules.

``patterns``: a verb of saying and the quotation after it in the same sentence. ``rules``: also
the clause after أن and its kin up to the next participle or the sentence's end, and the
clause before بحسب and its kin. The speaker is what stands between cue and statement; without
one, the speaker before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from rawi.annotation.quotes.reading import COMMA, Reading, read
from rawi.annotation.quotes.words import ACCORDING, THAT
from rawi.model import Quote, QuoteKind

_VERBS = (
    "قال يقول قالت تقول قالوا اضاف اضافت يضيف اكد اكدت يءكد تءكد اعلن اعلنت اوضح اوضحت اشار اشارت "
    "ذكر ذكرت لفت لفتت تابع تابعت كشف كشفت صرح صرحت افاد افادت شدد شددت راي رات يري تري اعتبر "
    "اعتبرت نقل نقلت كتب كتبت رد حذر حذرت نفي نفت اتهم اتهمت وصف وصفت بين زعم ادعي اعترف توقع"
)
_PARTICIPLES = (
    "مشيرا مشيره موضحا موضحه مضيفا مضيفه مءكدا مءكده قاءلا قاءله لافتا لافته مبينا مبينه معتبرا "
    "معتبره محذرا معلنا معلنه مشددا"
)
VERBS = frozenset(_VERBS.split())
PARTICIPLES = frozenset(_PARTICIPLES.split())
_FAR = 25


def _bare(key: str) -> str:
    return key[1:] if key[:1] in "وف" and key[1:] in VERBS | PARTICIPLES | ACCORDING else key


def _cues(r: Reading) -> Iterator[tuple[int, str]]:
    for n, word in enumerate(r.words):
        key = _bare(word.key)
        if key in VERBS or key in PARTICIPLES:
            yield n, key


def _quote(r: Reading, cue: int, start: int, end: int, speaker: str, kind: QuoteKind) -> Quote:
    low, high = r.words[start].start, r.words[end - 1].end
    text = r.parts[0].text[low:high]
    return Quote(
        kind=kind, text=text, cue=r.words[cue].text, start=low, end=high,
        speaker=speaker, speaker_name=speaker,
    )  # fmt: skip


def _speaker(r: Reading, cue: int, start: int) -> str:
    stop = start - 1 if r.words[start - 1].key in THAT else start
    if stop <= cue + 1:
        return ""
    return r.parts[0].text[r.words[cue + 1].start : r.words[stop - 1].end].strip(' :،"«')


def _carried(quotes: list[Quote]) -> list[Quote]:
    """Statements without a speaker go to the one before."""
    last, found = "", []
    for q in sorted(quotes, key=lambda q: q.start):
        last = q.speaker or last
        found.append(msgspec.structs.replace(q, speaker_name=last))
    return found


def patterns(text: str) -> list[Quote]:
    """Quotations after a verb of saying."""
    r, found, taken = read([text]), [], -1
    for cue, _ in _cues(r):
        for n in range(cue + 1, min(cue + _FAR, int(r.last[cue]))):
            if r.closing[n] >= 0:
                if n > taken:
                    found.append(
                        _quote(r, cue, n, int(r.closing[n]), _speaker(r, cue, n), "direct")
                    )
                    taken = n
                break
    return _carried(found)


def _clause_end(r: Reading, start: int) -> int:
    for n in range(start + 1, int(r.last[start])):
        key = _bare(r.words[n].key)
        if r.gaps[n] & COMMA and not r.inside[n] and key in PARTICIPLES | ACCORDING:
            return n
    return int(r.last[start])


def _after(r: Reading, cue: int) -> tuple[int, int, QuoteKind] | None:
    for n in range(cue + 1, min(cue + _FAR, int(r.last[cue]))):
        if r.closing[n] >= 0:
            return n, int(r.closing[n]), "direct"
        if r.words[n - 1].key in THAT:
            end = _clause_end(r, n)
            quoted = any(r.closing[k] >= 0 for k in range(n, end))
            return n, end, "mixed" if quoted else "indirect"
    return None


def rules(text: str) -> list[Quote]:
    """Quotations and clauses after a cue, clauses before بحسب."""
    r, found, taken = read([text]), [], -1
    for cue, _ in _cues(r):
        span = _after(r, cue)
        if span and span[0] > taken and cue > taken:
            start, end, kind = span
            found.append(_quote(r, cue, start, end, _speaker(r, cue, start), kind))
            taken = end - 1
    for n, word in enumerate(r.words):
        if _bare(word.key) in ACCORDING and n > r.first[n] + 3 and n > taken:
            first, last = int(r.first[n]), int(r.last[n])
            speaker = re.split("[،.]", r.parts[0].text[word.end : r.words[last - 1].end])[0].strip()
            if not any(q.start < word.start and q.end > r.words[first].start for q in found):
                found.append(_quote(r, n, first, n, speaker, "indirect"))
    return _carried(found)
