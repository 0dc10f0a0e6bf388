"""Search: questions to paragraphs (XQuAD-R), titles to articles, beside two other engines.

Both tasks have one right answer a query, so that nDCG@10 is 1/log2(1 + rank).
The other engines are SQLite FTS5 with unicode61, and BM25 on Snowball's Arabic
stems; all search the same texts with the same queries, words joined by OR.
"""

from __future__ import annotations

import json
import random
import sqlite3
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from math import log, log2

import snowballstemmer

from eval.articles import articles
from eval.figures import DATA, Figure
from rawi.arabic import tokens
from rawi.model import Article
from rawi.search import Held, TantivyIndex

Search = Callable[[str], Sequence[str]]
Task = tuple[list[Article], list[tuple[str, str]]]


def questions() -> Task:
    """Paragraphs as articles, and 400 questions each with its paragraph."""
    data = json.loads((DATA / "search" / "xquad_r_ar.json").read_text(encoding="utf-8"))
    room, asked = [], []
    for number, topic in enumerate(data["data"]):
        for place, paragraph in enumerate(topic["paragraphs"]):
            name = f"{number}-{place}"
            room.append(Article(id=name, body=(paragraph["context"],)))
            asked += [(q["question"], name) for q in paragraph["qas"]]
    return room, random.Random(7).sample(asked, 400)


def known_items() -> Task:
    """April's first 1,500 articles without their titles, and 250 titles to find them by."""
    month = list(islice(articles("ant-2018-04"), 1500))
    room = [Article(id=a.id, body=a.body, published=a.published) for a in month]
    chosen = random.Random(7).sample(month, 250)
    return room, [(a.title or "", a.id) for a in chosen]


def ours(room: list[Article]) -> Search:
    index = TantivyIndex()
    index.update(enumerate(room), (), Held(1, "a"))
    return lambda query: [hit.article_id for hit in index.search(query).hits]


def fts5(room: list[Article]) -> Search:
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table t using fts5(id unindexed, body, tokenize='unicode61')")
    base.executemany("insert into t values (?, ?)", [(a.id, a.text) for a in room])

    def search(query: str) -> Sequence[str]:
        words = " OR ".join(f'"{t.text}"' for t in tokens(query.replace('"', " ")))
        found = base.execute("select id from t where t match ? order by rank limit 10", (words,))
        return [row[0] for row in found] if words else []

    return search


def snowball(room: list[Article]) -> Search:
    """BM25, k1 1.2 and b 0.75, on Snowball's stems."""
    stem = snowballstemmer.stemmer("arabic").stemWord
    known: dict[str, str] = {}

    def stems(text: str) -> list[str]:
        keys = [t.key for t in tokens(text)]
        return [known[k] if k in known else known.setdefault(k, stem(k)) for k in keys]

    counts = [Counter(stems(a.text)) for a in room]
    lengths = [sum(c.values()) for c in counts]
    mean = sum(lengths) / len(lengths)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for row, (count, length) in enumerate(zip(counts, lengths, strict=True)):
        for word, n in count.items():
            postings[word].append((row, n * 2.2 / (n + 1.2 * (0.25 + 0.75 * length / mean))))

    def search(query: str) -> Sequence[str]:
        score: dict[int, float] = defaultdict(float)
        for word in stems(query):
            found = postings.get(word, ())
            idf = log(1 + (len(room) - len(found) + 0.5) / (len(found) + 0.5))
            for row, weight in found:
                score[row] += idf * weight
        return [room[row].id for row in sorted(score, key=lambda r: (-score[r], r))[:10]]

    return search


def ndcg(search: Search, asked: list[tuple[str, str]]) -> float:
    gains = 0.0
    for query, right in asked:
        found = list(search(query))
        gains += 1 / log2(2 + found.index(right)) if right in found else 0.0
    return gains / len(asked)


def latency(search: Search, asked: list[tuple[str, str]]) -> tuple[float, float]:
    """Median and 95th percentile, milliseconds."""
    taken = []
    for query, _ in asked:
        begun = time.perf_counter()
        search(query)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 95 // 100]


def score() -> list[Figure]:
    figures = []
    for name, (room, asked) in (("questions", questions()), ("titles", known_items())):
        search = ours(room)
        others = {"SQLite FTS5": fts5(room), "BM25 on Snowball stems": snowball(room)}
        beside = {label: ndcg(other, asked) for label, other in others.items()}
        figures.append(
            Figure(name=f"search.{name}_ndcg_at_10", value=ndcg(search, asked), baselines=beside)
        )
    middle, most = latency(search, asked)
    note = f"whole titles over {len(room)} articles; median {middle:.1f} ms"
    figures.append(
        Figure(name="search.p95_ms", value=most, lower=True, floored=False, bar=50, note=note)
    )
    return figures
