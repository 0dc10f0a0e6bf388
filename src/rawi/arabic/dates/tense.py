"""Whether a sentence speaks, just before a date, of the past or of what comes.

The nearest sign before the date decides: future particles and the verb forms
that carry them (سوف, سيلتقي), words of planning (من المقرر, المرتقب), or verbs
of the past from a closed list and by their endings. A verb of the present that
opens the sentence and speaks of things that are scheduled (يبدأ, تنطلق) counts
as coming.
"""

from __future__ import annotations

import re

_COMING = re.compile(
    r"(?:و|ف)?(?:سوف|لن|س[اينت]\w{3,}|(?:ال)?(?:مقرر|متوقع|مرتقب|مزمع|منتظر|مفترض|محتمل)\w{0,2}"
    r"|[يت]عتزم\w*|[يت]رتقب|[يت]توقع\w*|[يت]نتظر\w*|[يت]نوي|مستقبل\w*|قريبا|خطه|موعد\w*|غدا)"
)
_SCHEDULED = re.compile(
    r"(?:و|ف)?[يتن](?:عقد|نعقد|نطلق|بدا|فتتح|ستضيف|لتقي|واجه|ستقبل|حل|زور|غادر|توجه|جتمع|صوت"
    r"|دلي|شهد|صل|لعب|خوض|نظم|قام|ستانف|نتهي|ختتم|حسم|نظر|ناقش|بحث|صدر|علن|جري|تنافس|قص"
    r"|طلق|فتح|نتخب|حتفل|وقع|عرض|بث|شارك|تسلم|تولي|سافر|لقي|عود|كشف|طرح)(?:ون|ان)?"
)
_PAST = re.compile(
    r"(?:و|ف)?(?:قال|اعلن|اكد|افاد|ذكر|وصل|قتل|اصيب|جري|كان|تم|صرح|اوضح|اضاف|اشار|شدد|كشف|نقل|نشر"
    r"|اصدر|اعتقل|عقد|بدا|انطلق|التقي|اجتمع|زار|وقع|شهد|اطلق|قرر|دعا|طالب|اتهم|نفي|حذر|بحث|ناقش|غادر"
    r"|استقبل|تلقي|فاز|خسر|سجل|انتهي|توفي|قضي|لقي|حكم|ارتفع|انخفض|تراجع|شن|استهدف|قصف|دخل|خرج|عاد|صدر"
    r"|وافق|رفض|اقر|صوت|ادلي|اجري|حضر|شارك|افتتح|اختتم|كتب|حدث|اندلع|هاجم|سقط|ضبط|اوقف|مثل|حقق|بلغ"
    r"|قدم|استقال|عين|تعرض|ادي|تسبب|ابلغ|تحدث|لم|قد|لقد|جرح|عثر|اغلق|اختطف|احتجز|تاسس|ولد|رحل)"
    r"(?:ت|وا|ا|نا|ته|تها|ه|ها)?"
)
_WORD = re.compile(r"[^\W\d_]+")
_BREAK = re.compile(r"[.!?؟\n…]\s|\n")
_REACH = 240


def tense(text: str, start: int) -> int:
    """1 what comes, -1 the past, 0 unsaid, for a date at ``start`` of folded text."""
    before = _BREAK.split(text[max(0, start - _REACH) : start])[-1]
    scheduled = 0
    for word in reversed(_WORD.findall(before)):
        if _COMING.fullmatch(word):
            return 1
        if _PAST.fullmatch(word):
            return -1
        scheduled = scheduled or (1 if _SCHEDULED.fullmatch(word) else 0)
    return scheduled
