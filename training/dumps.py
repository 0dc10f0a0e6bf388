"""Trains the models that label the segments of a text dump.

``python -m training.dumps`` writes ``src/rawi/extract/data/dump_labels.1.crfsuite`` and
``dump_labels.2.crfsuite``, each from dumps of its own composed of the articles in
``../shared/data``, and from the pages of its wcxb-dev set turned into text.
Deterministic. Prints the segment accuracy on other composed dumps.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from pathlib import Path
from typing import Any

import pycrfsuite
from selectolax.lexbor import LexborHTMLParser

from eval.figures import DATA, ROOT
from rawi.extract.dumps.features import features
from rawi.extract.dumps.labels import MODELS
from rawi.extract.dumps.phrases import folded
from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.segmentation import located
from training.dump_compose import Composer, Dump
from training.dump_sources import Source, sources

HOME = ROOT / "src/rawi/extract/data"
SEEDS = (7, 8)
"""One model a seed."""
COMPOSED = 4000
DROPPED = 0.45
"""Share of training dumps whose boilerplate vocabulary is hidden from the model."""
UNADDRESSED = 0.3
"""Share of those whose vocabulary of sites and readers is hidden."""

Example = tuple[list[Segment], list[str]]


def labelled(dump: Dump) -> Example:
    """The segments of a composed dump, each with the label of most of its characters."""
    found = located(dump.text)
    labels = []
    at = 0
    spans = dump.spans
    for start, segment in found:
        end = start + len(segment.text)
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        weight: dict[str, int] = {}
        j = at
        while j < len(spans) and spans[j][0] < end:
            shared = min(end, spans[j][1]) - max(start, spans[j][0])
            weight[spans[j][2]] = weight.get(spans[j][2], 0) + shared
            j += 1
        labels.append(max(weight, key=lambda k: weight[k]) if weight else "O")
    return [p for _, p in found], _one_lead(labels)


def _one_lead(labels: list[str]) -> list[str]:
    """Only the first segment of a lead paragraph is ``L``."""
    return [
        "B" if label == "L" and i and labels[i - 1] == "L" else label
        for i, label in enumerate(labels)
    ]


def _page_text(html: str) -> str:
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "noscript", "template", "svg", "head"])
    body = tree.body
    if body is None:
        return ""
    for node in body.css(
        "p,h1,h2,h3,h4,h5,h6,li,td,th,div,figcaption,blockquote,br,section,time,ul"
    ):
        node.insert_before("\n")
        node.insert_after("\n")
    lines = (" ".join(line.split()) for line in (body.text(deep=True) or "").splitlines())
    return "\n".join(line for line in lines if line)


def web_pages(limit: int) -> list[Example]:
    """Real pages of the wcxb-dev set as dumps, labelled by their gold."""
    folder = DATA / "pages" / "wcxb-dev"
    found: list[Example] = []
    with gzip.open(folder / "gold.jsonl.gz", "rt", encoding="utf-8") as gold:
        for line in gold:
            record = json.loads(line)
            example = _web_page(folder, record)
            if example:
                found.append(example)
            if len(found) >= limit:
                break
    return found


def _web_page(folder: Path, record: dict[str, Any]) -> Example | None:
    path = folder / record["file"]
    if not path.exists() or not record.get("body"):
        return None
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    segments = [p for _, p in located(_page_text(raw.decode("utf-8", "replace")))]
    body = " ".join(folded(record["body"]).split())
    title = " ".join(folded(record.get("title") or "").split())
    labels, lead = [], False
    for segment in segments:
        text = " ".join(segment.folded.split())
        if title and text == title:
            labels.append("T")
        elif len(text) > 25 and text in body:
            short = len(text) < 70 and text[-1:] not in '.!?"”:'
            labels.append("S" if short else "B" if lead else "L")
            lead = lead or not short
        else:
            labels.append(_boilerplate(segment))
    return (segments, labels) if lead else None


def _boilerplate(segment: Segment) -> str:
    if segment.full:
        return "N"
    return "R" if len(segment.text) > 25 and not segment.dated else "O"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--composed", type=int, default=COMPOSED)
    parser.add_argument("--pages", type=int, default=800)
    parser.add_argument("--out", type=Path, default=HOME)
    options = parser.parse_args()
    pool = sources(2500)
    for name, seed in zip(MODELS, SEEDS, strict=True):
        train(options.out / name, examples(pool, seed, options.composed, options.pages), seed)
        test = Composer(pool, seed + len(SEEDS))
        print(accuracy(options.out / name, [labelled(test.compose()) for _ in range(150)]))


def examples(pool: list[Source], seed: int, composed: int, pages: int) -> list[Example]:
    composer = Composer(pool, seed, lines=True)
    return [labelled(composer.compose()) for _ in range(composed)] + web_pages(pages)


def train(path: Path, found: list[Example], seed: int) -> None:
    rng = random.Random(seed)
    begun = time.time()
    trainer = pycrfsuite.Trainer(verbose=False)
    for segments, labels in found:
        shown = (rng.random() >= DROPPED, rng.random() >= UNADDRESSED)
        trainer.append(features(segments, *shown), labels)
    trainer.set_params({"c1": 0.3, "c2": 0.05, "max_iterations": 120, "feature.minfreq": 5})
    trainer.train(str(path))
    size = path.stat().st_size
    print(f"{len(found)} dumps, {size} bytes, {time.time() - begun:.0f} s", flush=True)


def accuracy(model: Path, examples: list[Example]) -> str:
    """Share of segments right, body against the rest, and what is confused."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    confused: dict[tuple[str, str], int] = {}
    right = total = 0
    for segments, labels in examples:
        for gold, got in zip(labels, tagger.tag(features(segments)), strict=True):
            total += 1
            right += gold == got
            if gold != got:
                confused[gold, got] = confused.get((gold, got), 0) + 1
    worst = sorted(confused.items(), key=lambda kv: -kv[1])[:12]
    return f"{right / total:.4f} of {total}: " + " ".join(f"{a}>{b}:{n}" for (a, b), n in worst)


if __name__ == "__main__":
    main()
