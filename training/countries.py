"""``python -m training.countries``: the names of countries and continents, folded.

From CLDR by babel (Unicode licence) and the other names that the press has for some.
Writes ``src/rawi/relate/countries.txt``: a country alone does not make two articles alike.
"""

from __future__ import annotations

from babel import Locale

from eval.figures import ROOT
from rawi.arabic import fold

_ALSO = """
أمريكا أميركا الولايات|المتحدة الولايات|المتحدة|الأمريكية الولايات|المتحدة|الأميركية السعودية
المملكة|العربية|السعودية المملكة الإمارات بريطانيا إنجلترا إنكلترا اسكتلندا ويلز سورية الأردن
كوريا كوريا|الشمالية كوريا|الجنوبية الكوريتان الكوريتين هولندا التشيك الكونغو ميانمار بورما
الاتحاد|الأوروبي فلسطين الأراضي|الفلسطينية إيران تركيا الصين روسيا الاتحاد|السوفيتي العالم
العالم|العربي الخليج الخليج|العربي الشرق|الأوسط المغرب|العربي الغرب الشرق منطقة|الشرق|الأوسط
أوروبا أمريكا|اللاتينية أميركا|اللاتينية أثيوبيا إثيوبيا البوسنة مقدونيا الفلبين الفيلبين
"""
"""Names beside those of CLDR, a ``|`` for a blank."""


def names() -> list[str]:
    """Folded, each once, in order."""
    told = [name for code in ("ar", "ar_EG") for name in Locale.parse(code).territories.values()]
    also = [name.replace("|", " ") for name in _ALSO.split()]
    return sorted({fold(name) for name in [*told, *also]})


def main() -> None:
    path = ROOT / "src" / "rawi" / "relate" / "countries.txt"
    path.write_text("\n".join(names()) + "\n", encoding="utf-8")
    print(f"{len(names())} names -> {path.name}")


if __name__ == "__main__":
    main()
