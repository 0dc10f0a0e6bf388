"""What search is asked in the eval, and what is right.

A room is the articles to search; a task is queries over it. Only the task's
``ranked`` articles count in a ranking, whatever else is found.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from math import log2
from typing import NamedTuple

from eval.articles import articles
from eval.figures import DATA, GOLD, ROOT
from rawi.arabic import tokens
from rawi.model import Article

PAIRS = {
    "10-11 April": ("stories", "ant-2018-04", "2018-04-10"),
    "14-15 April": ("stories-2018-04-14", "ant-2018-04", "2018-04-14"),
    "12-13 March": ("stories-2018-03-12", "ant-2018-02-03-07", "2018-03-12"),
    "26-27 March": ("stories-2018-03-26", "ant-2018-02-03-07", "2018-03-26"),
}
"""Two days each: gold file, articles, first day. Weights were chosen on the first alone."""
KINDS = ("headline", "two words", "one letter changed")
_AROUND = 3
"""Days before and after a pair that are searched with it."""
_VOWELS = "اوي"
CHANGES = {
    "غ": "ج",
    "ج": "غ",
    "ق": "غ",
    "ك": "ق",
    "ث": "س",
    "س": "ص",
    "ص": "س",
    "ز": "س",
    "ذ": "ز",
    "ط": "ت",
    "ت": "ط",
    "ظ": "ض",
    "د": "ض",
    "خ": "ه",
}
"""A letter and what the press writes for it elsewhere; besides, a vowel letter inside a
word may go, and one may come between two consonants. What folding undoes is not here."""


class Query(NamedTuple):
    """A query, what answers it with its grade, and the article that it was made from."""

    text: str
    grades: Mapping[str, int]
    source: str = ""


class Task(NamedTuple):
    """A room with what is asked of it."""

    room: list[Article]
    queries: Mapping[str, list[Query]]
    """By kind."""
    ranked: frozenset[str]


def pair_of_days(pair: str) -> Task:
    """Headlines of one gold pair of days, their two rarest words, those with one letter
    changed; right are the other articles of the story."""
    gold_file, source, first = PAIRS[pair]
    lines = (GOLD / "stories" / f"{gold_file}.jsonl").open(encoding="utf-8")
    story = {r["id"]: r["story"] for r in map(json.loads, lines)}
    room = list(_days(source, date.fromisoformat(first)))
    holding = Counter(w for a in room for w in {t.lemma for t in tokens(f"{a.title}\n{a.text}")})
    members = defaultdict(set)
    for name, its in story.items():
        members[its].add(name)
    asked = defaultdict(list)
    for article in room:
        others = members[story[article.id]] - {article.id} if article.id in story else set()
        if others and article.title:
            grades = dict.fromkeys(sorted(others), 1)
            two, changed = _two_words(article, holding)
            for kind, text in zip(KINDS, (article.title, two, changed), strict=True):
                asked[kind].append(Query(text, grades, article.id))
    return Task(room, asked, frozenset(story))


def _days(source: str, first: date) -> Iterator[Article]:
    begin, end = (first + timedelta(days=n) for n in (-_AROUND, _AROUND + 1))
    for article in articles(source):
        if begin.isoformat() <= (article.published or "")[:10] <= end.isoformat():
            yield article


def _two_words(article: Article, holding: Mapping[str, int]) -> tuple[str, str]:
    """The two rarest words of the headline, and the same with one letter changed."""
    words = {t.lemma: t.text for t in tokens(article.title or "") if not t.stop}
    rare = sorted(words.items(), key=lambda one: holding[one[0]])[:2]
    two = [text for _, text in rare]
    choices = [(i, other) for i, word in enumerate(two) for other in changes(word)]
    changed = list(two)
    if choices:
        at, other = random.Random(article.id).choice(choices)
        changed[at] = other
    return " ".join(two), " ".join(changed)


def changes(word: str) -> list[str]:
    """The word in every spelling that is one change away."""
    found = []
    for i, letter in enumerate(word):
        if i and letter in _VOWELS:
            found.append(word[:i] + word[i + 1 :])
        if letter in CHANGES:
            found.append(word[:i] + CHANGES[letter] + word[i + 1 :])
        if 0 < i < len(word) - 1 and not {letter, word[i + 1]} & set(_VOWELS + "ى"):
            found += [word[: i + 1] + vowel + word[i + 1 :] for vowel in _VOWELS]
    return found


def paragraphs() -> Task:
    """XQuAD-R: 1,190 questions, each with its paragraph."""
    data = json.loads((DATA / "search" / "xquad_r_ar.json").read_text(encoding="utf-8"))
    room, asked = [], []
    for number, topic in enumerate(data["data"]):
        for place, paragraph in enumerate(topic["paragraphs"]):
            name = f"{number}-{place}"
            room.append(Article(id=name, body=(paragraph["context"],)))
            asked += [Query(q["question"], {name: 1}) for q in paragraph["qas"]]
    return Task(room, {"questions": asked}, frozenset(a.id for a in room))


def some_paragraphs() -> Task:
    """400 of the questions."""
    task = paragraphs()
    return task._replace(
        queries={"questions": random.Random(7).sample(task.queries["questions"], 400)}
    )


def known_items() -> Task:
    """April's first 1,500 articles without their titles, and 250 titles to find them by."""
    month = list(islice(articles("ant-2018-04"), 1500))
    room = [Article(id=a.id, body=a.body, published=a.published) for a in month]
    chosen = random.Random(7).sample(month, 250)
    asked = [Query(a.title or "", {a.id: 1}) for a in chosen]
    return Task(room, {"titles": asked}, frozenset(a.id for a in room))


def march() -> Task:
    """Forty queries of our own over March 2018, judged by reading (0 to 2)."""
    asked = json.loads((ROOT / "eval" / "sets" / "search_march.json").read_text("utf-8"))
    room = [a for a in articles("ant-2018-02-03-07") if (a.published or "")[:7] == "2018-03"]
    kinds = defaultdict(list)
    for one in asked:
        kinds[one["kind"]].append(Query(one["query"], one["grades"]))
    return Task(room, kinds, frozenset(a.id for a in room))


def ndcg(found: Sequence[str], grades: Mapping[str, int], most: int = 10) -> float:
    """nDCG at ``most``, a grade gaining 2^grade - 1 (Burges et al. 2005)."""
    gains = [(2 ** grades.get(name, 0) - 1) / log2(2 + i) for i, name in enumerate(found[:most])]
    best = sorted(grades.values(), reverse=True)[:most]
    ideal = sum((2**grade - 1) / log2(2 + i) for i, grade in enumerate(best))
    return sum(gains) / ideal if ideal else 0.0


def reciprocal(found: Sequence[str], grades: Mapping[str, int], most: int = 10) -> float:
    """The reciprocal rank of the first that is right among the first ``most``."""
    return next((1 / (i + 1) for i, name in enumerate(found[:most]) if grades.get(name)), 0.0)


def bootstrap(one: Sequence[float], other: Sequence[float], times: int = 2000) -> tuple[float, ...]:
    """The ratio of two means over the same queries, and its 95% interval (percentile)."""
    draw = random.Random(7)
    rows = range(len(one))
    ratios = []
    for _ in range(times):
        chosen = draw.choices(rows, k=len(one))
        ratios.append(sum(one[i] for i in chosen) / (sum(other[i] for i in chosen) or 1))
    ratios.sort()
    return sum(one) / sum(other), ratios[times // 40], ratios[-times // 40]
