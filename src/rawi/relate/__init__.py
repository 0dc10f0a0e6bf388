"""Copies, stories, similar and next read: decisions only, no storage."""

from rawi.relate.sketch import Sketch, sketch
from rawi.relate.window import Placed, Relation, Window, WindowOptions

__all__ = ["Placed", "Relation", "Sketch", "Window", "WindowOptions", "sketch"]
