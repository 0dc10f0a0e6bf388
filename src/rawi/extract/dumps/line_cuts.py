"""Where a line of a dump is cut.

Cuts are made where the text itself shows two things joined: after the period
that ends a caption, before and after a photo credit, after a label, around a
run of boilerplate, at an advertising marker, between the sentences of a line
too long to be one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rawi.extract.dumps import vocabulary
from rawi.extract.dumps.boilerplate_kinds import ANY
from rawi.extract.dumps.phrases import MARK, pattern, phrases
from rawi.extract.dumps.segment import covered, ends_sentence
from rawi.extract.dumps.word_costs import costs, unglued

LONG_LINE = 900
"""A line longer than this, in code points, is judged sentence by sentence."""

_ARABIC = "\u0620-\u064a\u066e-\u06d3"
_NAME = r"[A-Z][A-Za-zÀ-ÿ0-9.&'’\-]{0,30}+"
_LATIN_CREDIT = rf"{_NAME}(?:(?:\s?[/,|©]\s?|\s)(?:{_NAME}|via|by|for|of)){{0,12}}+"
_AGENCY = pattern(vocabulary.AGENCIES)
_CREDIT = re.compile(
    rf"(?<=[.!؟)\]»”\"…،\d])\s?(?:\(?(?P<latin>{_LATIN_CREDIT})\)?)(?=\s*$|[{_ARABIC}])"
)
_ARABIC_CREDIT = re.compile(rf"(?<=[.!؟)…])\s?(?P<agency>{_AGENCY})(?=\s*$|[{_ARABIC}])")
_LATIN_AGENCY = re.compile(rf"\b{_AGENCY}\b|photo|pool|images|handout|via|/")
_SENTENCE = re.compile(
    rf"(?<![.!؟?…])[.!؟?…]++[\"”»)]*+(?:\s++|(?=[{_ARABIC}«“(*]))(?=[{_ARABIC}A-Za-z0-9\"«“(*\-])"
    r"|[。！？।]++[」』】）]*+\s*+(?=\w)"
)
_TAIL = re.compile(r"(?<![.!؟?…])[.!؟?…]++[\"”»)]*+\s*+(?=[\w\-*\[])")
_LATIN_AD = re.compile(
    r"(?<![a-z])(?:advertisements?|sponsored(?: content)?|publicité)(?![a-z])", re.I
)
_ARABIC_AD = re.compile(
    rf"(?<![{_ARABIC}])(?:مساحه{MARK}* (?:ال)?اعلانيه|اعلان ممول|محتوي (?:ممول|مدفوع)"
    rf"|تابع القراءه بعد الاعلان|تستمر القراءه بعد الاعلان)(?![{_ARABIC}])"
)
_BARE_AD = re.compile(r"(?<=[.!؟\"»”] )اعلان(?:ات)?(?= (?:و|ف|كما |[\"«“]))|^اعلان(?:ات)?(?= و)")
_LONGER = re.compile(r"(?: [^\W\d_]+){1,2} ?: ?")
"""What a label says more before its colon: ``وسوم`` of what, ``المصدر`` of what."""
_AD_TAIL = re.compile(
    r"\W{0,4}(?:\w+ ){0,5}\w*(?:علان|دعاي|advert|sponsor|publicit)\w*\W{0,4}(?:\w+\W{0,3}){0,4}",
    re.I,
)
"""A few words on advertising after the last full stop of a paragraph."""
_REST = re.compile(r"[^\W\d_]+")
_AD_RULES = (
    (("adv", "spons", "publ"), _LATIN_AD),
    (("اعلان", "محتوي م"), _ARABIC_AD),
    (("اعلان",), _BARE_AD),
)
"""What must stand in a line for a rule to be tried, and the rule."""
_FIRST_WORDS = re.compile(r"[^\W\d_]{6,}")
_MONTH = "|".join(phrases(vocabulary.MONTHS))
_WEEKDAY = "|".join(phrases(vocabulary.WEEKDAYS))
_STAMP = re.compile(
    rf"(?:(?:{_WEEKDAY})[،,]?\s*)?\d{{1,2}}\s+(?:{_MONTH})(?:\s?/\s?(?:{_MONTH}))?[،,]?\s+\d{{4}}"
    r"[،,\s|\-–]{0,6}+(?:(?:اخر تحديث|تحديث|الساعه)[:\s]{0,3}+)?\d{1,2}:\d{2}"
    r"(?:\s*(?:\([^()]{1,20}\)|gmt|[صم](?!\w)|بتوقيت \S+))?\s*"
)
_TAILS = re.compile(pattern(vocabulary.AD, vocabulary.SHARE, vocabulary.COMMENT))
_STRAY = re.compile(r"(?!و\w)(?=.{2,28}$)[^\W\d_]+(?: [^\W\d_]+){0,2}")
"""Up to three bare words after the last full stop of a paragraph: no sentence."""
_SURE_LABELS = (
    rf"[او]?اقرا[{_ARABIC}]* (?:ايضا|المزيد|كذلك)|شاهد[{_ARABIC}]* (?:ايضا|المزيد)"
    r"|(?:مواضيع|موضوعات|اخبار|مقالات|خبر|موضوع|مواد|محتوي) (?:ذو|ذات) (?:صله|علاقه)"
    r"|(?:ال)?كلمات (?:ال)?(?:دلاليه|داله|مفتاحيه)|related|tags|قد يهمك ايضا|طالع ايضا"
    r"|تابع ايضا|انظر ايضا|(?:مواضيع|موضوعات|اخبار) متعلقه|بیشتر بخوانید|read (?:also|more)"
)
_SURE = re.compile(f"{MARK}*(?:{_SURE_LABELS}){MARK}*")
_TITLES = pattern(vocabulary.LIST, vocabulary.COMMENT, vocabulary.TAGS, vocabulary.SHARE, least=9)
_DATE = rf"\d{{1,2}}\s+(?:{_MONTH})(?:\s?/\s?(?:{_MONTH}))?[،,]?\s+\d{{4}}"
_DAY_STAMP = re.compile(
    rf"(?:{_WEEKDAY})[،,]?\s+{_DATE}(?:\s+{pattern(vocabulary.SHARE)})?\s*(?=[-–—•*])"
)
"""A whole date before a dash, with or without a share button between them."""
_CLOCK = (
    r"(?:[،,\s|\-–]{0,4}(?:اخر تحديث|تحديث|الساعه)?[:\s]{0,3}\d{1,2}:\d{2}"
    r"(?:\s{0,3}(?:gmt|بتوقيت \S+))?)"
)
_MARKED = re.compile(
    rf"(?P<bullet>[•●▪■◦])|(?P<title>{_TITLES})\s*:?"
    rf"|(?P<label>(?:{_SURE_LABELS})\s*:?|(?:المصدر|وسوم|tags)\s*:)"
    rf"|(?P<stamp>(?:(?:نشر في|اخر تحديث|تاريخ النشر)\s*:\s*)?"
    rf"(?:(?:{_WEEKDAY})[،,]?\s+{_DATE}{_CLOCK}?"
    rf"|{_DATE}{_CLOCK}|\d{{1,2}}/\d{{1,2}}/\d{{4}}\s+\d{{1,2}}:\d{{2}}))"
)
_LABEL = re.compile(rf"{MARK}*{pattern(vocabulary.ALSO, vocabulary.TAGS, vocabulary.SOURCE)}")
_COLON = re.compile(r"\s{0,3}[:：|»«\-–]{1,3}\s{0,3}|\s{0,3}\.{2,9}\s{0,3}")


def cuts(line: str, low: str, begin: int) -> list[int]:
    """Offsets in one line where segments begin, from ``begin`` on, and its end."""
    points = {begin, len(line)}
    points.update(_label_cuts(low, begin))
    points.update(_credit_cuts(line, low))
    if len(line) > 40:
        points.update(_ad_cuts(low))
        points.update(_tail_cut(line, low))
    if len(line) > 80:
        points.update(_stamp_cut(low, begin))
        if len(line) > LONG_LINE or not ends_sentence(line) or ANY.match(low, begin):
            points.update(_run_cuts(low, begin))
    if len(line) > LONG_LINE:
        sentences = [m.end() for m in _SENTENCE.finditer(line)]
        points.update(sentences)
        points.update(_subhead_cuts(line, low, [begin, *sentences]))
        points.update(_mark_cuts(low))
    return sorted(p for p in points if p >= begin)


def _label_cuts(low: str, begin: int) -> Iterator[int]:
    """Where a label at the start of a line ends: at a colon, a glued word, another line."""
    found = _LABEL.match(low, begin)
    if not found or found.end() == len(low):
        return
    longer = _LONGER.match(low, found.end())
    if longer:
        yield longer.end()
        return
    colon = _COLON.match(low, found.end())
    if colon and ":" in colon.group():
        yield colon.end()
    elif _is_sure_label(low, begin, found.end()):
        yield colon.end() if colon else found.end()


def _is_sure_label(low: str, begin: int, end: int) -> bool:
    found = _SURE.match(low, begin)
    return bool(found) and found is not None and found.end() >= end - 1


def _credit_cuts(line: str, low: str) -> Iterator[int]:
    for match in _CREDIT.finditer(line):
        latin = match["latin"]
        glued = match.end() < len(line) or line[match.start()] == latin[0]
        if glued or _LATIN_AGENCY.search(latin.lower()):
            yield match.start()
            yield match.end()
    for match in _ARABIC_CREDIT.finditer(low):
        if match["agency"] and _stands(low, match.end()):
            yield match.start()
            yield match.end()


def _stands(low: str, end: int) -> bool:
    """Whether what is glued to an agency's name is a word, and not the rest of one."""
    rest = _REST.match(low, end)
    if not rest:
        return True
    start = end
    while start > 0 and low[start - 1].isalpha():
        start -= 1
    return rest.group() in costs() and low[start : rest.end()] not in costs()


def _stamp_cut(low: str, begin: int) -> Iterator[int]:
    found = _STAMP.match(low, begin) or _DAY_STAMP.match(low, begin)
    if found and found.end() < len(low):
        yield found.end()


def _mark_cuts(low: str) -> Iterator[int]:
    """On a line that holds a whole page: around labels and time stamps, before bullets."""
    for match in _MARKED.finditer(low):
        yield match.start()
        if match.lastgroup != "bullet":
            yield match.end()


def _subhead_cuts(line: str, low: str, sentences: list[int]) -> Iterator[int]:
    """Where a subhead was glued to the sentence after it: ``...جديدةوقال``."""
    for start in sentences:
        for token in _FIRST_WORDS.finditer(line, start, min(len(line), start + 60)):
            cuts = unglued(token.group(), low[token.start() : token.end()], _nothing)
            if len(cuts) == 1:
                yield token.start() + cuts[0]
                break


def _nothing(_: str) -> bool:
    return False


def _ad_cuts(low: str) -> Iterator[int]:
    for hints, rule in _AD_RULES:
        if any(hint in low for hint in hints):
            for match in rule.finditer(low):
                yield match.start()
                yield match.end()


def _tail_cut(line: str, low: str) -> Iterator[int]:
    """Where boilerplate begins after the last sentence of a line, or a stray phrase does."""
    for match in _TAIL.finditer(line, max(0, len(line) - 160)):
        tail = low[match.end() :]
        stray = _STRAY.fullmatch(tail) or (len(tail) < 50 and _AD_TAIL.fullmatch(tail))
        if covered(tail, _TAILS) >= 0.75 or (len(line) > 80 and stray):
            yield match.end()
            break


def _run_cuts(low: str, begin: int) -> Iterator[int]:
    """Around runs of boilerplate: several phrases one after another."""
    start = end = begin
    count = 0
    for match in ANY.finditer(low, begin):
        if match.end() - match.start() < 2:
            continue
        if low[end : match.start()].strip(" :|،,-–•·>»/0123456789\tو") or not count:
            yield from _run(start, end, count)
            start, count = match.start(), 0
        count += 1
        end = match.end()
    yield from _run(start, end, count)


def _run(start: int, end: int, count: int) -> tuple[int, ...]:
    return (start, end) if count >= 3 and end - start >= 18 else ()
