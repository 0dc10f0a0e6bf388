"""Verbs found by their forms: perfect and imperfect of one stem, and all that follows."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.arabic.skeleton import skeleton
from training.corpus import Evidence

_LEAST = 4
_LEAST_VERBAL = 0.05
"""Share of an imperfect's uses behind أن، لم، التي and their like: names stay under it."""
_ENDINGS = ("هما", "هم", "ها", "نا", "ني", "كم", "ه", "ون", "وا", "ان", "ا")
_WEAK_ENDS = "ايى"


def _candidates(stem: str) -> Iterator[str]:
    """Perfects that an imperfect stem (without its prefix) can belong to."""
    yield stem
    if stem[0] == "ء":
        yield f"ا{stem[1:]}"
    else:
        yield f"ا{stem}"
    if len(stem) == 2:
        yield f"و{stem}"
    if len(stem) > 2 and stem[-2] in "وي":
        hollow = f"{stem[:-2]}ا{stem[-1]}"
        yield hollow
        yield f"ا{hollow}"
    if len(stem) > 2 and stem[-2] == "ا":
        yield f"ا{stem}"
    if stem[-1] in "وي":
        yield f"{stem[:-1]}ا"


def _derived(stem: str) -> str:
    """The perfect of a stem that was never seen in the perfect."""
    joined = stem.startswith(("ست", "ن")) or (len(stem) > 3 and stem[1] in "تط")
    return f"ا{stem}" if joined else stem


def _stems(perfect: str) -> tuple[str, str]:
    """(before consonants, before ت and وا) of a perfect."""
    if perfect[-1] in _WEAK_ENDS:
        return perfect, perfect[:-1]
    return perfect, perfect


def perfect_forms(perfect: str) -> Iterator[str]:
    """All perfect forms of a verb given in the third person."""
    full, short = _stems(perfect)
    yield from (full, f"{short}ت", f"{short}وا", f"{short}تا", f"{full}نا")
    if perfect[-1] == "ي":
        yield from (f"{full}ت", f"{full}ا")
    elif short == full:
        yield f"{full}ا"


def imperfect_forms(stem: str) -> Iterator[tuple[str, float]]:
    """All imperfect forms of a stem given without its prefix, and how usual each is."""
    short = stem[:-1] if len(stem) > 2 and stem[-1] in "ويا" else stem
    for prefix in "يتن":
        yield prefix + stem, 1.0
        if short != stem:
            yield prefix + short, 0.1
    for prefix in "يت":
        for ending in (f"{short}ون", f"{short}وا", f"{stem}ان"):
            yield prefix + ending, 1.0
    if short == stem:
        yield f"ي{stem}ن", 0.05
        if len(stem) > 2 and stem[-2] in "ويا":
            for prefix in "يتن":
                yield f"{prefix}{stem[:-2]}{stem[-1]}", 0.1


class Verbs:
    """Every verb form seen, with its lemma."""

    def __init__(self, evidence: Evidence, known: list[tuple[str, str]]) -> None:
        self.evidence = evidence
        self.words = evidence.words
        self.known = {skeleton(i)[1:]: skeleton(p) for p, i in known}
        self.pairs = self._discover()
        self.lemmas: dict[str, str] = {}
        self._conjugate()

    def _is_inflected(self, form: str) -> bool:
        """Whether an imperfect carries a pronoun or an ending, so that it is no new stem."""
        hosts = (form[: -len(e)] for e in _ENDINGS if form.endswith(e) and len(form) > len(e) + 2)
        return any(self.words[host] > self.words[form] // 2 for host in hosts)

    def _active(self, perfect: str) -> str:
        """The active of a hollow passive (قيل، أصيب)."""
        active = f"{perfect[:-2]}ا{perfect[-1]}"
        return active if perfect[-2] == "ي" and active in self._actives else perfect

    def _imperfect_use(self, stem: str) -> int:
        words = self.words
        masculine = words[f"ي{stem}"] + words[f"سي{stem}"] + words[f"وي{stem}"] + words[f"لي{stem}"]
        feminine = words[f"ت{stem}"] + words[f"ست{stem}"] + words[f"وت{stem}"]
        return min(masculine, feminine * 4 + masculine // 8)

    def _perfect_use(self, perfect: str) -> float:
        if len(perfect) < 2:
            return 0
        words = self.words
        third = skeleton(f"{_stems(perfect)[1]}ت")
        feminine = words[third] + words[f"و{third}"]
        bare = words[perfect] + words[f"و{perfect}"]
        noun = min(1.0, self.evidence.definite(perfect) / (bare + 1))
        return min(bare * (1 - 0.8 * noun), 20 * feminine) + feminine

    def _discover(self) -> dict[str, str]:
        """Imperfect stem -> perfect."""
        pairs = {}
        for form in self.words:
            stem = form[1:]
            if not form.startswith("ي") or len(stem) < 2 or self.evidence.nominal(form) > 0.1:
                continue
            if self._is_inflected(form):
                continue
            if stem not in self.known and self.evidence.verbal(form, f"ت{stem}") < _LEAST_VERBAL:
                continue
            if stem in self.known:
                pairs[stem] = self.known[stem]
            elif self._imperfect_use(stem) >= _LEAST:
                best = max(_candidates(stem), key=self._perfect_use)
                pairs[stem] = best if self._perfect_use(best) >= 2 else _derived(stem)
        return {**pairs, **self.known}

    def _perfects(self) -> set[str]:
        """Perfects seen in both genders, whose imperfect may not be seen at all."""
        return {
            self._third_person(form[:-1])
            for form, seen in self.words.items()
            if form.endswith("ت")
            and len(form) > 3
            and seen > 1
            and self.evidence.nominal(form) < 0.02
            and self.evidence.verbal(form, f"و{form}") > 0.02
            and self.words[f"ل{form}"] < 0.02 * seen
            and self.words[self._third_person(form[:-1])] > 0.05 * seen
            and self.evidence.nominal(self._third_person(form[:-1])) < 0.3
            and not (form[0] in "وفل" and self.words[form[1:]] > 0.05 * seen)
        }

    def _third_person(self, short: str) -> str:
        """The masculine of a perfect without its ت: ادعت is of ادعى."""
        return max(short, f"{short}ي", key=lambda form: self.words[form] + self.words[f"و{form}"])

    def _is_noun(self, form: str) -> bool:
        unlike = self.words[form] > 20 and self.evidence.verbal(form) < 0.01
        return self.evidence.nominal(form) > 0.06 or (unlike and form[0] in "يتن")

    def _take(self, form: str, lemma: str, weight: float) -> None:
        """Keeps, for a form two verbs share, the verb used more."""
        form = skeleton(form)
        if (not self.words[form] and not self.words[f"و{form}"]) or self._is_noun(form):
            return
        if weight > self._weights.get(form, 0):
            self._weights[form] = weight
            self.lemmas[form] = lemma

    def _conjugate(self) -> None:
        self._weights: dict[str, float] = {}
        self._actives = frozenset(self.pairs.values())
        for stem, perfect in self.pairs.items():
            use = self._imperfect_use(stem)
            for form in perfect_forms(perfect):
                self._take(form, perfect, 2.0 * (use + self._perfect_use(perfect)))
            for form, usual in imperfect_forms(stem):
                self._take(form, perfect, (use + 1) * usual)
        for perfect in sorted(self._perfects() - set(self.pairs.values())):
            for form in perfect_forms(perfect):
                self._take(form, self._active(perfect), self._perfect_use(perfect))
