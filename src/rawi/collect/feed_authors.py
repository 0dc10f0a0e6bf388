"""Who wrote an item, out of the one field that a feed has for it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rawi.extract.metadata.bylines import looks_like_person, split_names, written_by
from rawi.ingest.plain_text import plain

_NOBODY = {"unknown", "admin", "administrator", "anonymous", "author", "editor", "webmaster"}
_LONGEST = 400
"""Code points of a field that are read; names end long before."""
_BETWEEN = re.compile(r"\)\s{0,9}[,;،]?\s{0,9}\(")
"""Between two of several ``mail (name)``, whose mails are gone."""
_CODE = re.compile(r'[{}\[\]="]')


def named(fields: Iterable[str | None], markup: bool) -> tuple[str, ...]:
    """The names in the fields of one item, out of bylines and lists, each once."""
    found = (name for field in fields for name in _names(plain(field, markup=markup)))
    return tuple(dict.fromkeys(found))


def _names(text: str | None) -> tuple[str, ...]:
    """The names of one field; none of an address, an account, or what a program wrote."""
    name = _BETWEEN.sub(", ", (text or "")[:_LONGEST]).strip("()[]<>\"' ،,;:-–|\t")
    if "(" in name and ")" not in name:
        name = name.partition("(")[0].rstrip()
    if not any(map(str.isalpha, name)) or "@" in name or "://" in name or _CODE.search(name):
        return ()
    if name.lower() in _NOBODY:
        return ()
    name = next(written_by(name), None) or _behind(name)
    return split_names(next(written_by(name), name))


def _behind(name: str) -> str:
    """What stands behind a place or an outlet: ``المرفأ - ليلى حداد``, ``المرفأ - كتبت: ليلى``."""
    before, _, behind = name.partition(" - ")
    if behind and next(written_by(behind), None):
        return behind
    return behind if looks_like_person(behind) and not looks_like_person(before) else name
