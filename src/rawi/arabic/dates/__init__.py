"""Dates in running text and in the date strings of feeds and pages.

``lexer`` tags words, ``rules_*`` reduce strings of tags to meanings (``points``,
``spans``), and meanings are resolved against an anchor and a tense.
"""

from rawi.arabic.dates.reading import resolve_dates
from rawi.arabic.dates.stamps import DateReading, is_stamp, read_date

__all__ = ["DateReading", "is_stamp", "read_date", "resolve_dates"]
