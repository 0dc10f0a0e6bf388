"""Training everything that finds quotes.

``python -m training.quotes.fit`` trains on all marked articles and writes the model file;
``eval.quotes`` trains the same without the outlets it then judges.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from eval.quote_gold import words
from rawi.annotation.quotes import outlets as via
from rawi.annotation.quotes.assemble import names_of
from rawi.annotation.quotes.attribution import Statement
from rawi.annotation.quotes.names import Mention
from rawi.annotation.quotes.outlets import Trail
from rawi.annotation.quotes.places import Floats
from rawi.annotation.quotes.stored import MODEL_FILE, StoredJudge, StoredModel
from rawi.forest import Forest
from training.quotes import spans, speakers
from training.quotes.cases import Case, cases
from training.quotes.fitting import FEW, Fitted, trees

OUT = Path("src/rawi/annotation/data") / MODEL_FILE
GROUPS = 3
VIA_CUT = 0.3
"""Chosen on the outlet folds of the marked articles: F1 .523, and .507 at .4."""


def via_model(room: Sequence[Case], cue: Sequence[Floats]) -> Forest:
    seen, labels = [], []
    for c, scores in zip(room, cue, strict=True):
        found = via.outlets(c.places, c.part, scores)
        trail = Trail([], [])
        for s in c.statements:
            asked = Statement(s.start, s.end, s.cue)
            mention = Mention(*s.mention, s.mention[0]) if s.mention[0] >= 0 else None
            offered = via.nearby(c.places, asked, found)
            if offered:
                sought = via.Asked(asked, mention, s.quote.speaker_name)
                seen += via.rows(c.places, sought, offered, trail, found)
                right = words(s.quote.via)
                labels.append(np.array([bool(right) and words(o.text) == right for o in offered]))
            trail.via.append(s.quote.via)
            trail.speaker.append(s.quote.speaker_name)
    return trees(np.array(seen, np.float32), np.concatenate(labels), **FEW)


def stored(judge: Fitted) -> StoredJudge:
    weights, forest, floor = judge
    step = float(np.abs(weights[:-1]).max()) / 127
    whole = np.rint(weights[:-1] / step).astype(np.int8)
    return StoredJudge(whole.tobytes(), step, float(weights[-1]), forest, floor)


def fit(room: Sequence[Case]) -> StoredModel:
    groups = [c.fold % GROUPS for c in room]
    judges, forests, cue = spans.fit(room, groups)
    known = [
        names_of(c.places, c.part, c.entities, via.outlets(c.places, c.part, scores))
        for c, scores in zip(room, cue, strict=True)
    ]
    more, others = speakers.fit(room, cue, groups, known)
    return StoredModel(
        judges={name: stored(j) for name, j in {**judges, **more}.items()},
        forests={**forests, **others, "via": via_model(room, cue)},
        numbers={"least": spans.LEAST, "cut": spans.CUT, "via_cut": VIA_CUT},
    )


def main() -> None:
    data = msgspec.msgpack.encode(fit(cases()))
    OUT.write_bytes(gzip.compress(data, 9, mtime=0))
    print(OUT.stat().st_size)


if __name__ == "__main__":
    main()
