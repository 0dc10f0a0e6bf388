"""The shared articles as records of ``rawi.model``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Set

from eval.figures import DATA
from rawi.ingest.import_form import article
from rawi.model import Article


def articles(name: str, only: Set[str] | None = None) -> Iterator[Article]:
    """The articles of one set in the order of the file; ``only`` keeps these ids."""
    with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if only is None or record["id"] in only:
                yield article(record)
