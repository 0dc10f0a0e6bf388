"""Which language a text is in: Arabic told from the others that its script writes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rawi.arabic.letters import LETTERS, MARKS
from rawi.arabic.normal import fold

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(f"[{LETTERS}][{LETTERS}{MARKS}\u200c]*")
_READ = 4000
"""Characters looked at: more change nothing."""


class _Signs(NamedTuple):
    """What gives a language away."""

    letters: re.Pattern[str]
    """In words of this language and hardly in the others'."""
    words: frozenset[str]
    """Its commonest small words, folded."""
    weight: int
    """Of a word with such a letter: Persian letters stand in the other languages too."""


def _signs(letters: str, words: str, weight: int = 3) -> _Signs:
    return _Signs(re.compile(f"[{letters}]"), frozenset(map(fold, words.split())), weight)


_LANGUAGES = {
    "ar": _signs(
        "ةأإؤ",
        "في من على إلى عن التي الذي هذا هذه أن إن قد كان بعد بين ما لا مع أو ذلك قال هو هي",
        weight=1,
    ),
    "fa": _signs(
        "پچژگکی",
        "که را این است از با برای می شود آن های در به یک شد خود تا بود کرد باید اما هم نیست هستند",
        weight=1,
    ),
    "ur": _signs(
        "ٹڈڑںےہھ", "کے کی کا ہے میں سے اور کو نے پر ہیں یہ وہ کہ ایک بھی تھا کیا اس ان گیا ہو"
    ),
    "ps": _signs("ټډړښږځڅۍېڼګ", "د په چې کې او ته له دی دا هم نه وي شي سره کړي يې پر ده دي چي کی"),
    "ckb": _signs("ەێۆڕڵ", "لە بۆ کە ئەم بە لەگەڵ ئەو هەر دوای بوو دەکات لەسەر وەک"),
}


@lru_cache(maxsize=50_000)
def _votes(word: str) -> tuple[int, ...]:
    """What one word says for each language, in the order of ``_LANGUAGES``."""
    folded = fold(word)
    votes = [
        signs.weight * (signs.letters.search(word) is not None) + (folded in signs.words)
        for signs in _LANGUAGES.values()
    ]
    votes[_ARABIC_AT] += word.startswith("ال") and len(word) > 4
    return tuple(votes)


_ARABIC_AT = list(_LANGUAGES).index("ar")
_OTHERS = frozenset(_LANGUAGES) - {"ar"}
_ENGLISH_WORDS = (
    "the of and to is that for it with as was are be this by from have you your we or not"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""Small words that hardly another language has; "in", "a", "on", "an" and "die" many have."""
_NOT_ARABIC = re.compile("[پچژگکیےہھںٹڈڑەێۆڕڵټډړښږځڅۍېڼ]")


def is_foreign(text: str) -> bool:
    """Whether ``text`` is in another language that Arabic script writes."""
    return _NOT_ARABIC.search(text) is not None and language(text) in _OTHERS


def _of_arabic_script(text: str) -> str:
    words = _WORD.findall(text)
    votes = [_votes(word) for word in words] or [(0,) * len(_LANGUAGES)]
    scores = dict(zip(_LANGUAGES, map(sum, zip(*votes, strict=True)), strict=True))
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] > scores["ar"] and scores[best] > 0 else "ar"


def _reads_english(text: str) -> bool:
    """Whether English small words are so many that no other language need be thought of."""
    words = text.lower().split()
    return len(words) >= 20 and 7 * sum(map(_ENGLISH.__contains__, words)) > len(words)


def language(text: str) -> str | None:
    """ISO 639-1 code, or 639-3 where there is none, of what most of ``text`` is in.

    Arabic, Persian, Urdu, Pashto and Sorani are told apart by letters and small
    words; other scripts are left to py3langid (after Lui and Baldwin, langid.py,
    2012). None where there is no letter.
    """
    text = text[:_READ]
    if _reads_english(text):
        return "en"
    letters = sum(char.isalpha() for char in text)
    if not letters:
        return None
    if 2 * len(_ARABIC.findall(text)) >= letters:
        return _of_arabic_script(text)
    import py3langid  # type: ignore[import-untyped]  # with numpy, and hardly ever asked

    return str(py3langid.classify(text)[0])
