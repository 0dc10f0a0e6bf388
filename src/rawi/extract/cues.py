"""Words by which a line of a page shows what it is, in Arabic, Persian and English."""

from __future__ import annotations

import re

from rawi.extract.alternatives import Alternatives

_AR = "\u0621-\u064a"
_KINDS: dict[str, str] = {
    "also": r"(?:[إا]قر[أا](?:وا|ؤوا)?|شاهد|طالع|تابع|انظر)\b|قد يهمك|ذات صلة|مواضيع (?:ذات|"
    r"مشابهة)|مقالات "
    r"(?:ذات|مشابهة|أخرى)|أخبار (?:ذات|مشابهة|أخرى)|المزيد\b|للمزيد|بیشتر بخوانید|اخبار مرتبط|"
    r"مطالب مرتبط|"
    r"(?:read|see|learn|watch|find out|check out)[\w :]{0,12} (?:more|also|next|out|here)|"
    r"related\b|"
    r"you (?:may|might)|more (?:from|on|about|stories|news|articles|posts)|recommended|next\b|"
    r"previous|up next|keep reading|continue reading|don.t miss|view all|see all|click here|"
    r"read (?:this|our|the)|editor.s (?:pick|choice)|trending|popular|latest|most read",
    "share": r"شارك|مشارك[هة]|تابعو?نا|انشر|اشتراک|share|tweet|follow|like this|print|email|pin\b|"
    r"facebook|twitter|linkedin|whatsapp|copy link|save\b|listen|copied",
    "comment": r"(?:[أا]ضف|اترك|اكتب|شروط|سياسة) .{0,8}(?:تعليق|رد)|التعليقات|تعليق|نظر شما|"
    r"ارسال نظر|"
    r"comment|leave a (?:reply|comment)|repl(?:y|ies)|join the (?:conversation|discussion)|"
    r"post a|your email|cancel|log ?in|sign in|\d+ (?:comment|response|thought)",
    "letter": r"اشترك|سجل|نشرتنا|النشرة|خبرنامه|subscri|sign up|get (?:the|our|your|started|a)|"
    r"join (?:us|"
    r"our|now|the|over)|newsletter|enter your|download|contact us|book (?:a|now)|try (?:it|for)|"
    r"start (?:your|a)|want (?:to|more)|ready to|interested in|schedule|donate|support (?:our|"
    r"us)|buy\b|"
    r"shop\b|get in touch|call us",
    "tags": r"(?:ال)?(?:كلمات|وسوم|تصنيف|أقسام|اقسام|مواضيع)\b|برچسب|tags?\b|tagged|topics?:|"
    r"filed under|"
    r"categor|posted in|keywords|labels",
    "source": r"(?:ال)?(?:مصدر|مصادر)\s*:|نقلا عن|منبع|source|sources|references|via:|"
    r"originally|this (?:article|story|post|content|piece)|reporting by|editing by|additional|"
    r"correction|editor.s note|disclaimer|disclosure|note:|the views|opinions|about (?:the|us)|"
    r"copyright|all rights|جميع الحقوق|حقوق|views expressed|material",
    "byline": r"(?:كتب(?:ت|ه|ها)?|بقلم|تحرير|إعداد|اعداد|تقرير|حوار|مراسل)(?:\s*[:/-]|\s)|by\b|"
    r"written|"
    r"author|reviewed|edited|medically|fact|posted by|words by|story by|with\b.{0,30}$|contribut",
    "date": r"(?:نشر|تاريخ|آخر تحديث|تحديث|منذ|قبل|تاریخ|کد خبر|السبت|ال[أا]حد|ال[إا]ثنين|"
    r"الثلاثاء|ال[أا]ربعاء|"
    r"الخميس|الجمعة)|(?:published|posted|updated|last|modified|date|on\b|jan|feb|mar|apr|may|"
    r"jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\w*[\s:.,]|\d{1,4}[/. -]\d|"
    r"\d+ (?:min|hour|day|week|month|year)|\d+:\d\d|[٠-٩۰-۹]{1,4}[/ :]",
    "caption": r"صدر الصورة|التعليق على الصورة|صورة|تصوير|أرشيف|عدسة|عکس|photo|image|caption|"
    r"credit|"
    r"getty|courtesy|figure|fig\.|pictured|illustration|video|reuters|ap\b|source: ",
    "ad": r"إعلان|اعلان|آگهی|advert|sponsor|promot|ad\b|story continues|affiliate|we (?:may|"
    r"earn|use)|"
    r"as an amazon",
    "cookie": r"cookie|we use|privacy|terms|accept|consent|ملفات تعريف|سياسة الخصوصية|نستخدم",
    "skip": r"skip|menu|home\b|الرئيسية|صفحه|back\b|jump|table of contents|in this|on this|"
    r"contents|"
    r"toggle|search|close|open|show|hide|advertis|loading",
}
NAMES = tuple(_KINDS)
_TIMED = re.compile(
    r"\b(?:19|20)\d\d\b|\d{1,2}[:/.]\d{1,2}|[٠-٩۰-۹]{1,4}\s*[/:]\s*[٠-٩۰-۹]|\b(?:jan|feb|mar|"
    r"apr|may|june?|july?|aug|"
    rf"sept?|oct|nov|dec)[a-z]*\.?\s+\d|ago\b|منذ\s|(?<=[{_AR}])بر\s+\d"
)
_INDEX = {name: i + 1 for i, name in enumerate(NAMES)}
_SOURCE = _INDEX["source"]
_READ = 60
"""Code points of a line among which a cue may begin or end."""


_CUES = Alternatives(_KINDS)
_BEFORE = re.compile(r"[\W_]*+")


def cue(text: str) -> int:
    """Which kind of furniture the line opens like: 0 for none, else a place in ``NAMES`` + 1."""
    line = text[:_READ].lower()
    start = 0
    if not line[:1].isalnum():
        start = _BEFORE.match(line).end()  # type: ignore[union-attr]  # it matches anything
        if "©" in line[:start]:
            return _SOURCE
    found = _CUES.match(line, start)
    return _INDEX[found.lastgroup or ""] if found else 0


def timed(text: str) -> bool:
    """Whether a line shows a date, a clock time or how long ago something was."""
    return _TIMED.search(text.lower()) is not None
