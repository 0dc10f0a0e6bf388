"""One key for the spellings of a foreign name."""

from __future__ import annotations

import re

from rawi.arabic.normal import as_seen, fold

_SOUNDS = str.maketrans("جقگژپچڤثطذضظصحخ", "غغغغبشفتتدددسهه")
"""Letters that Arabic press uses for one foreign sound: g (غ ج ق), h (ه ح خ), t, d, s, b, f."""
_VOWELS = re.compile(r"(?<=.)[اويء]")
_DOUBLE = re.compile(r"(.)\1+")
_LEAST_CONSONANTS = 3
"""A name with fewer keeps its vowels in the key: too many would sound alike."""


def plain_name(name: str) -> str:
    """A name as readers see it, without the marks of hashtags (#محمد_صلاح) and with one space
    between words."""
    return " ".join(as_seen(name).replace("#", " ").replace("_", " ").split())


def name_key(word: str) -> str:
    """A key that the spellings of one foreign name share (غوغل، جوجل، قوقل).

    Consonants are written by sound and vowels inside the name dropped (ترامب،
    ترمب); a name of fewer than three consonants keeps its vowels, else غانا would
    be غينيا. Meant for names only: كتاب and كاتب get one key.
    """
    sounds = fold(word).replace("تش", "ش").translate(_SOUNDS)
    sounds = _DOUBLE.sub(r"\1", sounds)
    if len(sounds) > 1 and sounds[-1] == "ه":
        sounds = f"{sounds[:-1]}ا"
    if sounds.endswith("ز") and len(sounds) > _LEAST_CONSONANTS:
        sounds = f"{sounds[:-1]}س"
    consonants = _VOWELS.sub("", sounds)
    return consonants if len(consonants) >= _LEAST_CONSONANTS else sounds
