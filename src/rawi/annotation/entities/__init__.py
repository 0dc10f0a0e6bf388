"""Who and what a text names: persons, organisations, places and other named things.

Words are labelled by a CRF over what is known of each word and its neighbours
(``model``), twice: what was found once is then likelier where it stands again
(``repeats``). Names lose their particles (``mentions``) and get one form through
the article (``naming``).
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

from rawi.annotation.entities.mentions import Mention, mention, spans
from rawi.annotation.entities.model import Model, Type, shipped
from rawi.annotation.entities.naming import names
from rawi.annotation.entities.places import country_of
from rawi.annotation.entities.repeats import echoes
from rawi.annotation.entities.units import Unit, sentences
from rawi.annotation.entities.viterbi import decode
from rawi.arabic.language import is_foreign
from rawi.model import Article, Entity

_lock = Lock()


def mentions(text: str, model: Model) -> list[Mention]:
    """Names in the order of the text."""
    found = list(sentences(text))
    if not found:
        return []
    with _lock:
        types = [model.types([unit.text for unit in one]) for one in found]
        scores = model.scores(types)
    lengths = [len(one) for one in found]
    labels = decode(scores, lengths, model.weights.moves)
    if labels.any():
        stems = [known.form.stem for one in types for known in one]
        labels = decode(scores + echoes(stems, labels), lengths, model.weights.moves)
    return list(_named(labels.tolist(), found, types))


def _named(
    labels: list[int], units: list[list[Unit]], types: list[list[Type]]
) -> Iterator[Mention]:
    begin = 0
    for one, known in zip(units, types, strict=True):
        for first, last, kind in spans(labels[begin : begin + len(one)]):
            if (found := mention(one[first:last], known[first:last], kind)) is not None:
                yield found
        begin += len(one)


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
