"""Sentences that the model doubts and their place speaks for.

A short article gives the model little to compare: two sentences between a
headline and a share bar are its whole body. Where whole sentences stand
decides then, together with how near to a paragraph the model found them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rawi.extract.dumps.labels import BODY, CAPTION, LEAD, OTHER, SUBHEAD, TITLE
from rawi.extract.dumps.neighbours import asks, headline_like, is_body, label_of
from rawi.extract.dumps.register import addressed, is_placed
from rawi.extract.dumps.segment import PARAGRAPH, Segment

_BOILERPLATE = 0.35
"""A sentence has less of its letters covered by boilerplate."""
_DOUBTED = 0.1
"""A sentence in the place of a paragraph is one from this chance on, 0 to 1."""
_LIKELY = 0.4
"""What the model takes for something else than boilerplate needs this chance."""
_WHOLE = 140
"""A shorter lone sentence is a further article only if it says what its headline says."""
_SHARED = 2
"""Or it has so many stems in common with the paragraphs next to it."""
_NEAR = 3
"""So many paragraphs before and after are compared."""
_BETWEEN = 6
"""So many segments (time, byline, share bar) may stand between a headline and its body."""
_RUNNING = 40
"""A line of so many code points that ends in a letter may go on on the next."""
_ALONE = 0.6
"""Sentences are alone in a dump from this share of its code points on."""
_POSSIBLE = 0.03
"""What the model holds for less likely than this is no paragraph, whatever it begins with."""


def restored(
    found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]
) -> list[str]:
    """The labels, with doubted sentences made paragraphs where they stand as paragraphs do.

    ``chances`` holds for each segment the probability that it is a paragraph.
    """
    labels = list(labels)
    _restore_placed(found, labels)
    for start, end in _runs(found, labels, chances):
        if _goes_behind(found, labels, start):
            _continue(found, labels, chances, (start, end))
        elif not _announced(found, start):
            _begin(found, labels, chances, (start, end))
    _question(found, labels)
    if not any(map(is_body, labels)):
        _restore_lone(found, labels, chances)
    return labels


def _restore_lone(found: Sequence[Segment], labels: list[str], chances: Sequence[float]) -> None:
    """Where nothing else stands in a dump, doubted sentences are its article."""
    lone = [
        i
        for i, segment in enumerate(found)
        if segment.sentence and segment.covered < _BOILERPLATE and chances[i] >= _DOUBTED
    ]
    if sum(len(found[i].text) for i in lone) >= _ALONE * sum(len(s.text) for s in found):
        labels[lone[0]] = LEAD
        for i in lone[1:]:
            labels[i] = BODY


def _restore_placed(found: Sequence[Segment], labels: list[str]) -> None:
    """What names its place and who reports is the lead of an article."""
    for i, segment in enumerate(found):
        if is_body(labels[i]) or len(segment.text) < _WHOLE or segment.marker:
            continue
        if is_placed(segment.folded) and not _announced(found, i) and not addressed(segment.folded):
            labels[i] = LEAD


def _question(found: Sequence[Segment], labels: list[str]) -> None:
    """A lone question before the first paragraph of a page without headline is the headline."""
    first = next((i for i, label in enumerate(labels) if is_body(label)), None)
    if first is None or first + 1 == len(labels) or TITLE in labels[:first]:
        return
    asks = found[first].text[-1] in "؟?" and headline_like(found[first])
    if asks and is_body(labels[first + 1]):
        labels[first : first + 2] = [TITLE, LEAD]


def _runs(
    found: Sequence[Segment], labels: Sequence[str], chances: Sequence[float]
) -> Iterator[tuple[int, int]]:
    """Where whole sentences stand that the model takes for something else."""
    start = None
    for i, segment in enumerate(found):
        first = segment.alone or (not i or found[i - 1].line != segment.line)
        if first and _doubted(segment, labels[i], chances[i]):
            start = i if start is None else start
        elif start is not None:
            yield start, i
            start = None
    if start is not None:
        yield start, len(found)


def _doubted(segment: Segment, label: str, chance: float) -> bool:
    return (
        not is_body(label)
        and (label == OTHER or chance >= _LIKELY)
        and segment.sentence
        and (chance >= _LIKELY or segment.text[-1] not in "!؟?…")
        and not segment.marker
        and not (segment.dated and not segment.goes_on and segment.covered > 0)
        and segment.covered < _BOILERPLATE
    )


def _announced(found: Sequence[Segment], start: int) -> bool:
    """Whether a label stands right before: what it announces is no article's body."""
    return start > 0 and label_of(found[start - 1]) is not None


def _goes_behind(found: Sequence[Segment], labels: Sequence[str], start: int) -> bool:
    """Whether a paragraph stands before, with nothing between that ends an article."""
    for i in range(start - 1, max(-1, start - 1 - _BETWEEN), -1):
        if is_body(labels[i]):
            return True
        label = label_of(found[i])
        ends = label is not None and (label.alone or label.kind in ("tags", "source"))
        if ends or labels[i] == TITLE:
            return False
    return False


def _continue(
    found: Sequence[Segment],
    labels: list[str],
    chances: Sequence[float],
    run: tuple[int, int],
) -> None:
    """Sentences behind paragraphs go on with them."""
    for i in range(*run):
        if i > run[0] and not is_body(labels[i - 1]):
            return
        near = [j for j in range(max(0, i - _BETWEEN), i) if is_body(labels[j])]
        near += [j for j in range(i + 1, min(len(found), i + 1 + _NEAR)) if is_body(labels[j])]
        if found[i].goes_on or chances[i] >= _DOUBTED or _alike(found, i, near) >= _SHARED:
            labels[i] = BODY


def _begin(
    found: Sequence[Segment],
    labels: list[str],
    chances: Sequence[float],
    run: tuple[int, int],
) -> None:
    """Sentences under a headline are its body."""
    start, end = run
    head = _headline(found, labels, start)
    if head is None:
        return
    lone = end - start == 1 and len(found[start].text) < _WHOLE and any(map(is_body, labels))
    if lone and _alike(found, start, [head]) <= _SHARED:
        return
    likely = max(chances[start:end]) >= _DOUBTED
    if likely or any(_alike(found, i, [head]) >= _SHARED for i in range(start, end)):
        labels[start:end] = [LEAD] + [BODY] * (end - start - 1)
        if end < len(labels) and labels[end] == LEAD:
            labels[end] = BODY


def _headline(found: Sequence[Segment], labels: Sequence[str], start: int) -> int | None:
    """The headline shortly before a run of sentences."""
    for i in range(start - 1, max(-1, start - 1 - _BETWEEN), -1):
        if is_body(labels[i]) or label_of(found[i]) is not None:
            return None
        bare = not found[i].marker and not found[i].closed
        if labels[i] == TITLE or (bare and headline_like(found[i]) and not found[i].dated):
            return i
    return None


def _alike(found: Sequence[Segment], i: int, others: Sequence[int]) -> int:
    """How many stems a segment shares with others."""
    there = frozenset().union(*(found[j].stems for j in others))
    return len(found[i].stems & there)


def restore_first(found: Sequence[Segment], labels: list[str]) -> None:
    """A full paragraph right before a first body paragraph that is no lead is the lead."""
    first = next((i for i, label in enumerate(labels) if is_body(label)), None)
    if first is not None and labels[first] == BODY:
        before = _paragraph_before(found, first)
        labels[first if before is None else before] = LEAD


def _paragraph_before(found: Sequence[Segment], i: int) -> int | None:
    own = found[i].stems
    for j in range(i - 1, max(-1, i - 4), -1):
        if len(found[j].text) >= PARAGRAPH and found[j].closed:
            return j if len(own & found[j].stems) >= 2 else None
    return None


def restore_cut(found: Sequence[Segment], labels: list[str], chances: Sequence[float]) -> None:
    """What stands near a paragraph and goes on with it is body, cut off or not."""
    for i in range(1, len(found)):
        segment = found[i]
        least = 20 if is_body(labels[i - 1]) else 60
        if (
            labels[i] in (OTHER, CAPTION)
            and any(is_body(label) for label in labels[max(0, i - 3) : i])
            and segment.alone
            and len(segment.text) >= least
            and segment.goes_on
            and not segment.marker
            and segment.covered < 0.5
            and chances[i] >= _POSSIBLE
        ):
            labels[i] = BODY


def _between(labels: Sequence[str]) -> Iterator[int]:
    """Places of what is no paragraph between two; labels may change meanwhile."""
    for i in range(1, len(labels) - 1):
        if is_body(labels[i - 1]) and is_body(labels[i + 1]) and not is_body(labels[i]):
            yield i


def _says_nothing_of_the_site(segment: Segment) -> bool:
    """Whether it is neither known boilerplate nor a label."""
    return segment.covered < _BOILERPLATE and label_of(segment) is None


def restore_questions(found: Sequence[Segment], labels: list[str]) -> None:
    """Where paragraphs answer questions, a question between two paragraphs is one of them."""
    asked = sum(
        is_body(label) and asks(segment) for segment, label in zip(found, labels, strict=True)
    )
    if asked < 2:
        return
    for i in _between(labels):
        if asks(found[i]) and not found[i].marker:
            labels[i] = BODY


def restore_fragments(found: Sequence[Segment], labels: list[str]) -> None:
    """What a guessed break cut out of a sentence between two paragraphs goes back into it."""
    for i in _between(labels):
        before, segment, after = found[i - 1 : i + 2]
        cut = segment.guessed and after.guessed and not before.closed
        if cut and _says_nothing_of_the_site(segment):
            labels[i] = BODY


def restore_links(found: Sequence[Segment], labels: list[str], chances: Sequence[float]) -> None:
    """A few bare words between two halves of one sentence: a link on a line of its own."""
    for i in _between(labels):
        before, segment = found[i - 1], found[i]
        asked = labels[i + 1] == BODY and labels[i] == OTHER and chances[i] >= _POSSIBLE
        broken = before.text[-1].isalpha() and len(before.text) >= _RUNNING
        words = segment.text.count(" ") < 3 and segment.text.replace(" ", "").isalpha()
        if asked and broken and words and segment.alone and _says_nothing_of_the_site(segment):
            labels[i] = BODY


def name_subheads(found: Sequence[Segment], labels: list[str], chances: Sequence[float]) -> None:
    """A few bare words right between two paragraphs that the model half takes for one."""
    for i in _between(labels):
        segment = found[i]
        asked = labels[i] == OTHER and chances[i] >= _DOUBTED and found[i - 1].closed
        bare = segment.alone and not segment.marker and not segment.dated
        short = len(segment.text) < PARAGRAPH
        if asked and bare and short and _says_nothing_of_the_site(segment):
            labels[i] = SUBHEAD
