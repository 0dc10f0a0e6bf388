"""A real browser over a reader that runs: shared by the tests that look at pages."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from rawi.newsroom import Newsroom
from rawi.serve.app import create_app
from rawi.serve.options import ServeOptions
from tests.serve.conftest import NOW

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("RAWI_REQUIRE_BROWSER") == "1"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
)
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 900}


@contextmanager
def serving(newsroom: Newsroom, options: ServeOptions | None = None) -> Iterator[str]:
    """The address of a reader that runs for the time of a ``with``."""
    app = create_app(newsroom, options, clock=lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


SHIFTS = (
    "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach("
    "e => window.shift += e.sources.some(s => s.node) ? e.value : 0))"
    ".observe({type: 'layout-shift', buffered: true})"
)
"""How far what stood on a page was moved while it loaded, but for the inside of players."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def axe(context: BrowserContext, address: str, rules: list[str]) -> list[str]:
    tab = context.new_page()
    tab.goto(address)
    found = Axe().run(tab, options={"runOnly": rules}).response["violations"]
    tab.close()
    return [f"{address}: {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


@contextmanager
def still(browser: Browser, addresses: Sequence[str], **how: Any) -> Iterator[list[Page]]:
    """Pages once they are at rest, each in a tab of its own; none moved while it loaded.

    All are waited for together: a page is at rest half a second after its last request.
    """
    context = browser.new_context(**how)
    context.add_init_script(SHIFTS)
    tabs = [context.new_page() for _ in addresses]
    for tab, wanted in zip(tabs, addresses, strict=True):
        tab.goto(wanted)
    for tab in tabs:
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("window.shift") == 0, tab.url
    yield tabs
    context.close()
