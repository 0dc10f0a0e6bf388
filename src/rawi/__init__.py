"""Rawi: an Arabic-first news aggregator.

The public names, each loaded when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rawi.annotation import annotate
    from rawi.arabic import lemmas, resolve_dates
    from rawi.extract import read
    from rawi.ingest.import_form import article
    from rawi.newsroom import Newsroom, NewsroomOptions, open

_HOMES = {
    "Newsroom": "newsroom",
    "NewsroomOptions": "newsroom",
    "annotate": "annotation",
    "article": "ingest.import_form",
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
