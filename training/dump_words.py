"""Collects the words and names with which glued headlines and tags are split.

``python -m training.dump_words`` writes ``dump_words.txt`` (frequent words of news,
most frequent first) and ``dump_names.txt`` (word sequences that stick together: tags
that outlets set, and collocations by normalised pointwise mutual information,
Bouma 2009) to ``src/rawi/extract/dumps``. Folded spelling; facts, no sentences.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from eval.figures import DATA, ROOT
from rawi.extract.dumps.phrases import plain

HOME = ROOT / "src/rawi/extract/data"
FILES = ("ant-2018-02-03-07", "saudi-2015-07", "almayadeen-2023-q1")
WORDS, NAMES = 24_000, 9_000
_WORD = re.compile(r"[^\W\d_]+")


def records() -> Iterator[dict[str, Any]]:
    for name in FILES:
        with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def main() -> None:
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    tags: Counter[str] = Counter()
    for record in records():
        for chunk in re.split(r"[^\w\s]+|\n", plain(f"{record['title']}\n{record['body']}")):
            found = _WORD.findall(chunk)
            words.update(found)
            pairs.update(pairwise(found))
        tags.update(" ".join(_WORD.findall(plain(t))) for t in record.get("tags", ()))
    frequent = [w for w, n in words.most_common(WORDS) if len(w) > 1 and n > 4]
    (HOME / "dump_words.txt").write_text("\n".join(frequent) + "\n", encoding="utf-8")
    names = dict.fromkeys(t for t, n in tags.most_common() if n > 1 and 1 < len(t.split()) < 5)
    names |= dict.fromkeys(collocations(words, pairs, NAMES - len(names)))
    (HOME / "dump_names.txt").write_text("\n".join(sorted(names)) + "\n", encoding="utf-8")
    print(len(frequent), "words", len(names), "names")


def collocations(words: Counter[str], pairs: Counter[tuple[str, str]], limit: int) -> list[str]:
    """Pairs of content words by normalised pointwise mutual information."""
    total = words.total()
    common = {w for w, _ in words.most_common(60)}
    scored = []
    for (a, b), n in pairs.items():
        if n < 25 or a in common or b in common or len(a) < 2 or len(b) < 3:
            continue
        joint = n / total
        value = math.log(joint * total * total / (words[a] * words[b])) / -math.log(joint)
        if value > 0.45:
            scored.append((value * math.log(n), f"{a} {b}"))
    scored.sort(reverse=True)
    return [text for _, text in scored[:limit]]


if __name__ == "__main__":
    main()
