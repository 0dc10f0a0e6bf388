"""Whether a sentence speaks, just before a date, of the past or of what comes.

The nearest sign before the date decides: future particles and the verb forms
that carry them (سوف, سيلتقي), words of planning (من المقرر, المرتقب), or verbs of
the past and words of attribution from a closed list. A verb of the present that
opens the sentence and speaks of things that are scheduled (يبدأ, تنطلق) counts
as coming.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rawi.arabic.lemma import is_known

_COMING = re.compile(
    r"(?:و|ف)?(?:سوف|(?:ال)?(?:مقرر|متوقع|مرتقب|مزمع|موعد|منتظر|مفترض|محتمل)\w{0,2}"
    r"|سا(?:عود|كون|ذهب|قوم|فعل|عمل|غادر|عيش|قدم|بقي|حاول|واصل|قول|لتقي|زور|خرج|رجع|رحل|بدا)"
    r"|[يت](?:عتزم|رتقب|توقع|نتظر)\w{0,2}|[يت]نوي|يفترض|يرجح|يخطط)"
)
_WITH_SIN = re.compile(r"(?:و|ف)?س([يتن]\w{2,})")
_NOT_VERBS = re.compile(
    r"يا(?:س|ر|ح|د|ق)\w*|ينا\w*|ينما\w*|يطر\w*|يد(?:ي|ه|ها|ات|ني|ر)?|يمون\w*"
    r"|ي(?:ول|تي|لفا|لفي|لا|لتا|لين|رج|رو|ري|رينا|رك|اتل|سكا|نا)"
    r"|ت(?:ين|ون|ار|الين|ور|ورم|ورمي|يل|رات|اد)|نوي\w*|نوا?ت?|نت(?:ا|ات|ين)|ن(?:ين|يه|حت|جار|اب)"
)
_SCHEDULED = re.compile(
    r"(?:و|ف)?[يتن](?:عقد|نعقد|نطلق|بدا|فتتح|ستضيف|لتقي|واجه|ستقبل|حل|زور|غادر|توجه|جتمع|صوت"
    r"|صل|لعب|خوض|نظم|قام|ستانف|نتهي|ختتم|حسم|فتح|نتخب|حتفل|تسلم|تولي|سافر)(?:ون|ان)?"
)
_PAST = re.compile(
    r"(?:و|ف)?(?:قال|اعلن|اكد|افاد|ذكر|وصل|قتل|اصيب|جري|كان|تم|صرح|اوضح|اضاف|اشار|شدد|كشف|نقل|نشر"
    r"|اصدر|اعتقل|عقد|بدا|انطلق|التقي|اجتمع|زار|وقع|شهد|اطلق|قرر|دعا|طالب|اتهم|نفي|حذر|بحث|ناقش|غادر"
    r"|استقبل|تلقي|فاز|خسر|سجل|انتهي|توفي|قضي|لقي|حكم|ارتفع|انخفض|تراجع|شن|استهدف|قصف|دخل|خرج|عاد|صدر"
    r"|وافق|رفض|اقر|صوت|ادلي|اجري|حضر|شارك|افتتح|اختتم|كتب|حدث|اندلع|انهار|هاجم|سقط|ضبط|اوقف"
    r"|مثل|حقق|بلغ|بعد|اثر|عقب|ب?حسب\w?|حسبما|وفقا?|نقلا|بيان|قدم|استقال|عين|تعرض|ادي|تسبب|ابلغ"
    r"|تحدث|لم|قد|لقد|جرح|عثر|اغلق|اختطف|احتجز|تاسس|ولد|رحل)"
    r"(?:ت|وا|ا|نا|ته|تها|ه|ها)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[.!?؟\n…]\s|\n")
_REACH = 240
"""Code points before a date among which a sign of tense is looked for."""


def tense(text: str, start: int, end: int) -> int:
    """1 what comes, -1 the past, 0 unsaid, for a date at ``start`` to ``end`` of folded text."""
    before = _BREAK.split(text[max(0, start - _REACH) : start])[-1]
    scheduled = 0
    for word in reversed(_WORD.findall(before)):
        if _COMING.fullmatch(word) or _future_verb(word):
            return 1
        if _PAST.fullmatch(word):
            return -1
        scheduled = scheduled or (1 if _SCHEDULED.fullmatch(word) else 0)
    return scheduled or _after(text, end)


def _after(text: str, end: int) -> int:
    """What the two words after the date say (وفي أغسطس انهار مبنى)."""
    for word in _WORD.findall(text[end : end + 40])[:2]:
        if _PAST.fullmatch(word):
            return -1
        if _COMING.fullmatch(word) or _future_verb(word):
            return 1
    return 0


@lru_cache(maxsize=1 << 14)
def _future_verb(word: str) -> bool:
    """س before a verb of the present that the lexicon knows, not a noun or name (سيارة, سيرغي)."""
    found = _WITH_SIN.fullmatch(word)
    if found is None or _NOT_VERBS.fullmatch(found[1]):
        return False
    return is_known(found[1])
