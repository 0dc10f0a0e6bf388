"""Count how words are used and what outlets set as tags: ``python -m training.keyword_tables``.

Writes ``keyword_words.tsv`` (a form without particle and article, then ``words.ROLES`` as
digits) and ``keyword_tags.tsv`` (lemmas of a phrase, tags, hashtags) for the ranker of
keywords. Articles whose keywords are marked are left out, and April 2018, which measures.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from math import log10, sqrt
from typing import Any

import msgspec

from eval.figures import DATA, GOLD, ROOT
from rawi.annotation.keywords.words import ROLES, base, is_definite, without_particle
from rawi.arabic import Token, fold, lemmas, tokens

SOURCES = ("ant-2018-02-03-07", "saudi-2015-07", "almayadeen-2023-q1")
FOLDER = ROOT / "src" / "rawi" / "annotation" / "data"
LEAST = 16
LONGEST = 7
_MOST_TEXT = 8000
_PREPOSITIONS = "في من إلى على عن مع بين ضد حول خلال منذ قبل بعد لدى نحو عبر دون تحت"
_BEFORE_VERBS = "أن لم لن لا قد سوف التي الذي الذين وقد كما ما لقد عندما حين بعدما حيث"
_TITLES = (
    "الرئيس الوزير السيد السيدة المتحدث الأمير الملك الدكتور الشيخ اللواء العميد العقيد "
    "الجنرال السفير النائب المهندس الأستاذ المدرب اللاعب النجم الأمين المدير"
)
_GOVERNING, _PARTICLES, _TITLED = (
    frozenset(map(fold, words.split())) for words in (_PREPOSITIONS, _BEFORE_VERBS, _TITLES)
)
_HASHTAG = re.compile(r"#(\w+)")


class Uses(msgspec.Struct):
    """How often a form stands, and in which of ``ROLES`` (the last is how often in all)."""

    times: int = 0
    roles: list[int] = msgspec.field(default_factory=lambda: [0] * (len(ROLES) - 1))


def articles() -> Iterator[dict[str, Any]]:
    """Records of all sources, those with marked keywords left out."""
    lines = (GOLD / "keywords" / "keywords.jsonl").read_text(encoding="utf-8").splitlines()
    marked = {json.loads(line)["id"] for line in lines}
    for name in SOURCES:
        with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as found:
            records = map(json.loads, found)
            yield from (record for record in records if record["id"] not in marked)


def text_of(record: dict[str, Any]) -> str:
    return f"{record.get('title') or ''}\n{record.get('body') or ''}"


class Before(msgspec.Struct, frozen=True):
    """The word before: nothing where anything but a space stands between."""

    key: str = ""
    definite: bool = False
    end: int = -1


def _roles(token: Token, before: Before, definite: bool, attached: bool) -> list[bool]:
    governed = before.key in _GOVERNING or (attached and token.text[0] in "بلك")
    return [
        definite,
        governed,
        not governed and before.key in _PARTICLES,
        not before.key,
        definite and before.definite and not attached,
        before.key in _TITLED and not definite,
    ]


def count(text: str, uses: dict[str, Uses]) -> None:
    """Add the words of one text."""
    before = Before()
    for token in tokens(text):
        if token.kind != "word":
            before = Before()
            continue
        if text[before.end : token.start] != " ":
            before = Before()
        bare, attached = without_particle(token.text, token.key, token.lemma)
        form = fold(bare) if attached else token.key
        entry = uses.setdefault(base(form), Uses())
        entry.times += 1
        roles = _roles(token, before, is_definite(form), attached)
        entry.roles = [n + role for n, role in zip(entry.roles, roles, strict=True)]
        before = Before(token.key, is_definite(form), token.end)


def digits(uses: Uses) -> str:
    shares = [min(9, round(9 * sqrt(n / uses.times))) for n in uses.roles]
    return "".join(map(str, [*shares, min(9, int(3 * log10(uses.times / 10)))]))


def _hashtags(text: str) -> set[str]:
    return {tag.replace("_", " ").strip() for tag in _HASHTAG.findall(text)}


def main() -> None:
    uses: dict[str, Uses] = {}
    tagged, hashed = Counter[str](), Counter[str]()
    for record in articles():
        text = text_of(record)
        count(text[:_MOST_TEXT], uses)
        tagged.update(" ".join(lemmas(tag)) for tag in {*(record.get("tags") or ())})
        hashed.update({" ".join(lemmas(tag)) for tag in _hashtags(text) if not tag.isascii()})
    words = [f"{w}\t{digits(u)}\n" for w, u in sorted(uses.items()) if u.times >= LEAST and w[1:]]
    phrases = sorted(p for p in {*tagged, *hashed} if 0 < len(p.split(" ")) <= LONGEST and p)
    rows = [f"{p}\t{tagged[p]}\t{hashed[p]}\n" for p in phrases]
    (FOLDER / "keyword_words.tsv").write_text("".join(words), encoding="utf-8")
    (FOLDER / "keyword_tags.tsv").write_text("".join(rows), encoding="utf-8")
    print(f"{len(words)} words, {len(rows)} phrases")


if __name__ == "__main__":
    main()
