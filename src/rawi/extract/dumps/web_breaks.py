"""Where blocks began on a line that holds a whole page in another language than Arabic.

As ``dumps.block_breaks``, without a vocabulary of news: a linear-chain CRF over words, and over
the parts of words that may have been glued together, sees how they are written (capitals,
digits, marks), what stands before them, how far the next full stop is, which words return soon,
and words that many sites share. Trained by ``training/dump_web_breaks.py`` on pages whose breaks
are known; a part of them in small letters, so that scripts without capitals are read too. Its
weights stand in one table a trait, so that a page is looked up in arrays and not word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.extract.dumps.marginals import Floats, marginals

Numbers = NDArray[np.intp]

MODEL = "dump_web_breaks.npz"
PARAGRAPH, BOILERPLATE = "P", "F"
LABELS = tuple(place + kind for place in "BI" for kind in (PARAGRAPH, BOILERPLATE))
"""Whether a block begins or goes on, and what it is."""
_SURE = 0.3
"""A break from this chance on."""
_WINDOW = 1_500
"""So many words are looked at together."""
_SOON = 60
"""A word that returns within so many stands in a headline, or in what follows one."""
_AHEAD = 8
"""So many words from one on are asked whether they return."""
_CAPITALS = 4
"""So many words to either side tell whether all begin with capitals, as those of menus do."""
_WORD = re.compile(r"\S+")
_JOINT = re.compile(
    r"(?<=[^\W\d_A-Z])(?=[A-ZÀ-ÖØ-ÞА-Я])|(?<=[.!?:;…)\]”»])(?=[^\W\d_])"
    r"|(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[^\W\d_]{3})|(?<=[^\W_])(?=[©|•→»“«(])"
    r"|(?<=[a-z])(?=[\u0590-\u06ff\u3040-\u9fff])|(?<=[\u0590-\u06ff])(?=[A-Za-z])"
)
"""Where two words may have been glued together."""
_CORE = re.compile(r"[^\W_]+")
_ENDS = (".", "?!؟…", ":", ",،;؛", "\"”»)'’")
_DOT, _ASK = 2, 3
"""Ends are numbered: 0 nothing stands there, 1 none of these, then as they stand above."""
_MARK, _LETTER, _SHOUTED, _NAMED, _SHORT, _LONG = 6, 7, 8, 9, 10, 11
"""Shapes: 0 nothing stands there, 1 to 5 so many signs from a digit on, then these."""
_SHAPES, _ENDINGS, _GLUES, _STEPPED, _FEW = 12, len(_ENDS) + 2, 8, 7, 5
_STEPS = (1, 3, 6, 12, 25, 50)
"""Bounds of the steps, in words, in which the model sees how far a full stop is."""
_GLUED = (0.002, 0.01, 0.03)
"""Bounds of the steps in which it sees how many of the words may be glued."""
_HIGH = (0.15, 0.4, 0.75)
"""And how many of those around a word begin with a capital."""


class Unit(NamedTuple):
    """A word, or a part of one behind which another may have been glued."""

    start: int
    end: int
    glued: bool
    """Whether no space stands before it."""


class Trait(NamedTuple):
    """One thing that is seen of every unit, as a number; -1 where there is nothing to see."""

    keys: Numbers
    size: int


class BreakModel(NamedTuple):
    """What ``training/dump_web_breaks.py`` learned."""

    words: dict[str, int]
    """Numbers of words, and of marks that words begin with, from 1 on."""
    moves: Floats
    tables: dict[str, Floats]
    """Weights of each trait (key, label)."""


def loaded(data: bytes) -> BreakModel:
    """A model as ``saved`` wrote it."""
    with np.load(BytesIO(data)) as held:
        arrays = {name: held[name] for name in held.files}
    words = arrays.pop("words").tobytes().decode().split("\n")
    tables = {name: table.astype(np.float64) for name, table in arrays.items()}
    return BreakModel({w: n for n, w in enumerate(words, 1)}, tables.pop("moves"), tables)


def saved(model: BreakModel) -> bytes:
    """A model as bytes, its weights to three digits."""
    words = np.frombuffer("\n".join(model.words).encode(), np.uint8)
    arrays: dict[str, Any] = {name: t.astype(np.float16) for name, t in model.tables.items()}
    held = BytesIO()
    np.savez_compressed(held, words=words, moves=model.moves, **arrays)
    return held.getvalue()


@cache
def _model() -> BreakModel:
    return loaded(files("rawi.extract").joinpath("data", MODEL).read_bytes())


def units(text: str) -> list[Unit]:
    """The words of ``text`` in order, cut where two may be glued together."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if cuts := _joints(match[0]):
            places = [start, *(start + cut for cut in cuts), end]
            found += [Unit(one, other, one > start) for one, other in pairwise(places)]
        else:
            found.append(Unit(start, end, False))
    return found


@lru_cache(16_384)
def _joints(word: str) -> tuple[int, ...]:
    return tuple(joint.start() for joint in _JOINT.finditer(word) if joint.start())


def breaks(text: str) -> list[int]:
    """Offsets in a text where blocks probably begin, its start left out."""
    found, model = units(text), _model()
    points: list[int] = []
    for start in range(0, len(found), _WINDOW):
        words = found[start : start + _WINDOW]
        chances = marginals(_scores(model, traits(text, words, model.words)), model.moves)
        begins = chances[:, : len(LABELS) // 2].sum(axis=1) >= _SURE
        points += [words[n].start for n in np.flatnonzero(begins) if n or start]
    return points


def _scores(model: BreakModel, seen: dict[str, Trait]) -> Floats:
    tables = model.tables
    parts = [tables[name][keys] * (keys >= 0)[:, None] for name, (keys, _) in seen.items()]
    return np.asarray(np.sum(parts, axis=0))


def traits(text: str, words: Sequence[Unit], known: dict[str, int]) -> dict[str, Trait]:
    """What is seen of all units of a line, by its name."""
    texts = [text[unit.start : unit.end] for unit in words]
    looks = [_look(one) for one in texts]
    own: dict[str, int] = {}
    number = np.array([own.setdefault(look.low, len(own)) for look in looks])
    name = np.array([known.get(low, -1) for low in own])[number]
    opens = np.array([known.get(look.mark, -1) for look in looks])
    shape, end = np.array([(look.shape, look.end) for look in looks]).T
    long = np.array([len(low) > 4 for low in own])[number]
    glued = np.array([unit.glued for unit in words])
    glue = glued * 4 + np.searchsorted(_GLUED, glued.mean(), side="right")
    cased = (shape >= _LETTER) & (shape <= _NAMED)
    before, last, next_ = _moved(end, 1), _moved(shape, 1), _moved(shape, -1)
    since, until = (np.searchsorted(_STEPS, far, side="right") for far in _far(end))
    later, pair = _later(number, long), _pairs(number)
    high = np.searchsorted(_HIGH, _share(cased), side="right")
    every = len(known) + 1
    return {
        "word": Trait(name, every),
        "opens": Trait(opens, every),
        "word before": Trait(_moved(name, 1, -1), every),
        "word behind": Trait(_moved(name, -1, -1), every),
        "shape, cased": _both((shape, _SHAPES), (np.full_like(shape, cased.any()), 2)),
        "before, glue": _both((before, _ENDINGS), (glue, _GLUES)),
        "end": Trait(end, _ENDINGS),
        "edge": _both((before, _ENDINGS), (shape, _SHAPES), (last, _SHAPES)),
        "glue": _both((glue, _GLUES), (shape, _SHAPES), (last, _SHAPES)),
        "since": Trait(since, _STEPPED),
        "until": _both((until, _STEPPED), (before, _ENDINGS)),
        "until, shape": _both((until, _STEPPED), (shape, _SHAPES), (last, _SHAPES)),
        "later": _both((later, _FEW), (shape, _SHAPES)),
        "high": _both((high, len(_HIGH) + 1), (shape, _SHAPES), (before, _ENDINGS)),
        "shape before": Trait(last, _SHAPES),
        "pair": Trait(pair, 4),
        "shapes before": _both((_moved(shape, 2), _SHAPES), (last, _SHAPES)),
        "end before": Trait(_moved(end, 2), _ENDINGS),
        "shape behind": _both((shape, _SHAPES), (next_, _SHAPES)),
        "pair behind": Trait(_moved(pair, -1), 4),
        "glued behind": Trait(_moved(glued.astype(np.intp), -1), 2),
        "shapes behind": _both((next_, _SHAPES), (_moved(shape, -2), _SHAPES)),
    }


class _Look(NamedTuple):
    """How a unit is written."""

    low: str
    mark: str
    """The mark it begins with, or nothing."""
    shape: int
    end: int


@lru_cache(16_384)
def _look(text: str) -> _Look:
    own = core(text)
    end = next((n for n, chars in enumerate(_ENDS, _DOT) if text[-1] in chars), 1)
    return _Look(own.lower(), mark(text), _shape(own), end)


def core(text: str) -> str:
    """The letters and digits of a unit; its first characters where it has none."""
    found = _CORE.search(text)
    return found[0] if found else text[:2]


def mark(text: str) -> str:
    """The mark that a unit begins with, or nothing."""
    return "" if text[0].isalnum() else text[0]


def _shape(word: str) -> int:
    if word[0].isdigit():
        return min(5, len(word))
    if not word[0].isalpha():
        return _MARK
    if word.isupper():
        return _LETTER if len(word) == 1 else _SHOUTED
    if word[0].isupper():
        return _NAMED
    return _SHORT if len(word) < 4 else _LONG


def _both(*columns: tuple[Numbers, int]) -> Trait:
    """Several columns as one, each with how many values it may have."""
    (keys, size), *others = columns
    for other, many in others:
        keys, size = keys * many + other, size * many
    return Trait(keys, size)


def _moved(column: Numbers, step: int, none: int = 0) -> Numbers:
    """The column of the unit so many before, or behind where ``step`` is negative."""
    out = np.full_like(column, none)
    if step > 0:
        out[step:] = column[:-step]
    else:
        out[:step] = column[-step:]
    return out


def _far(end: Numbers) -> tuple[Numbers, Numbers]:
    """How many units there are since the last full stop, and to the next."""
    place = np.arange(len(end))
    stops = (end == _DOT) | (end == _ASK)
    back = np.maximum.accumulate(np.where(stops, place + 1, -1))
    since = place - np.concatenate([[-1], back[:-1]])
    stops[-1] = True
    ahead = np.minimum.accumulate(np.where(stops, place, len(end))[::-1])[::-1]
    return since, ahead - place


def _later(number: Numbers, long: NDArray[np.bool_]) -> Numbers:
    """How many of the next few words stand once more soon after, as those of a headline do."""
    order = np.argsort(number, kind="stable")
    same = number[order[1:]] == number[order[:-1]]
    again = np.zeros(len(number) + _AHEAD, np.intp)
    soon = same & (np.diff(order) < _SOON)
    again[order[:-1][soon]] = 1
    again[: len(number)] *= long
    sums = np.concatenate([[0], np.cumsum(again)])
    return np.asarray(np.minimum(_FEW - 1, sums[_AHEAD:-1] - sums[: -_AHEAD - 1]))


def _pairs(number: Numbers) -> Numbers:
    """How often each word stands behind the one before it, 1 to 3; 0 for the first."""
    both = number[:-1] * (number.max() + 1) + number[1:]
    _, place, counts = np.unique(both, return_inverse=True, return_counts=True)
    return np.concatenate([[0], np.minimum(3, counts[place])])


def _share(marked: NDArray[np.bool_]) -> Floats:
    """The share of those marked among the units around each."""
    sums = np.concatenate([[0], np.cumsum(marked)])
    place = np.arange(len(marked))
    high = np.minimum(place + _CAPITALS + 1, len(marked))
    low = np.maximum(place - _CAPITALS, 0)
    return np.asarray((sums[high] - sums[low]) / (high - low))
