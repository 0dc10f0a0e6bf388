"""The command line: one thin function a command."""

from rawi.cli.main import main

__all__ = ["main"]
