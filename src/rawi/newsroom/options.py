"""How a newsroom is kept."""

from __future__ import annotations

import msgspec

from rawi import settings


class NewsroomOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a newsroom is kept; a newsroom keeps one ``window`` for its life."""

    window: int = 100_000
    """Recent articles that a new one is compared with."""
    workers: int = 0
    """Processes that extract and annotate; 0: one a core, 1: none besides this one."""
    cache: str | None = None
    """Folder for what this machine derives of a newsroom in PostgreSQL; None: the user's cache."""
    captures: str | None = None
    """Folder for the bytes as they came in, on a disk or as ``s3://bucket/folder``; None: in the
    newsroom itself. Needs the extra ``rawi[captures]``."""
    semantic: bool = False
    """Whether search orders the answers to questions by meaning too, as far as articles have
    vectors (``Newsroom.embed``); needs the extra ``rawi[semantic]``."""


def from_settings(semantic: bool | None = None) -> NewsroomOptions:
    """As the environment says; ``semantic`` wins over it. Raises ``InputError``."""
    given = settings.load()
    return NewsroomOptions(
        window=given.window,
        workers=given.workers,
        cache=given.cache or None,
        captures=given.captures or None,
        semantic=given.semantic if semantic is None else semantic,
    )
