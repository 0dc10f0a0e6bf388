"""A small fictional press on loopback, for trying Rawi and for testing it.

Everything in it is invented: the country, the outlets, the people, the news.
"""

from rawi.demo.press import Press, load
from rawi.demo.server import PressServer

__all__ = ["Press", "PressServer", "load"]
