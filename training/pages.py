"""Pages with gold text, as trainers and scorers see them."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from eval.figures import DATA, GOLD
from rawi.extract.encoding import decoded

_ENGLISH = DATA / "pages" / "wcxb-dev"
_WORLD = DATA / "pages" / "fundus-tests"
SAME = {"cnn_2013_syria_b": "cnn_2013_syria_a"}
"""Later fetches of a page: counted once."""


class GoldPage(NamedTuple):
    """One page: its mark-up and what is right."""

    name: str
    html: str
    gold: dict[str, Any]
    arabic: bool

    @property
    def golds(self) -> tuple[str, ...]:
        """The body alone, and with subheads and standfirst where the gold has them apart."""
        body = str(self.gold["body"])
        blocks = self.gold.get("blocks")
        if not blocks:
            return (body,)
        whole = [*self.gold.get("standfirst", ()), *(b["text"] for b in blocks)]
        return body, "\n\n".join(whole)

    @property
    def trained(self) -> str:
        """What the model learns to find: all text of the article."""
        return self.golds[-1]


def english_pages(step: int = 1) -> Iterator[GoldPage]:
    """Every ``step``-th page of the English set."""
    with gzip.open(_ENGLISH / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for i, line in enumerate(lines):
            if i % step == 0:
                gold = json.loads(line)
                html = decoded(gzip.decompress((_ENGLISH / gold["file"]).read_bytes()))
                yield GoldPage(gold["file"], html, gold, False)


def arabic_pages() -> Iterator[GoldPage]:
    """The pages read by hand, each happening once."""
    for path in sorted((GOLD / "pages").glob("*.html")):
        if path.stem not in SAME:
            gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            yield GoldPage(path.stem, decoded(path.read_bytes()), gold, True)


def world_pages(step: int = 1) -> Iterator[GoldPage]:
    """Every ``step``-th news page of the set of forty countries."""
    with gzip.open(_WORLD / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for i, line in enumerate(lines):
            if i % step == 0:
                gold = _as_ours(json.loads(line))
                html = decoded(gzip.decompress((_WORLD / gold["file"]).read_bytes()))
                yield GoldPage(gold["file"], html, gold, False)


def _as_ours(gold: dict[str, Any]) -> dict[str, Any]:
    """Its gold under our names; subheads stand apart from the paragraphs there."""
    texts = [*gold["paragraphs"], *(gold.get("subheads") or ())]
    blocks = [{"text": text} for text in texts]
    lead = gold.get("summary") or ()
    standfirst = [lead] if isinstance(lead, str) else list(lead)
    date = (gold.get("published") or "")[:10] or None
    body = "\n\n".join(gold["paragraphs"])
    return gold | {"body": body, "blocks": blocks, "standfirst": standfirst, "published": date}


def site_of(page: GoldPage) -> str:
    """The host of a page, its name where it has none."""
    return (urlsplit(page.gold.get("url") or "").hostname or page.name).removeprefix("www.")


def is_held(page: GoldPage) -> bool:
    """Whether a page's site falls into the quarter that no model of dumps learns from."""
    return zlib.crc32(site_of(page).encode()) % 4 == 1
