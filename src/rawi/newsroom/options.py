"""How a newsroom is kept."""

from __future__ import annotations

import msgspec


class NewsroomOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How a newsroom is kept; a newsroom keeps one ``window`` for its life."""

    window: int = 100_000
    """Recent articles that a new one is compared with."""
    workers: int = 0
    """Processes that extract and annotate; 0: one a core, 1: none besides this one."""
    cache: str | None = None
    """Folder for what this machine derives of a newsroom in PostgreSQL; None: the user's cache."""
    semantic: bool = False
    """Whether search orders the answers to questions by meaning too, as far as articles have
    vectors (``Newsroom.embed``); needs the extra ``rawi[semantic]``."""
