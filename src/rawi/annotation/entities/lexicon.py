"""What is known of words and phrases: clusters, lists of names, how common they are."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

_DATA = files("rawi.annotation") / "data"

Phrase = tuple[str, ...]
"""Stems one after another."""


class Lexicon(msgspec.Struct, frozen=True):
    """Learned from unlabelled news and lists of names by ``training.entities``."""

    words: Mapping[str, tuple[str, ...]]
    """Stem -> its traits: clusters, lists it stands in, how often it is seen."""
    phrases: Mapping[Phrase, tuple[tuple[Phrase, str], ...]]
    """First two stems -> phrases that begin with them and the list they stand in, longest first."""


def parse_words(text: str) -> dict[str, tuple[str, ...]]:
    """Rows ``stem TAB traits``."""
    rows = (line.split("\t") for line in text.splitlines())
    return {stem: tuple(traits.split()) for stem, traits in rows}


def parse_phrases(text: str) -> dict[Phrase, tuple[tuple[Phrase, str], ...]]:
    """Rows ``list TAB stems``."""
    found: dict[Phrase, list[tuple[Phrase, str]]] = {}
    for line in text.splitlines():
        kind, _, words = line.partition("\t")
        phrase = tuple(words.split(" "))
        found.setdefault(phrase[:2], []).append((phrase, kind))
    return {first: tuple(sorted(many, key=_longest)) for first, many in found.items()}


def _longest(entry: tuple[Phrase, str]) -> tuple[int, Phrase, str]:
    return -len(entry[0]), *entry


def _text(name: str) -> str:
    return gzip.decompress((_DATA / name).read_bytes()).decode()


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package, read once."""
    words = parse_words(_text("entity_words.tsv.gz"))
    return Lexicon(words, parse_phrases(_text("entity_phrases.tsv.gz")))
