"""Which of the pieces labelled as paragraphs are none: captions, menus, links, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from rawi.extract.dumps import attributions
from rawi.extract.dumps.address import addressed, introduces, is_placed
from rawi.extract.dumps.labels import BODY, CAPTION, LEAD, OTHER, TITLE
from rawi.extract.dumps.neighbours import HEADLINE, articles, asks, is_body, label_of, paragraphs
from rawi.extract.dumps.segment import PARAGRAPH, Piece

_CAPTION = 160
"""A caption that only its credit tells is shorter than this, in code points."""
_HEAD = 6
"""So many pieces before its first paragraph the headline and time of an article stand."""
_SURE = 0.8
"""What the model is so sure of to be a lead is one, full stop or not."""
_LIKELY = 0.5
"""A paragraph of an article among others is at least so likely."""
_FEW = 4
"""In an article of fewer paragraphs, what they share says little."""
_SCATTERED = 8
"""An article is not spread so thin that so many pieces stand for one of its paragraphs."""
_FAR = 30
"""After so many pieces of furniture, what has no headline no longer goes on with an article."""
_COVERED = 0.8
"""From this share of letters covered by furniture on, a piece is nothing else."""
_ENOUGH = 6
"""So many stems must a sentence have for it to be asked what they share."""
_DOTTED = 0.8
"""On a page where this share of paragraphs ends in a full stop, one that does not is odd."""
_SPEECH = re.compile(r":\s?[\"“«]")
"""Somebody is quoted: furniture quotes nobody."""
_ANNOUNCES = re.compile(r"(?:[^\W\d_]+ ){1,3}[^\W\d_]+ ?:")
_PAUSE = re.compile('[.،,؛;:!؟?"“«»…]')
_BREATH = 200
"""Sentences pause more often than once in so many code points."""
_QUOTED = re.compile('["“«]')
_CAPTION_LABEL = re.compile(r"(?:التعليق علي الصوره|تعليق الصوره|image caption)\W*")


def name_captions(found: Sequence[Piece], labels: list[str]) -> None:
    """What a label calls a caption, and what a photo credit follows, is one."""
    for i, piece in enumerate(found):
        before = found[i - 1] if i else None
        credited = is_body(labels[i]) and _is_credited(piece, found[i + 1 : i + 2])
        if credited or _is_caption(piece, before, labels[i]):
            labels[i] = CAPTION
        elif labels[i] == CAPTION and attributions.is_stamp(piece.text):
            labels[i] = OTHER


def _is_credited(piece: Piece, following: Sequence[Piece]) -> bool:
    """Whether a short sentence is followed, on its line, by a photo credit."""
    return (
        len(piece.text) < _CAPTION
        and not piece.goes_on
        and any(p.line == piece.line and attributions.is_credit(p.text) for p in following)
    )


def _is_caption(piece: Piece, before: Piece | None, label: str) -> bool:
    if len(piece.text) >= 250:
        return False
    if before and _CAPTION_LABEL.fullmatch(before.folded):
        return True
    return label in (TITLE, OTHER) and attributions.caption(piece.text)[1] is not None


def drop_furniture(found: Sequence[Piece], labels: list[str]) -> None:
    """What known furniture covers is no paragraph; what a label names on its line no headline."""
    menus = _menus(found)
    for i, piece in enumerate(found):
        titled = labels[i] == TITLE or (is_body(labels[i]) and not piece.closed)
        named = (
            titled
            and i > 0
            and found[i - 1].line == piece.line
            and label_of(found[i - 1]) is not None
        )
        is_menu = piece.line in menus and piece.text.count(",") + piece.text.count("،") < 2
        if named or (is_body(labels[i]) and (is_menu or piece.covered >= _COVERED)):
            labels[i] = OTHER


def _menus(found: Sequence[Piece]) -> set[int]:
    """Long lines on which hardly anything pauses as sentences do."""
    pauses: dict[int, int] = {}
    for piece in found:
        if not piece.alone and piece.line_length > _BREATH:
            pauses[piece.line] = pauses.get(piece.line, 0) + len(_PAUSE.findall(piece.text))
    long = {piece.line: piece.line_length for piece in found if piece.line in pauses}
    return {line for line, length in long.items() if (pauses[line] + 1) * _BREATH < length}


def drop_strays(found: Sequence[Piece], labels: list[str]) -> None:
    """Sentences on a long line that is otherwise furniture are furniture.

    So are a few bare words after the last full stop of a paragraph.
    """
    total = sum(len(piece.text) for piece in found)
    sizes: dict[int, int] = {}
    for piece, label in zip(found, labels, strict=True):
        if not piece.alone and is_body(label):
            sizes[piece.line] = sizes.get(piece.line, 0) + len(piece.text)
    for i, piece in enumerate(found):
        if not is_body(labels[i]) or piece.alone:
            continue
        tail = i > 0 and found[i - 1].line == piece.line and found[i - 1].closed
        stray = tail and not piece.closed and piece.folded.count(" ") < 3
        needed = 2 if piece.line_length < total / 2 else 6
        lost = needed * sizes[piece.line] < piece.line_length
        if stray or lost:
            labels[i] = OTHER


def drop_headlines(found: Sequence[Piece], labels: list[str], chances: Sequence[float]) -> None:
    """Lines of links that pass for paragraphs: without full stop where all others have one."""
    body = [i for i, label in enumerate(labels) if is_body(label)]
    strayed = _strayed(found, labels, body)
    likely = (i for i in body if chances[i] >= _LIKELY and i not in strayed)
    long = [i for i in likely if len(found[i].text) >= PARAGRAPH]
    if not long or sum(found[i].closed for i in long) < _DOTTED * len(long):
        return
    for i, following in zip(body, [*body[1:], -1], strict=True):
        piece = found[i]
        odd = piece.alone and len(piece.text) <= HEADLINE[1] and not piece.closed
        if i in strayed and chances[i] < _LIKELY:
            labels[i] = OTHER
        if not odd or (labels[i] == LEAD and chances[i] >= _SURE):
            continue
        after = labels[following] if following >= 0 else OTHER
        own_voice = piece.goes_on and not _ANNOUNCES.match(piece.folded)
        if after == LEAD and len(piece.stems & found[following].stems) >= 2:
            labels[i] = TITLE
        elif after != LEAD and (i in strayed or (after == BODY and not own_voice)):
            labels[i] = OTHER


def _strayed(found: Sequence[Piece], labels: Sequence[str], body: Sequence[int]) -> set[int]:
    """Which paragraphs stand behind a label, or far behind the last that does not stray."""
    strayed = set()
    last = -1
    for i in body:
        announced = i > 0 and label_of(found[i - 1]) is not None
        if labels[i] != LEAD and (announced or i - last > _HEAD):
            strayed.add(i)
        if i not in strayed or (found[i].closed and announced):
            last = i
    return strayed


def drop_doubted(found: Sequence[Piece], labels: list[str], chances: Sequence[float]) -> None:
    """Among articles, one without headline of which no paragraph is likely is none.

    Nor is a lone, doubted paragraph far behind the others, nor what lists scatter.
    """
    last = 0
    bodies = [paragraphs(labels, *span) for span in articles(labels)]
    likely = [max(chances[i] for i in own) >= _LIKELY for own in bodies]
    for own, is_likely in zip(bodies, likely, strict=True):
        lone = len(own) == 1 and 0 < last < own[0] - _FAR and chances[own[0]] < _SURE
        doubted = not is_likely and not _is_headed(found, labels, last, own[0])
        scattered = own[-1] - own[0] >= _SCATTERED * len(own)
        last = own[-1] + 1
        if (lone or doubted or scattered) and any(likely) and len(bodies) > 1:
            for i in own:
                labels[i] = OTHER


def _is_headed(found: Sequence[Piece], labels: Sequence[str], last: int, lead: int) -> bool:
    """Whether a headline of its own, a time or its place tells that an article begins."""
    stems = found[lead].stems
    return is_placed(found[lead].folded) or any(
        found[i].dated or (labels[i] == TITLE and found[i].stems & stems)
        for i in range(max(last, lead - _HEAD), lead)
    )


def name_doubted_leads(found: Sequence[Piece], labels: list[str], chances: Sequence[float]) -> None:
    """A doubted line without full stop that begins a long article is its headline."""
    for start, end in articles(labels):
        own = paragraphs(labels, start, end)
        first = found[own[0]]
        bare = first.alone and not first.closed and len(first.text) <= HEADLINE[1]
        if len(own) > _FEW and bare and chances[own[0]] < _LIKELY:
            labels[own[0]] = TITLE
            labels[own[1]] = LEAD


def drop_far(found: Sequence[Piece], labels: list[str]) -> None:
    """Of what lists and links part, an article keeps the greater: the rest is none of it."""
    for start, end in articles(labels):
        parts: list[list[int]] = [[]]
        for i in paragraphs(labels, start, end):
            if parts[-1] and i - parts[-1][-1] > _FAR:
                parts.append([])
            parts[-1].append(i)
        if len(parts) > 1:
            kept = max(parts, key=lambda part: _mass(found, part))
            for i in (i for part in parts if part is not kept for i in part):
                labels[i] = OTHER
            labels[kept[0]] = LEAD


def _mass(found: Sequence[Piece], part: Sequence[int]) -> int:
    """How much of a part are whole sentences, in code points."""
    return sum(len(found[i].text) for i in part if found[i].sentence)


def drop_foreign(found: Sequence[Piece], labels: list[str]) -> None:
    """Sentences that share no matter with their article are furniture.

    Of real paragraphs of news, one in two hundred shares fewer than two stems
    with the rest of its article; of notes on cookies, letters and comments,
    three in four do (docs/decisions/0040).
    """
    for start, end in articles(labels):
        own = paragraphs(labels, start, end)
        seen = Counter(stem for i in own for stem in found[i].stems)
        for last, i in pairwise(own):
            shared = sum(seen[stem] > 1 for stem in found[i].stems)
            apart = i - last > 1
            answers = not apart and asks(found[last])
            if answers or shared >= (4 if apart else 2):
                continue
            if _foreign(found[i], len(own), shared):
                labels[i] = OTHER


def _foreign(piece: Piece, paragraphs: int, shared: int) -> bool:
    """Whether a paragraph that shares nothing with its article is none of it."""
    quoted = _QUOTED.search(piece.text)
    if not quoted and addressed(piece.folded):
        return True
    if not quoted and not piece.goes_on and introduces(piece.folded):
        return True
    own_voice = piece.goes_on or _SPEECH.search(piece.text)
    many = paragraphs >= _FEW and len(piece.stems) >= _ENOUGH
    return shared < 2 and many and not own_voice
