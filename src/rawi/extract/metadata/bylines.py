"""Lines that say who wrote, and the names in them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from rawi.extract.metadata.evidence import without_gaps
from rawi.extract.metadata.given_names import TITLE, given

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAYS = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_NAME = r"[^\d\n|•·⋅:<>/\\@()]{2,80}?"
_END = (
    r"(?=\s*(?:$|[|•·⋅@(<\d\[–—/]|\s-\s|,\s+\d|(?<=[a-z]{2})\.(?:\s|$)|\.$|"
    r"\b(?i:updated|published|posted|last|view|read|reviewed|medically|fact)\b|"
    rf"\b(?:on|in|for|at|is|from|has|last)\b|(?:\b|(?<=[a-z])){_MONTHS}\s+\d|تاريخ|نشر|آخر تحديث|"
    r"السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة))"
)
_VERBS = (
    r"written|posted|published|authored|story|text|words|article|reported|created|submitted|"
    r"content|interview|contributed|report"
)
_BY = re.compile(
    rf"(?:^|[|•·⋅–—-]\s*|(?<=\d)\s+|\s{{2,}})(?:(?i:{_VERBS})\s+)?(?:[Bb]y|BY)\s*:?\s*"
    rf"(?=[^\Wa-z]|the\s+[A-Z])({_NAME}){_END}"
    rf"|\b(?i:{_VERBS})\s+(?:[Bb]y|BY)\s*:?\s*(?=[^\W\d])({_NAME}){_END}"
    rf"|^(?i:authors?|writers?|contributors?)\s*:\s*({_NAME}){_END}"
)
_BY_ALONE = re.compile(
    r"(?:(?:written|posted|words|story) )?[Bb]y:? ((?:the )?[\w.-]+(?: [A-Z][\w-]+){0,2})"
)
"""A line that says nothing else may name somebody in small letters."""
_BY_ELSEWHERE = re.compile(
    rf"(?:(?:(?:Publié|Propos recueillis|Escrito|Geschrieben) )?"
    rf"(?:[Pp]ar|[Vv]on|[Pp]or|[Dd]oor|Av|Af|"
    rf"Oleh|Di|Da|De|Autor(?:in)?/-?(?:in|Autor(?:in)?)):?|"
    rf"(?:Texte?|Testo|Texto|Autor(?:in)?|Auteur)\s*:)\s+([{_CAPITAL}][^\d|•·@(<]{{3,50}}?)"
    r"(?=$|\s*[|•·(–—]|\s+-\s|\s+\d)"
)
"""The same in other languages, at the beginning of a line."""
_REVIEWED = re.compile(
    r"(?:(?:medically|clinically|expert|fact)[ -])?(?:reviewed|checked|edited|approved)\s+by:?\s+"
    r"(.{3,60}?)(?=$|[,|]|\son\s|\s[-–—]\s)",
    re.IGNORECASE,
)
_REVIEWERS = frozenset("AaCcEeFfMmRr")
_WROTE = re.compile(
    r"^(?:[-–*•]\s*)?(?:"
    r"(?:كتب(?:ت|ه|ها)?|بقلم|تحرير|إعداد|اعداد|أعدّ?ها?|تقرير|حوار|حاور(?:ه|ته|ها)|"
    r"أجرى الحوار|أجرت الحوار|تحقيق|ترجمة|الكاتبة?|المحررة?|"
    r"مراسل(?:ة|نا|تنا)?(?:\s+[^\W\d_]+){0,3}|متابعة|نویسنده|خبرنگار|تأليف)\s*[:/\-–—ـ]+\s*|"
    r"(?:كتب(?:ت)?|بقلم)\s+)"
    r"(" + _NAME + ")" + _END
)
_CITIES = (
    r"القاهرة|الإسكندرية|الجيزة|بورسعيد|أسوان|الأقصر|بيروت|طرابلس|صيدا|دمشق|حلب|حمص|عمان|عمّان|"
    r"إربد|القدس|القدس المحتلة|رام الله|غزة|نابلس|الخليل|حيفا|بغداد|البصرة|الموصل|أربيل|كركوك|"
    r"الكويت|الرياض|جدة|الدمام|مكة|مكة المكرمة|المدينة المنورة|المدينة|أبها|تبوك|الأحساء|الدوحة|"
    r"المنامة|مسقط|أبوظبي|أبو ظبي|دبي|الشارقة|صنعاء|عدن|تعز|الخرطوم|أم درمان|بورتسودان|بنغازي|"
    r"تونس|صفاقس|الجزائر|وهران|قسنطينة|الرباط|الدار البيضاء|مراكش|فاس|طنجة|نواكشوط|مقديشو|"
    r"جيبوتي|لندن|باريس|برلين|روما|مدريد|بروكسل|جنيف|فيينا|موسكو|كييف|أنقرة|إسطنبول|اسطنبول|"
    r"طهران|واشنطن|نيويورك|بكين|نيودلهي|إسلام آباد|كابول|أثينا|طوكيو|الأمم المتحدة|عواصم"
)
_ARABIC_WORD = r"[\u0621-\u063a\u0641-\u064a.]+"
_DASH = r"\s*[-–—ـ:/|،,]\s*"
_AGENCIES = (
    r"(?:وكالة\s+)?(?:رويترز|[أا]\s?ف\s?ب|فرانس برس|[أا]سوشيتد ?برس|[أا]\s?ب|د\s?ب\s?[أا]|الأناضول|"
    r"وكالات|متابعات|واس|وام|سانا|قنا|بترا|كونا|بنا|وفا|شينخوا|سبوتنيك|وات|[أا]\s?ش\s?[أا]|"
    r"الوكالة الوطنية للإعلام|AFP|Reuters|Associated Press|AP|Xinhua|DPA|EFE|ANSA|TASS)"
)
AGENCY = re.compile(_AGENCIES, re.IGNORECASE)
"""News agencies as bylines write them."""
_FROM_CITY = re.compile(
    rf"(?:{_CITIES}){_DASH}({_ARABIC_WORD}(?:\s+{_ARABIC_WORD}){{1,3}}|{_AGENCIES})(?:{_DASH}.{{0,24}})?$|"
    rf"({_ARABIC_WORD}(?:\s+{_ARABIC_WORD}){{1,3}})(?:{_DASH}|\s*\()(?:{_CITIES})\)?$"
)
"""A city and who writes from it, in either order."""
_ANNOUNCES = re.compile(
    r"(?:article\s+)?(?:written|posted|authored|words|story|interview)\s+by\b|by\s*:?\s+[^\Wa-z]|"
    r"authors?\s*:|كتب(?:ت)?\s*[:/]|بقلم\b|تحرير\s*[:/]|إعداد\s*[:/]",
    re.IGNORECASE,
)
_LABEL = re.compile(
    rf"(?:(?:article\s+)?(?:{_VERBS})\s+)?by:?|(?:the\s+)?authors?:?|writers?:?|"
    r"بقلم:?|كتب(?:ت)?:?|الكاتب:?|تحرير:?|المؤلف:?|إعداد:?|نویسنده:?",
    re.IGNORECASE,
)
_MOST_WORDS = 8
"""Words of the names in a byline; more is a sentence."""
_BRIEF = 30
"""Code points under which a line may be a name after the word for "by" alone."""
_SHORT, _LONG = 60, 80
"""Code points under which a line may name writer and city, and be a byline at all."""
_LAST_LATIN = "\u0500"
_AUTHOR = frozenset("AaCcWw")
OPENERS = frozenset("AaBbCcIiPpRrSsTtWwاكبتإن")
"""First letters of lines that name a writer: most lines need not be looked at."""
_DIGIT = re.compile(r"\d")
_AND = re.compile(
    r"\s*(?:;|؛|&|\band\b|\bwith\b|\s/\s|\s+\|\s+)\s*|\s+و\s+|"
    rf"(?-i:(?<=\w)\s+(?:und|et|og|och|ve)\s+(?=[{_CAPITAL}]))|"
    rf"(?-i:(?<=\w)\s+[ye]\s+(?=[{_CAPITAL}][\w'’-]+\s+[{_CAPITAL}]))",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[,،]\s*")
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,200}>[^<]{0,2000}</\1\s{0,9}>", re.IGNORECASE)
_ELEMENT = re.compile(r"<[^<>]{0,500}>")
_WAW = frozenset(
    (
        "وائل",
        "وليد",
        "وسام",
        "وسيم",
        "وسن",
        "وفاء",
        "وفيق",
        "وداد",
        "وديع",
        "وردة",
        "وجدي",
        "وجدان",
        "وجيه",
        "وجيهة",
        "وحيد",
        "وحيدة",
        "وصال",
        "وصفي",
        "وضاح",
        "وعد",
        "وئام",
        "ولاء",
        "وهبة",
        "وهبي",
        "وهيب",
        "وهيبة",
        "ورقاء",
        "ويسام",
        "وكالة",
        "وزارة",
        "وحدة",
    )
)
"""Given names, and first words of bodies, that begin with the letter that is also "and"."""
_POST = re.compile(
    r"(?:[A-Z]\.?){2,6}®?|Ph\.?\s?D\.?|Esq\.?|Dr\.? ?med\.?|E-RYT \d+|PsyD|PharmD|"
    r"[JS]r\.?|I{2,3}"
)
"""Letters after a name: they stay with it."""
_PREFIX = re.compile(
    r"^(?:written |posted |published |story |text |words |article )*by:?\s+|"
    r"^(?:authors?|writer):?\s+|"
    r"^(?:كتب(?:ت)?|بقلم|تحرير|إعداد|اعداد|تقرير|الكاتبة?)\s*[:/-]\s*|^بقلم\s+|"
    r"^(?:texte?|testo|texto|tekst|foto e testo|autor(?:in|e|a)?|auteurs?)\s*:\s*|"
    r"^(?:propos recueillis |publié |escrito |geschrieben |scritto )?"
    rf"(?-i:(?:[Pp]ar|[Vv]on|[Pp]or|[Dd]oor|[Aa]f|[Aa]v|[Oo]leh)\s+(?=[{_CAPITAL}][\w'’.-]+\s+[{_CAPITAL}]))",
    re.IGNORECASE,
)
_OF_NAMES = re.compile(rf"(?:De|Da|Di)\s+([{_CAPITAL}][\w'’-]+\s+[{_CAPITAL}].*)")
"""Words for "by" that are parts of family names too: only before a given name."""
_TAIL = re.compile(r"\s+[-–—|]\s+.*$|\s*[(\[].*$")
_ASIDE = re.compile(r"\s?[(\[][^()\[\]]{1,60}[)\]](?=\s?(?:[,;،؛&]|and\b|und\b|et\b|و))")
"""What stands in brackets behind one of several names: initials, a paper, a place."""
_NOTE_SIGN = re.compile(r"(?<=[^\W\d_])\d{1,2}(?:,\d{1,2}){0,5}(?=\s?(?:[;,&]|$|and\b))")
"""Figures set against a name that point at a note on where its bearer works."""
_ROLE = re.compile(
    r"(?:,\s+(?:[\w&'’-]{1,20}\s+){0,3}|"
    r"\s+(?:staff|senior|contributing|chief|managing|associate)?\s*)"
    r"(?:writer|editor|reporter|correspondent|contributor|author)$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:admin\w*|editors?|undefined|null|none|author|anonymous|guest|team|webmaster|name|"
    r"user|root|address|staff|press release|von|par|por|door|follow(?:ing)?|folgen|suivre|seguir|"
    r"(?:senior |freelance )?(?:journalist|reporter|writer|correspondent|columnist)|"
    r"editorial(?: team)?|by|wordpress|marketing|support|n/?a|unknown|more|view all|posts?|"
    r"بوابة|المحرر|"
    r"print|save|written by|posted by|administrator|default|super user|website|test)$",
    re.IGNORECASE,
)
_NOT_NAME = re.compile(
    rf"(?:https?|javascript|data|mailto|tel):|\b{_MONTHS} \d|^(?:\d{{1,2}} )?{_MONTHS}$|^{_DAYS}$|"
    r"^(?:see|view|read|more|articles|posts|all) |"
    r"www\.|@|:|\d{3,}|^\W*$|\b(?:read|share|comment|minutes?|views?|published|updated|"
    r"subscribe|follow|about|privacy|click|photo|image|copyright|learn|information)\b|[?!؟]",
    re.IGNORECASE,
)
_JOB = re.compile(
    r"\b(?:founder|ceo|coo|cto|cfo|cmo|head|director|manager|editor|sr|senior|"
    r"development|desk|writer|reporter|correspondent|specialist|expert|president|officer|analyst|"
    r"professor|contributor|columnist|chief|partner|consultant|reviewer|educators?|gardener|dietitian)\b",
    re.IGNORECASE,
)
_GLUED_JOB = re.compile(
    r"(?<=[a-z])(?=(?:Co-)?(?:Founder|CEO|Head|Director|Manager|Editor|Senior|Writer|Reporter|"
    r"Correspondent|President|Professor|Contributor|Columnist|Chief|Partner|Author|Journalist)(?![\w-]))"
)
"""Where a job begins that the page sets on a line of its own without a space."""
_ACCOUNT = re.compile(r"(?=\D*\d)[a-z\d._-]+")
"""What a system calls its user: one word of small letters and figures."""
_FIRM = re.compile(r"(?:^|\s)(?:Inc|LLC|L\.L\.C|Ltd|GmbH|Corp|PLC|S\.A|B\.V)\.?$")
TEAM = re.compile(
    r"\b(?:staff|team|editor(?:s|ial)?|desk|contributors?|admin|news|blog|store|inc|llc|ltd|"
    r"group|media|magazine|press|company|community|university|college|online)\b|"
    r"تحرير|وكالات|متابعات|صحيفة|جريدة|موقع|قناة|وكالة",
    re.IGNORECASE,
)
_DATE_BITS = re.compile(
    rf"\b(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\b[,.]?|"
    rf"{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\s+{_MONTHS}\s+\d{{4}}|"
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}:\d\d(?:\s*[ap]m)?|"
    r"\b\d{1,6}\s{1,9}(?:min(?:ute)?s?|words)(?:\s+read)?|\bread\b",
    re.IGNORECASE,
)
_LIST = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&)\s+")
_PARTS = re.compile(r"\s*[|•·⋅–—/]\s*|\s+-\s+|\s{2,}")
_FOR = re.compile(r"\s+(?:on behalf of|for|at|in)\s.*$")
_CAPITALISED = rf"[{_CAPITAL}][\w'’.-]*"
_PERSON = re.compile(
    rf"(?:{TITLE})?{_CAPITALISED}"
    rf"(?:\s+(?:{_CAPITALISED}|de|van|von|der|den|la|el|bin|al|of|du|da|di)){{1,3}}"
)
_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
_ARABIC_NAME = re.compile(r"[\u0621-\u06ff.]{2,}(?:\s+[\u0621-\u06ff.]{2,}){1,3}")


def is_byline(text: str) -> bool:
    """Whether a short line says nothing but who wrote."""
    found = _WROTE.match(text) if len(text) < 80 else None
    if not found or len(found[1].split()) > _MOST_WORDS:
        return False
    return found.end() >= len(text) - 2


def written_by(text: str) -> Iterator[str]:
    """The names after words such as ``by`` or ``كتب``, as the line has them."""
    if text[0] > _LAST_LATIN:
        yield from _written_in_arabic(text)
    if text[0] in _AUTHOR or "by" in text or "By" in text or "BY" in text:
        names = [found[1] or found[2] or found[3] for found in _BY.finditer(text)]
        alone = _BY_ALONE.fullmatch(text) if not names and len(text) < _BRIEF else None
        yield from [alone[1]] if alone else names
    if len(text) < _LONG:
        yield from _written_elsewhere(text)


def _written_elsewhere(text: str) -> Iterator[str]:
    for part in text.split("|"):
        if found := _BY_ELSEWHERE.match(part.strip()):
            first, *more = _COMMA.split(found[1])
            if all(map(looks_like_person, _AND.split(first))):
                yield ", ".join((first, *takewhile(_all_given, more)))


def _all_given(text: str) -> bool:
    """Whether a part behind a comma names more persons, not what the first one is."""
    return all(given(name) and looks_like_person(name) for name in _AND.split(text))


def _written_in_arabic(text: str) -> Iterator[str]:
    if found := _WROTE.match(text):
        if len(found[1].split()) <= _MOST_WORDS:
            yield found[1]
    elif len(text) < _SHORT and (found := _FROM_CITY.match(text)):
        yield found[1] or found[2]


def reviewed_by(text: str) -> str:
    """Who looked over or approved what another wrote; empty where the line says nothing of it."""
    found = _REVIEWED.match(text) if text[0] in _REVIEWERS else None
    return found[1] if found else ""


def announces(text: str) -> bool:
    """Whether a line that begins with one of ``OPENERS`` outright says who wrote."""
    return len(text) < 100 and _ANNOUNCES.match(text) is not None


def is_label(text: str) -> bool:
    """Whether a line only announces that the next one names the writer."""
    return len(text) < 24 and text[0] in OPENERS and _LABEL.fullmatch(text) is not None


def looks_like_person(name: str) -> bool:
    """Whether a name has the shape of a person's: two to four capitalised or Arabic words."""
    return bool(_PERSON.fullmatch(name) or _ARABIC_NAME.fullmatch(name))


def bare_names(text: str) -> Iterator[str]:
    """Persons' names that are a part of their own in a line, beside a date for example."""
    if len(text) >= _LONG:
        return
    bare = _DATE_BITS.sub("  ", text).strip() if _DIGIT.search(text) else text
    for part in _PARTS.split(bare):
        name = _FOR.sub("", part).strip(" ,.")
        several = _LIST.split(name)
        if all(map(_PERSON.fullmatch, several)):
            yield from several


def without_markup(text: str) -> str:
    """A name without tags that were put into it, and without what stands in scripts."""
    if "<" not in text and "&lt;" not in text:
        return text
    return _ELEMENT.sub(" ", _SCRIPT.sub(" ", html.unescape(text)))


@lru_cache(maxsize=1_024)
def split_names(text: str) -> tuple[str, ...]:
    """The single names of a byline such as ``A, B and C`` or ``أ وب``.

    What follows a job inside commas belongs to the job (``A, editor, The Paper``); words in
    small letters and an outlet (``A, The Paper``) are no second name.
    """
    found: list[str] = []
    at_work = False
    clean = _ASIDE.sub("", without_gaps(without_markup(text)).strip())
    clean = _GLUED_JOB.sub(", ", clean)
    for group in _AND.split(_bare(_without_notes(clean))):
        names = [n for half in _halves(group) for n in _listed(half)]
        if not (found and at_work and names and not given(names[0])):
            found += names  # else the job goes on ("A, head of sales and marketing")
        at_work = _JOB.search(group.partition(",")[2]) is not None
    return tuple(dict.fromkeys(found))


def _without_notes(text: str) -> str:
    """Names without the figures of their notes; one figure alone may belong to a name."""
    bare, notes = _NOTE_SIGN.subn("", text)
    return bare if notes > 1 else text


def _halves(group: str) -> Iterator[str]:
    """Cut where an attached Arabic "and" has two words and more before it and after it.

    Many names begin with the letter: it is "and" only where no comma parts the names, and
    in a word that is no name with it.
    """
    if not _arabic(group):
        yield group
        return
    words = group.split()
    start = 0
    for i in range(2, len(words) - 1):
        if i - start > 1 and _joins(words[i], words[i - 1]):
            yield " ".join(words[start:i])
            words[i] = words[i] if words[i] in _WAW else words[i][1:]
            start = i
    yield " ".join(words[start:])


def _joins(word: str, before: str) -> bool:
    return word[0] == "و" and len(word) > 3 and before[-1] not in ",،"


def _listed(group: str) -> list[str]:
    names: list[str] = []
    for piece in _COMMA.split(group):
        if names and _POST.fullmatch(piece.strip(" .*")):
            names[-1] = f"{names[-1]}, {piece.strip(' .*')}"
            continue
        if names and (_JOB.search(piece) or piece[:1].islower() or piece.startswith("The ")):
            break
        name = _bare(piece).strip(" .-–—ـ:•*\u200f\u200e")
        if names and name.startswith("وو") and name[1:].partition(" ")[0] in _WAW:
            name = name[1:]  # "and" behind a comma, before a name that begins with the letter
        if is_name(name):
            names.append(name)
    return names


def _bare(text: str) -> str:
    """A name without its job; a name that is only a job stays."""
    text = _TAIL.sub("", _PREFIX.sub("", text))
    of_names = _OF_NAMES.fullmatch(text)
    text = of_names[1] if of_names and given(of_names[1]) else text
    bare = _ROLE.sub("", text)
    return bare if len(bare.split()) > 1 and not TEAM.search(bare) else text


def _arabic(text: str) -> bool:
    return not text.isascii() and _ARABIC_LETTER.search(text) is not None


def is_name(text: str) -> bool:
    """Whether ``text`` could name a person or an agency."""
    words = text.split()
    if not words or len(words) > 9 or len(text) > 70 or _NOBODY.match(text):
        return False
    if _ACCOUNT.fullmatch(text) or _FIRM.search(text):
        return False
    return not _NOT_NAME.search(text) and any(map(str.isalpha, text))
