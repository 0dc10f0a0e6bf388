"""Listening: one reader process over one newsroom."""

from __future__ import annotations

from pathlib import Path

import uvicorn

import rawi
from rawi.serve.access import check_bind
from rawi.serve.app import create_app
from rawi.serve.options import ServeOptions


def run(newsroom_path: str | Path, options: ServeOptions | None = None) -> None:
    """Serve the newsroom until interrupted.

    Raises ``InputError`` for an address beyond loopback without a token, before
    anything is opened.
    """
    options = options or ServeOptions()
    check_bind(options)
    with rawi.open(newsroom_path) as newsroom:
        uvicorn.run(
            create_app(newsroom, options),
            host=options.host,
            port=options.port,
            log_level="warning",
            server_header=False,
        )
