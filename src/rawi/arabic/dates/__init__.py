"""Dates in running text and in the date strings of feeds and pages."""

from rawi.arabic.dates.reading import DateReading, read_date, resolve_dates

__all__ = ["DateReading", "read_date", "resolve_dates"]
