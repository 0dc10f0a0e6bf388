"""``python -m eval.relate_scale``: what relating an article costs as the window grows.

Fills windows with sketches (real articles of other months, the rest made up as
``eval.window`` makes them), then relates the same April articles to each and says
the CPU of one, beside the smallest window, and the memory of the process. Then a
flood: articles of one very text, the second half beside the first.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice

import numpy as np

from eval.articles import articles
from eval.window import made
from rawi.annotation.credits import credits_of
from rawi.model import Article, Notes
from rawi.relate import Placed, Sketch, Window, sketch
from rawi.relate.passages import Words, words

SIZES = (5_000, 25_000, 100_000)
ASKED, REAL, FLOOD = 400, 4_000, 5_000


def drawn(article: Article) -> Sketch:
    return sketch(article, Notes(credits=credits_of(article)))


def filled(real: Sequence[Sketch], size: int) -> Window:
    """A window of so many sketches, the made-up ones first."""
    random = np.random.default_rng(5)
    bulk = [made(number, random) for number in range(size - len(real))]
    window = Window()
    window.load(Placed(sketch=s, story_id=s.id) for s in (*bulk, *real))
    return window


def spent(window: Window, asked: Sequence[Sketch], words_of: Callable[[str], Words]) -> float:
    """Milliseconds of CPU an article."""
    begun = time.process_time()
    for one in asked:
        window.relate(one, words_of)
    return 1000 * (time.process_time() - begun) / len(asked)


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    there = list(islice(articles("ant-2018-02-03-07"), REAL))
    new = list(islice(articles("ant-2018-04"), ASKED))
    texts = {a.id: a.text for a in (*there, *new)}

    def words_of(name: str) -> Words:
        return words(texts[name])

    real, asked = [drawn(a) for a in there], [drawn(a) for a in new]
    spent(filled(real, REAL), asked[:20], words_of)  # what is read once
    least = 0.0
    for size in SIZES:
        took = spent(filled(real, size), asked, words_of)
        least = least or took
        held = f"{megabytes():,.0f} MiB at most"
        print(f"{size:,} in the window: {took:.2f} ms an article, {took / least:.2f} times, {held}")
    same = new[0]
    flood = [drawn(Article(id=f"f{n}", outlet=f"o{n % 9}", body=same.body)) for n in range(FLOOD)]
    window, half = Window(), FLOOD // 2
    first = spent(window, flood[:half], lambda _: words(same.text))
    second = spent(window, flood[half:], lambda _: words(same.text))
    print(f"flood of {FLOOD:,} of one text: {first:.2f} ms each, then {second:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
