"""Quotes: one outlet's statements, found by models trained in the run on all other outlets.

The outlet is the largest of the marked ones. All outlets in turn are judged by
``python -m eval.quotes``, which takes minutes.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import msgspec

import rawi
from eval.figures import GOLD, Figure
from eval.quote_baselines import patterns, rules
from eval.quote_gold import Tally, matches, words
from eval.quotes import judged
from rawi.model import Quote, QuoteKind
from training.quotes.cases import Case, cases
from training.quotes.fit import fit

FOLD = 0
SEED = Path(__file__).parent.parent / "sets" / "seed_quotes.jsonl"


class SeedMark(msgspec.Struct, frozen=True):
    """A statement of the seed page by place and hash, without its text."""

    article: int
    start: int
    end: int
    hash: str
    kind: QuoteKind
    speaker_name: str
    via: str

    def quote(self, text: str) -> Quote:
        """The statement in the article's text. Raises ``ValueError`` where the text changed."""
        said = text[self.start : self.end]
        if blake2b(said.encode(), digest_size=8).hexdigest() != self.hash:
            raise ValueError(f"the seed page reads differently at {self.start}")
        return Quote(
            kind=self.kind,
            text=said,
            cue="",
            start=self.start,
            end=self.end,
            speaker_name=self.speaker_name,
            via=self.via,
        )


def by_patterns(room: list[Case]) -> dict[str, Tally]:
    """The baselines over the same articles."""
    found = {}
    for name, find in (("patterns", patterns), ("rules", rules)):
        found[name] = Tally()
        for c in room:
            text = c.marked.article.text
            found[name].add(text, c.marked.quotes, find(text))
    return found


def _seed() -> list[Figure]:
    """The statements of the seed page, which trained nothing: found, named, their way."""
    page = rawi.read((GOLD / "pages" / "seed.txt").read_bytes())
    lines = SEED.read_text(encoding="utf-8").splitlines()
    marks = msgspec.json.decode(f"[{','.join(lines)}]", type=list[SeedMark])
    found = named = came = 0
    for number, article in enumerate(page.articles):
        gold = [m.quote(article.text) for m in marks if m.article == number]
        for g, s in matches(article.text, gold, rawi.annotate(article).quotes):
            found += 1
            named += words(g.speaker_name) == words(s.speaker_name)
            came += words(g.via) == words(s.via)
    counts = {"found": found, "named": named, "via": came}
    return [
        Figure(name=f"quotes.seed_{name}", value=count / len(marks), bar=1.0)
        for name, count in counts.items()
    ]


def score() -> list[Figure]:
    room = cases()
    held = [c for c in room if c.fold == FOLD]
    ours = judged(held, fit([c for c in room if c.fold != FOLD]))
    base = by_patterns(held)
    measures = (("f1", 0.81), ("name_share", 0.77), ("kind_share", 0.92), ("via_f1", 0.50))
    return [
        Figure(
            name=f"quotes.{measure}",
            value=getattr(ours, measure),
            baselines={name: getattr(tally, measure) for name, tally in base.items()},
            bar=bar,
            trained=True,
            note="Al Mayadeen, by models that saw none of it",
        )
        for measure, bar in measures
    ] + _seed()
