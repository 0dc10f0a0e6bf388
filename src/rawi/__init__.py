"""Rawi: an Arabic-first news aggregator.

The public names. Most are loaded when first used; ``annotate`` at once, because
a submodule of that name would take its place.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rawi.annotate import annotate

if TYPE_CHECKING:
    from rawi.arabic import lemmas, resolve_dates
    from rawi.extract import read
    from rawi.extract.record import article
    from rawi.newsroom import Newsroom, NewsroomOptions, open

_HOMES = {
    "Newsroom": "newsroom",
    "NewsroomOptions": "newsroom",
    "article": "extract.record",
    "lemmas": "arabic",
    "open": "newsroom",
    "read": "extract",
    "resolve_dates": "arabic",
}

__all__ = [
    "Newsroom",
    "NewsroomOptions",
    "annotate",
    "article",
    "lemmas",
    "open",
    "read",
    "resolve_dates",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'rawi' has no attribute {name!r}")
    return getattr(import_module(f"rawi.{_HOMES[name]}"), name)
