"""``python -m eval.fuzz_extract [COUNT] [--seed N]``: mutated pages and dumps, none may break.

Takes the project's own golden pages and, where present, the shared ones, mutates them
(cut, doubled, swapped, noise, deep nesting, wrong encodings), reads each and reports
crashes, the slowest in processor seconds, and how far memory grew after the first
tenth. Exits 1 on a crash, on a page over a second, or on growth over 100 MB.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
import traceback
from pathlib import Path

from eval.figures import GOLD, ROOT
from rawi.extract import read

LIMIT_S = 1.0
LIMIT_MB = 100
LARGEST = 150_000
_SEGMENTS = (
    b"<div>", b"</div>", b"<p>", b"</p>", b"<a href='x'>", b"<table><tr><td>", b"<!--", b"-->",
    b"<script>", b"</script>", b"<svg>", b"<li>", b"<b>", b"<h1>", b"\x00", b"\xff\xfe", b"&#0;",
    b"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[[]]}</script>",
    b"<meta property='article:published_time' content='0000-99-99'>", b"\xd9", b"]]>", b"<![CDATA[",
    "١٢/١٣/٢٠٢٣".encode(), "\u202e\u2066".encode(), "كتبت: ".encode(), b"<time datetime='x'>",
)  # fmt: skip
_ENCODINGS = ("utf-8", "cp1256", "utf-16", "iso-8859-6", "latin-1")


def seeds() -> list[bytes]:
    """The pages and dumps that are mutated."""
    paths = sorted((ROOT / "tests" / "pages").rglob("*.*"))
    if GOLD.is_dir():
        paths += sorted((GOLD / "pages").rglob("*.html")) + sorted((GOLD / "pages").rglob("*.txt"))
    kept = (p.read_bytes()[:LARGEST] for p in paths if p.suffix in {".html", ".txt"})
    return [data for data in kept if data]


def mutated(data: bytes, rng: random.Random) -> bytes:
    """``data`` changed in one to four ways."""
    for _ in range(rng.randint(1, 4)):
        at, to = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        match rng.randrange(7):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + data[to:]
            case 2:
                data = data[:at] + rng.choice(_SEGMENTS) * rng.choice((1, 3, 50, 2_500)) + data[at:]
            case 3:
                data = data[:to] + data[at:to][:20_000] + data[to:]
            case 4:
                data = data[:at] + rng.randbytes(rng.randint(1, 40)) + data[at:]
            case 5:
                text = data.decode("utf-8", "replace")
                data = text.encode(rng.choice(_ENCODINGS), "replace")
            case _:
                data = data.replace(rng.choice((b"</p>", b"</div>", b">", b" ", b"\n")), b"")
        data = data[:LARGEST] or b"<"
    return data


def memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def run(count: int, seed: int) -> int:
    """Read ``count`` mutants; the number of those that broke a rule."""
    pool = seeds()
    broken, slowest, early = 0, 0.0, 0.0
    for number in range(count):
        rng = random.Random(seed * 1_000_003 + number)
        data = mutated(rng.choice(pool), rng)
        kind = rng.choice((None, None, "text/html", "text/plain", "text/html; charset=cp1256"))
        begun = time.process_time()
        try:
            read(data, "https://www.example.com/a/1", kind, "2024-05-01T10:00:00+00:00")
        except Exception:
            broken += 1
            print(f"mutant {number}:\n{traceback.format_exc(limit=-3)}")
        spent = time.process_time() - begun
        slowest = max(slowest, spent)
        if spent > LIMIT_S:
            broken += 1
            print(f"mutant {number}: {spent:.2f} s, {len(data):,} bytes")
        if number == count // 10:
            early = memory_mb()
    grown = memory_mb() - early
    print(f"{count:,} mutants: {broken} broken, slowest {slowest:.2f} s, memory +{grown:.0f} MB")
    return broken + (grown > LIMIT_MB)


def main() -> int:
    parser = argparse.ArgumentParser(prog="eval.fuzz_extract", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    return 1 if run(options.count, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
