"""Bytes to pages: HTML and text dumps."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rawi.extract.page import read

__all__ = ["read"]


def __getattr__(name: str) -> Any:
    """What reads pages comes with the first that is read: its patterns take half a second."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from rawi.extract.page import read

    globals()["read"] = read
    return read
