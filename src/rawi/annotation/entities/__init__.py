"""Who and what a text names: persons, organisations, places and other named things.

Words are labelled by a CRF over what is known of each word and its neighbours
(``model``), twice: what was found once is then likelier where it stands again
(``repeats``). Names lose their particles (``mentions``) and get one form through
the article (``naming``).
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

from rawi.annotation.entities.mentions import Mention, arabic, mention, parted, spans
from rawi.annotation.entities.model import Model, Type, shipped
from rawi.annotation.entities.naming import names
from rawi.annotation.entities.places import country_of
from rawi.annotation.entities.repeats import relabelled
from rawi.annotation.entities.rules import mended
from rawi.annotation.entities.units import Unit, sentences
from rawi.arabic.language import is_foreign
from rawi.model import Article, Entity

_lock = Lock()


def mentions(text: str, model: Model) -> list[Mention]:
    """Names in the order of the text."""
    found = list(sentences(text))
    if not found:
        return []
    units = [unit for one in found for unit in one]
    lengths = [len(one) for one in found]
    with _lock:
        types = model.types([unit.text for unit in units])
        scores = model.scores(types, lengths)
    stems = [known.form.stem for known in types]
    labels = relabelled(scores, lengths, model.weights.moves, stems)
    named = list(_named(mended(labels.tolist(), units, types), lengths, units, types))
    return parted(named, model.lexicon.words)


def _named(
    labels: list[int], lengths: list[int], units: list[Unit], types: list[Type]
) -> Iterator[Mention]:
    begin = 0
    for length in lengths:
        inside = slice(begin, begin + length)
        begin += length
        if not arabic(types[inside]):
            continue
        for first, last, kind in spans(labels[inside]):
            words = slice(inside.start + first, inside.start + last)
            if (found := mention(units[words], types[words], kind)) is not None:
                yield found


def entities_of(article: Article, model: Model | None = None) -> tuple[Entity, ...]:
    """Named things in the order of the text; none where the article is not in Arabic."""
    text = article.text
    if article.language not in (None, "ar") or is_foreign(text):
        return ()
    found = mentions(text, model or shipped())
    return tuple(
        Entity(
            kind=one.kind,
            text=text[one.start : one.end],
            name=name,
            start=one.start,
            end=one.end,
            country=country_of(name) if one.kind == "place" else None,
        )
        for one, name in zip(found, names(text, found), strict=True)
    )
