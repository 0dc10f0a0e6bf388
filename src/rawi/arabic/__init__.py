"""Arabic analysis: the one reading of text that every step and backend shares."""

from rawi.arabic.dates import DateReading, read_date, resolve_dates

__all__ = ["DateReading", "read_date", "resolve_dates"]
