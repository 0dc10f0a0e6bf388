"""An article as the index takes it: what goes into each field, without the index itself."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.annotation.background import rarity
from rawi.annotation.topics import topic_of
from rawi.arabic import Token, tokens
from rawi.arabic.language import is_foreign
from rawi.model import Article
from rawi.search.feedback import heavy, packed
from rawi.search.index import Analysed, Entry, Fields
from rawi.search.moments import instant
from rawi.search.words import lemmas_to_index, spellings_to_index, weighed

NAMED = ("outlet", "section", "authors", "tags", "speakers", "entities")
"""Fields that are searched only where a query names them."""
SPELLED = ("speakers", "entities")
"""Those of names of people and places, held by what the spellings of a name share."""
WHOLE = ("outlet", "section", "topic", "language")
"""What filters compare whole."""
_APART = " . "
"""Between names, so that no phrase runs over two."""
_DAY = 86_400
"""Seconds."""


def analysed(entry: Entry | Analysed) -> Analysed:
    """An article with what the index is to hold of it."""
    if isinstance(entry, Analysed):
        return entry
    return Analysed(entry.article.id, fields(entry))


def fields(entry: Entry, words: Sequence[Token] | None = None) -> Fields:
    """What the index is to hold. ``words``: the tokens of the text, where they are known."""
    article = entry.article
    lemmas, weighty = weighed(*_told(article, words))
    texts = [("text", lemmas)]
    if article.title:
        texts.append(("title", lemmas_to_index(article.title)))
    for name, values in _named(entry).items():
        if values:
            read = spellings_to_index if name in SPELLED else lemmas_to_index
            texts.append((name, _APART.join(map(read, values))))
    for name in WHOLE:
        whole = topic_of(article.section) if name == "topic" else getattr(article, name)
        if whole:
            texts.append((f"{name}_is", whole))
    when = instant(article.published or article.collected)
    return Fields(
        tuple(texts),
        packed(heavy(weighty, rarity)),
        int(when.timestamp()) if when else 0,
        int(when.timestamp() // _DAY) if when else None,
        when.month if when else None,
    )


def searched(article: Article) -> str:
    """Title, standfirst and body as one; a teaser that repeats the opening is left out."""
    return "\n".join([t for t in (*_before(article), article.text) if t])


def _before(article: Article) -> list[str]:
    """Title and standfirst."""
    text = article.text
    told = (t for t in (article.standfirst, article.summary) if t and t[:40] not in text)
    return [t for t in (article.title, *told) if t]


def _told(article: Article, words: Sequence[Token] | None) -> tuple[str, Sequence[Token]]:
    """The text that is searched, with its tokens: no token runs over the end of a line."""
    whole, head = searched(article), "".join(f"{t}\n" for t in _before(article))
    if words is None or any(map(is_foreign, (whole, head, article.text))):
        return whole, tokens(whole)
    return whole, [*tokens(head), *words]


def _named(entry: Entry) -> dict[str, list[str]]:
    article, notes = entry.article, entry.notes
    spoken = {q.speaker_name or q.speaker: None for q in notes.quotes}
    return {
        "outlet": [article.outlet] if article.outlet else [],
        "section": [article.section] if article.section else [],
        "authors": list(article.authors),
        "tags": list(article.tags),
        "speakers": [name for name in spoken if name],
        "entities": list({e.name: None for e in notes.entities}),
    }
