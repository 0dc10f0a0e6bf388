"""Nouns and adjectives: number, gender and broken plurals, where both forms are seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from training.corpus import Evidence

_BROKEN: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), singulars)
    for pattern, singulars in (
        (r"ا(.)(.)ا([^ة])", (r"\1\2\3", r"\1\2\3ة")),
        (r"ا(.)(.)(.)ة", (r"\1\2ا\3", r"\1\2ي\3")),
        (r"ا(.)(.)(.)اء", (r"\1\2ي\3",)),
        (r"م(.)ا([^ءي])([^ة])", (r"م\1\2\3", r"م\1\2\3ة")),
        (r"م(.)ا([^ءي])ي([^ة])", (r"م\1\2و\3", r"م\1\2ا\3", r"م\1\2ي\3")),
        (r"([^تمي])وا(.)([^ة])", (r"\1ا\2\3ة", r"\1ا\2\3", r"\1و\2\3")),
        (r"([^ات])وا(.)ي([^ة])", (r"\1ا\2و\3", r"\1و\2ي\3")),
        (r"([^امي])(.)اء([^ة])", (r"\1\2ي\3ة", r"\1\2ا\3ة", r"\1\2و\3ة")),
        (r"(.)(.)(.)اء", (r"\1\2ي\3", r"\1ا\2\3")),
        (r"ت(.)ا(.)ي([^ة])", (r"ت\1\2ي\3", r"ت\1\2ا\3")),
        (r"([^متي])(.)ا(.)ي([^ة])", (r"\1\2\3و\4", r"\1\2\3ا\4", r"\1\2\3ي\4")),
        (r"([^متيا])([^و])ا([^ءيو])([^ةي])", (r"\1\2\3\4", r"\1\2\3\4ة")),
        (r"ا(.)ا(.)ي([^ة])", (r"ا\1\2و\3", r"ا\1\2ي\3")),
    )
)

_LONG = 6
"""Letters of a plural that hardly is something else once ون and ين are both seen."""
_MUTUAL = re.compile("م.ا..ات")
"""Verbal nouns of the third form (مفاوضات), whose singular may be rare."""


class Nouns:
    def __init__(self, evidence: Evidence, plurals: dict[str, str], persons: set[str]) -> None:
        self.evidence = evidence
        self.words = evidence.words
        self.plurals = plurals
        self.persons = persons

    def _known(self, singular: str, plural: str, share: float) -> bool:
        if not share:
            return True
        family = self.evidence.family
        return family(singular) > 2 and family(singular) >= share * family(plural)

    def _as_noun(self, word: str) -> float:
        return self.evidence.definite(word) * (1 - self.evidence.adjectival(word))

    def _sound(self, stem: str) -> bool:
        """Whether a word takes endings that a broken plural never takes."""
        family = self.evidence.family
        endings = sum(family(stem + e) for e in ("ين", "ون", "ان", "ة"))
        return endings > 0.03 * family(stem)

    def listed(self, plural: str) -> str | None:
        """The singular by the hand-made list; إعلام is not أعلام."""
        return None if self.evidence.hamza_below(plural) else self.plurals.get(plural)

    def broken(self, plural: str) -> str | None:
        """The singular of a broken plural, by its pattern and both forms' use as nouns."""
        if singular := self.listed(plural):
            return singular
        if not self.evidence.definite(plural) or self._sound(plural):
            return None
        if plural[0] == "ا" and len(plural) == 5 and not self.evidence.hamza_above(plural):
            return None
        for pattern, singulars in _BROKEN:
            match = pattern.fullmatch(plural)
            if match:
                found = [match.expand(s) for s in singulars]
                best = max(found, key=self._as_noun)
                if self._known(best, plural, 0.1) and self.evidence.definite(best) > 2:
                    return best
        return None

    def _endings(self, word: str) -> Iterator[tuple[str, str, float]]:
        """(ending, what the singular has instead, least share of use)."""
        both = self.evidence.family(f"{word[:-2]}ون") and self.evidence.family(f"{word[:-2]}ين")
        definite = self.evidence.definite
        oblique = self.evidence.family(f"{word[:-2]}ين")
        dual = oblique > 0.3 * self.evidence.family(f"{word[:-2]}ان") > 0
        if word.endswith(("ون", "ين")) and both:
            yield word[-2:], "", 0.005 if len(word) >= _LONG and definite(word) else 0.1
        if word.endswith(("تان", "تين")) and len(word) > 4:
            yield word[-3:], "ة", 0.5
        if word.endswith(("ان", "ين")) and dual and definite(f"{word[:-2]}ين"):
            yield word[-2:], "", 0.6
        if word.endswith("ين") and word[:1] == "م" and len(word) > 5:
            yield "ين", "", 0.3
        if word.endswith("ات"):
            if _MUTUAL.fullmatch(word):
                yield "ات", "ة", 0.0
            one, other = self.evidence.family(f"{word[:-2]}ة"), self.evidence.family(word[:-2])
            single = one > (0.02 if len(word) == 5 else 0.3) * other
            yield "ات", "ة" if single else "", 0.02
        if word.endswith("اتي") and not self.evidence.definite(word):
            yield "ي", "", 2.0
        if word.endswith("ي") and not self.evidence.definite(word):
            yield from self._construct(word)
        if word.endswith("ا") and not self._takes_preposition(word):
            named = self.evidence.definite(word[:-1]) <= 0.02 * self.words[word]
            yield "ا", "", 9.0 if named else 0.01 if len(word) > 4 else 0.3
        if word.endswith("و") and definite(f"{word}ن") and not definite(word):
            yield "و", "", 2.0

    def _construct(self, word: str) -> Iterator[tuple[str, str, float]]:
        """Endings in ي of a plural or dual before its genitive, or of the first person."""
        family, stem = self.evidence.family, word[:-1]
        possessed = sum(self.words[stem + p] for p in ("ه", "ها", "هم"))
        plural = family(f"{stem}ين") + family(f"{stem}ون")
        if plural > max(1, self.words[word] // 2) or possessed > 2 * self.words[word]:
            yield "ي", "", 0.5
        if stem.endswith("ت") and len(stem) > 3:
            yield "تي", "ة", 2.0

    def _takes_preposition(self, word: str) -> bool:
        """An accusative never follows a preposition: then its alef belongs to the word."""
        behind = self.words[f"ل{word}"] + self.words[f"ب{word}"] + self.evidence.definite(word)
        behind += self.evidence.counts.governed[word]
        return behind > 0.03 * self.words[word]

    def _feminine(self, word: str) -> str | None:
        """The masculine of an adjective or of a person's title."""
        stem = word[:-1]
        if stem in self.persons:
            return stem
        agrees = self.evidence.adjectival(word) > 0.35 and self.evidence.adjectival(stem) > 0.05
        return stem if agrees and self._known(stem, word, 0.03) else None

    def singular(self, word: str) -> str | None:
        """One step towards the lemma, or None where ``word`` is one."""
        if found := self.broken(word):
            return found
        if word.endswith("ة") and len(word) > 3:
            return self._feminine(word)
        for ending, instead, share in self._endings(word):
            stem = word[: -len(ending)] + instead
            if len(stem) > 2 and self._known(stem, word, share):
                return stem
        return None
