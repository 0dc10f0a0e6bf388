"""Who wrote an article: of its author lines those that name people.

Papers write a dateline and themselves where others write a name: a place and an outlet
(أبوظبي - سكاي نيوز عربية) are no author, nor is a place before one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rawi.annotation.agencies import forms
from rawi.annotation.entities.places import country_of
from rawi.arabic import tokens

_PARTS = re.compile(r"\s+[-–—|/]\s+|\s*[:،,()]\s*")


def writers(authors: Iterable[str]) -> tuple[str, ...]:
    """The author lines without places, agencies and outlets; those that hold nothing else go.

    A line of one part stays unless it is an agency or outlet: a lone place may be a name.
    """
    found: dict[str, None] = {}
    for line in authors:
        parts = [part for part in _PARTS.split(line.strip()) if part]
        named = [part for part in parts if not _is_source(part)]
        if len(parts) > 1:
            named = [part for part in named if country_of(part) is None]
        if len(named) == len(parts):
            found[line] = None
        else:
            found |= dict.fromkeys(named)
    return tuple(found)


def _is_source(part: str) -> bool:
    """Whether it is the name of an agency or outlet, and nothing else."""
    words = tuple(token.key for token in tokens(part))
    return bool(words) and any(form.words == words for form in forms().get(words[0], ()))
