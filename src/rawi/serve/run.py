"""Listening: one reader process over one newsroom, collecting as it goes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from rawi.collect.options import CollectOptions
from rawi.collect.schedule import run_forever
from rawi.errors import RawiError
from rawi.newsroom import Newsroom
from rawi.newsroom import open as open_newsroom
from rawi.serve.access import check_bind
from rawi.serve.app import create_app
from rawi.serve.options import ServeOptions

logger = logging.getLogger("rawi.serve")


def run(
    newsroom_path: str | Path,
    options: ServeOptions | None = None,
    collect: CollectOptions | None = None,
) -> None:
    """Serve the newsroom until interrupted; with ``collect`` also follow its outlets.

    Raises ``InputError`` for an address beyond loopback without a token, before
    anything is opened.
    """
    options = options or ServeOptions()
    check_bind(options)
    with open_newsroom(newsroom_path) as newsroom, _collecting(newsroom, collect):
        uvicorn.run(
            create_app(newsroom, options),
            host=options.host,
            port=options.port,
            log_level="warning",
            server_header=False,
        )


@contextmanager
def _collecting(newsroom: Newsroom, options: CollectOptions | None) -> Iterator[None]:
    """A thread that follows the outlets for as long as the reader runs."""
    if options is None:
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_follow, args=(newsroom, stop, options), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=10)


def _follow(newsroom: Newsroom, stop: threading.Event, options: CollectOptions) -> None:
    """The reader stays up where collection must end, and says why it ended."""
    try:
        run_forever(newsroom, stop, options)
    except RawiError as why:
        logger.error("collection ended: %s", why)
