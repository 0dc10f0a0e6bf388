"""Learn how common each lemma is in the news: ``python -m training.background``.

Writes ``src/rawi/arabic/...`` nothing; the one output is ``OUTPUT``: plain
text, first line the number of articles, then ``lemma<TAB>articles holding it``,
most common first. Lemmas of fewer than ``LEAST`` articles are left out.
Deterministic; run again whenever the lemmas change.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter

from eval.figures import DATA, ROOT
from rawi.arabic import tokens

SOURCES = ("ant-2018-02-03-07", "saudi-2015-07", "almayadeen-2023-q1")
OUTPUT = ROOT / "src" / "rawi" / "annotation" / "data" / "background.tsv"
LEAST = 8


def main() -> None:
    holding: Counter[str] = Counter()
    articles = 0
    for name in SOURCES:
        with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = f"{record.get('title') or ''}\n{record.get('body') or ''}"
                found = tokens(text)
                holding.update({t.lemma for t in found if t.kind in ("word", "latin")})
                articles += 1
    kept = sorted(((n, lemma) for lemma, n in holding.items() if n >= LEAST), key=_order)
    rows = [f"{articles}\n", *(f"{lemma}\t{n}\n" for n, lemma in kept)]
    OUTPUT.write_text("".join(rows), encoding="utf-8")
    print(f"{len(kept)} lemmas of {articles} articles, {OUTPUT.stat().st_size} bytes")


def _order(entry: tuple[int, str]) -> tuple[int, str]:
    return -entry[0], entry[1]


if __name__ == "__main__":
    main()
