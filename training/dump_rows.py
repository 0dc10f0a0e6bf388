"""Articles written one after another, in the forms in which people write them down."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from training.dump_sources import Source

_NUMBERS = (
    "{n} - {t}",
    "[{n}] {t}",
    "{n}/ {t}",
    "خبر {n}: {t}",
    "{n}. {t}",
    "- {t}",
    "• {t}",
    "■ {t}",
    "◆ {t}",
    "# {t}",
    "### {t}",
    "العنوان: {t}",
)
_MARKS = ("***", "* * *", "#", "~~~~~~", "-------", "ooo", "+++++", "———", "⁂", "=====", "_______")
_MONTHS = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
_LEVANT = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة")
_PEOPLE = ("سامي الخطيب", "ليلى منصور", "كريم بدر", "هند الفارس", "مازن شريف", "نوال سعيد")
_OUTLETS = ("جريدة المدار", "وكالة الشرق", "شبكة نبأ", "أ ف ب", "رويترز", "صحيفة البلد")
_SIGNED = ("{p}", "بقلم: {p}", "كتب {p}", "{p} - {o}", "تحرير {p}")
_ENDS = (*("المصدر: {o}", "({o})", "{o}", "نقلا عن {o}", "{o} + وكالات", "*{o}", "المصدر / {o}"),)
_DATED, _MARKED, _NUMBERED, _SOURCED, _SHORT, _BARE = 0.35, 0.3, 0.3, 0.3, 0.25, 0.06
"""How often the articles of a row have times, marks, numbers and sources, are cut short, or have
no headlines."""


class _Form(NamedTuple):
    """How one row is written down; an empty text is left out."""

    gap: str
    between: str
    mark: str
    head: str
    dated: str
    signed: str
    end: str


def _form(rng: random.Random) -> _Form:
    gap = rng.choice(["\n", "\n\n", "\n\n", "\n   "])
    head = rng.choice(_NUMBERS) if rng.random() < _NUMBERED else "{t}"
    return _Form(
        gap=gap,
        between=rng.choice([gap, gap, "\n\n", "\n\n\n", "\n\n\n\n"]),
        mark=rng.choice(_MARKS) if rng.random() < _MARKED else "",
        head="" if rng.random() < _BARE else head,
        dated=rng.choice(["before", "after", "after"]) if rng.random() < _DATED else "",
        signed=rng.choice(["", "", "", *_SIGNED]),
        end=rng.choice(_ENDS) if rng.random() < _SOURCED else "",
    )


def row(rng: random.Random, pool: Sequence[Source]) -> tuple[str, set[str]]:
    """Two to six articles of ``pool`` in one form; their headlines as they stand there."""
    form = _form(rng)
    picked = rng.sample(pool, rng.randint(2, 6))
    texts = [form.gap.join(_lines(rng, form, n, source)) for n, source in enumerate(picked, 1)]
    parting = f"{form.between}{form.mark}{form.between}" if form.mark else form.between
    return parting.join(texts), {source.title for source in picked} if form.head else set()


def _lines(rng: random.Random, form: _Form, n: int, source: Source) -> list[str]:
    lines = [form.head.format(n=n, t=source.title)] if form.head else []
    if form.dated:
        lines.insert(0 if form.dated == "before" else 1, _time(rng))
    if form.signed:
        lines.append(_named(rng, form.signed))
    lines += source.body[: rng.randint(1, 4)] if rng.random() < _SHORT else source.body
    return [*lines, _named(rng, form.end)] if form.end else lines


def _named(rng: random.Random, form: str) -> str:
    return form.format(p=rng.choice(_PEOPLE), o=rng.choice(_OUTLETS))


def _time(rng: random.Random) -> str:
    d, m, y = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2010, 2023)
    return rng.choice(
        [
            f"{d} {_MONTHS[m - 1]} {y}",
            f"{rng.choice(_DAYS)} {d} {_LEVANT[m - 1]} {y}",
            f"{y}/{m:02}/{d:02}",
            f"{_ENGLISH[m - 1]} {d}, {y}",
            f"{d}-{m}-{y} {rng.randint(0, 23)}:{rng.randint(10, 59)}",
            f"نشر في: {d}/{m}/{y}",
            f"{rng.choice(_DAYS)}، {d} {_MONTHS[m - 1]} {y} - {rng.randint(1, 12)}:15 م",
            f"قبل {rng.randint(2, 20)} ساعة",
        ]
    )
