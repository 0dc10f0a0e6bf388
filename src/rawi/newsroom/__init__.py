"""The newsroom: where the parts are wired together.

The public names are loaded when first used: the processes that prepare captures
need one module of this room and not the store.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rawi.newsroom.newsroom import Newsroom, open
    from rawi.newsroom.options import NewsroomOptions
    from rawi.newsroom.searching import Hits
    from rawi.newsroom.writer import summed

__all__ = ["Hits", "Newsroom", "NewsroomOptions", "open", "summed"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("rawi.newsroom.newsroom"), name)
