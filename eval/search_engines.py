"""Search engines side by side: ours and others, all asked the same way."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from math import log
from pathlib import Path

import snowballstemmer
import tantivy

from eval.search_queries import Query, Task
from rawi.arabic import fold, tokens
from rawi.model import Article
from rawi.search import Entry, Held, SearchOptions, TantivyIndex

DEPTH = 300
"""Hits asked of every engine; those that do not count are then left out."""
Ranked = Sequence[Sequence[str]]
Engine = Callable[[Task, list[Query]], Ranked]
"""Every query's hits, the best first."""


def ours(feedback: bool = True) -> Engine:
    """Rawi; the article that a query was made from takes no part in it."""
    options = SearchOptions(feedback=feedback, facets=False)

    def run(task: Task, queries: list[Query]) -> Ranked:
        index = indexed(task)
        return [
            [h.article_id for h in index.search(_plain(q), DEPTH, options=options).hits]
            for q in queries
        ]

    return run


def indexed(task: Task) -> TantivyIndex:
    index = TantivyIndex()
    index.update(map(Entry, task.room), (), Held(1, "eval"))
    index.warm()
    return index


def _plain(query: Query) -> str:
    """The words of the query alone, and without the article that they come from."""
    words = " ".join(t.text for t in tokens(query.text))
    return f'{words} -id:"{query.source}"' if query.source else words


def _text(article: Article) -> str:
    return f"{article.title or ''}\n{article.text}"


def fts5(task: Task, queries: list[Query]) -> Ranked:
    """SQLite FTS5 with unicode61, words joined by OR."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table t using fts5(id unindexed, body, tokenize='unicode61')")
    base.executemany("insert into t values (?, ?)", [(a.id, _text(a)) for a in task.room])
    select = "select id from t where t match ? order by rank limit ?"

    def search(query: Query) -> list[str]:
        words = " OR ".join(f'"{t.text}"' for t in tokens(query.text.replace('"', " ")))
        return [row[0] for row in base.execute(select, (words, DEPTH))] if words else []

    return [search(q) for q in queries]


def tantivy_stemmer(task: Task, queries: list[Query]) -> Ranked:
    """Tantivy with its own Arabic stemmer."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    analyser = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("arabic"))
    made = analyser.build()
    fields = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
    schema = fields.add_text_field("text", tokenizer_name="arabic").build()
    index = tantivy.Index(schema)
    index.register_tokenizer("arabic", made)
    writer = index.writer(64_000_000, 1)
    for article in task.room:
        writer.add_document(tantivy.Document(id=article.id, text=_text(article)))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(query: Query) -> list[str]:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", w))
            for w in made.analyze(query.text)
        ]
        hits = searcher.search(tantivy.Query.boolean_query(terms), DEPTH).hits if terms else []
        return [str(searcher.doc(address).get_first("id")) for _, address in hits]

    return [search(q) for q in queries]


Analyse = Callable[[str], list[str]]


class Bm25:
    """BM25, k1 1.2 and b 0.75, over whatever ``analyse`` makes of a text."""

    def __init__(self, room: list[Article], analyse: Analyse) -> None:
        self._analyse = analyse
        self._names = [a.id for a in room]
        counts = [Counter(analyse(_text(a))) for a in room]
        lengths = [sum(c.values()) for c in counts]
        mean = sum(lengths) / len(lengths)
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, (count, length) in enumerate(zip(counts, lengths, strict=True)):
            for word, n in count.items():
                weight = n * 2.2 / (n + 1.2 * (0.25 + 0.75 * length / mean))
                self._postings[word].append((row, weight))

    def search(self, query: str) -> dict[str, float]:
        score: dict[int, float] = defaultdict(float)
        for word in self._analyse(query):
            found = self._postings.get(word, ())
            idf = log(1 + (len(self._names) - len(found) + 0.5) / (len(found) + 0.5))
            for row, weight in found:
                score[row] += idf * weight
        best = sorted(score, key=lambda r: (-score[r], r))[:DEPTH]
        return {self._names[row]: score[row] for row in best}


@cache
def _stem() -> Callable[[str], str]:
    return lru_cache(maxsize=None)(snowballstemmer.stemmer("arabic").stemWord)


def stems(text: str) -> list[str]:
    return [_stem()(t.key) for t in tokens(text)]


def grams(text: str) -> list[str]:
    """Character 4-grams of the folded words, a space at both ends of each."""
    return [gram for word in text.split() for gram in _grams(word)]


@cache
def _grams(word: str) -> tuple[str, ...]:
    padded = f" {fold(word)} "
    return tuple(padded[i : i + 4] for i in range(max(1, len(padded) - 3)))


def lemmas(task: Task, queries: list[Query]) -> Ranked:
    """BM25 on our lemmas in one field: what variants and feedback add shows against it."""
    index = Bm25(task.room, lambda text: [t.lemma for t in tokens(text) if not t.stop])
    return [list(index.search(q.text)) for q in queries]


def fused(task: Task, queries: list[Query]) -> Ranked:
    """BM25 on Snowball's light stems and on character 4-grams, scores over their best, summed."""
    both = [Bm25(task.room, stems), Bm25(task.room, grams)]
    ranked = []
    for query in queries:
        total: Counter[str] = Counter()
        for index in both:
            found = index.search(query.text)
            most = max(found.values(), default=1.0)
            for name, score in found.items():
                total[name] += score / most  # type: ignore[assignment]
        ranked.append([name for name, _ in total.most_common(DEPTH)])
    return ranked


_JARS = [
    jar
    for part in ("core", "analyzers-common")
    for jar in sorted(Path("/usr/share/java").glob(f"lucene-{part}-8*.jar"))[:1]
]
_PROGRAM = Path(__file__).with_name("LuceneRank.java")


def lucene_there() -> bool:
    """Whether Java and Debian's liblucene8-java are installed."""
    return bool(shutil.which("javac")) and len(_JARS) == 2


def lucene(task: Task, queries: list[Query]) -> Ranked:
    """Lucene 8's ArabicAnalyzer and BM25, words joined by OR."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "queries.txt"
        room = Path(folder) / "room.txt"
        room.write_text(_lines((a.id, _text(a)) for a in task.room), encoding="utf-8")
        asked.write_text(_lines(("", q.text) for q in queries), encoding="utf-8")
        run = ["java", "-cp", ":".join(map(str, _JARS)), str(_PROGRAM)]
        done = subprocess.run(
            [*run, str(room), str(asked), str(DEPTH)], capture_output=True, check=True, text=True
        )
    return [json.loads(line) for line in done.stdout.splitlines()]


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{name}\t{' '.join(text.split())}\n" for name, text in rows)


OTHERS: dict[str, Engine] = {
    "SQLite FTS5": fts5,
    "tantivy's stemmer": tantivy_stemmer,
    "BM25 + 4-grams": fused,
    "BM25 on lemmas": lemmas,
}
if lucene_there():
    OTHERS["Lucene"] = lucene
