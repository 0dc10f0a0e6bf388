"""``python -m eval.soak_extract [COUNT]``: the given pages again and again, many of them.

Prints pages a second of processor time, the middle and the slow end, and how far memory
grew between the first tenth and the last page. Exits 1 on growth over 20 MB.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from itertools import cycle, islice

from eval.figures import GOLD
from eval.fuzz_extract import memory_mb
from rawi.extract.html.html_page import read_html
from training.pages import arabic_pages, english_pages

MOST_GROWN_MB = 20


def run(count: int) -> float:
    """Read ``count`` pages; how far memory grew, in megabytes."""
    pages = [*arabic_pages(), *english_pages()]
    spent: list[float] = []
    early = 0.0
    for number, page in enumerate(islice(cycle(pages), count)):
        begun = time.process_time()
        read_html(page.html, page.gold.get("url"))
        spent.append((time.process_time() - begun) * 1000)
        if number == count // 10:
            early = memory_mb()
    grown = memory_mb() - early
    slow = sorted(spent)[int(len(spent) * 0.95)]
    print(
        f"{count:,} pages: {1000 * count / sum(spent):.0f} a second, p50 "
        f"{statistics.median(spent):.1f} ms, p95 {slow:.1f} ms, memory {grown:+.1f} MB"
    )
    return grown


def main() -> int:
    parser = argparse.ArgumentParser(prog="eval.soak_extract", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    options = parser.parse_args()
    if not GOLD.is_dir():
        print("eval: the shared pages are absent, nothing was measured")
        return 0
    return 1 if run(options.count) > MOST_GROWN_MB else 0


if __name__ == "__main__":
    sys.exit(main())
