"""Which first and last letters of a word are clitics, judged by the company they keep.

A clitic never stands behind another that excludes it: no word with the article
begins with a clitic و ف ب ل ك, no noun with a pronoun has the article.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rawi.arabic.skeleton import skeleton
from rawi.arabic.stopwords import STOP_WORDS
from training.corpus import Evidence

PRONOUNS = ("هما", "هم", "هن", "ها", "كما", "كم", "نا", "ه", "ك")
_SHORT_NOUN = 30
"""Definite uses that make two letters a noun (يد، دم)."""
_NOUN_MARKS = ("ال", "لل", "بال", "ولل", "وال")


class Stem(NamedTuple):
    """What is left of a word, and what stood before it."""

    text: str
    definite: bool = False
    joined: bool = False
    """Whether a conjunction stood before it, as before most verbs of a narrative."""


class Clitics:
    def __init__(self, evidence: Evidence, verbs: Mapping[str, str]) -> None:
        self.particles = {skeleton(word) for word in STOP_WORDS}
        self.evidence = evidence
        self.words = evidence.words
        self.verbs = verbs

    def _is_verb(self, word: str) -> bool:
        """Whether the first letter belongs to a verb."""
        verb = self.verbs.get(word, "")
        return verb[:1] == word[0] and self.words[word[1:]] < 5 * self.words[word]

    def _root_use(self, word: str) -> int:
        """Uses of ``word`` that its first letter could not have as a clitic."""
        words = self.words
        marks = sum(words[p + word] for p in _NOUN_MARKS)
        doubled = words[word[0] + word] + words["ب" + word]
        if word[0] == "ل":  # لل before a word is the preposition and the article
            doubled = words["ب" + word]
        else:
            doubled += words["ل" + word]
        return marks + doubled + words["ي" + word] + words["ت" + word]

    def _detaches(self, word: str) -> bool:
        """Whether the first letter is a clitic before a known word."""
        rest = word[1:]
        if word[0] in "وف" and rest in self.particles:
            return True
        if word[0] in "بلك" and rest[:1] == "و" and self._detaches(rest):
            return False
        if len(rest) < 2 or (len(rest) == 2 and word[0] != "و") or self._is_verb(word):
            return False
        here, there, root = self.words[word], self.words[rest], self._root_use(word)
        there += self.evidence.definite(rest)
        if (
            there < 2
            or there < (1.0 if word[0] == "ف" else 0.15 if root or len(rest) < 4 else 0.02) * here
        ):
            return False
        allowed = 0.1 if there > 5 * here else 0.03
        return root <= max(allowed * here, 1 if there > 20 * (here + root) else 0)

    def _article(self, word: str) -> bool:
        rest = word[2:]
        if not word.startswith("ال") or len(rest) < 2:
            return False
        merged = self.words["لل" + rest] + self.words["ولل" + rest]
        root = self.words["ال" + word] + self.words["ل" + word] + self.words["وال" + word]
        root += self.words["أ" + word[1:]] + self.words["ي" + word[1:]] + self.words["ت" + word[1:]]
        return merged >= root or self.words[rest] > 2 * root

    def _merged(self, word: str) -> Stem | None:
        """لل: the preposition, the article and a stem that may begin with lam itself."""
        rest = word[2:]
        doubled = "ل" + rest
        if len(rest) < 2:
            return None
        if self.words["ال" + doubled] > self.words["ال" + rest]:
            return Stem(doubled, definite=True)
        if self.words["ال" + rest] or self.words[rest]:
            return Stem(rest, definite=True)
        return None

    def _future(self, word: str) -> bool:
        rest = word[1:]
        if word[0] != "س" or rest[:1] not in "يتن" or len(rest) < 3:
            return False
        blocked = self.evidence.definite(word) + self.words["ل" + word] + self.words["ب" + word]
        verbal = rest in self.verbs or self.words[rest] > self.words[word]
        return verbal and blocked <= 0.02 * self.words[word]

    def before(self, word: str) -> Stem:
        """The word without conjunction, preposition, article and future mark."""
        if word[:1] in "وف" and self._detaches(word):
            return self.before(word[1:])._replace(joined=True)
        if word.startswith("لل") and (merged := self._merged(word)):
            return merged
        if self._article(word):
            return Stem(word[2:], definite=True)
        if word[:1] in "بلك" and len(word) > 3:
            unlike = self.words["ال" + word] + 0.02 * self.words[word] > self.words[word[1:]]
            if self._article(word[1:]) and not unlike:
                return Stem(word[3:], definite=True)
            if self._detaches(word):
                return Stem(word[1:])
        if self._future(word):
            return Stem(word[1:])
        return Stem(word)

    def _hosts(self, rest: str) -> list[str]:
        """How the word ending in ``rest`` is written where no pronoun follows."""
        hosts = [rest]
        if rest.endswith("ت"):
            hosts.append(f"{rest[:-1]}ة")
        if rest.endswith("و"):
            hosts.append(f"{rest}ا")
        if rest.endswith("ا"):
            hosts.append(f"{rest[:-1]}ي")
        if rest.endswith("ي"):
            hosts += [f"{rest}ن", f"{rest[:-1]}اء"]
        return hosts

    def behind(self, stem: str) -> str | None:
        """``stem`` without its object or possessive pronoun; None where it has none."""
        if self.evidence.definite(stem) > 0.03 * self.words[stem]:
            return None
        for pronoun in PRONOUNS:
            rest = stem[: -len(pronoun)]
            if not stem.endswith(pronoun) or len(rest) < 2:
                continue
            if len(rest) == 2 and self.evidence.definite(rest) < _SHORT_NOUN:
                continue
            family = self.evidence.family
            host = max(self._hosts(rest), key=family)
            siblings = sum(self.words[rest + p] > 0 for p in ("ه", "ها", "هم", "هما", "نا"))
            enough = 0.3 if siblings > 1 else 2
            if pronoun == "ك":
                enough = 20
            if family(host) >= enough * family(stem) and family(host) > 2:
                return host
        return None
