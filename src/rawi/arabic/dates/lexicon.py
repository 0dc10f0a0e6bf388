"""Words that dates are made of, as (tag, value).

A tag is one character, so that the grammar can be regular expressions over
strings of tags:

    M month name   m the same, but also a common word   k first word of a name of two (كانون)
    W weekday      w the same without its article
    o ordinal      O feminine ordinal (also an hour)     i without its article
    c cardinal     D the same from twenty on, with its article   1 أحد/إحدى   s hundred, thousand
    u U V v        unit of time: indefinite, definite, dual, plural
    l construct dual (يومي، عامي)   h the hour (الساعة)   Q tonight   + time (في وقت لاحق)
    L last   X next   R current   T this   F following (counted from something told, not from now)
    a before/ago   g since   b after   f from   e until   n between   j in   J in the course of
    z about        < less/more than   ? a few
    G day named by its distance (أمس)   0 now   P part of the day   p a.m./p.m.
    H fraction     2 less (إلا)         Z "by the time of"   3 UTC   4 a place whose time
    B early, middle, late part          r rest of            = later
    C decade       S season             E era                K corresponding to
    ; particle     " event that a year follows               ! holiday   > of his age

Spelling is that of ``folding.folded``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_MONTHS = {
    "gregorian": """يناير جانفي جانفيه january jan janvier/
        فبراير شباط فيفري فبرائر february feb février fevrier/
        *مارس اذار march *mar *mars/ابريل *نيسان افريل april apr avril/مايو ايار *ماي *may *mai/
        يونيو يونيه حزيران *جوان يونيوه june jun juin/
        يوليو يوليه تموز جويليه يوليوز july jul juillet/
        اغسطس *اب *اوت غشت اوغسطس august aug août aout/
        سبتمبر ايلول شتنبر سيبتمبر september sept sep septembre/
        اكتوبر اوكتوبر october oct octobre/نوفمبر نونبر نوفنبر november nov novembre نوامبر/
        ديسمبر دجنبر دسمبر ديسامبر december dec décembre decembre دسامبر""",
    "hijri": "*محرم المحرم/*صفر/////*رجب/*شعبان/*رمضان/شوال/*القعده ذوالقعده/*الحجه ذوالحجه",
    "jalali": "فروردين/ارديبهشت/خرداد/*تير/*مرداد/شهريور/*مهر/*ابان/*اذر/*دي/بهمن/اسفند",
    "coptic": """*توت/*بابه/هاتور/كيهك/*طوبه/امشير/برمهات/*برموده/بشنس/بوونه بؤونه بئونه/*ابيب/
        *مسري/*النسيء *نسيء""",
}
_PAIRED = {
    "كانون": {1: ("gregorian", 12), 2: ("gregorian", 1)},
    "تشرين": {1: ("gregorian", 10), 2: ("gregorian", 11)},
    "ربيع": {1: ("hijri", 3), 2: ("hijri", 4)},
    "جمادي": {1: ("hijri", 5), 2: ("hijri", 6)},
}
_WEEKDAYS = "اثنين monday/ثلاثاء ثلثاء tuesday/اربعاء wednesday/خميس thursday/"
_WEEKDAYS += "جمعه friday/سبت saturday/احد sunday"
_ORDINALS = "اول اولي/ثاني ثانيه ثان/ثالث ثالثه/رابع رابعه/خامس خامسه/سادس سادسه/سابع سابعه/"
_ORDINALS += "ثامن ثامنه/تاسع تاسعه/عاشر عاشره"
_SMALL = "واحد واحده/اثنان اثنين اثنا اثني اثنتان اثنتين اثنتا اثنتي/"
_SMALL += "ثلاث ثلاثه/اربع اربعه/خمس خمسه/ست سته/سبع سبعه/ثمان ثماني ثمانيه/تسع تسعه/عشر عشره"
_TENS = "عشرون عشرين/ثلاثون ثلاثين/اربعون اربعين/خمسون خمسين/ستون ستين/سبعون سبعين/"
_TENS += "ثمانون ثمانين/تسعون تسعين"
_UNITS = {
    "second": "ثانيه//ثوان ثواني",
    "minute": "دقيقه/دقيقتان دقيقتين/دقائق دقايق",
    "hour": "ساعه/ساعتان ساعتين/ساعات",
    "day": "يوم يوما/يومان يومين/ايام",
    "week": "اسبوع اسبوعا/اسبوعان اسبوعين/اسابيع",
    "month": "شهر شهرا/شهران شهرين/اشهر شهور",
    "quarter": "فصل//",
    "year": "عام سنه عاما/عامان عامين سنتان سنتين/اعوام سنوات سنين",
    "decade": "عقد عقدا/عقدان عقدين/عقود",
    "century": "قرن قرنا/قرنان قرنين/قرون",
}
_WORDS = {
    ("L", -1): """الماضي الماضيه الماضيين الماضيتين المنصرم المنصرمه المنصرمين الفائت الفائته الفايت
        المنقضي المنقضيه الماضيات""",
    ("L", 0): "الاخير الاخيره الاخيرين الاخيرتين",
    ("X", 1): """المقبل المقبله المقبلين المقبلتين
        القادم القادمه القادمين القادمتين الاتي الاتيه""",
    ("F", 1): "التالي التاليه التاليين اللاحق اللاحقه السابق السابقه نفسه نفسها ذاته ذاتها",
    ("R", 0): "الحالي الحاليه الجاري الجاريه",
    ("T", 0): "هذا هذه هذي",
    ("a", -1): "قبل قبيل",
    ("g", -1): "منذ مذ",
    ("b", 1): "بعد",
    ("f", 0): "من",
    ("e", 0): "الي حتي لغايه وحتي to",
    ("n", 0): "بين مابين",
    ("j", 0): "في بتاريخ on in",
    ("J", 0): "بحلول خلال غضون طوال طيله",
    ("z", 0): "نحو حوالي قرابه زهاء تمام قرب عند at",
    ("<", -1): "اقل",
    ("<", 1): "اكثر ازيد",
    ("?", 0): "بضعه بضع عده القليله قليله",
    ("G", -1): "امس الامس البارحه ديروز yesterday",
    ("G", 1): "غدا غد الغد tomorrow",
    ("0", 0): "الان now",
    ("P", "am"): "صباح الصباح فجر الفجر صبيحه سحر ضحي",
    ("P", "noon"): "ظهر الظهر ظهيره الظهيره",
    ("P", "pm"): "مساء المساء عصر العصر عشيه",
    ("P", "night"): "ليل الليل ليله",
    ("p", "am"): "صباحا فجرا ص am",
    ("p", "noon"): "ظهرا",
    ("p", "pm"): "عصرا م pm مساءا بعدالظهر",
    ("p", "night"): "ليلا",
    ("H", 2): "نصف النصف نصفا",
    ("H", 4): "ربع الربع ربعا",
    ("H", 3): "ثلث الثلث ثلثا",
    ("2", 0): "الا",
    ("Z", 0): "بتوقيت توقيت بالتوقيت التوقيت ت",
    ("3", 0): "غرينتش جرينتش غرينيتش جرينيتش غرينتيش العالمي gmt utc z تغ غ",
    ("4", 3): """مكه المكرمه السعوديه الرياض الكويت الدوحه قطر
        بغداد عدن صنعاء المنامه موسكو""",
    ("4", 4): "ابوظبي ظبي دبي الامارات مسقط باكو",
    ("4", 1): "الجزائر تونس",
    ("4", None): "المحلي ابو",
    ("4", "Africa/Cairo"): "القاهره مصر",
    ("4", "Asia/Beirut"): "بيروت لبنان",
    ("4", "Asia/Damascus"): "دمشق سوريا سوريه",
    ("4", "Asia/Amman"): "الاردن",
    ("4", "Asia/Amman Asia/Muscat"): "عمان",
    ("4", "Asia/Jerusalem Asia/Hebron"): "القدس فلسطين",
    ("4", "Africa/Casablanca"): "الرباط المغرب",
    ("4", "Africa/Tripoli"): "ليبيا",
    ("4", "Africa/Tripoli Asia/Beirut"): "طرابلس",
    ("4", "Africa/Khartoum"): "الخرطوم السودان",
    ("4", "Europe/Istanbul"): "اسطنبول انقره تركيا",
    ("4", "Asia/Tehran"): "طهران ايران",
    ("4", "Europe/Paris"): "باريس",
    ("4", "Europe/London"): "لندن",
    ("4", "America/New_York"): "نيويورك واشنطن",
    ("B", "early"): "مطلع بدايه بدايات اوائل مستهل",
    ("B", "mid"): "منتصف اواسط وسط",
    ("B", "late"): "اواخر ختام",
    ("B", "end"): "نهايه نهايات",
    ("B", "last"): "اخر",
    ("r", 0): "بقيه باقي",
    ("=", 0): "لاحق لاحقا",
    ("S", "spring"): "الربيع",
    ("S", "summer"): "صيف الصيف",
    ("S", "autumn"): "خريف الخريف",
    ("S", "winter"): "شتاء الشتاء",
    ("E", "hijri"): "ه هج هجري هجريه للهجره الهجري الهجريه",
    ("E", "gregorian"): "ميلادي ميلاديه للميلاد الميلادي الميلاديه",
    ("E", "jalali"): "شمسي شمسيه",
    ("E", "bc"): "ق",
    ("K", 0): "الموافق الموافقه موافق المصادف والموافق",
    ("l", "day"): "يومي",
    ("l", "year"): "عامي سنتي",
    ("l", "month"): "شهري",
    (">", 0): "عمره عمرها العمر عمرهم عمري",
    ("!", 0): "عطله اجازه",
    ('"', 0): """موسم مونديال العالم كاس انتخابات دوره نسخه رويه رؤيه قمه بطوله اولمبياد اكسبو يورو
        لموسم موازنه ميزانيه لعامي الفتره فتره""",
    ("&", 0): "و",
    (";", 0): """جانب اجل غير مع علي عن ان التي الذي الذين او ثم كما بعدما عندما حيث
        وقد قد لدي حسب بحسب وفق لكن لم لن لا ما بسبب ضمن تحت امام ضد دون كان كانت
        وكان وكانت انه انها اذ حين اي ايضا فيما بينما""",
}
_DECADES = "عشرين ثلاثين اربعين خمسين ستين سبعين ثمانين تسعين"

Entry = tuple[str, Any]


def _build() -> dict[str, Entry]:
    words: dict[str, Entry] = {w: key for key, ws in _WORDS.items() for w in ws.split()}
    for calendar, names in _MONTHS.items():
        for number, name in _numbered(names, 1):
            tag = "m" if name[0] == "*" else "M"
            words.setdefault(name.lstrip("*"), (tag, (calendar, number)))
    words |= {word: ("k", pairs) for word, pairs in _PAIRED.items()}
    words |= {"ذو": ("k", {}), "ذي": ("k", {}), "ذا": ("k", {})}
    for day, name in _numbered(_WEEKDAYS, 0):
        words[name] = ("W" if name.isascii() else "w", day)
        words["ال" + name] = ("W", day)
    _numbers(words)
    _units(words)
    for i, stem in enumerate(_DECADES.split(), 2):
        for name in (f"{stem}ات", f"{stem}يات"):
            words[name] = words["ال" + name] = ("C", i * 10)
    return words


def _numbered(groups: str, first: int) -> Iterator[tuple[int, str]]:
    """The words of groups that ``/`` parts, each with its group's number."""
    for number, group in enumerate(groups.split("/"), first):
        for name in group.split():
            yield number, name


def _numbers(words: dict[str, Entry]) -> None:
    for n, name in _numbered(_ORDINALS, 1):
        tag = "O" if name[-1] in "هي" and name != "ثاني" else "o"
        words["ال" + name] = (tag, n)
        words.setdefault(name, ("o" if n == 1 else "i", n))
    words |= {"حادي": ("o", 1), "الحادي": ("o", 1), "الحاديه": ("O", 1), "الواحده": ("O", 1)}
    words |= {"غره": ("o", 1), "الفاتح": ("o", 1), "الاخر": ("o", 2), "الاخره": ("O", 2)}
    tens = ((n * 10, name) for n, name in _numbered(_TENS, 2))
    for n, name in (*_numbered(_SMALL, 1), *tens):
        words.setdefault(name, ("c", n))
        words.setdefault("ال" + name, ("D" if n >= 20 else "c", n))
    words |= dict.fromkeys(("احد", "احدي"), ("1", 1))
    for hundred in ("مئ", "مائ"):
        words |= {hundred + "ه": ("s", (100, 1))}
        words |= {f"{hundred}{dual}": ("s", (200, 1)) for dual in ("تين", "تان", "تي", "تا")}
        for n, stem in enumerate(["ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"], 3):
            words |= {f"{stem}{hundred}ه": ("s", (n * 100, 1))}
            words |= {f"{stem}ي{hundred}ه": ("s", (n * 100, 1))}
    words |= dict.fromkeys(("الف", "الفا", "الاف"), ("s", (1, 1000)))
    words |= dict.fromkeys(("الفين", "الفان", "الالفين"), ("s", (2, 1000)))


def _units(words: dict[str, Entry]) -> None:
    for unit, forms in _UNITS.items():
        for tag, names in zip(("u", "V", "v"), forms.split("/"), strict=True):
            for name in names.split():
                words.setdefault(name, (tag, unit))
                if not name.endswith("ا"):
                    words.setdefault("ال" + name, ("U" if tag == "u" else tag, unit))
    words |= {"ثانيه": ("u", "second"), "الثانيه": ("O", 2)}
    words |= {"الساعه": ("h", "hour"), "الليله": ("Q", "night"), "وقت": ("+", 0)}


LEXICON = _build()
_TAKES_PREFIX = frozenset("MWuUVvoOcDsPBSCGHlkEwhQ")
_PREFIXES = frozenset("بلكف")


@lru_cache(maxsize=1 << 16)
def look_up(word: str) -> tuple[bool, int, str, Any] | None:
    """(joined by و, letters before the word proper, tag, value), or None for other words."""
    if entry := LEXICON.get(word):
        return False, 0, *entry
    joined = word[0] == "و"
    at = 1 if word[0] in "وف" and len(word) > 2 else 0
    if at and (entry := LEXICON.get(word[1:])):
        return joined, 1, *entry
    if len(word) < at + 3 or word[at] not in _PREFIXES:
        return None
    found = _behind_prefix(word, at)
    return (joined, *found) if found else None


def _behind_prefix(word: str, at: int) -> tuple[int, str, Any] | None:
    """(letters before the word proper, tag, value) of a word with a prefix at ``at``."""
    if entry := LEXICON.get(word[at + 1 :]):
        bare_day = entry[0] == "G" and not word.startswith("ال", at + 1)
        return (at + 1, *entry) if entry[0] in _TAKES_PREFIX and not bare_day else None
    if not word.startswith("لل", at):
        return None
    entry = LEXICON.get("ال" + word[at + 2 :])
    return (at, *entry) if entry and entry[0] in _TAKES_PREFIX else None
