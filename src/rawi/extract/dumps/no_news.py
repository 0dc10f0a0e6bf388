"""What a dump is that is no news: a recipe, a shop's page, a thread, scripture, a table.

Two kinds of signs. Pages of recipes, shops, forums, scripture and encyclopedias say words
of several families (``kind_words.py``) more densely than news that speaks of the same
things. Code, tables, poems and lists show by their shape: marks, numbers in rows, short
lines that end openly, sentences cut off. All is counted over the text itself, before
anything of it is taken for an article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

from rawi.extract.dumps.kind_words import KINDS, MORE, POEM
from rawi.extract.dumps.markup import unescaped
from rawi.extract.dumps.phrases import MARK, folded, pattern, phrases
from rawi.model import Rejection

_READ = 12_000
"""So much of a dump, in code points, is looked at."""
_REPEATED, _FEWEST = 3, 70
"""A phrase counts at most so often; fewer words are taken for so many."""
_SIGNED, _STRETCH = 3, 100
"""With its signs a kind counts at most so many times its words; a stretch has so many words."""
_SIGNS = 12
"""So many notes or verses count at most; vowel signs all over a text count twice as much."""
_LONG = 90
"""A closed line of so many code points is a paragraph; an open one of half as many more."""
_PARAGRAPHS = 0.25
"""Lists, poems and tables have at most this share of their text in paragraphs."""
_VOWELLED = 0.22
"""So many vowel signs a letter has scripture; news has next to none."""
_CODE_LINE, _CODE = 0.12, 0.5
"""From this share of marks on a line is code; a page of code has this share of its text so."""
_STATED = 160
"""A statement is no longer."""
_ROW, _ROWS = 0.3, 0.55
"""The same of numbers among the words of a row, and of rows among lines."""
_CUT, _CUTS, _TIMES = 0.45, 3, 5
"""Of the longer lines of a page of teasers so much is cut off, and so many are; a ticker has
so many lines that begin with a time."""
_HEADLINES, _HEADED = 5, 0.6
"""So many open lines make a list, with this share of the text."""
_RHYME, _RHYME_HALF, _HALVES, _VERSES = 0.55, 0.8, 0.4, 6
"""This share of a poem's lines ends in one letter, or of every second, or has its halves
parted; so many lines."""
_RUN_ON = 0.25
"""Of the lines of a poem in Latin script so many begin inside a sentence."""
_WORDS = 3.5
"""Verses without rhyme have fewer words than this, less one, on average."""
_UNSPACED = re.compile("[\u2e80-\u9fff]")
"""Letters of scripts whose words no space parts: verses cannot be told by their few words."""
_MANY, _MOST, _BRIEF = 5, 0.8, 280
"""So many articles, most of a single paragraph of at most so many code points, are teasers."""

_NAMED = {
    "recipe": "a recipe",
    "product": "a page of a shop or an advertisement",
    "forum": "a thread of readers",
    "scripture": "scripture, or what explains it",
    "encyclopedia": "an article of an encyclopedia",
    "code": "code or data",
    "table": "a table",
    "poem": "a poem",
    "listing": "a list of headlines and teasers",
    "other": "a text that is written as no report is",
}
OTHER_TEXT = "other"
"""The kind of a text that is written as no report is, whatever else it may be."""
WITHOUT_ARTICLE = ("listing", "table", "code")
"""Kinds that hold no text to be read as an article."""
_WORD = re.compile(r"[^\W_]+")
_SYMBOL = re.compile(r"[{}()\[\];=<>_/\\$#&|*+@^~]|::|->|\":")
_NUMBER = re.compile(r"[\d.,:%/+\-–|]*\d[\d.,:%/+\-–]*[a-z%]{0,3}|[-–|]")
_CLOSED = re.compile(r"[.!؟?。！？।][\"”»)’'」』】\s]*$")
_DOTS = re.compile(r"(?:\.{2,}|…)\W*(?:(?:[^\W\d_]+\W+){0,2}[^\W\d_]+)?\W*$")
_TIME = re.compile(r"\W*\d{1,2}:\d{2}\b")
_PARTED = re.compile(r"\S(?:\s{3,}|\s*(?:\*{2,}|\.{3,}|…|[/|])\s*)\S")
_NOTE = re.compile(r"\[\d{1,3}\]|^\s*\^|\(\d{3,4}\s*[-–]\s*\d{3,4}\)", re.M)
_CHAIN = re.compile(r"^[\W\d]*و?عن [^\n]{3,40} رضي الله عن", re.M)
"""Who a saying of the Prophet is told by, at the start of a line."""
_VERSE_NUMBER = re.compile(r"[﴿﴾۝]|[({]\s?\d{1,3}\s?[)}]")
_BEGINS = (*(f"{one}{two}" for one in ("", *"وفبلك") for two in ("", "ال")), "لل")
_ENDS = ("ات", "ين", "ون", "ها", "ه", "ك", "كم")
"""Particles before a word of a kind, and endings behind it."""
_PRICE = re.compile(
    r"(?:ر\.س|د\.ا|ج\.م|د\.ك|ريال|درهما?|دينارا?|جنيها?|ليره|دولارا?|تومان|[$€£]|usd|aed|sar)"
    r"\s?\d[\d,.]*|\d[\d,.]*\s?"
    r"(?:ر\.س|د\.ا|ج\.م|د\.ك|ريال|درهما?|دينارا?|جنيها?|ليره|دولارا?|تومان|[$€£]|usd|aed|sar)"
)
_STAMP_LINE = re.compile(
    r"^[^\n]{0,25}(?:\d{1,4}[-/]\d{1,2}[-/]\d{2,4}|\d{1,2}:\d{2})[^\n]{0,25}$"
    r"|^[^\n]{0,20}(?:قبل|منذ) \d?[^\n]{0,12}$|^[^\n]{0,25}\bago\b[^\n]{0,10}$",
    re.M,
)
_SPEAKER = re.compile(r"^(\w{2,20}(?: \w{2,20})?) ?: ", re.M)
_AGAIN = 2
"""A reader of a thread speaks again; a label stands once."""
_HANDLE = re.compile(r"^(?=[^:\n]*[\d_])([a-z][\w.-]{2,19})(?: (?:wrote|replied|said))? ?:", re.M)
"""The name of an account, which no person has, before what it says."""
_ASKS = re.compile(r"^(?:[\w.-]{3,20} (?:wrote|asked)|(?:كتبت?|سألت?|سؤال) ?[^:\n]{0,30}) ?:", re.M)
_REPLIES = re.compile(
    r"^(?:[\w.-]{3,20} (?:replied|answered)\b[^:\n]{0,30}"
    r"|(?:ردت?|رد آخر|الجواب من) [^:\n]{0,30}) ?:",
    re.M,
)
"""Who writes and who replies, each at the start of a line."""
_READERS = 2
"""So many accounts make a thread."""
_STATEMENT = re.compile(
    r"[;{}]$|^(?:(?:at|def|class|import|return|from \w+ import) |[$#@.]\w|\d{4}-\d\d-\d\d[ T])"
    r"|[a-z_]\(.*\)"
)


def no_news(text: str, bare: str | None = None) -> str | None:
    """Which kind a text is that is no news, its line breaks as they are; None if it may be news.

    ``bare``, where given, is the text without marks of converters: links are no code.
    """
    head = unescaped(text[:_READ])
    lines = _lines(head)
    written = lines if bare is None else _lines(unescaped(bare[:_READ]))
    return _by_marks(lines, written) or _by_words(folded(head)) or _by_lines(lines)


def is_list(text: str, bodies: Sequence[Sequence[str]]) -> str | None:
    """Which kind a text is in which only these bodies were found: a list, a poem, or news."""
    if len(bodies) >= _MANY and sum(map(_is_brief, bodies)) >= _MOST * len(bodies):
        return "listing"
    if not all(map(_is_teaser, bodies)):
        return None
    lines = _lines(unescaped(text[:_READ]))
    total = sum(map(len, lines))
    if sum(len(line) for line in lines if _is_paragraph(line)) > _PARAGRAPHS * total:
        return None
    if _is_poem(lines):
        return "poem"
    heads = [line for line in lines if 12 <= len(line) <= 160 and line.count(" ") >= 2]
    listed = len(heads) >= _HEADLINES and sum(map(len, heads)) >= _HEADED * total
    return "listing" if listed else None


def refusal(kind: str) -> Rejection:
    """The refusal of a text that is of a kind."""
    return Rejection(kind=kind, reason=f"{_NAMED[kind]}, no report")


def _lines(text: str) -> list[str]:
    lines = (line.strip() for line in text.split("\n"))
    return [line for line in lines if any(map(str.isalnum, line))]


def _is_brief(body: Sequence[str]) -> bool:
    return len(body) == 1 and len(body[0]) <= _BRIEF


def _is_teaser(body: Sequence[str]) -> bool:
    """Whether a body is short lines, or a sentence cut off."""
    return not any(
        len(text) >= _LONG // 2 and _CLOSED.search(text) and not _DOTS.search(text[-40:])
        for text in body
    )


# by their marks


def _by_marks(lines: Sequence[str], written: Sequence[str]) -> str:
    total = sum(map(len, written))
    code = sum(len(line) for line in written if _is_code(line))
    if total and code >= _CODE * total:
        return "code"
    rows = sum(map(_is_row, lines))
    if rows >= _VERSES and rows >= _ROWS * len(lines):
        return "table"
    return "forum" if _is_thread(written) else ""


def _is_thread(lines: Sequence[str]) -> bool:
    """Whether two accounts speak, one of them again, or one writes and another replies."""
    text = "\n".join(lines)
    speakers = Counter(_HANDLE.findall(text))
    if len(speakers) >= _READERS and max(speakers.values()) >= _AGAIN:
        return True
    return bool(_ASKS.search(text)) and bool(_REPLIES.search(text))


def _is_code(line: str) -> bool:
    marks = len(_SYMBOL.findall(line))
    if marks < 2 or line.startswith("|"):
        return False
    stated = len(line) <= _STATED and _STATEMENT.search(line) is not None
    return stated or marks >= _CODE_LINE * len(line.replace(" ", ""))


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table: numbers, and a few words that name them."""
    found = line.replace("|", " ").split()
    numbers = sum(_NUMBER.fullmatch(word) is not None for word in found)
    return numbers >= 2 and numbers >= _ROW * len(found)


# by their words


@cache
def _families(kind: str) -> tuple[re.Pattern[str], ...]:
    before = rf"(?<![^\W_{MARK}]){MARK}*(?:(?:[وفبلك]?ال|لل|[وفبلك]){MARK}*)?"
    edges = before + rf"(?:{{}}){MARK}*(?:ات|ين|ون|ها|ه|ك|كم)?{MARK}*(?![^\W_{MARK}])"
    return tuple(re.compile(edges.format(pattern(t))) for t in KINDS[kind].families.values())


def _by_words(low: str) -> str:
    """The kind whose words stand most densely, measured by what that kind needs."""
    words = Counter(_WORD.findall(low.replace(MARK, "")))
    there: Counter[str] = Counter()
    for word, times in words.items():
        for form in _forms(word):
            there[form] += times
    count = words.total()
    worth = {kind: _worth(kind, low) for kind in KINDS if _may_be(kind, there, count)}
    kind = max(worth, key=lambda k: worth[k], default="")
    return kind if kind and worth[kind] >= 1 else ""


def _may_be(kind: str, there: Counter[str], words: int) -> bool:
    """Cheap test before the expressions: whether the words of enough phrases stand there."""
    needs, known = KINDS[kind], _by_first_word(kind)
    most = sum(
        min(_REPEATED, *map(there.__getitem__, phrase)) * len(phrase)
        for first in there
        for phrase in known.get(first, ())
    )
    count = min(words, _STRETCH) if needs.within else words
    signed = 1 if kind == "recipe" else _SIGNED  # a recipe has no signs besides its words
    return signed * most >= needs.density * max(_FEWEST, count)


@cache
def _phrases(kind: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a kind, each by its words."""
    tables = KINDS[kind].families.values()
    return tuple(tuple(_WORD.findall(p)) for table in tables for p in phrases(table))


@cache
def _by_first_word(kind: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in _phrases(kind):
        found[phrase[0]].append(phrase)
    return dict(found)


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for kind in KINDS for phrase in _phrases(kind) for word in phrase)


@lru_cache(16_384)
def _forms(word: str) -> frozenset[str]:
    """What of the vocabulary a word may be, with particles and endings or without."""
    bare = {word, *(word.removeprefix(begin) for begin in _BEGINS)}
    return _vocabulary() & (bare | {form.removesuffix(end) for form in bare for end in _ENDS})


class _Phrase(NamedTuple):
    """Where a phrase of a kind stands, of which family it is, and its words."""

    start: int
    family: str
    text: str


def _worth(kind: str, low: str) -> float:
    """How densely the words of a kind stand, 1 where it is enough."""
    needs = KINDS[kind]
    families = zip(needs.families, _families(kind), strict=True)
    found: Sequence[_Phrase] = [
        _Phrase(m.start(), name, m.group())
        for name, family in families
        for m in family.finditer(low)
    ]
    start, own = 0, found
    if needs.within:
        start, own = _densest(sorted(found), needs.within)
    signs = min(_signs(kind, low), (_SIGNED - 1) * _counted(own))
    there = {phrase.family for phrase in own} | ({"signs"} if signs else set())
    hits = _counted(own) + signs
    if not there.intersection(needs.needed) or len(there) < needs.least or hits < needs.hits:
        return 0.0
    end = start + needs.within if needs.within else len(low)
    return hits / max(_FEWEST, len(_WORD.findall(low, start, end))) / needs.density


def _densest(found: Sequence[_Phrase], within: int) -> tuple[int, Sequence[_Phrase]]:
    """Of all stretches of so many code points the one with most phrases, and where it begins."""
    best, first = (0, 0), 0
    for last, phrase in enumerate(found):
        while phrase.start - found[first].start > within:
            first += 1
        best = max(best, (last + 1 - first, -first))
    size, first = best[0], -best[1]
    own = found[first : first + size]
    return (own[0].start if own else 0), own


def _counted(found: Sequence[_Phrase]) -> int:
    """Words of the phrases, each phrase a few times at most."""
    times = Counter(" ".join(phrase.text.split()) for phrase in found)
    return sum(min(_REPEATED, n) * (text.count(" ") + 1) for text, n in times.items())


def _signs(kind: str, low: str) -> int:
    """What a kind shows besides words: notes of an encyclopedia, vowel signs and verses."""
    if kind == "encyclopedia":
        return min(_SIGNS, len(_NOTE.findall(low)))
    if kind == "product":
        return min(_SIGNS, len(_PRICE.findall(low)))
    if kind == "forum":
        marks = max(len(_STAMP_LINE.findall(low)), _turns(low))
        return min(_SIGNS, marks) if marks >= _CUTS else 0
    if kind == "scripture":
        vowelled = low.count(MARK) >= _VOWELLED * len(low)
        told = len(_VERSE_NUMBER.findall(low)) + len(_CHAIN.findall(low))
        return min(_SIGNS, 2 * told) + 2 * _SIGNS * vowelled
    return 0


def _turns(low: str) -> int:
    """Lines that begin with who speaks, where one of them speaks again."""
    speakers = Counter(_SPEAKER.findall(low))
    return speakers.total() if max(speakers.values(), default=0) >= _AGAIN else 0


# by their lines


def _by_lines(lines: Sequence[str]) -> str | None:
    return "listing" if _is_teasers(lines) else None


def _is_paragraph(line: str) -> bool:
    return len(line) >= _LONG and (bool(_CLOSED.search(line)) or len(line) >= 1.5 * _LONG)


@cache
def _words_of(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern(table)})(?!\w)")


def _is_teasers(lines: Sequence[str]) -> bool:
    """Whether most of what is long is cut off, or lines begin with the time, or lead on."""
    longer = sum(len(line) for line in lines if len(line) >= _LONG // 2)
    cut = [b for a, b in pairwise(lines) if _is_cut(b) and not (_is_cut(a) or _CLOSED.search(a))]
    if len(cut) >= _CUTS and sum(map(len, cut)) >= _CUT * longer:
        return True
    timed = sum(_TIME.match(line) is not None and len(line) < 160 for line in lines)
    if timed >= _TIMES and timed >= _HEADED * len(lines):
        return True
    more = sum(_words_of(MORE).fullmatch(folded(line)) is not None for line in lines)
    return more >= _CUTS and 5 * more >= len(lines)


def _is_cut(line: str) -> bool:
    return len(line) >= _LONG // 2 and _DOTS.search(line[-40:]) is not None


def _is_poem(lines: Sequence[str]) -> bool:
    """Whether lines are verses: short, open, and rhymed, parted in halves, or called so."""
    verses = [line for line in lines if len(line) <= 120 and not line[0].isdigit()]
    if len(verses) < _VERSES or len(verses) < _MOST * len(lines):
        return False
    parted = sum(_PARTED.search(line) is not None for line in verses)
    runs_on = sum(line[:1].islower() for line in verses) >= _RUN_ON * len(verses)
    spaced = not any(map(_UNSPACED.search, verses))
    brief = spaced and fmean(line.count(" ") for line in verses) < _WORDS
    called = any(_words_of(POEM).search(folded(line)) for line in (*lines[:3], *lines[-2:]))
    return parted >= _HALVES * len(verses) or _rhymes(verses) or called or brief or runs_on


def _rhymes(verses: Sequence[str]) -> bool:
    """Whether all lines, or every second, end in one letter."""
    ends = [_WORD.findall(folded(verse).replace(MARK, ""))[-1][-1:] for verse in verses]
    for own in (ends, ends[::2], ends[1::2]):
        best = Counter(own).most_common(1)[0][1]
        if len(own) >= _VERSES // 2 and best >= (_RHYME if own is ends else _RHYME_HALF) * len(own):
            return True
    return False
