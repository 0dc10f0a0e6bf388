"""``python -m eval.one_line [COUNT]``: pages on one line, composed by a third hand.

What a crawler leaves that turns every break into a space, or into nothing, where the page says
much of itself: who the channel is and how it began, in Arabic, English and Persian, in whole
sentences; lists whose numbers are glued to their lines; prices, prayer times, weather and matches
in rows. Phrases, order and separators are shared with no other generator; articles are the
held-out ones. Each form: right number of articles, body F1, share of noise strings in a body.
Then pages in other scripts on one line, of sites that no model saw.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from statistics import fmean
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.abilities.dumps import Tally, count, f1
from eval.converted import CONVERTERS
from eval.held_articles import Source, sources
from eval.held_dumps import Held
from rawi import read
from training.pages import GoldPage, arabic_pages, english_pages, is_held, world_pages

SEED = 71
_CHANNELS = ("قناة المرفأ", "شبكة الأفق", "راديو الهضبة", "تلفزيون الساحل", "منصة أثر")
_ABOUT = (
    "{c} محطة إخبارية عربية بدأت بثها من مدينة {t} في ربيع {y}.",
    "{c} مؤسسة إعلامية غير ربحية يعمل فيها أكثر من {n} صحفيا ومصورا في {m} بلدا.",
    "أطلقت {c} موقعها الإلكتروني عام {y} ليكون مكملا للشاشة.",
    "وتقدم على مدار اليوم نشرات مفصلة وبرامج حوارية ووثائقية.",
    "ويصل بثها عبر الأقمار الصناعية إلى {m} مليون منزل من المحيط إلى الخليج.",
    "نالت خلال مسيرتها {m} جائزة عربية ودولية في التحقيق والتصوير.",
    "تلتزم {c} في عملها بالدقة والتوازن وبميثاق شرف وقع عليه العاملون فيها.",
    "وتعتمد في تمويلها على الإعلانات وعلى مساهمات أعضاء مجلس الأمناء.",
    "يرأس مجلس إدارتها الإعلامي {p} ويتولى {q} إدارة الأخبار فيها.",
    "غطى مراسلوها حروب المنطقة وانتخاباتها منذ {y} وفقدت ثلاثة منهم أثناء العمل.",
    "رؤيتها أن يكون الخبر حقا للجميع ورسالتها صحافة قريبة من الناس.",
    "مقرها الرئيس في {t} ولها مكاتب في القاهرة ونواكشوط ولندن.",
    "انضمت عام {y} إلى اتحاد الإذاعات العربية وتتبادل معه المواد المصورة.",
)
_LATER = (
    "{c} صوت من الضفة الأخرى للخبر انطلق في {y} بإمكانات متواضعة وفريق من ستة أشخاص.",
    "واليوم يشاهدها الملايين في أربع قارات ويتفاعلون معها عبر حساباتها.",
    "ينتسب العاملون في {c} إلى {m} جنسية ويتحدثون معا سبع لغات.",
    "ولدت فكرتها في مقهى صغير وسط {t} حين اجتمع صحفيون هجرتهم الحرب من بلدانهم.",
    "كرست {c} مساحة واسعة للتحقيقات الطويلة وللقصص الإنسانية التي يهملها الإعلام السائد.",
    "ولا تقبل {c} تمويلا من حكومات أو أحزاب وتنشر حساباتها المدققة كل سنة.",
    "يتولى {p} رئاسة التحرير منذ {y} بعد سنوات أمضاها مراسلا حربيا.",
    "تصل نشرة الثامنة مساء إلى أعلى نسب المشاهدة في البلاد بحسب شركات القياس.",
    "وللقناة أكاديمية تدرب سنويا {n} طالبا وطالبة على مهارات التحرير والإلقاء.",
    "أغلقت السلطات مكتبها في {t} مرتين وسحبت اعتماد مراسليها ثم أعادته.",
    "يمكن استقبالها على نظام الكابل وعبر أجهزة التلفاز الذكية وعلى موجات الراديو الرقمي.",
)
"""Written when the first weights stood; what they missed has widened the templates since."""
_OPEN = ("تعرف إلى {c}", "قصتنا", "{c} في سطور", "بطاقة تعريف", "من نكون", "لمحة تاريخية", "")
_ENGLISH = (
    "{e} is an independent Arabic broadcaster founded in {y} and based in {te}.",
    "Our newsroom works around the clock to bring you the stories behind the headlines.",
    "All times shown are local. Frequency 11938 V, symbol rate 27500.",
    "Terms of service | Cookie preferences | Press office | Work with us",
    "You are reading the Arabic edition. Switch to English for more coverage.",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "Watch live Listen now Download our app from the App Store and Google Play",
)
_PERSIAN = (
    "شبکه {c} از سال {y} پخش برنامه‌های خود را به زبان عربی آغاز کرده است.",
    "برای دیدن نسخه فارسی این صفحه اینجا را کلیک کنید.",
    "تمام حقوق این پایگاه خبری محفوظ است و نقل مطالب تنها با ذکر منبع مجاز است.",
    "خانه سیاست اقتصاد ورزش فرهنگ جهان تماس با ما",
    "این رسانه می‌کوشد رویدادهای منطقه را بی‌طرفانه بازتاب دهد.",
)
_ENGLISH_NAMES = ("Marfa TV", "Ofoq Network", "Hadaba Radio", "Sahel Television", "Athar Media")
_TOWNS = (("عمان", "Amman"), ("بيروت", "Beirut"), ("تونس", "Tunis"), ("الدوحة", "Doha"))
_PEOPLE = ("رياض المعلوف", "هدى الصيرفي", "نادر بوشناق", "سلمى الدجاني", "غسان العلي")
_BARS = (
    "أخبار برامج وثائقيات بودكاست مدونات إنفوغراف",
    "الصفحة الأولى | محليات | شؤون دولية | أسواق | رياضة | منوعات",
    "بث مباشر تردد القناة جدول البرامج مراسلونا",
    "عربي وعالمي تكنولوجيا أسرة وصحة سفر وسياحة كاريكاتير",
)
_ROWS = (
    "خام برنت 71.3 دولار يورو 1.18 ذهب عيار 21 {n} بتكوين 8{n}",
    "الفجر 4:21 الشروق 5:48 الظهر 12:1{d} العصر 3:3{d} المغرب 6:2{d} العشاء 7:4{d}",
    "القاهرة 31 بغداد 38 الرباط 24 صنعاء 27 الخرطوم 41",
    "الوحدة {d} - 1 النهضة الاتحاد 0 - {d} الميناء الشباب 2 - 2 النجمة",
)
_MARKS = (
    "حفظ المقال للاحقا",
    "إرسال بالبريد نسخة للطباعة",
    "تكبير الخط تصغير الخط",
    "٣ دقائق قراءة",
    "{n} مشاهدة",
    "انشر على واتساب فيسبوك إكس",
    "استمع للنص",
    "ابق على اطلاع عبر خدمة الرسائل",
)
_LISTS = ("الأعلى مشاهدة", "حديث المتابعين", "على الشاشة الآن", "في دائرة الضوء", "مختارات أسبوعية")
_NUMBERS = ("{n}{t}", "{n} {t}", "{n}. {t}", "{n}- {t}", "0{n}{t}", "#{n} {t}", "({n}) {t}")
_AD = ("فاصل إعلاني", "إعلان", "ADVERTISEMENT", "محتوى برعاية")


class _Page:
    """One page while it is laid out: blocks in order, what of them is noise."""

    def __init__(
        self, rng: random.Random, pool: Sequence[Source], about: Sequence[str] = _ABOUT
    ) -> None:
        self.rng, self.pool, self.texts = rng, pool, about
        self.blocks: list[str] = []
        self.noise: list[str] = []
        self.articles: list[dict[str, Any]] = []
        at = rng.randrange(len(_CHANNELS))
        town, english = rng.choice(_TOWNS)
        self.names = {"c": _CHANNELS[at], "e": _ENGLISH_NAMES[at], "t": town, "te": english}

    def say(self, *templates: str) -> None:
        rng = self.rng
        for template in templates:
            values = self.names | {"p": rng.choice(_PEOPLE), "q": rng.choice(_PEOPLE)}
            numbers = {"y": rng.randint(1994, 2016), "n": rng.randint(100, 999)}
            numbers |= {"m": rng.randint(12, 60), "d": rng.randint(0, 9)}
            text = template.format(**values, **numbers)
            self.blocks += [text] if text else []
            self.noise += [text] if len(text) > 12 else []

    def some(self, texts: Sequence[str], low: int, high: int) -> None:
        self.say(*self.rng.sample(texts, min(len(texts), self.rng.randint(low, high))))

    def about(self) -> None:
        """What the page says of itself: sentences, now and then as one block."""
        rng = self.rng
        self.say(rng.choice(_OPEN))
        begin = len(self.blocks)
        self.some(self.texts, 2, 6)
        if rng.random() < 0.6:
            self.blocks[begin:] = [" ".join(self.blocks[begin:])]

    def numbered(self) -> None:
        """A list of headlines whose numbers stand before them, glued or not."""
        rng = self.rng
        self.say(rng.choice(_LISTS))
        form = rng.choice(_NUMBERS)
        for n, source in enumerate(rng.sample(list(self.pool), rng.randint(4, 10)), 1):
            self.blocks.append(form.format(n=n, t=source.title))

    def foreign(self) -> None:
        self.some(self.rng.choice([_ENGLISH, _ENGLISH, _PERSIAN]), 1, 3)

    def frame(self, *chances: float) -> None:
        rng = self.rng
        acts = [self.about, self.numbered, self.foreign]
        acts += [lambda: self.some(_BARS, 1, 2), lambda: self.some(_ROWS, 1, 2)]
        drawn = [act for act, chance in zip(acts, chances, strict=True) if rng.random() < chance]
        rng.shuffle(drawn)
        for act in drawn:
            act()

    def article(self, source: Source) -> None:
        rng = self.rng
        self.blocks.append(source.title)
        stamps = (
            "{d} أيار 2018 | 1{d}:0{d}",
            "2018-05-1{d}",
            "قبل {d} ساعات",
            "آخر تعديل 0{d}/05/2018",
        )
        self.say(rng.choice(stamps))
        if rng.random() < 0.4:
            self.say(f"{rng.choice(_PEOPLE)} - {self.names['t']}")
        self.some(_MARKS, 0, 3)
        source_blocks = source.blocks[:14]
        for n, (_, text) in enumerate(source_blocks):
            self.blocks.append(text)
            if n and n + 1 < len(source_blocks) and rng.random() < 0.06:
                self.say(rng.choice(_AD))
        body = [text for kind, text in source_blocks if kind == "p"]
        subheads = [text for kind, text in source_blocks if kind == "s"]
        self.articles.append({"body": body, "subheads": subheads, "title": source.title})
        self.some(_MARKS, 0, 2)


def composed(number: int, gap: str, seed: int = SEED, about: Sequence[str] = _ABOUT) -> list[Held]:
    """So many pages of one to three articles on one line, with ``gap`` for each break."""
    rng, pool = random.Random(f"{seed}{gap}"), sources()
    found = []
    for _ in range(number):
        page = _Page(rng, pool, about)
        page.say("{c}")
        page.frame(0.45, 0.3, 0.3, 0.7, 0.3)
        for n, source in enumerate(rng.sample(pool, rng.choices([1, 2, 3], [7, 2, 1])[0])):
            if n:
                page.numbered() if rng.random() < 0.5 else page.say(rng.choice(_LISTS))
            page.article(source)
        page.frame(0.6, 0.6, 0.4, 0.4, 0.2)
        text = gap.join(" ".join(block.split()) for block in page.blocks)
        found.append(Held(text, {"articles": page.articles, "noise": page.noise}, "line"))
    return found


def tallied(gap: str, number: int, later: bool = False) -> Tally:
    """``later``: other dumps, in which outlets say of themselves what no set said before."""
    tally = Tally()
    for dump in composed(number, gap, SEED + later, _LATER if later else _ABOUT):
        count(tally, dump.gold, read(dump.text, content_type="text/plain"))
    return tally


def other_scripts(pages: Sequence[GoldPage], gap: str) -> tuple[float, float, float]:
    """Pages in other languages on one line, ``gap`` for each break: body F1, that of the raw
    text, share of one article."""
    ours, raws, single = [], [], 0
    for page in pages:
        lines = CONVERTERS["bs4, a line"](page.html).splitlines()
        text = gap.join(" ".join(line.split()) for line in lines if line.strip())
        found = read(text, content_type="text/plain").articles
        bodies = ["\n".join([a.standfirst or "", *a.subheads, *a.body]) for a in found]
        ours.append(max((f1(g, b) for g in page.golds for b in bodies), default=0.0))
        raws.append(max(f1(g, text) for g in page.golds))
        single += len(found) == 1
    return fmean(ours), fmean(raws), single / max(1, len(pages))


def _is_persian(page: GoldPage) -> bool:
    return page.name.startswith("fa_")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 80
    table = Table("form", "right number", "body F1", "noise")
    for name, gap in (("a space", " "), ("nothing", "")):
        for later in (False, True):
            figures = tallied(gap, number, later).figures(name)
            table.add_row(name + ", second phrases" * later, *(f"{f.value:.3f}" for f in figures))
    Console(width=100).print(table)
    rest = Table("pages on one line", "body F1", "raw text", "one article")
    sets = {"English": english_pages(8), "world": world_pages(2)}
    unseen = {kind: [page for page in pages if is_held(page)] for kind, pages in sets.items()}
    for kind, pages in (*unseen.items(), ("Persian", list(filter(_is_persian, arabic_pages())))):
        for name, gap in (("a space", " "), ("nothing", "")):
            row = other_scripts(pages, gap)
            rest.add_row(f"{kind}, {name} ({len(pages)})", *(f"{x:.3f}" for x in row))
    Console(width=100).print(rest)


if __name__ == "__main__":
    main()
