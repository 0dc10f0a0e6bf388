"""Sources that an article itself names: whose text it reprints, whom it cites.

Rules over a table of agencies and outlets (``data/agencies.tsv``) and cues of
attribution. A source that has no cue beside it is what the article is about,
not where it is from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

import msgspec

from rawi.annotation.agencies import Form, forms, is_outlet
from rawi.arabic import Token, tokens
from rawi.model import Article, Credit, CreditRole


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_KINDS = _words(
    """
    وكاله صحيفه جريده مجله موقع قناه شبكه اذاعه تلفزيون تليفزيون محطه مراسل مراسلو
    مراسلي
    """
)
_BEFORE = _words(
    """
    بحسب حسب وفق وفقا نقلا لمراسل عبر حديث تصريح تصريحات مقابله لقاء حوار مقال مقاله
    تقرير تقارير تحقيق نقل نقلت ذكر ذكرت قال قالت افاد افادت اورد اوردت نشر نشرت
    نشرته كشف كشفت بث بثت بثته بثها نقلته ذكرته اوردته قالته اعلنت اكدت اوضحت اضافت
    رات كتبت نشرتها لبرنامج
    """
)
_AFTER = _words(
    """
    نقلت ذكرت قالت افادت اوردت نشرت كشفت بثت عن ان انه انها اضافت اكدت اوضحت كتبت
    نقلا
    """
)
UNNAMED = "وكالات (غير مسماة)"
"""The name of a credit to agencies that are not named."""
_CLITICS = ("و", "ف", "ب", "ل", "ك", "لل", "ول", "وب")
_NEAR = 4
"""Words on either side of a name among which what makes it a source is looked for. Chosen by
reading, not measured."""
_QUOTES = frozenset("\"'«»“”„‟")


class _Mention(msgspec.Struct, frozen=True):
    form: Form
    first: int
    last: int
    start: int


def _beginnings(key: str) -> Iterator[tuple[str, int]]:
    """The word as it stands, and without each clitic it may carry."""
    yield key, 0
    for clitic in _CLITICS:
        if key.startswith(clitic) and len(key) > len(clitic) + 2:
            rest = key[len(clitic) :]
            yield (f"ال{rest}" if clitic == "لل" else rest), len(clitic)


@lru_cache(maxsize=30_000)
def _begun(key: str) -> tuple[tuple[Form, int], ...]:
    """The names of sources that a word may begin, and how many letters stand before."""
    return tuple((form, cut) for word, cut in _beginnings(key) for form in forms().get(word, ()))


def _at(found: Sequence[Token], i: int) -> _Mention | None:
    for form, cut in _begun(found[i].key):
        rest = tuple(t.key for t in found[i + 1 : i + len(form.words)])
        if rest == form.words[1:]:
            return _Mention(form, i, i + len(form.words) - 1, found[i].start + cut)
    return None


def _mentions(found: Sequence[Token]) -> Iterator[_Mention]:
    i = 0
    while i < len(found):
        mention = _at(found, i)
        if mention is not None:
            yield mention
        i = mention.last + 1 if mention is not None else i + 1


def _bare(key: str) -> set[str]:
    return {word for word, _ in _beginnings(key)}


def _cited(found: Sequence[Token], mention: _Mention, text: str) -> bool:
    """Whether cues say that something was published there."""
    before = [_bare(t.key) for t in found[max(0, mention.first - _NEAR) : mention.first]]
    after = {t.key for t in found[mention.last + 1 : mention.last + _NEAR]}
    cue = any(words & _BEFORE for words in before) or bool(after & _AFTER)
    named = any(words & _KINDS for words in before[-1:]) or found[mention.first].key in _KINDS
    quoted = text[max(0, mention.start - 1) : mention.start] in _QUOTES and mention.start > 0
    if mention.form.common:
        return cue and (named or quoted)
    return cue or (quoted and named)


def _credit(
    role: CreditRole, mention: _Mention, found: Sequence[Token], where: tuple[str, str]
) -> Credit:
    text, field = where
    place: Literal["body", "authors"] = "authors" if field == "authors" else "body"
    written = text[mention.start : found[mention.last].end]
    return Credit(role=role, name=mention.form.name, text=written, field=place)


def _in_authors(article: Article) -> Iterator[Credit]:
    for line in article.authors:
        found = tokens(line)
        for mention in _mentions(found):
            if mention.form.agency:
                yield _credit("wire", mention, found, (line, "authors"))


def _alone(paragraph: str, found: Sequence[Token], mentions: list[_Mention]) -> bool:
    """Whether a paragraph is nothing but sources: an end credit."""
    held = sum(m.last - m.first + 1 for m in mentions)
    return bool(mentions) and len(found) <= held + 2 and len(paragraph) < 60


def _paragraphs(
    article: Article, words: Sequence[Token] | None
) -> Iterator[tuple[str, Sequence[Token]]]:
    """Each paragraph with its tokens, whose offsets are into the text."""
    words = tokens(article.text) if words is None else words
    starts, end = [word.start for word in words], 0
    for paragraph in article.body:
        begin, end = end, end + len(paragraph) + 1
        yield paragraph, words[bisect_left(starts, begin) : bisect_left(starts, end)]


def _in_body(article: Article, words: Sequence[Token] | None) -> Iterator[Credit]:
    text = article.text
    for number, (paragraph, found) in enumerate(_paragraphs(article, words)):
        mentions = list(_mentions(found))
        last = number == len(article.body) - 1
        for mention in mentions:
            opening = number == 0 and _dateline(text, found, mention)
            closing = last and _alone(paragraph, found, mentions)
            if mention.form.agency and (opening or closing):
                yield _credit("wire", mention, found, (text, "body"))
            elif _cited(found, mention, text):
                yield _credit("cited", mention, found, (text, "body"))


def _dateline(text: str, found: Sequence[Token], mention: _Mention) -> bool:
    """Whether it stands in the opening ``place (agency) -``."""
    end = found[mention.last].end
    return mention.last < 5 and text[end : end + 3].lstrip(' )»"').startswith(("-", "–", "ـ"))


def credits_of(article: Article, words: Sequence[Token] | None = None) -> tuple[Credit, ...]:
    """Who is named as wire and who is cited, each name once, wire before cited.

    The article's own outlet is no credit. ``words`` are the tokens of its text, where they
    are known.
    """
    kept: dict[str, Credit] = {}
    for credit in [*_in_authors(article), *_in_body(article, words)]:
        if not is_outlet(credit.name, article.outlet):
            kept.setdefault(credit.name, credit)
    return tuple(sorted(kept.values(), key=lambda c: c.role == "cited"))
