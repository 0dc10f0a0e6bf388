"""Agencies and outlets by every name that Arabic papers give them: facts, from a table."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec

from rawi.arabic import fold, tokens


def is_agency(name: str) -> bool:
    """Whether the source of that name sells its text to others."""
    return name.startswith(("وكال", "رويترز", "أسوشيتد", "يونايتد"))


_MEDIA = frozenset(
    fold("وكالة صحيفة جريدة مجلة قناة شبكة إذاعة تلفزيون راديو موقع وسائل إعلام").split()
)
"""First words of what passes on the words of others, without the article."""


class Form(msgspec.Struct, frozen=True):
    """One way to write a source: folded words, and whether they are common words too."""

    name: str
    domain: str
    words: tuple[str, ...]
    common: bool

    @property
    def agency(self) -> bool:
        """Whether it sells its text to others, so that a byline with it means a wire."""
        return is_agency(self.name)


@lru_cache(maxsize=1)
def forms() -> dict[str, tuple[Form, ...]]:
    """First folded word -> the forms that begin with it, longest first."""
    text = files("rawi.annotation").joinpath("data", "agencies.tsv").read_text(encoding="utf-8")
    found: dict[str, list[Form]] = {}
    for row in text.splitlines():
        if row.startswith("#"):
            continue
        name, domain, written = row.split("\t")
        for form in written.split("|"):
            words = tuple(t.key for t in tokens(form.removesuffix("?")))
            found.setdefault(words[0], []).append(Form(name, domain, words, form.endswith("?")))
    return {first: tuple(sorted(many, key=_longest)) for first, many in found.items()}


@lru_cache(maxsize=1)
def _domains() -> dict[str, str]:
    return {form.name: form.domain for many in forms().values() for form in many}


def is_medium(name: str) -> bool:
    """Whether a name is one of an agency, an outlet or the media: what is laid to it may be
    the words of another (صحيفة النهار, رويترز, التلفزيون الرسمي)."""
    words = tuple(token.key for token in tokens(name))
    if not words:
        return False
    known = (form for form in forms().get(words[0], ()) if not form.common)
    return words[0].removeprefix("ال") in _MEDIA or any(
        words[: len(form.words)] == form.words for form in known
    )


def is_outlet(name: str, outlet: str | None) -> bool:
    """Whether the source of that name is the outlet of that id."""
    domain, own = _domains().get(name), (outlet or "").lower()
    return bool(domain and own and (domain in own or own.split(".")[0] in domain))


def _longest(form: Form) -> tuple[int, str]:
    return -len(form.words), form.name
