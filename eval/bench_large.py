"""``python -m eval.bench_large [articles]``: search over a million articles (``make bench-large``).

Articles are put together by a seeded script from real paragraphs: a headline and four
to eight paragraphs of any articles of 2018. Each paragraph is analysed once, so that the
pace of indexing is the index's own; analysis is measured apart. Queries are headlines and
two words of them, each asked once.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.articles import articles
from rawi.arabic import tokens
from rawi.model import Article
from rawi.search import Entry, Held, SearchOptions, TantivyIndex
from rawi.search.document import document
from rawi.search.entries import analysed, fields
from rawi.search.index import Analysed

_BATCH = 20_000
_QUERIES = 500
_CLOCKS = (time.process_time, time.perf_counter)
"""A machine with other work tells little by the wall clock."""


def recombined(number: int) -> Iterator[Article]:
    """So many articles out of real headlines and paragraphs."""
    draw = random.Random(7)
    real = [*articles("ant-2018-04"), *articles("ant-2018-02-03-07")]
    titles = [a.title for a in real if a.title]
    paragraphs = [p for a in real for p in a.body]
    for i in range(number):
        body = tuple(draw.choices(paragraphs, k=draw.randint(4, 8)))
        day = f"{2010 + i % 10}-{1 + i // 10 % 12:02}-{1 + i % 28:02}"
        outlet = f"outlet{draw.randint(1, 200)}.example"
        yield Article(
            id=f"a{i}", title=draw.choice(titles), body=body, published=day, outlet=outlet
        )


_tokens = lru_cache(maxsize=None)(tokens)


def _read(article: Article) -> Analysed:
    """What the index is to hold; each paragraph is analysed once."""
    words = [token for part in article.body for token in _tokens(part)]
    return Analysed(article.id, fields(Entry(article), words))


def filled(index: TantivyIndex, number: int) -> tuple[float, float]:
    """Articles a CPU second, all threads together: without and with analysis."""
    some = list(islice(recombined(number), 2000))
    begun = time.process_time()
    for article in some:
        document(analysed(Entry(article)))
    whole = len(some) / (time.process_time() - begun)
    made, spent = recombined(number), 0.0
    for batch in range(0, number, _BATCH):
        entries = [_read(a) for a in islice(made, _BATCH)]  # before the clock runs
        begun = time.process_time()
        index.update(entries, (), Held(batch + 1, "bench"))
        spent += time.process_time() - begun
    return number / spent, whole


def asked() -> list[str]:
    """Headlines, and pairs of their words."""
    draw = random.Random(11)
    titles = [a.title or "" for a in articles("ant-2018-04") if a.title]
    split = [title.split() for title in draw.sample(titles, _QUERIES)]
    return [
        " ".join(words if draw.random() < 0.5 else draw.sample(words, min(2, len(words))))
        for words in split
    ]


def long_ones() -> list[str]:
    """Queries of ten thousand letters, all headlines."""
    titles = [a.title or "" for a in articles("ant-2018-04")]
    return [" ".join(titles[i * 200 :])[:10_000] for i in range(20)]


def latencies(index: TantivyIndex, queries: list[str], options: SearchOptions) -> str:
    """Median, 95th percentile and most of what queries take, CPU and wall time."""
    taken: list[list[float]] = []
    for query in queries:
        begun = [clock() for clock in _CLOCKS]
        index.search(query, options=options)
        taken.append([(c() - b) * 1000 for c, b in zip(_CLOCKS, begun, strict=True)])
    told = []
    for name, times in zip(("CPU", "wall"), map(sorted, zip(*taken, strict=True)), strict=True):
        middle, most = times[len(times) // 2], times[len(times) * 95 // 100]
        told.append(f"{name} p50 {middle:.1f}, p95 {most:.1f}, most {times[-1]:.1f} ms")
    return "; ".join(told)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.bench_large", description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=1_000_000)
    number = parser.parse_args(argv).articles
    console = Console(width=150)
    table = Table("what", "figure", title=f"search over {number} articles")
    with tempfile.TemporaryDirectory() as folder:
        index = TantivyIndex(folder)
        pace, whole = filled(index, number)
        index.close()
        table.add_row("indexed, analysis aside", f"{pace:.0f} articles a CPU second")
        table.add_row(
            "made into documents, analysis included", f"{whole:.0f} articles a CPU second"
        )
        for ending, size in sizes(Path(folder)).items():
            table.add_row(f"bytes an article, {ending}", f"{size / number:.0f}")
        index = TantivyIndex(folder)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.perf_counter()
        index.warm()
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        seconds = time.perf_counter() - begun
        told = f"{index.vocabulary} lemmas, {seconds:.1f} s, peak memory +{grown / 1024:.0f} MiB"
        table.add_row("vocabulary", told)
        for label, options in _WAYS.items():
            table.add_row(label, latencies(index, asked(), options))
        table.add_row("ten thousand letters", latencies(index, long_ones(), SearchOptions()))
        index.close()
    console.print(table)
    return 0


_WAYS = {
    "search without feedback and facets": SearchOptions(feedback=False, facets=False),
    "search with feedback": SearchOptions(facets=False),
    "search with feedback and facets": SearchOptions(),
}


def sizes(folder: Path) -> dict[str, int]:
    """Bytes of the index without positions, of positions, and in all."""
    found = {f: f.stat().st_size for f in folder.iterdir()}
    positions = sum(size for f, size in found.items() if f.suffix == ".pos")
    return {
        "without positions": sum(found.values()) - positions,
        "of positions": positions,
        "in all": sum(found.values()),
    }


if __name__ == "__main__":
    raise SystemExit(main())
