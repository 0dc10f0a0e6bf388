"""The agency's bulletins: a fresh one every ten minutes, so that news keeps appearing."""

from __future__ import annotations

import random

EVERY = 10
"""Minutes between two bulletins."""

_SKIES = ("صافية", "غائمة جزئيا", "غائمة مع فرص أمطار متفرقة", "مغبرة")
_SEAS = ("هادئا", "متوسط الموج", "مضطربا")
_WINDS = ("شمالية", "شمالية غربية", "جنوبية", "شرقية")
_GOODS = ("القمح", "الأرز", "السكر", "زيت الزيتون", "التمور")


def bulletins(elapsed: int) -> list[dict[str, object]]:
    """The bulletins of the first ``elapsed`` minutes, as fields of ``Report``."""
    return [_bulletin(n) for n in range(1, max(elapsed, 0) // EVERY + 1)]


def _bulletin(number: int) -> dict[str, object]:
    chance = random.Random(number)
    kind = _weather if number % 2 else _market
    title, section, body = kind(number, chance)
    return {
        "id": f"mna-bulletin-{number}",
        "happening": f"bulletin-{number}",
        "outlet": "mna",
        "at": -number * EVERY,
        "section": section,
        "title": title,
        "body": body,
    }


def _weather(number: int, chance: random.Random) -> tuple[str, str, str]:
    high = chance.randint(17, 34)
    body = f"""دار الياسمين (وكالة مرجان للأنباء) - توقعت هيئة الأرصاد في نشرتها رقم {number} \
أن تكون السماء {chance.choice(_SKIES)} في الساعات المقبلة، وأن تبلغ الحرارة العظمى في العاصمة \
{high} درجة.

وتهب رياح {chance.choice(_WINDS)} سرعتها {chance.randint(8, 60)} كيلومترا في الساعة، ويكون \
البحر عند ميناء السلام {chance.choice(_SEAS)}.

وتنخفض الحرارة ليلا في جبال الريحان إلى {high - chance.randint(8, 14)} درجات."""
    return f"الأرصاد: {high} درجة في دار الياسمين", "طقس", body


def _market(number: int, chance: random.Random) -> tuple[str, str, str]:
    good = chance.choice(_GOODS)
    price, change = chance.randint(200, 900), chance.randint(1, 30) / 10
    verb = chance.choice(("ارتفع", "تراجع"))
    body = f"""دار الياسمين (وكالة مرجان للأنباء) - {verb} سعر طن {good} في بورصة السلع \
بنسبة {change} في المئة إلى {price} دينارا، في نشرة التداول رقم {number}.

وبلغ حجم التداول {chance.randint(40, 400)} طنا، وفق بيانات البورصة."""
    return f"{verb} {good} إلى {price} دينارا للطن", "اقتصاد", body
