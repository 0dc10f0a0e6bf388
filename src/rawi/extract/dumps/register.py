"""Who speaks in a segment: a report, the site to its reader, or a reader.

A report speaks of others in the third person and in words of the news. A site
addresses its reader (``بريدك``, ``متصفحك``), asks (``اشترك``), and speaks of
itself (``موقعنا``, ``الصفحة``); a reader greets, scolds and writes dialect.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache
from heapq import nlargest

from rawi.extract.dumps import vocabulary
from rawi.extract.dumps.phrases import MARK, pattern, phrases
from rawi.extract.dumps.word_costs import costs

_WORD = re.compile(r"[^\W\d_]+")
_MEASURED = 400
"""So much of a segment, in code points, is read for its register."""
_SAMPLE, _LOOKED, _LONG = 6, 200, 2_000
"""So many code points of so many of the longest segments of a page tell its language; more of
a segment that holds most of a page."""
_SITES, _READERS = 0.25, 0.12
"""From these shares of its words on, a segment speaks to a reader, or as one."""
_OPENER = math.log(1500)
"""A first word is told to the model when its rank among words of news is at least this."""
_COMMON = math.log(6000)
"""Words so frequent in news are no address, whatever they end in."""
_DATELINE = re.compile(
    r"[^.،:؛\d]{2,40}?(?:\([^()]{2,24}\)|[-–—/:])\s*[-–—:]*\s|[^.:\d]{2,30}، [^.:\d]{2,30}? ?\("
)
"""A place or an agency, and a dash or colon behind it."""

_WORDS = r"[^\W\d_]+(?: [^\W\d_]+)"
_PLACED = re.compile(
    rf"[^.:؛\d()]{{2,45}}\((?:{pattern(vocabulary.AGENCIES)}|[a-z][a-z ]{{1,10}})\)\s*[-–—:]"
    rf"|{_WORDS}{{0,3}} ?[-–—/] ?{_WORDS}{{0,3}}(?: ?[-–—] ?{_WORDS}{{0,2}})? ?: "
)
"""The place, and who reports: ``القاهرة (رويترز) -``, ``سبق - الرياض:``."""
_SITE = frozenset(phrases(vocabulary.SITE_TALK))
_READER = frozenset(phrases(vocabulary.READER_TALK))
_SPOKEN_TO = ("كم", "ك", "نا")
_OWNERS = (*_SPOKEN_TO, "ها", "هم", "ه")
"""Pronouns joined to a word: yours and ours first, then theirs."""
_PROFESSIONS = frozenset(phrases(vocabulary.PROFESSIONS))
_BIO = 45
"""An author is introduced in fewer words."""
_ITSELF = re.compile(
    rf"(?:{MARK}*\w+ )?{MARK}*(?:هذا|هذه|لهذا|لهذه) (?:النص|المقال|التقرير|الماده|الصفحه"
    r"|الموقع|المحتوي|المقطع|الخدمه|التطبيق|النشره|القسم|الترجمه|المنشور|المدونه|الرابط)(?!\w)"
)
"""A text that speaks of itself: ``هذا النص مترجم``."""
_CLITICS = re.compile("(?:[وف]?[بكل]?ال|[وف]?لل|[وفبل])(?=...)")


@lru_cache(16_384)
def _kind(word: str) -> str:
    """One letter, as ``register`` says."""
    if word in _READER:
        return "r"
    bare = _CLITICS.sub("", word, count=1)
    if word in _SITE or bare in _SITE:
        return "s"
    known = costs().get(word)
    if known is not None and known < _COMMON:
        return "-"
    if owned := next(filter(None, (_owned(word, ending) for ending in _OWNERS)), ""):
        return owned
    return "-" if known is not None or bare in costs() or not word.isalpha() else "u"


def _owned(word: str, ending: str) -> str:
    """What a word with a pronoun joined to it is, if anything."""
    stem = word.removesuffix(ending)
    if stem == word or len(stem) < 3:
        return ""
    if ending in _SPOKEN_TO and _is_known(stem):
        return "y"
    return "s" if _CLITICS.sub("", stem, count=1) in _SITE else ""


def _is_known(stem: str) -> bool:
    found = costs()
    return stem in found or _CLITICS.sub("", stem, count=1) in found or stem[:-1] + "ه" in found


def register(low: str) -> tuple[str, str]:
    """Kinds of the words of folded text, a letter each, and its first word where news begins so.

    ``s`` a word of sites, ``y`` one to the reader, ``r`` one of readers, ``u`` unknown,
    ``-`` any other.
    """
    found = _WORD.findall(low[:_MEASURED].replace(MARK, ""))
    first = found[0] if found else ""
    opens = first if costs().get(first, math.inf) < _OPENER else ""
    return "".join(map(_kind, found)), opens


def addressed(low: str) -> bool:
    """Whether folded text is a site's word to its reader, or a reader's word."""
    kinds, _ = register(low)
    reader, you = kinds.count("r"), kinds.count("y")
    talks = reader >= 2 and (reader + you) >= _READERS * len(kinds)
    return talks or to_reader(low)


def to_reader(low: str) -> bool:
    """Whether folded text is a site's word to its reader, or of the text itself."""
    kinds, _ = register(low)
    site, you = kinds.count("s"), kinds.count("y")
    asks = site + you >= 3 and (site + 2 * you) >= _SITES * len(kinds)
    return asks or _ITSELF.match(low) is not None


def introduces(low: str) -> bool:
    """Whether folded text says who an author is: a name or none, and a profession."""
    found = _WORD.findall(low[:_MEASURED].replace(MARK, ""))
    return len(found) < _BIO and any(word in _PROFESSIONS for word in found[:5])


def is_arabic(segments: Iterable[str]) -> bool:
    """Whether most words of a page are words of Arabic news."""
    known = costs()
    longest = nlargest(_SAMPLE, segments, key=len)
    middles = (
        low[len(low) // 3 :][: 4 * _LOOKED if len(low) > _LONG else _LOOKED] for low in longest
    )
    found = [word for low in middles for word in low.split()]
    return 2 * sum(map(known.__contains__, found)) > len(found)


def is_placed(low: str) -> bool:
    """Whether folded text begins with a place and who reports from it, as leads do."""
    return _PLACED.match(low) is not None


def is_dateline(text: str) -> bool:
    """Whether ``text`` begins as a report does that names its place: ``القاهرة (أ ف ب) -``."""
    return _DATELINE.match(text, 0, 90) is not None
