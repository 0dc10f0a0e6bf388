"""Rawi: an Arabic-first news aggregator.

The public names, each loaded when first used: what reads and keeps news, the
records that go in and out, and the errors.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rawi.annotation import annotate
    from rawi.annotation.bylines import writers
    from rawi.arabic import lemmas, resolve_dates
    from rawi.errors import (
        BusyError,
        FetchError,
        InputError,
        NewsroomError,
        NotFoundError,
        RawiError,
        StorageError,
        VersionError,
    )
    from rawi.extract import read
    from rawi.ingest.import_form import article
    from rawi.model import (
        AddCounts,
        Affair,
        Article,
        Brief,
        Caption,
        Capture,
        Check,
        CopyLink,
        Credit,
        Enclosure,
        Entity,
        Finding,
        Headline,
        Hit,
        Keyword,
        Notes,
        Outlet,
        Page,
        Passage,
        Quote,
        Rejection,
        ResolvedDate,
        Rival,
        Run,
        Statement,
        Step,
        Story,
    )
    from rawi.newsroom import Hits, Newsroom, NewsroomOptions, open
    from rawi.newsroom.profiles import Beside, Profile
    from rawi.store.paged import Paged

_ROOMS = {
    "annotation": ("annotate",),
    "annotation.bylines": ("writers",),
    "arabic": ("lemmas", "resolve_dates"),
    "errors": (
        "BusyError",
        "FetchError",
        "InputError",
        "NewsroomError",
        "NotFoundError",
        "RawiError",
        "StorageError",
        "VersionError",
    ),
    "extract": ("read",),
    "ingest.import_form": ("article",),
    "model": (
        "AddCounts",
        "Affair",
        "Article",
        "Brief",
        "Caption",
        "Capture",
        "Check",
        "CopyLink",
        "Credit",
        "Enclosure",
        "Entity",
        "Finding",
        "Headline",
        "Hit",
        "Keyword",
        "Notes",
        "Outlet",
        "Page",
        "Passage",
        "Quote",
        "Rejection",
        "ResolvedDate",
        "Rival",
        "Run",
        "Statement",
        "Step",
        "Story",
    ),
    "newsroom.profiles": ("Beside", "Profile"),
    "newsroom": ("Hits", "Newsroom", "NewsroomOptions", "open"),
    "store.paged": ("Paged",),
}
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "AddCounts",
    "Affair",
    "Article",
    "Beside",
    "Brief",
    "BusyError",
    "Caption",
    "Capture",
    "Check",
    "CopyLink",
    "Credit",
    "Enclosure",
    "Entity",
    "FetchError",
    "Finding",
    "Headline",
    "Hit",
    "Hits",
    "InputError",
    "Keyword",
    "Newsroom",
    "NewsroomError",
    "NewsroomOptions",
    "NotFoundError",
    "Notes",
    "Outlet",
    "Page",
    "Paged",
    "Passage",
    "Profile",
    "Quote",
    "RawiError",
    "Rejection",
    "ResolvedDate",
    "Rival",
    "Run",
    "Statement",
    "Step",
    "StorageError",
    "Story",
    "VersionError",
    "annotate",
    "article",
    "lemmas",
    "open",
    "read",
    "resolve_dates",
    "writers",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'rawi' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"rawi.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
