"""What is known of words and phrases: clusters, lists of names, how common they are."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from sys import intern

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
    rows = (line.partition("\t") for line in text.splitlines())
    sets: dict[str, tuple[str, ...]] = {}
    return {stem: _shared(traits, sets) for stem, _, traits in rows}


def _shared(traits: str, sets: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The traits of a row: those of many rows are the same, and stand in memory once."""
    known = sets.get(traits)
    if known is None:
        known = sets[traits] = tuple(map(intern, traits.split()))
    return known


def parse_phrases(text: str) -> dict[Phrase, tuple[tuple[Phrase, str], ...]]:
    """Rows ``list TAB stems``."""
    found: dict[Phrase, list[tuple[Phrase, str]]] = {}
    for line in text.splitlines():
        kind, _, words = line.partition("\t")
        phrase = tuple(map(intern, words.split(" ")))
        found.setdefault(phrase[:2], []).append((phrase, intern(kind)))
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
