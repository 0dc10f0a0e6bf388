"""``python -m eval.second_dumps [COUNT]``: dumps composed by another hand.

A generator that shares neither phrases nor layouts with ``eval.held_dumps``: it lays a page out
as columns of a template (head, breadcrumbs, column beside, foot) and prints them in the order
of the source. Articles are the held-out ones. The gap to the dumps of ``eval.held_dumps`` says
how much of a figure is the generator's.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.abilities.dumps import Tally, count
from eval.held_articles import Source, sources
from eval.held_dumps import Held, listed
from rawi import read

SEED = 31
_NAMES = ("بوابة الضفاف", "المنارة نت", "صدى الجنوب", "يومية الرافدين", "مرصد الأخبار")
_NAV = listed(
    "الرئيسية|آخر الأنباء|عرب|دولي|مال وأعمال|ملاعب|علوم|صحتك|فن وأدب|آراء|ملفات|مرئيات|وظائف|طقس"
)
_HEAD = (
    "تخطي إلى المحتوى",
    "بحث عن:",
    "تسجيل دخول المشتركين",
    "English | Français",
    "الوضع الليلي",
    "النسخة الورقية",
    "درجة الحرارة الآن 28",
    "نستخدم ملفات الارتباط لتحسين تجربتك، وبمتابعتك التصفح فأنت توافق على ذلك.",
)
_UNDER = (
    "حجم النص: كبير - متوسط - صغير",
    "أرسل إلى صديق",
    "إضافة إلى قائمة القراءة",
    "استمع إلى هذه المادة",
    "زمن القراءة: 3 دقائق",
    "شارك فيسبوك تويتر واتساب",
    "انسخ رابط الصفحة",
    "المشاهدات: 1,340",
)
_WITHIN = (
    "إعلان",
    "يتبع بعد الفاصل",
    "تابعونا على قناتنا في تلغرام",
    "ADVERTISEMENT",
    "لمتابعة آخر الأخبار اشترك في خدمة الإشعارات",
)
_BESIDE = ("الأوسع انتشارا", "من الأرشيف", "يقرأ الآن", "اخترنا لكم", "على صلة بالموضوع")
_FOOT = (
    "من نحن",
    "فريق العمل",
    "أعلن في موقعنا",
    "سياسة حماية البيانات",
    "خريطة الصفحات",
    "جميع حقوق النشر محفوظة 2018",
    "تصميم وتنفيذ شركة الأفق الرقمي",
    "تصدر عن مؤسسة مستقلة تعنى بالشأن العام منذ عام 1998 ولها مكاتب في خمس عواصم.",
    "حمل تطبيقنا من المتجر",
)
_DAYS = ("السبت", "الأحد", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة")


class _Page:
    """One page: its lines in the order of the source, and what of them is noise."""

    def __init__(self, rng: random.Random, pool: Sequence[Source]) -> None:
        self.rng, self.pool = rng, pool
        self.lines: list[str] = []
        self.noise: list[str] = []
        self.articles: list[dict[str, Any]] = []

    def say(self, *texts: str) -> None:
        self.lines += texts
        self.noise += [text for text in texts if len(text) > 12]

    def some(self, texts: Sequence[str], most: int) -> list[str]:
        return self.rng.sample(texts, self.rng.randint(1, min(most, len(texts))))

    def head(self) -> None:
        name = self.rng.choice(_NAMES)
        nav = self.some(_NAV, 14)
        self.say(name, *([" / ".join(nav)] if self.rng.random() < 0.4 else nav))
        self.say(*self.some(_HEAD, 5))
        if self.rng.random() < 0.5:
            self.say(f"{name} ‹ {self.rng.choice(_NAV)} ‹ تفاصيل")

    def stamp(self) -> str:
        rng = self.rng
        day, month, hour = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1, 12)
        return rng.choice(
            [
                f"{rng.choice(_DAYS)} {day}/{month}/2018 م - {hour}:{rng.randint(10, 59)}",
                f"حرر في {day}-{month}-2018",
                f"2018/{month:02}/{day:02}",
                f"منذ {rng.randint(2, 11)} ساعات",
            ]
        )

    def article(self, source: Source) -> None:
        self.lines += [source.title, self.stamp()]
        if self.rng.random() < 0.4:
            self.lines.append(f"تحرير: {self.rng.choice(['سمير', 'لمى', 'عاصم'])} الكيلاني")
        self.say(*self.some(_UNDER, 4))
        breaks = {self.rng.randrange(1, 9) for _ in range(self.rng.randint(0, 2))}
        for n, (_, text) in enumerate(source.blocks):
            if n in breaks:
                self.say(self.rng.choice(_WITHIN))
            self.lines.append(text)
        body = [text for kind, text in source.blocks if kind != "subhead"]
        subheads = [text for kind, text in source.blocks if kind == "subhead"]
        self.articles.append({"body": body, "subheads": subheads, "title": source.title})

    def beside(self) -> None:
        self.say(self.rng.choice(_BESIDE))
        self.say(*(s.title for s in self.rng.sample(self.pool, self.rng.randint(3, 8))))


def composed(count: int, seed: int = SEED) -> list[Held]:
    """So many pages of one to three articles."""
    rng, pool = random.Random(seed), sources()
    found = []
    for _ in range(count):
        page = _Page(rng, pool)
        page.head()
        if rng.random() < 0.3:
            page.beside()
        for n, source in enumerate(rng.sample(list(pool), rng.choices([1, 2, 3], [7, 2, 1])[0])):
            if n:
                page.beside()
            page.article(source)
        page.beside()
        page.say(*page.some(_FOOT, 8))
        text = rng.choice(["\n", "\n\n", "\n   "]).join(page.lines)
        found.append(Held(text, {"articles": page.articles, "noise": page.noise}, "lines"))
    return found


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    tally = Tally()
    for dump in composed(size):
        count(tally, dump.gold, read(dump.text, content_type="text/plain"))
    table = Table("figure", "value")
    for figure in tally.figures("second"):
        table.add_row(figure.name, f"{figure.value:.4f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
