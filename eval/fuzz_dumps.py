"""``python -m eval.fuzz_dumps [--count N]``: mutated text dumps, none may crash or take long.

Seeded and bounded. Mutates the dumps of the shared gold, or without it composed
ones of ``tests/pages/dumps``. Prints the slowest and fails on an exception, on
one over a second of processor time, and where memory grows without bound.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable

from eval.figures import GOLD, ROOT
from rawi.extract.dumps.dump_page import read_dump

LIMIT = 1.0
"""Longest processor time for one dump, in seconds."""
_ODD = (
    "\u200f\u202b\ufeff\x00\x85\u2028\ud7ff\ufffd\U0001f600\u0640\u064bﷺﻻ،؛؟…«»\"'()[]{}|•<>&%#@/\\"
)

Mutation = Callable[[random.Random, str], str]


def _cut(rng: random.Random, text: str) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _without_breaks(rng: random.Random, text: str) -> str:
    return text.replace("\n", rng.choice(["", " ", "\r", "\u2028"]))


def _shuffled(rng: random.Random, text: str) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def _repeated(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text) + 1)
    return text[:at] + text[at : at + rng.randrange(1, 200)] * rng.randrange(2, 200) + text[at:]


def _sprinkled(rng: random.Random, text: str) -> str:
    chars = list(text)
    for _ in range(rng.randrange(1, 300)):
        chars.insert(rng.randrange(len(chars) + 1), rng.choice(_ODD))
    return "".join(chars)


def _dropped(rng: random.Random, text: str) -> str:
    share = rng.random() * 0.3
    return "".join(c for c in text if rng.random() > share)


def _unspaced(rng: random.Random, text: str) -> str:
    return "".join(c for c in text if c != " " or rng.random() > 0.5)


MUTATIONS: tuple[Mutation, ...] = (
    _cut,
    _without_breaks,
    _shuffled,
    _repeated,
    _sprinkled,
    _dropped,
    _unspaced,
)


def mutated(rng: random.Random, text: str) -> str:
    for _ in range(rng.randrange(1, 4)):
        if text:
            text = rng.choice(MUTATIONS)(rng, text)
    return text


def seeds() -> list[str]:
    found = [*(GOLD / "pages").rglob("*.txt"), *(ROOT / "tests/pages/dumps").glob("*.txt")]
    return [path.read_text("utf-8") for path in sorted(found)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    texts = seeds()
    slowest, before = 0.0, 0
    for n in range(options.count):
        text = mutated(rng, rng.choice(texts))
        begun = time.process_time()
        page = read_dump(text)
        slowest = max(slowest, time.process_time() - begun)
        if not page.articles and page.rejected is None:
            print(f"dump {n}: neither an article nor a reason")
            return 1
        if n == min(1000, options.count // 2):
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / max(1, before)
    print(f"{options.count} dumps, slowest {slowest:.3f} s, memory grew to {grown:.2f} of itself")
    return 1 if slowest > LIMIT or grown > 1.5 else 0


if __name__ == "__main__":
    sys.exit(main())
