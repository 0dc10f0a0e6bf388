"""Stories: two labelled days of April 2018, the month having gone through the window."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np

from eval.articles import articles
from eval.figures import GOLD, Figure
from rawi.arabic import tokens
from rawi.model import Article, Notes
from rawi.relate import Sketch, Window, sketch

Labels = Mapping[str, str]


def bcubed(gold: Labels, said: Labels) -> tuple[float, float, float]:
    """Precision, recall, F1 (Bagga and Baldwin 1998)."""
    right, made = defaultdict(set), defaultdict(set)
    for name in gold:
        right[gold[name]].add(name)
        made[said[name]].add(name)
    both = {n: len(right[gold[n]] & made[said[n]]) for n in gold}
    precision = sum(both[n] / len(made[said[n]]) for n in gold) / len(gold)
    recall = sum(both[n] / len(right[gold[n]]) for n in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairwise(gold: Labels, said: Labels) -> float:
    """F1 over pairs of articles."""
    together = [(gold[a] == gold[b], said[a] == said[b]) for a, b in combinations(gold, 2)]
    right = sum(g and s for g, s in together)
    return 2 * right / (sum(g for g, _ in together) + sum(s for _, s in together) or 1)


def placed(month: list[Article], sketches: list[Sketch]) -> tuple[dict[str, str], float]:
    """Every article's story after the month, and articles a second of CPU time."""
    texts = {a.id: a.text for a in month}
    window = Window()
    story: dict[str, str] = {}
    into: dict[str, str] = {}
    begun = time.process_time()
    for one in sketches:
        relation = window.relate(one, texts.__getitem__)
        story[one.id] = relation.story_id or one.id
        into |= dict.fromkeys(relation.merged, story[one.id])
    rate = len(sketches) / (time.process_time() - begun)

    def final(name: str) -> str:
        while name in into:
            name = into[name]
        return name

    return {name: final(found) for name, found in story.items()}, rate


def linked(names: list[str], like: np.ndarray, at: float) -> dict[str, str]:
    """Average-link clustering, greedily best first: the baseline."""
    total, sizes = like.copy(), np.ones(len(names))
    np.fill_diagonal(total, -np.inf)
    label = np.arange(len(names))
    while True:
        mean = total / np.outer(sizes, sizes)
        a, b = sorted(divmod(int(np.argmax(mean)), len(names)))
        if not mean[a, b] >= at:
            return {name: str(c) for name, c in zip(names, label, strict=True)}
        total[a] += total[b]
        total[:, a] += total[:, b]
        total[b] = total[:, b] = -np.inf
        total[a, a] = -np.inf
        sizes[a] += sizes[b]
        label[label == b] = a


def tfidf(days: list[Article], month: list[Article]) -> np.ndarray:
    """Cosines of title and body, document frequencies of the whole month."""
    words = {a.id: Counter(_words(a)) for a in month}
    holding = Counter(w for found in words.values() for w in found)
    number = {w: i for i, w in enumerate(holding)}
    table = np.zeros((len(days), len(number)), dtype=np.float32)
    for row, one in enumerate(days):
        for word, count in words[one.id].items():
            table[row, number[word]] = (1 + np.log(count)) * np.log(len(month) / holding[word])
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    return (table @ table.T).astype(float)


def _words(article: Article) -> list[str]:
    return [t.key for t in tokens(f"{article.title}\n{article.text}") if not t.stop]


def titles(days: list[Article]) -> np.ndarray:
    """Overlap of title words (Jaccard)."""
    words = [{t.key for t in tokens(a.title or "")} for a in days]
    return np.array([[len(a & b) / (len(a | b) or 1) for b in words] for a in words])


def tuned(gold: Labels, cluster: Callable[[float], Labels]) -> float:
    """The best BCubed F1 over thresholds: an upper bound of that baseline."""
    return max(bcubed(gold, cluster(step / 100))[2] for step in range(8, 40, 4))


def score() -> list[Figure]:
    lines = (GOLD / "stories" / "stories.jsonl").open(encoding="utf-8")
    gold = {r["id"]: r["story"] for r in map(json.loads, lines)}
    month = list(articles("ant-2018-04"))
    days = [a for a in month if a.id in gold]
    names = [a.id for a in days]
    said, rate = placed(month, [sketch(a, Notes()) for a in month])
    precision, recall, f1 = bcubed(gold, said)
    like, title = tfidf(days, month), titles(days)
    alone = {name: name for name in gold}
    baselines = {
        "TF-IDF average link, tuned here": tuned(gold, lambda at: linked(names, like, at)),
        "title overlap, tuned here": tuned(gold, lambda at: linked(names, title, at)),
        "every article alone": bcubed(gold, alone)[2],
    }
    note = f"precision {precision:.3f}, recall {recall:.3f}"
    return [
        Figure(name="stories.bcubed_f1", value=f1, baselines=baselines, bar=0.857, note=note),
        Figure(name="stories.pairwise_f1", value=pairwise(gold, said)),
        Figure(name="stories.articles_a_second", value=rate, bar=400, floored=False),
    ]
