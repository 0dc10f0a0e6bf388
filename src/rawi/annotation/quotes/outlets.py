"""Through whom the words came: outlets and platforms that the text mentions, and what links
a statement to one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from rawi.annotation.agencies import forms
from rawi.annotation.quotes.attribution import Statement
from rawi.annotation.quotes.names import Mention
from rawi.annotation.quotes.places import Floats, Places
from rawi.annotation.quotes.reading import CLOSED, DASH, MARK, OPENED, Part
from rawi.annotation.quotes.words import COLUMNS


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


KINDS = _set(
    "صحيفه جريده مجله موقع قناه شبكه اذاعه تلفزيون تليفزيون التلفزيون محطه راديو دوريه وكاله "
    "وكالات وساءل هيءه موقعه موقعها حسابه حسابها صفحته صفحتها برنامج فضاءيه"
)
PLATFORMS = _set(
    "تويتر التويتر اكس فيسبوك الفيسبوك انستغرام انستقرام انستجرام يوتيوب اليوتيوب تلغرام "
    "تيليغرام تليغرام تيلغرام تليجرام سناب واتساب ثريدز"
)
BEFORE = _set(
    "مع عبر علي في عن نقلا حديث مقابله تصريح تصريحات حوار لقاء بيان نشرته نشره نقله نقلته "
    "بثته الي ل"
)
TOLD = _set("نقل نقلت ينقل تنقل نقلا نسب")
_SPEECH = _set("مقابله حديث حوار لقاء تصريح تصريحات اتصال برنامج")
_CLITICS = ("لل", "ل", "ب", "و")
_MOST, _MOST_LATER = 6, 4
"""Words of a name, and of what is quoted behind its first words."""
_STOP = COLUMNS.index("stop")
_OPENING = 8
"""Words among which a dateline ends."""
_CUE = 0.1
"""A word that is likelier a cue than this is none of a name. Chosen by reading."""


class Outlet(NamedTuple):
    """A mention of an outlet or platform: words ``begin`` to ``end``, letters from ``start``."""

    begin: int
    end: int
    start: int
    text: str
    kind: int
    """1 a kind of outlet with its name, 2 a platform, 3 a name of the table of agencies."""
    attached: bool
    """Whether ل or ب is joined to it."""


def _cut(key: str, names: frozenset[str] | dict[str, object]) -> int:
    """How many letters stand before a word that is among ``names``; -1 where it is not."""
    if key in names:
        return 0
    for clitic in _CLITICS:
        if key.startswith(clitic) and key[len(clitic) :] in names:
            return len(clitic)
        if clitic == "لل" and key.startswith(clitic) and f"ال{key[2:]}" in names:
            return 2
    return -1


def _adjective(p: Places, n: int) -> bool:
    key = p.reading.words[n].key
    return (key.startswith("ال") and key.endswith(("ي", "يه"))) or key in ("للانباء", "نيوز")


def _named_end(p: Places, cue: Floats, begin: int) -> int:
    """The gap after a name that begins with a kind of outlet: what is quoted, or the words
    up to the next mark, particle or verb."""
    n, last = begin + 1, min(int(p.reading.last[begin]), begin + 1 + _MOST)
    quoted = _quoted_end(p, n, last, _MOST)
    return _unquoted_end(p, cue, n, last) if quoted is None else _adjectives_end(p, quoted, last)


def _quoted_end(p: Places, n: int, last: int, most: int) -> int | None:
    """The gap after what is quoted from gap ``n`` on; None where nothing so short is."""
    end = int(p.reading.closing[n]) if n < last else -1
    return end if 0 <= end <= n + most else None


def _adjectives_end(p: Places, n: int, last: int) -> int:
    """The gap after the adjectives that go on with a quoted name."""
    gaps = p.reading.gaps
    while n < last and not gaps[n] & ~(OPENED | CLOSED | MARK) and _adjective(p, n):
        n += 1
    return n


def _unquoted_end(p: Places, cue: Floats, first: int, last: int) -> int:
    """The gap after the words of a name, and after what is quoted among them."""
    r, n = p.reading, first
    while n < last and not (r.gaps[n] or r.opens[n] or r.closes[n]):
        if p.words.rows[n][_STOP] or (n > first and _ends_name(p, cue, n)):
            break
        n += 1
        quoted = _quoted_end(p, n, last, _MOST_LATER)
        if quoted is not None and not r.gaps[n] & ~MARK:
            n = quoted
    return n


def _ends_name(p: Places, cue: Floats, n: int) -> bool:
    """Whether a word that is no particle is none of a name's further words either."""
    return bool(cue[n] >= _CUE or p.that[n] or p.reading.words[n].kind == "number")


def _text(p: Places, text: str, start: int, end: int) -> str:
    stop = p.reading.words[end - 1].end
    said = text[start:stop]
    if said.count('"') % 2 or said.count("«") > said.count("»"):
        stop += text[stop : stop + 1] in '"»”'
    return text[start:stop]


def _table(p: Places, n: int) -> tuple[int, int] | None:
    """(end, letters before) of a name of the table of agencies that begins at a word."""
    words = p.reading.words
    for cut in (0, *(len(c) for c in _CLITICS if words[n].key.startswith(c))):
        for form in forms().get(words[n].key[cut:], ()):
            rest = tuple(w.key for w in words[n + 1 : n + len(form.words)])
            if rest == form.words[1:] and not (form.common and not p.reading.opens[n]):
                return n + len(form.words), cut
    return None


def outlets(p: Places, part: Part, cue: Floats) -> list[Outlet]:
    """The outlets and platforms mentioned, in the order of the text."""
    found: list[Outlet] = []
    for n, word in enumerate(p.reading.words[part.begin : part.end], part.begin):
        if may_begin(word.key) and (not found or n >= found[-1].end):
            outlet = _outlet(p, part, cue, n)
            if outlet is not None and not _dateline(p, part, outlet):
                found.append(outlet)
    return found


def _dateline(p: Places, part: Part, outlet: Outlet) -> bool:
    """Whether it stands in the opening ``place (agency) -``: whose text it is, no way it came."""
    marks = int(p.reading.gaps[outlet.end])
    return outlet.begin < part.begin + _OPENING and bool(marks & CLOSED and marks & DASH)


def may_begin(key: str) -> bool:
    """Whether a word may begin the name of an outlet."""
    return key in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    """All words that may, with and without a particle."""
    bare = {*KINDS, *PLATFORMS, *forms()}
    merged = {f"لل{word[2:]}" for word in KINDS | PLATFORMS if word.startswith("ال")}
    return frozenset(bare | merged | {f"{clitic}{word}" for clitic in _CLITICS for word in bare})


def _outlet(p: Places, part: Part, cue: Floats, n: int) -> Outlet | None:
    word = p.reading.words[n]
    for kind, names in ((1, KINDS), (2, PLATFORMS)):
        cut = _cut(word.key, names)
        if cut >= 0:
            end = _named_end(p, cue, n) if kind == 1 else n + 1
            if end > n + 1 or kind == 2:
                start = word.start + cut
                return Outlet(
                    n, end, start, _text(p, part.text, start, end), kind, _joined(p, n, cut)
                )
    known = _table(p, n)
    if known is None:
        return None
    end, cut = known
    start = word.start + cut
    return Outlet(n, end, start, _text(p, part.text, start, end), 3, _joined(p, n, cut))


def _joined(p: Places, n: int, cut: int) -> bool:
    """Whether a particle is joined to a word, or stands before its quotation mark (لـ«...»)."""
    return cut > 0 or (n > 0 and p.reading.words[n - 1].key in _CLITICS)


class Trail(NamedTuple):
    """The vias of the statements before, and their speakers."""

    via: list[str]
    speaker: list[str]


class Asked(NamedTuple):
    """A statement whose way is sought."""

    statement: Statement
    mention: Mention | None
    speaker: str

    @property
    def cue(self) -> int:
        return self.statement.cue if self.statement.cue >= 0 else self.statement.start


def features(
    p: Places, asked: Asked, outlet: Outlet, trail: Trail, found: Sequence[Outlet]
) -> list[float]:
    """What links a statement to an outlet."""
    low, high = min(asked.cue, outlet.begin), max(asked.cue, outlet.begin)
    return [
        *_places(p, asked, outlet),
        *_words_around(p, asked.cue, outlet),
        *_history(asked.speaker, outlet, trail),
        sum(low < o.begin < high for o in found),
        sum(o.text == outlet.text for o in found),
        int(p.quotes[high] - p.quotes[low]),
        outlet.end - outlet.begin,
        asked.mention is None,
        outlet.begin - int(p.reading.begin[outlet.begin]),
    ]


def _places(p: Places, asked: Asked, outlet: Outlet) -> list[float]:
    """Where the outlet stands beside cue, statement and mention."""
    sentence, paragraph, _ = p.reading.lists
    s, mention, cue = asked.statement, asked.mention, asked.cue
    return [
        mention is not None and mention.begin < outlet.end and outlet.begin < mention.end,
        mention is not None
        and mention.begin >= outlet.end
        and sentence[mention.begin] == sentence[outlet.begin],
        max(-200, min(cue - outlet.begin, 400)),
        max(-200, min(s.start - outlet.end, 400)),
        max(-200, min(outlet.begin - s.end, 200)),
        sentence[outlet.begin] == sentence[cue],
        sentence[cue] - sentence[outlet.begin],
        paragraph[cue] - paragraph[outlet.begin],
        cue < outlet.begin < s.start,
        s.start <= outlet.begin < s.end,
    ]


def _words_around(p: Places, cue: int, outlet: Outlet) -> list[float]:
    """The words beside the outlet, and the cue."""
    words = p.reading.words
    before = words[outlet.begin - 1].key if outlet.begin else ""
    before2 = words[outlet.begin - 2].key if outlet.begin > 1 else ""
    low = max(outlet.begin - 8, p.reading.lists.first[outlet.begin])
    nearby = {w.key for w in words[low : outlet.begin]}
    after = words[outlet.end].key if outlet.end < len(words) else ""
    return [
        outlet.kind,
        outlet.attached,
        before in BEFORE,
        before in TOLD or before2 in TOLD or words[outlet.begin].key[:1] == "ل",
        before in ("علي", "في", "عبر"),
        before == "مع",
        bool(nearby & TOLD),
        bool(nearby & _SPEECH),
        after in ("عن", "ان"),
        words[cue].key in TOLD,
        int(p.according[cue]),
        int(p.according[outlet.begin - 1]) if outlet.begin else 0,
    ]


def _history(speaker: str, outlet: Outlet, trail: Trail) -> list[float]:
    """Whether earlier statements came through the outlet, and whose they were."""
    last = trail.via[-1] if trail.via else ""
    return [
        last == outlet.text,
        last not in ("", outlet.text),
        not trail.via,
        bool(trail.speaker) and trail.speaker[-1] == speaker,
        outlet.text in trail.via,
        sum(v == outlet.text for v in trail.via[-3:]),
        (outlet.text, speaker) in zip(trail.via, trail.speaker, strict=True),
        speaker == outlet.text,
    ]


def nearby(p: Places, s: Statement, found: Sequence[Outlet]) -> list[Outlet]:
    """The outlets a statement may have come through: those before it and in its paragraph."""
    paragraph = p.reading.lists.paragraph
    own = paragraph[s.start]
    before = [o for o in found if paragraph[o.begin] < own][-4:]
    return before + [o for o in found if paragraph[o.begin] == own]


def rows(
    p: Places, asked: Asked, offered: Sequence[Outlet], trail: Trail, found: Sequence[Outlet]
) -> list[list[float]]:
    """One row an outlet that is offered; ``found`` are all of the text."""
    return [features(p, asked, o, trail, found) for o in offered]
