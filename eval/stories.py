"""``python -m eval.stories``: four labelled pairs of days, each by models that never saw it.

Every pair of days is left out in turn: models learned on the other three group
the articles around it. The running affairs of April are grouped by models of
March alone. Beside them what the window says in one pass in order of
publication, and the baselines. Takes minutes: ``eval stories`` is the quick guard.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

import numpy as np

from eval.__main__ import judged as judged_by_floors
from eval.articles import articles
from eval.figures import GOLD, Figure
from rawi.arabic import tokens
from rawi.model import Article
from rawi.relate import Sketch, Window
from rawi.relate.affairs import TELLING, Matter, affairs_of
from rawi.relate.likely import ready
from rawi.relate.passages import words
from rawi.relate.regroup import BLOCK, Archive, Models, Standing, retold
from training.stories import DAYS, gold_of, model, sketches

Labels = Mapping[str, str]
MARCH = ("03-12", "03-26")


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


def one_pass(found: Iterable[Sketch]) -> dict[str, str]:
    """Every article's story after one pass of the window, nothing told anew."""
    window = Window()
    return {one.id: window.relate(one, lambda _: words("")).story_id or one.id for one in found}


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


def regroup(found: Iterable[Sketch], models: Models | None = None) -> dict[str, str]:
    """Every article's story as told anew from all of them."""
    blocks: dict[int, list[Standing]] = defaultdict(list)
    story = {}
    for intake, one in enumerate(found):
        blocks[int((one.time or 0.0) // BLOCK)].append(
            Standing(intake, one.id, one.time or 0.0, one)
        )
        story[one.id] = one.id
    archive = Archive(sorted(blocks), blocks.__getitem__, lambda _: ())
    return story | dict(retold(archive, blocks, models=models))


def around(gold: Labels, month: Iterable[Sketch], days: tuple[int, int]) -> list[Sketch]:
    """The articles of some days before and after the labelled, in order of publication."""
    times = [one.time for one in month if one.id in gold and one.time]
    begin, end = min(times) - days[0] * 86_400, max(times) + days[1] * 86_400
    return sorted(
        (one for one in month if one.time and begin <= one.time <= end),
        key=lambda one: (one.time, one.id),
    )


def models_of(names: tuple[str, ...]) -> Models:
    """The models learned on these pairs of days."""
    learned = model(names)
    return Models(ready(learned.pair), ready(learned.peg))


def score() -> list[Figure]:
    found, passed = {}, {}
    for name, (file, month) in DAYS.items():
        gold = gold_of(file)
        near = around(gold, sketches(month), (9, 5))
        models = models_of(tuple(n for n in DAYS if n != name))
        said, before = regroup(near, models), one_pass(near)
        found[name] = (*bcubed(gold, said), pairwise(gold, said))
        passed[name] = (*bcubed(gold, before), pairwise(gold, before))
    figures = [
        Figure(
            name=f"stories.{name}.bcubed_f1",
            value=figure[2],
            baselines={"one pass": passed[name][2]},
            trained=True,
            note=f"precision {figure[0]:.3f}, recall {figure[1]:.3f}",
        )
        for name, figure in found.items()
    ]
    figures += [
        Figure(
            name=f"stories.{name}.pairwise_f1",
            value=figure[3],
            baselines={"one pass": passed[name][3]},
            trained=True,
        )
        for name, figure in found.items()
    ]
    return [
        _mean("stories.bcubed_f1_mean", found, passed, 2, 0.88),
        _mean("stories.pairwise_f1_mean", found, passed, 3, 0.68),
        *figures,
        _baselines(),
        *_affairs(),
    ]


def _mean(
    name: str,
    found: Mapping[str, tuple[float, ...]],
    passed: Mapping[str, tuple[float, ...]],
    at: int,
    bar: float,
) -> Figure:
    value, before = (float(np.mean([f[at] for f in one.values()])) for one in (found, passed))
    return Figure(name=name, value=value, bar=bar, baselines={"one pass": before}, trained=True)


def _baselines() -> Figure:
    """The first pair of days by simple means, each tuned on it: upper bounds."""
    gold = gold_of("stories")
    month = list(articles("ant-2018-04"))
    days = [a for a in month if a.id in gold]
    names = [a.id for a in days]
    like, title = tfidf(days, month), titles(days)
    alone = {name: name for name in gold}
    return Figure(
        name="stories.tfidf_average_link",
        value=tuned(gold, lambda at: linked(names, like, at)),
        baselines={
            "title overlap, tuned here": tuned(gold, lambda at: linked(names, title, at)),
            "every article alone": bcubed(gold, alone)[2],
        },
        floored=False,
        note="04-10, tuned on it",
    )


def _affairs() -> list[Figure]:
    lines = (GOLD / "stories" / "affairs-2018-04.jsonl").open(encoding="utf-8")
    rows = [json.loads(line) for line in lines]
    gold = {r["id"]: r["story"] for r in rows}
    running = {r["id"]: r["affair"] or f"none: {r['story']}" for r in rows}
    month = around(gold, sketches("ant-2018-04"), (0, 0))
    said, before = regroup(month, models_of(MARCH)), one_pass(month)
    affair = affairs_of(matters(month, said))
    precision, recall, f1 = bcubed(gold, said)
    led = bcubed(running, {name: affair[said[name]] for name in gold})
    return [
        Figure(
            name="stories.affairs.story_f1",
            value=f1,
            bar=0.88,
            baselines={"one pass": bcubed(gold, before)[2]},
            trained=True,
            note=f"precision {precision:.3f}, recall {recall:.3f}",
        ),
        Figure(
            name="stories.affairs.affair_f1",
            value=led[2],
            bar=0.80,
            baselines={
                "each story alone": bcubed(running, {n: said[n] for n in gold})[2],
                "one pass": bcubed(running, {n: before[n] for n in gold})[2],
            },
            trained=True,
            note=f"precision {led[0]:.3f}, recall {led[1]:.3f}; thresholds chosen on them",
        ),
    ]


def matters(found: Iterable[Sketch], said: Labels) -> list[Matter]:
    """The stories of articles in order of time, as their affairs are told by them."""
    by_story: dict[str, list[Sketch]] = defaultdict(list)
    for one in found:
        by_story[said[one.id]].append(one)
    return [
        Matter(name, own[0].time or 0.0, own[-1].time or 0.0, tuple(own[:TELLING]))
        for name, own in by_story.items()
    ]


def main() -> int:
    return judged_by_floors(score())


if __name__ == "__main__":
    sys.exit(main())
