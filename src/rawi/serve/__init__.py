"""The web reader, its API and its feeds."""

from rawi.serve.app import create_app
from rawi.serve.options import ServeOptions
from rawi.serve.run import run

__all__ = ["ServeOptions", "create_app", "run"]
