"""Pages in other scripts than the Arabic one: their text, and the articles in it.

What tells Arabic boilerplate says nothing of English or German. Boosted trees learnt from pages
that converters wrote out (``training/dump_web.py``) say of each segment how likely it is text,
first by itself and its place, then once more beside what was said of those around it; others how
likely it is a headline, and whether another article begins behind a gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.extract.dumps import web_articles
from rawi.extract.dumps.labels import BODY, LEAD, OTHER, SUBHEAD, TITLE
from rawi.extract.dumps.neighbours import headline_like
from rawi.extract.dumps.rejoin import runs, whole
from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.web_features import may_be_paragraph, rows, second_rows
from rawi.forest import Forest, Ready, answers, prepared

MODEL = "dump_web.json"
ALIVE = 0.03
"""Segments of which the first forest is less sure are no text."""
_WINDOW = 4_000
"""So many segments are judged at a time."""
_LOOKED = 100
"""So many code points of each segment tell the script of a page."""
_TITLED = 0.15
"""From this chance on a segment is named the headline of what follows."""
_HEADED = 80
"""So many segments before the first text are asked for its headline."""
_COVERED = 0.8
"""Text has at most so much of its letters in known boilerplate."""
_SUBHEAD = 70
"""Code points of a bare line among text that heads a part of it."""
_ARABIC = re.compile("[\u0620-\u06d3]")
_LETTER = re.compile(r"[^\W\d_]")


class WebModel(msgspec.Struct, frozen=True):
    """What ``training/dump_web.py`` learned."""

    words: dict[str, float]
    """Words of boilerplate that many sites share, and how much they speak for it."""
    first: Forest
    second: Forest
    title: Forest
    begin: Forest
    text: float
    """A segment is text from this chance on."""
    begins: float
    """Another article begins from this chance on."""
    more: float
    """And on a page that holds two, further ones from this chance on."""


class Judged(NamedTuple):
    """Of each segment how likely it is text, and a headline."""

    text: NDArray[np.float32]
    title: NDArray[np.float32]


class Forests(NamedTuple):
    """A model and its forests, ready to be asked."""

    model: WebModel
    first: Ready
    second: Ready
    title: Ready
    begin: Ready


def ready(model: WebModel) -> Forests:
    """The forests of a model as arrays."""
    trees = (model.first, model.second, model.title, model.begin)
    return Forests(model, *map(prepared, trees))


@cache
def _forests() -> Forests:
    data = files("rawi.extract").joinpath("data", MODEL).read_bytes()
    return ready(msgspec.json.decode(data, type=WebModel))


def is_other_script(found: Sequence[Segment]) -> bool:
    """Whether hardly any letter of a page is Arabic; addresses of links may be longer than it."""
    sample = " ".join(segment.text[:_LOOKED] for segment in found)
    return 10 * len(_ARABIC.findall(sample)) < len(_LETTER.findall(sample))


def web_judged(found: list[Segment]) -> tuple[list[Segment], list[str]]:
    """The segments with a label each; guessed breaks inside a sentence are taken back."""
    judged = judged_by(_forests(), found)
    if any(segment.guessed for segment in found):
        found, judged = _rejoined(found, judged)
    is_text = told_once(found, judged.text, _forests().model.text)
    if not any(text and may_be_paragraph(one) for one, text in zip(found, is_text, strict=True)):
        return found, [OTHER] * len(found)  # rows of a table, points of a list, a greeting
    return found, _named(found, is_text, judged.title)


def _rejoined(found: list[Segment], judged: Judged) -> tuple[list[Segment], Judged]:
    """What guessed breaks cut out of a sentence as one, as likely text as its likeliest part."""
    long = [len(segment.text) > _SUBHEAD for segment in found]
    joined = runs(found, [OTHER] * len(found), np.where(long, judged.text, 0).tolist())
    starts = [run.start for run in joined]
    text = np.maximum.reduceat(judged.text, starts)
    return [whole(found, run) for run in joined], Judged(text, judged.title[starts])


def judged_by(forests: Forests, found: Sequence[Segment]) -> Judged:
    """What the forests say of each segment."""
    parts = [_judged(forests, found[at : at + _WINDOW]) for at in range(0, len(found), _WINDOW)]
    return Judged(*map(np.concatenate, zip(*parts, strict=True)))


def told_once(found: Sequence[Segment], text: NDArray[np.float32], least: float) -> list[bool]:
    """Which segments are text: likely enough, no known boilerplate, and not said before."""
    out, seen = [], set[str]()
    for segment, chance in zip(found, text, strict=True):
        own = bool(chance >= least) and segment.folded not in seen and segment.covered <= _COVERED
        out.append(own)
        if own:
            seen.add(segment.folded)
    return out


def _judged(forests: Forests, found: Sequence[Segment]) -> Judged:
    own = rows(found, forests.model.words)
    first = answers(forests.first, own)
    alive = np.flatnonzero(first >= ALIVE)
    seen = second_rows(found, own, first)
    text = np.zeros_like(first)
    text[alive] = answers(forests.second, seen[alive])
    shaped = np.array([i for i, s in enumerate(found) if headline_like(s)], dtype=np.intp)
    title = np.zeros_like(first)
    title[shaped] = answers(forests.title, seen[shaped])
    return Judged(text, title)


def _named(
    found: Sequence[Segment], is_text: Sequence[bool], title: NDArray[np.float32]
) -> list[str]:
    """Labels of what is text, with headlines and the beginnings of articles."""
    labels = [BODY if text else OTHER for text in is_text]
    for start in _further(found, is_text, title):
        labels[start.lead] = LEAD
        if start.head >= 0 and (is_text[start.head] or title[start.head] >= _TITLED):
            labels[start.head] = TITLE
    lead = next(i for i, label in enumerate(labels) if label in (BODY, LEAD))
    before = range(max(0, lead - _HEADED), lead)
    head = max(before, key=lambda i: (float(title[i]), i), default=-1)
    if head >= 0 and title[head] >= _TITLED:
        labels[head] = TITLE
    elif _heads(found, labels, lead):
        labels[lead], lead = TITLE, lead + 1
    labels[lead] = LEAD
    return _with_subheads(found, labels)


def _further(
    found: Sequence[Segment], is_text: Sequence[bool], title: NDArray[np.float32]
) -> list[web_articles.Start]:
    """Where further articles begin."""
    forests = _forests()
    asked = web_articles.starts(found, is_text, title)
    if not asked:
        return []
    sure = answers(forests.begin, web_articles.rows(found, is_text, title, asked))
    model = forests.model
    least = model.more if sure.max() >= model.begins else model.begins
    return [s for s, chance in zip(asked, sure, strict=True) if chance >= least]


def _heads(found: Sequence[Segment], labels: Sequence[str], first: int) -> bool:
    """Whether the first of the texts is their headline."""
    follows = first + 1 < len(found) and labels[first + 1] == BODY and found[first + 1].full
    return follows and headline_like(found[first]) and not found[first].closed


def _with_subheads(found: Sequence[Segment], labels: list[str]) -> list[str]:
    for i, segment in enumerate(found[:-1]):
        bare = segment.alone and not segment.closed and len(segment.text) <= _SUBHEAD
        if labels[i] == BODY and bare and labels[i + 1] == BODY and segment.text[-1:].isalnum():
            labels[i] = SUBHEAD
    return labels
