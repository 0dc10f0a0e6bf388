"""The lexicon in the making: clusters and gazetteers, then what models find in news."""

from __future__ import annotations

from typing import NamedTuple

from rawi.annotation.entities.lexicon import Lexicon, Phrase, parse_phrases, parse_words
from rawi.arabic import fold
from training.entities import gazetteers
from training.entities.gazetteers import Named
from training.entities.lists import Finds
from training.entities.words import Corpus, stems, traits

_NO_CLUSTER = "?"
_NEVER = ("لولا", "باس", "بلان", "كمال", "بسام", "فهد", "كريم", "بكر", "ليون", "فيصل", "بلال")
"""Names whose first letter would pass for a particle."""


class Knowledge(NamedTuple):
    """Traits of stems, and phrases with their lists."""

    words: dict[str, list[str]]
    phrases: list[tuple[str, Phrase]]

    def word_rows(self) -> list[str]:
        """``stem TAB traits``, sorted."""
        rows = (f"{stem}\t{' '.join(told)}" for stem, told in self.words.items())
        return sorted(row for row in rows if len(row.split("\t")) == 2)

    def phrase_rows(self) -> list[str]:
        """``list TAB stems``, sorted."""
        return sorted({f"{name}\t{' '.join(phrase)}" for name, phrase in self.phrases})

    def lexicon(self) -> Lexicon:
        """As the package reads it."""
        return Lexicon(
            parse_words("\n".join(self.word_rows())),
            parse_phrases("\n".join(self.phrase_rows())),
        )


def never_cut(known: list[Named]) -> frozenset[str]:
    """Parts of listed names of persons: و ف ب ل ك that begin them are their own."""
    listed = {word for one in known if one.list == "N" for word in one.phrase}
    return frozenset(listed | set(map(fold, _NEVER)))


def base(text: Corpus, known: list[Named]) -> Knowledge:
    """Clusters of the stems of ``text`` and the lists that they stand in."""
    words = {s: t for s, t in traits(stems(text, never_cut(known))).items() if s.strip()}
    listed = gazetteers.traits(known)
    for stem, lists in sorted(listed.items()):
        words.setdefault(stem, [_NO_CLUSTER]).extend(sorted(lists))
    for stem, told in words.items():
        bare = listed.get(stem[2:], ()) if stem.startswith("ال") and len(stem) > 4 else ()
        if stem not in listed:
            told += [f"a{trait}" for trait in sorted(bare)]
    return Knowledge(words, gazetteers.phrases(known))


def with_finds(start: Knowledge, finds: Finds) -> Knowledge:
    """``start`` with the lists that a model learned."""
    words = {stem: list(told) for stem, told in start.words.items()}
    for stem, told in finds.traits().items():
        words.setdefault(stem, [_NO_CLUSTER]).extend(told)
    return Knowledge(words, start.phrases + finds.listed())
