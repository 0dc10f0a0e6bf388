"""Reader apps: the Google Reader API and Fever, over everybody's own marks."""

from rawi.serve.sync import fever, google

HANDLERS = (*google.HANDLERS, *fever.HANDLERS)
"""All routes of both."""

__all__ = ["HANDLERS"]
