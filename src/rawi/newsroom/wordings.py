"""The words of the latest texts, for the comparison with those that come in."""

from __future__ import annotations

from typing import Any

from rawi.newsroom.prepare import wording_of
from rawi.relate.passages import Words

_MOST = 2_000
"""Texts whose words are kept: some 6 KB each as workers pack them."""
_MOST_UNPACKED = 256
"""Of them those that were compared last: some 60 KB each."""


class Wordings:
    """Words of texts by the ids of their articles, those kept longest ago let go."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._unpacked: dict[str, Words] = {}

    def clear(self) -> None:
        self._packed.clear()
        self._unpacked.clear()

    def keep(self, article_id: str, wording: bytes | Words) -> None:
        """Keep the words of an article, in place of what it had before."""
        self._packed.pop(article_id, None)
        self._unpacked.pop(article_id, None)
        if isinstance(wording, Words):
            _put(self._unpacked, article_id, wording, _MOST_UNPACKED)
        else:
            _put(self._packed, article_id, wording, _MOST)

    def of(self, article_id: str) -> Words | None:
        """The words of an article; None where they are not kept."""
        found = self._unpacked.pop(article_id, None)
        if found is None and article_id in self._packed:
            found = wording_of(self._packed[article_id])
        if found is not None:
            _put(self._unpacked, article_id, found, _MOST_UNPACKED)
        return found


def _put(kept: dict[str, Any], article_id: str, wording: Any, most: int) -> None:
    kept[article_id] = wording
    if len(kept) > most:
        del kept[next(iter(kept))]
