"""A speaker's name as people read it: free of titles, particles and what it was said with."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.annotation.quotes.names import Known, free, written
from rawi.annotation.quotes.places import Places
from rawi.annotation.quotes.words import times_seen
from rawi.arabic import Token, fold, plain_name

_JOINED = frozenset("ولب")
_SHORTEST = 3
"""Letters that a word must have more of for its first to be taken as joined to it."""
_TITLES = frozenset(
    fold(
        """
        رئيس وزير ملك أمير زعيم قائد سفير مبعوث نائب مدرب لاعب نجم كاتب باحث خبير محلل محام محامي
        قاضي محافظ لواء فريق عميد عقيد مقدم رائد نقيب ملازم جنرال لفتنانت كولونيل أميرال مارشال
        مستشار مرشح مخرج ممثل فنان مغني شاعر روائي ناقد إعلامي صحفي صحافي مراسل مصور ناشط مدون مغرد
        مواطن شاب طالب طبيب مهندس دكتور بروفسور بروفيسور أستاذ شيخ سيد حارس مهاجم مدافع حكم عمدة
        سيناتور سناتور بابا بطريرك مطران أسقف حاخام مفتي
        """
    ).split()
)
"""Before a person's name, which the name leaves out."""
_RANKS = frozenset(
    fold("دكتور بروفسور بروفيسور جنرال كولونيل لفتنانت أميرال مارشال لواء عميد عقيد").split()
)
"""Those of them that are titles without the article too."""
_WHERE = frozenset(fold("في على عبر").split())
"""Before what is the speaker's own: the page, the programme, the account."""


def name_of(p: Places, text: str, known: Known) -> str:
    """The name of a speaker: what ``written`` gives, without titles before it, without what is
    told behind it, without the marks of hashtags, and without what is joined to its first word
    where the text has that word free (لكامي beside كامي)."""
    if known.text:
        return plain_name(known.text)
    core, end = known.mention.core, known.mention.end
    words = p.reading.words
    end = next((n for n in range(core + 1, end) if _owned(words, n, end)), end)
    mention = known.mention._replace(core=_untitled(p, core, end), end=end)
    name = plain_name(written(p, text, known._replace(mention=mention)))
    first = fold(name.partition(" ")[0])
    if first[:1] in _JOINED and len(first) > _SHORTEST and _is_free(p, text, first):
        return name[1:]
    return name


def _is_free(p: Places, text: str, word: str) -> bool:
    """Whether the text has a word without its first letter, and the news no rarer."""
    bare = word[1:]
    if times_seen(word) > times_seen(bare):
        return False
    part = next(part for part in p.reading.parts if part.text == text)
    return any(w.key == bare for w in p.reading.words[part.begin : part.end])


def _untitled(p: Places, core: int, end: int) -> int:
    """The first word of a name behind the titles that it begins with (الباحثة هند الوادي).

    المدير العام and المتحدث باسم are left: what follows is no name.
    """
    words = p.reading.words
    while end - core > 1 and _is_title(words[core].key) and _may_be_named(words[core + 1]):
        core += 1
    return core


def _is_title(key: str) -> bool:
    bare = free(key)
    known = bare in _TITLES or bare.removesuffix("ه") in _TITLES
    return known and (bare != key or bare in _RANKS)


def _may_be_named(word: Token) -> bool:
    """Whether a word may be a name behind a title: free of the article and of particles."""
    joined = word.key[0] in "بلو" and word.lemma != word.key
    named = not (word.stop or joined or word.key.startswith(("ال", "لل")))
    return named or _is_title(word.key)


def _owned(words: Sequence[Token], n: int, end: int) -> bool:
    """Whether what the speaker did it with is told from this word on (على موقعها, في برنامجه)."""
    return words[n].key in _WHERE and n + 1 < end and words[n + 1].text.endswith(("ه", "ها", "هم"))
