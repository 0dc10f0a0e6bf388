"""What stands beside a mention and is no part of it: days, times, whom it was said to."""

from __future__ import annotations

from rawi.annotation.quotes.names import DOCUMENTS
from rawi.annotation.quotes.outlets import may_begin
from rawi.annotation.quotes.places import Places


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TIMES = _set(
    """
    الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت اليوم امس حينها وقتها انذاك
    لاحقا صباح مساء الماضي المقبل حاليا سابقا ايضا بالقول خلال
    """
)
_HEARERS = _set(
    """
    للصحفيين للصحافيين لصحافيين لصحفيين للصحافه لوساءل للاعلام لوكاله للوكاله لقناه
    لصحيفه لشبكه لموقع لبرنامج للبرنامج لاعضاء
    """
)


def _told(p: Places, n: int) -> bool:
    """Whether a word names to whom it was said: ل with a hearer or an outlet."""
    key = p.reading.words[n].key
    return key in _HEARERS or (key.startswith("ل") and len(key) > 3 and may_begin(key))


def trimmed(p: Places, begin: int, end: int) -> tuple[int, int]:
    """The words of a mention without days before it, times and hearers after it."""
    words = p.reading.words
    while begin < end and words[begin].key in _TIMES:
        begin += 1
    if begin == end or words[begin].text in DOCUMENTS:
        return begin, end
    for n in range(begin + 1, end):
        if words[n].key in _TIMES or _told(p, n):
            return begin, n
    return begin, end
