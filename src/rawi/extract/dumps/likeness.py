"""How likely a short text is a report at all, by how it is written rather than by what it names.

A report says who said what and when: verbs of telling, offices, days, names that stick together,
words of the news. An advert, a reader of a thread, a psalm or a prayer says none of it and speaks
to somebody. No list of their words is long enough; a forest of small boosted trees weighs the
shares of such words instead (``training/dump_likeness.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from statistics import fmean, median

import msgspec
import numpy as np

from rawi.extract.dumps.phrases import MARK, folded, phrases
from rawi.extract.dumps.register import is_dateline, register
from rawi.extract.dumps.segment import FUNCTION
from rawi.extract.dumps.word_costs import costs, names
from rawi.forest import Forest, Ready, answers, prepared

MODEL_FILE = "dump_likeness.json"
READ = 1_200
"""So much of a text, in code points, is weighed."""
_WORDS = 150
"""So many of its words, at most."""
_UNKNOWN, _FREQUENT = 11.0, 6.0
"""The cost of a word that news does not have; less than the second is frequent (rank 400)."""
_SURE = 0.65
"""From this chance on a text is no report: of 1,760 held-out articles, whole or cut after a few
paragraphs, .0006 have one of .6 or more, of 1,200 of April 2018 one."""
_ARABIC = re.compile("[\u0620-\u06d3]")
_WORD = re.compile(r"[^\W\d_]+")
_SPOKEN = "ysru"
"""Kinds of words that ``register`` tells: to a reader, of a site, of a reader, unknown."""

_TELLS = frozenset(
    phrases("""
قال|قالت|وقال|وقالت|أعلن|أعلنت|وأعلن|أكد|أكدت|وأكد|أضاف|أضافت|وأضاف|ذكر|ذكرت|وذكر|أوضح|أوضحت|وأوضح
أفاد|أفادت|وأفاد|أشار|أشارت|وأشار|صرح|كشف|كشفت|اعتبر|واعتبر|نقل|نقلت|دعا|دعت|حذر|حذرت|وصف|تابع|وتابع
بين
""")
)
_THAT = frozenset(phrases("أن|أنه|أنها|بأن|بأنه|وأن|أنهم"))
_WHEN = frozenset(
    phrases("""
أمس|اليوم|الأحد|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|يناير|فبراير|مارس|أبريل|مايو|يونيو
يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|الماضي|المقبل|الماضية|المقبلة|عام|العام
""")
)
_OFFICES = frozenset(
    phrases("""
الرئيس|رئيس|وزير|الوزير|الحكومة|وزارة|الدولة|المتحدة|مجلس|حزب|الجيش|الشرطة|الأمن|دولة|مدينة|المملكة
الملك|الأمير|نادي|الفريق|منتخب|مباراة|الشركة|شركة|هيئة|الهيئة|جامعة|محكمة|البلاد
""")
)


@cache
def _model() -> Ready:
    data = files("rawi.extract").joinpath("data", MODEL_FILE).read_bytes()
    return prepared(msgspec.json.decode(data, type=Forest))


def is_no_report(paragraphs: Sequence[str]) -> bool:
    """Whether a short Arabic text, its headline first, is hardly a report; longer ones may be."""
    text = "\n".join(paragraphs)
    if not is_weighed(text):
        return False
    row = np.array([list(traits(text).values())], np.float32)
    return float(answers(_model(), row)[0]) >= _SURE


def is_weighed(text: str) -> bool:
    """Whether a text is in Arabic letters and short enough for its manner to tell."""
    letters = sum(map(str.isalpha, text[: READ + 1]))
    return len(text) <= READ and 2 * len(_ARABIC.findall(text)) > letters > 0


def traits(text: str) -> dict[str, float]:
    """What is measured of a text, names and values in an order that never changes."""
    low = folded(text[:READ]).replace(MARK, "")
    words = _WORD.findall(low)[:_WORDS] or [""]
    return {**_vocabulary(words), **_manner(low, words), **_shape(text, low, words)}


def _vocabulary(words: Sequence[str]) -> dict[str, float]:
    """How common its words are in news."""
    known = costs()
    prices = [known.get(word, _UNKNOWN) for word in words]
    stuck = sum(f"{one} {other}" in names() for one, other in pairwise(words))
    return {
        "cost": fmean(prices),
        "median_cost": median(prices),
        "unknown": fmean(price >= _UNKNOWN for price in prices),
        "frequent": fmean(price < _FREQUENT for price in prices),
        "names": stuck / len(words),
    }


def _manner(low: str, words: Sequence[str]) -> dict[str, float]:
    """Who speaks, and whether somebody is quoted, placed or dated."""
    kinds = "".join(register(line)[0] for line in low.split("\n"))
    tables = {"tells": _TELLS, "that": _THAT, "when": _WHEN, "offices": _OFFICES}
    spoken = {f"spoken_{kind}": kinds.count(kind) / max(1, len(kinds)) for kind in _SPOKEN}
    told = {name: fmean(word in table for word in words) for name, table in tables.items()}
    return {**spoken, **told, "function": fmean(word in FUNCTION for word in words)}


def _shape(text: str, low: str, words: Sequence[str]) -> dict[str, float]:
    """Its marks, numbers and lines, and how its words begin and end."""
    lines = [line for line in text.split("\n") if line.strip()]
    return {
        "digits": sum(map(str.isdigit, low)) / max(1, len(low)),
        "commas": low.count("،") / len(words),
        "stops": low.count(".") / len(words),
        "quotes": low.count('"') / len(words),
        "letters": fmean(map(len, words)),
        "words": len(words),
        "definite": fmean(word.startswith("ال") for word in words),
        "mine": fmean(word.endswith("ي") for word in words),
        "yours": fmean(word.endswith("ك") for word in words),
        "dateline": any(map(is_dateline, lines[:3])),
        "lines": len(lines),
        "line": len(words) / max(1, len(lines)),
    }
