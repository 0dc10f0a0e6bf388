"""Pages in other scripts than the Arabic one: one article among what is left of a page.

What tells Arabic boilerplate says nothing of English or German. A model of its own, a
linear-chain CRF learnt from pages that converters wrote out (``training/dump_web.py``), says
of each segment how likely it is text; what is likely enough is the article, without the rules
that weigh Arabic dumps. A page of hardly anything but text may hold several articles in a row
and is left to those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rawi.extract.dumps.features import features
from rawi.extract.dumps.labels import BODY, LEAD, OTHER, SUBHEAD, TITLE
from rawi.extract.dumps.neighbours import headline_like
from rawi.extract.dumps.segment import Segment
from rawi.extract.dumps.taggers import tagger

MODEL = "dump_web.crfsuite"
_ENOUGH = 0.4
"""A segment is text from this chance on."""
_PLAIN = 0.6
"""A page of whose segments so many could be paragraphs is no page with boilerplate."""
_WINDOW = 4_000
"""So many segments are labelled at a time."""
_LOOKED = 100
"""So many code points of each segment tell the script of a page."""
_ARABIC = re.compile("[\u0620-\u06d3]")
_LETTER = re.compile(r"[^\W\d_]")


def is_other_script(found: Sequence[Segment]) -> bool:
    """Whether hardly any letter of a page is Arabic; addresses of links may be longer than it."""
    sample = " ".join(segment.text[:_LOOKED] for segment in found)
    return 10 * len(_ARABIC.findall(sample)) < len(_LETTER.findall(sample))


def one_article(found: Sequence[Segment]) -> list[str] | None:
    """One label a segment: those of one article; None where the page may hold several."""
    if sum(segment.full for segment in found) >= _PLAIN * len(found):
        return None
    likely = [
        chance for start in range(0, len(found), _WINDOW) for chance in _chances(found, start)
    ]
    labels, seen = [], set[str]()
    for segment, (text, label) in zip(found, likely, strict=True):
        own = text >= _ENOUGH and segment.folded not in seen
        labels.append(label if own or label == TITLE else OTHER)
        seen.add(segment.folded if own else "")
    texts = [i for i, label in enumerate(labels) if label in (BODY, SUBHEAD)]
    if not texts:
        return None
    if _heads(found, texts):
        labels[texts.pop(0)] = TITLE
    labels[texts[0]] = LEAD
    return labels


def _heads(found: Sequence[Segment], texts: Sequence[int]) -> bool:
    """Whether the first of the texts is their headline."""
    first = found[texts[0]]
    return len(texts) > 1 and headline_like(first) and not first.closed and found[texts[1]].full


def _chances(found: Sequence[Segment], start: int) -> list[tuple[float, str]]:
    """Of each segment of a window the chance that it is text, and the likeliest label."""
    rows = features(found[start : start + _WINDOW], spoken=False)
    model = tagger(MODEL)
    model.set(rows)
    known = model.labels()
    return [_judged({label: model.marginal(label, n) for label in known}) for n in range(len(rows))]


def _judged(chances: dict[str, float]) -> tuple[float, str]:
    text = sum(chances.get(label, 0.0) for label in (LEAD, BODY, SUBHEAD))
    label = max(chances, key=lambda name: chances[name])
    if text < _ENOUGH:
        return text, TITLE if label == TITLE else OTHER
    return text, SUBHEAD if label == SUBHEAD else BODY
