"""Counts of words over unlabelled articles: what the lexicon is learned from."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import msgspec

from eval.figures import DATA
from rawi.arabic.letters import TATWEEL
from rawi.arabic.skeleton import skeleton

_WORD = re.compile(
    "[\u0620-\u063f\u0641-\u064a][\u0620-\u063f\u0641-\u065f\u0670\u067e\u0686\u0698\u06a4\u06af]*"
)
_ARTICLE = re.compile("^[وف]?(?:[بك]?ال|لل)")
_ARTICLES = ("ال", "وال", "بال", "لل", "ولل", "فال", "كال", "وبال")
_GOVERNING = frozenset(("في", "الي", "علي", "عن", "مع", "بين", "ضد", "حول", "خلال"))
_BEFORE_VERBS = frozenset(
    (
        "ان",
        "لم",
        "لن",
        "لا",
        "قد",
        "سوف",
        "كان",
        "كانت",
        "ما",
        "التي",
        "الذي",
        "الذين",
        "وقد",
        "كما",
    )
)
_PLAIN = ("", "و", "ب", "ل", "وب", "ول")


class Counts(msgspec.Struct):
    """How often each skeleton stands, after what, and under which hamza."""

    words: Counter[str] = msgspec.field(default_factory=Counter)
    agreeing: Counter[str] = msgspec.field(default_factory=Counter)
    """Definite words that follow a definite word, as adjectives do."""
    governed: Counter[str] = msgspec.field(default_factory=Counter)
    """Words that follow a preposition: nouns, and never accusative ones."""
    verbal: Counter[str] = msgspec.field(default_factory=Counter)
    """Words that follow a particle which stands before verbs."""
    above: Counter[str] = msgspec.field(default_factory=Counter)
    """Words written with hamza above their first alef (article aside)."""
    below: Counter[str] = msgspec.field(default_factory=Counter)


def _texts() -> Iterator[str]:
    for path in sorted((DATA / "articles").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield f"{record.get('title') or ''}\n{record.get('body') or ''}"


@cache
def _known(word: str) -> tuple[str, bool, str]:
    """(skeleton, whether definite, its stem's first letter as written)."""
    form = skeleton(word)
    article = _ARTICLE.match(form)
    bare = word[2:3] if word.startswith("ال") else word[:1]
    return form, article is not None, bare


def count() -> Counts:
    """Counts over all articles of the shared data."""
    counts = Counts()
    for text in _texts():
        after_definite, before = False, ""
        for word in _WORD.findall(text.replace(TATWEEL, "")):
            form, definite, first = _known(word)
            counts.words[form] += 1
            if definite and after_definite:
                counts.agreeing[form] += 1
            if first in "أإ":
                stem = form[2:] if form.startswith("ال") else form
                (counts.above if first == "أ" else counts.below)[stem] += 1
            if before in _GOVERNING:
                counts.governed[form] += 1
            elif before in _BEFORE_VERBS:
                counts.verbal[form] += 1
            after_definite, before = definite, form
    return counts


class Evidence:
    """Questions about a stem, answered from the counts."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.words = counts.words
        self._family: dict[str, int] = {}
        self._definite: dict[str, int] = {}

    def definite(self, stem: str) -> int:
        """How often it stands with the article: only nouns do."""
        if stem not in self._definite:
            total = sum(self.words[p + stem] for p in _ARTICLES)
            self._definite[stem] = total
        return self._definite[stem]

    def family(self, stem: str) -> int:
        """How often it stands at all, bare or behind article, conjunction, preposition."""
        if stem not in self._family:
            plain = sum(self.words[p + stem] for p in _PLAIN)
            self._family[stem] = plain + self.definite(stem)
        return self._family[stem]

    def nominal(self, form: str) -> float:
        """Share of definite or prepositional uses among those of ``form``."""
        marked = self.definite(form) + self.words[f"ب{form}"]
        governed = self.counts.governed[form]
        return (marked + governed) / (self.words[form] + marked + 1)

    def verbal(self, *forms: str) -> float:
        """Share of uses of ``forms`` together behind what stands before verbs."""
        seen = sum(self.words[form] for form in forms)
        return sum(self.counts.verbal[form] for form in forms) / (seen + 1)

    def adjectival(self, stem: str) -> float:
        """Share of definite uses that agree with a definite word before them."""
        form = f"ال{stem}"
        return self.counts.agreeing[form] / (self.words[form] + 5)

    def hamza_above(self, stem: str) -> bool:
        """Whether its first alef carries hamza above, not below."""
        return self.counts.above[stem] > 2 * self.counts.below[stem]

    def hamza_below(self, stem: str) -> bool:
        return self.counts.below[stem] > 2 * self.counts.above[stem]
