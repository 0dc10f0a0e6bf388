"""Queries that nobody should ask, for every way in."""

from __future__ import annotations

from hypothesis import strategies as st

LETTERS = "ابتثجحخدذرزسشصضطعغفقكلمنهوي"
WORST = {
    "ten thousand letters": "ا" * 10_000,
    "thousands of words": " ".join(
        LETTERS[i % 27] + LETTERS[i // 27 % 27] + LETTERS[i // 729] * 2 for i in range(2_500)
    ),
    "thousands of quotes": '"' * 10_000,
    "thousands of phrases": '"وزير النقل" ' * 800,
    "thousands of exclusions": "-وزير " * 1_700,
    "thousands of minus signs": "-" * 10_000,
    "thousands of fields": "title:" * 1_700,
    "thousands of colons": "a:" * 5_000,
    "thousands of numbers": "2018-03-12 " * 900,
    "thousands of months": "في سبتمبر " * 1_000,
    "a hashtag without end": "#" + "كلمة_" * 2_000,
    "an address without end": "https://" + "a." * 5_000,
    "joined without end": "كلمة\u200c" * 2_000,
    "marks without end": "و" + "\u064e" * 9_999,
    "a quote that stays open": '"وزير النقل',
    "a quote that was never opened": 'وزير النقل"',
    "quotes of two kinds": "«وزير ”النقل“",
    "only stop words": "من إلى في عن على",
    "only diacritics": "ًٌٍَُِّْ",
    "only tatweel": "ـ" * 50,
    "mixed scripts": "وزير minister 部长 министр שר",
    "letters of two scripts in a word": "وزيرabcминистр",
    "control characters": "\x00وزير\x1f\x7f\u0085\u202e\u2066النقل\ufeff",
    "half a character": "وزير \udcff\ud800",
    "beyond the basic plane": "😀😀 \U0001ee00\U0010ffff",
    "wildcards": "وز* *ير ? .* % _ وزي?",
    "the syntax of others": "(a AND b) OR NOT c~2 ^3 [x TO y] {z} a/b \\ +d",
    "an exclusion alone": "-وزير",
    "an exclusion of nothing": "-",
    "exclusions of nothing": '- -- -"" -title: -"',
    "a field of nothing": "title: since: until: id:",
    "times that are none": "since:2018-13-45 until:٩٩٩٩ since:-1 until:0000",
    "the end of time": "since:9999-12-31 until:9999",
    "nothing": "",
    "nothing but space": " \t\n\u00a0\u3000",
}
"""By what is wrong with them."""

_PIECES = st.sampled_from(
    [*'"«»“”-:#@_*?~^()[]{}\\/', "title:", "outlet:", "since:", "until:", "id:", "حتى:", "OR "]
)
_WORDS = st.sampled_from(["وزير", "الوَزير", "من", "Tesla", "في سبتمبر", "11", "2018-03", "أمس", ""])
queries = st.lists(
    st.one_of(_PIECES, _WORDS, st.just(" "), st.text(max_size=4), st.characters()), max_size=40
).map("".join)
"""Anything that looks like a query."""
