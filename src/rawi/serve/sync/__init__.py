"""Reader apps: the Google Reader API, Fever and Miniflux's API, over everybody's own marks."""

from rawi.serve.sync import fever, google, miniflux

HANDLERS = (*google.HANDLERS, *fever.HANDLERS, *miniflux.HANDLERS)
"""All routes of all."""

__all__ = ["HANDLERS"]
