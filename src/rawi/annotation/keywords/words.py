"""What is known of a word before it is read in an article: its form, and how the press uses it.

How a word is used (after prepositions as nouns are, after particles as verbs are, with
the article or never) was counted over news by ``training/keyword_tables.py``.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from math import log1p
from typing import NamedTuple
from zlib import crc32

import numpy as np

from rawi.annotation.background import rarity
from rawi.annotation.keywords.tags import tags
from rawi.arabic import STOP_WORDS, Token, fold

ROLES = ("definite", "governed", "verbal", "initial", "adjective", "titled", "common")
"""Shares of a word's uses, in ninths of their square root; ``common`` is log frequency."""
COLUMNS = (
    "rarity",
    "article",
    "clitic",
    "stop",
    "number",
    "latin",
    "letters",
    "begins_tags",
    "ends_tags",
    "tag_alone",
    *ROLES,
)
_PROCLITICS = ("وال", "فال", "بال", "كال", "ولل", "لل", "و", "ف", "ب", "ل", "ك")
_PRONOUNS = ("هما", "هم", "هن", "ها", "كم", "نا", "ه")
_MOST_RARITY = 8.0
"""From this rarity on words count alike: the ranker was trained so."""
_UNKNOWN = (-1.0,) * len(ROLES)


class Word(NamedTuple):
    """One surface form."""

    bare: str
    """The form without an attached particle."""
    attached: bool
    """Whether a particle is attached."""
    inside: bool
    """Whether a phrase may hold it: no verb, no form with a pronoun, no sign."""
    lemma: int
    """CRC-32 of the lemma."""
    row: bytes
    """``COLUMNS`` as float32."""


@cache
def _roles() -> dict[str, tuple[float, ...]]:
    text = files("rawi.annotation").joinpath("data/keyword_words.tsv").read_text(encoding="utf-8")
    pairs = (line.partition("\t") for line in text.splitlines())
    shares = {str(digit): float(digit) for digit in range(10)}
    return {word: tuple(map(shares.__getitem__, digits)) for word, _, digits in pairs}


def without_particle(text: str, key: str, lemma: str) -> tuple[str, bool]:
    """A word as written less the particle attached to it, and whether there was one."""
    for clitic in _PROCLITICS:
        article = "ال" if clitic.endswith(("ال", "لل")) else ""
        rest = text[len(clitic) :]
        if not text.startswith(clitic) or len(rest) < 2:
            continue
        if lemma.startswith(key[: len(clitic)]) or len(lemma) < 3:
            continue
        if article or clitic in "وف" or lemma[:2] == key[len(clitic) :][:2]:
            return article + rest, True
    return text, False


def _suffixed(text: str, lemma: str) -> bool:
    """Whether a pronoun is attached: the lemma, or it with ta, is what is left without it."""
    for pronoun in _PRONOUNS:
        if text.endswith(pronoun) and not lemma.endswith(pronoun):
            stem = fold(text[: -len(pronoun)])
            return len(stem) > 1 and stem.endswith((lemma[-1:], "ت"))
    return False


def is_definite(form: str) -> bool:
    """Whether a folded form has the article."""
    return form.startswith("ال") and len(form) > 4


def base(form: str) -> str:
    """A folded form without its article."""
    return form[2:] if is_definite(form) else form


def _is_verb(form: str, lemma: str) -> bool:
    """Whether the press uses a form as verbs are used; an unknown one tells by its person."""
    roles = _roles().get(form)
    if roles is None:
        return form[:1] in "يتنس" and not lemma.startswith(form[:1])
    definite, governed, verbal = roles[:3]
    return verbal >= 3 and definite <= 1 and governed <= 2


@lru_cache(maxsize=50_000)
def _word(text: str, key: str, lemma: str, kind: str) -> Word:
    arabic = kind == "word"
    bare, attached = without_particle(text, key, lemma) if arabic else (text, False)
    form = fold(bare) if attached else key
    known = tags()
    values = (
        min(rarity(lemma), _MOST_RARITY),
        is_definite(form),
        attached,
        key in STOP_WORDS,
        kind == "number",
        kind == "latin",
        len(form),
        log1p(known.begins[lemma]),
        log1p(known.ends[lemma]),
        log1p(known.alone[lemma]),
        *_roles().get(base(form), _UNKNOWN),
    )
    usable = kind in ("word", "latin", "number")
    inside = usable and not (arabic and (_is_verb(form, lemma) or _suffixed(bare, lemma)))
    row = np.array(values, dtype=np.float32).tobytes()
    return Word(bare, attached, inside, crc32(lemma.encode()), row)


def word_of(token: Token) -> Word:
    """What is known of a token."""
    return _word(token.text, token.key, token.lemma, token.kind)
