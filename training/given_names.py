"""``python -m training.given_names``: the list of given names by which authors are known.

Needs Faker (MIT, made with 40.63), which is no dependency: ``pip install faker`` first.
Takes the first names of its locales of Latin letters, folds them, leaves out what is an
ordinary word of pages ("press", "page"). Writes ``src/rawi/extract/data/given_names.txt``.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

from eval.figures import ROOT
from rawi.extract.metadata.given_names import folded

_LOCALES = (
    "cs_CZ da_DK de_AT de_CH de_DE en en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_US es_AR es_CL "
    "es_CO es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_FR ga_IE ha_NG hr_HR hu_HU id_ID ig_NG "
    "it_IT lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH "
    "yo_NG zu_ZA"
)
_WORDS = frozenset(
    [
        "an",
        "april",
        "art",
        "august",
        "case",
        "do",
        "january",
        "june",
        "la",
        "le",
        "long",
        "major",
        "may",
        "media",
        "page",
        "press",
        "price",
        "royal",
        "so",
        "star",
        "will",
    ]
)
_NAME = re.compile(r"[a-zßøđłæœ][a-zßøđłæœ'’-]+")


def names() -> Iterator[str]:
    """Every given name of every locale, folded."""
    for locale in _LOCALES.split():
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field, value in vars(provider).items():
            if field.startswith("first_name") and isinstance(value, list | tuple | dict | set):
                yield from (folded(word) for name in value for word in str(name).split())


def main() -> None:
    found = {name for name in names() if _NAME.fullmatch(name)} - _WORDS
    path = ROOT / "src" / "rawi" / "extract" / "data" / "given_names.txt"
    path.write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
