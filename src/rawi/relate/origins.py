"""Whose text an article prints, as the articles that print it say."""

from __future__ import annotations

import msgspec

from rawi.annotation.agencies import is_agency, is_outlet
from rawi.annotation.credits import UNNAMED
from rawi.relate.sketch import Sketch

_WHOLESALE = frozenset(
    {
        "رويترز",
        "وكالة فرانس برس",
        "أسوشيتد برس",
        "وكالة الأنباء الألمانية",
        "يونايتد برس إنترناشونال",
    }
)
"""Agencies that sell reports of all the world: a text that cites one of them alone, and
stands elsewhere too, is theirs. A state's agency is cited for what the state says."""
_UNNAMED, _BOTH, _CITED, _SIGNED = 1, 2, 3, 4
"""How sure it is that a text is an agency's."""


class Agencies(msgspec.Struct, frozen=True):
    """The agencies that a text is from, and how sure that is; none: nobody says."""

    names: tuple[str, ...] = ()
    sure: int = 0
    cited: tuple[str, ...] = ()
    """All agencies that the text cites: where another that shares it cites the same, theirs."""


NOBODY = Agencies()


def agencies_of(sketch: Sketch) -> Agencies:
    """What an article says itself: by its credit line, else by the one agency it cites."""
    cited = tuple(filter(is_agency, sketch.cited))
    signed = tuple(name for name in sketch.wires if name != UNNAMED)
    if signed:
        return Agencies(signed, _SIGNED, cited)
    told = tuple(name for name in cited if name in _WHOLESALE)
    if len(told) == 1:
        return Agencies(told, _CITED, cited)
    return Agencies(sketch.wires, _UNNAMED if sketch.wires else 0, cited)


def agreed(one: Agencies, other: Agencies, *, own: bool = False) -> Agencies:
    """What both say of a text that both print: what they have in common, else the surer.

    ``own``: one outlet printed it twice, so that both citing the same says nothing.
    """
    surer = one if one.sure >= other.sure else other
    cited = tuple(name for name in one.cited if name in other.cited)
    both = tuple(name for name in one.names if name in other.names)
    if both or surer.sure == _SIGNED or own:
        return Agencies(both or surer.names, surer.sure, cited)
    if surer.names and cited:
        return NOBODY  # one cites an agency, both cite another: it may be either's
    return Agencies(cited or surer.names, _BOTH if cited else surer.sure, cited)


def credits_outlet(younger: Sketch, older: Sketch) -> bool:
    """Whether the younger article names the outlet of the older as a source."""
    return any(is_outlet(name, older.outlet) for name in (*younger.wires, *younger.cited))
