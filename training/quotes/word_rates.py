"""How words stand in unlabelled news: what follows them, what goes before.

``python -m training.quotes.word_rates`` counts over the shared articles, without those marked
by hand, and writes ``data/quote_words.tsv.gz``: one word (without و and ف) or lemma a line with
its rates in 255ths. The file holds single words and numbers, no text.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np

from eval.figures import DATA
from eval.quote_gold import FILES, SETS, listed
from rawi.annotation.quotes.reading import COLON, COMMA, NEWLINE, STOP, Reading, read
from rawi.annotation.quotes.words import AFTER, RATES, THAT

OUT = Path("src/rawi/annotation/data/quote_words.tsv.gz")
LEAST = 50
FAR = 8


def readings() -> list[Reading]:
    held = {i for name in FILES for i in listed(name)}
    found = []
    for name in SETS:
        with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            records = (json.loads(line) for line in lines)
            found += [read([r["body"]]) for r in records if r["body"] and r["id"] not in held]
    return found


def bare(key: str, count: Counter[str]) -> str:
    """Without a conjunction, where the rest is common enough a word beside the whole."""
    rest = key[1:]
    least = 0.02 if len(rest) > 3 else 0.25
    split = key[0] in "وف" and len(rest) > 2 and count[rest] >= max(least * count[key], 10)
    return rest if split else key


def soon(flags: np.ndarray, stops: np.ndarray) -> np.ndarray:
    """Whether a flag stands within the next words, before a stop; the next word apart."""
    found = np.zeros(len(flags), bool)
    open_ = ~stops[1:]
    ahead = np.zeros(len(flags), bool)
    for step in range(2, FAR + 1):
        moved = np.zeros(len(flags), bool)
        moved[:-step] = flags[step:]
        clear = np.zeros(len(flags), bool)
        clear[: -step or None] = open_[step - 1 :][: len(flags) - step]
        ahead = clear if step == 2 else ahead & clear
        found |= moved & ahead
    return found


def signs(r: Reading) -> np.ndarray:
    """One row a word, in the order of ``RATES``."""
    n = len(r.words)
    that = np.array([w.key in THAT for w in r.words] + [False])
    gaps = r.gaps
    stop = (gaps & (STOP | NEWLINE)) > 0
    stop &= np.append(r.inside, 0) == 0
    quote, colon = r.opens > 0, (gaps & COLON) > 0
    rows = np.zeros((n, len(RATES)), bool)
    rows[:, 0] = that[1:]
    rows[:, 1] = soon(that[:-1], stop[:-1])
    rows[:, 2] = quote[1:]
    rows[:, 3] = soon(quote[:-1], stop[:-1])
    rows[:, 4] = colon[1:] | soon(colon[:-1], stop[:-1])
    rows[:, 5] = stop[:-1]
    rows[:, 6] = (gaps[:-1] & COMMA) > 0
    rows[:, 7] = r.closes[:-1] > 0
    rows[:, 8] = stop[1:]
    rows[1:, 9] = that[: n - 1]
    after = np.array([w.key in AFTER for w in r.words] + [False])
    rows[:, 10] = after[1:]
    rows[:, 11] = r.inside > 0
    return rows


def main() -> None:
    room = readings()
    whole = Counter(w.key for r in room for w in r.words if w.kind == "word")
    form = {key: bare(key, whole) for key in whole}
    sums: dict[str, np.ndarray] = {}
    seen: Counter[str] = Counter()
    for r in room:
        if not r.words:
            continue
        rows = signs(r).astype(np.int64)
        for w, row in zip(r.words, rows, strict=True):
            if w.kind == "word":
                for name in (form[w.key], f"={w.lemma}"):
                    seen[name] += 1
                    if name in sums:
                        sums[name] += row
                    else:
                        sums[name] = row.copy()
    lines = []
    for name in sorted(n for n, c in seen.items() if c >= LEAST):
        rates = np.rint(255 * sums[name] / seen[name]).astype(int)
        lines.append("\t".join([name, str(seen[name]), *map(str, rates)]))
    with gzip.GzipFile(OUT, "wb", mtime=0) as file:
        file.write("\n".join(lines).encode())
    print(len(lines), OUT.stat().st_size)


if __name__ == "__main__":
    main()
