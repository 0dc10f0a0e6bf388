"""Keywords: AKEC's training documents, F1 of the first ten against the editors' phrases.

A phrase is right where its lemmas equal those of a marked one; the baseline is
plain tf-idf of single words and pairs with the same background counts.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from eval.figures import DATA, Figure
from rawi.annotation.background import rarity
from rawi.annotation.keywords import keywords_of
from rawi.arabic import lemmas, tokens
from rawi.model import Article

FOLDER = DATA / "keyphrases"
Phrases = list[tuple[str, ...]]


def documents() -> list[tuple[Article, Phrases]]:
    """Each document with its marked phrases, most agreed on first."""
    found = []
    marks = (FOLDER / "akec_keyphrases_train.txt").read_text(encoding="utf-8-sig")
    for line in marks.splitlines():
        name, _, phrases = line.partition(":")
        path = FOLDER / "akec" / f"{name.strip()}.txt"
        if path.exists():
            text = path.read_text(encoding="utf-8-sig")
            article = Article(id=name.strip(), body=tuple(filter(None, text.splitlines())))
            found.append((article, [tuple(lemmas(p)) for p in phrases.split(",") if p.strip()]))
    return found


def f1(said: Phrases, gold: Phrases) -> float:
    """Against as many of the gold phrases as were said: F1 at ten."""
    right = len(set(said) & set(gold[: max(len(said), 10)]))
    return 2 * right / (len(said) + min(len(gold), max(len(said), 10))) if right else 0.0


def precision(said: Phrases, gold: Phrases) -> float:
    return len(set(said) & set(gold)) / (len(said) or 1)


def plain(article: Article) -> Phrases:
    """tf-idf of words and pairs of neighbours."""
    words = [t.lemma for t in tokens(article.text) if not t.stop and len(t.lemma) > 2]
    count: Counter[tuple[str, ...]] = Counter([(w,) for w in words])
    count.update(pairwise(words))
    ranked = sorted(count, key=lambda p: (-count[p] * sum(map(rarity, p)), p))
    return ranked[:10]


def score() -> list[Figure]:
    room = documents()
    ours = [[tuple(lemmas(k.text)) for k in keywords_of(a)] for a, _ in room]
    base = [plain(a) for a, _ in room]
    gold = [g for _, g in room]
    mean = {
        name: [sum(map(how, said, gold)) / len(room) for said in (ours, base)]
        for name, how in (("f1_at_10", f1), ("precision_at_10", precision))
    }
    return [
        Figure(name=f"keywords.{name}", value=value, baselines={"tf-idf": other})
        for name, (value, other) in mean.items()
    ]
