"""``python -m eval.converted [STEP]``: pages as converters write them, read as dumps.

The HTML of the gold and every STEP-th page of the English set and of that of forty countries
through the converters that people use, of sites only whose pages no model has seen; a converter
that is not installed is left out with a word. For each: token F1 of the body (best of the body
alone and with subheads), the raw text beside it, and the share of pages in which one article is
found.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from statistics import fmean
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from eval.abilities.dumps import f1
from rawi import read
from training.pages import GoldPage, arabic_pages, english_pages, is_held, world_pages

Converter = Callable[[str], str]


class Row(NamedTuple):
    """One converter over some pages: F1 of ours and of the raw text, share of one article."""

    pages: int
    f1: float
    raw: float
    single: float


def _soup(separator: str) -> Converter:
    def convert(html: str) -> str:
        soup = import_module("bs4").BeautifulSoup(html, "lxml")
        for element in soup(["script", "style", "noscript", "template"]):
            element.decompose()
        return str(soup.get_text(separator))

    return convert


def _lxml(html: str) -> str:
    lxml_html = import_module("lxml.html")
    parser = lxml_html.HTMLParser(encoding="utf-8")
    tree = lxml_html.fromstring(html.encode("utf-8", "replace"), parser=parser)
    for element in tree.xpath("//script|//style|//noscript"):
        element.drop_tree()
    return str(tree.text_content())


def _inscriptis(html: str) -> str:
    return str(import_module("inscriptis").get_text(html))


def _html2text(links: bool) -> Converter:
    def convert(html: str) -> str:
        writer: Any = import_module("html2text").HTML2Text()
        writer.ignore_links = not links
        writer.ignore_images = not links
        return str(writer.handle(html))

    return convert


def _program(*command: str) -> Converter:
    def convert(html: str) -> str:
        done = subprocess.run(
            command, input=html.encode("utf-8", "replace"), capture_output=True, timeout=60
        )
        return done.stdout.decode("utf-8", "replace")

    return convert


CONVERTERS: dict[str, Converter] = {
    "bs4, nothing between": _soup(""),
    "bs4, a space": _soup(" "),
    "bs4, a line": _soup("\n"),
    "lxml": _lxml,
    "inscriptis": _inscriptis,
    "html2text": _html2text(links=False),
    "html2text with links": _html2text(links=True),
    "w3m": _program("w3m", "-dump", "-T", "text/html", "-I", "utf-8", "-O", "utf-8"),
    "lynx": _program(
        "lynx", "-dump", "-stdin", "-force_html", "-assume_charset=utf-8", "-display_charset=utf-8"
    ),
}
_NEEDS = {"bs4": "bs4", "lxml": "lxml.html", "inscriptis": "inscriptis", "html2text": "html2text"}


def available() -> Iterator[tuple[str, Converter]]:
    """The converters that are here."""
    for name, converter in CONVERTERS.items():
        first = name.split(",")[0].split()[0]
        try:
            here = bool(import_module(_NEEDS[first])) if first in _NEEDS else shutil.which(first)
        except ImportError:
            here = False
        if here:
            yield name, converter


def scored(pages: list[GoldPage], convert: Converter) -> Row:
    """One converter over ``pages``."""
    ours, raws, single = [], [], 0
    for page in pages:
        text = convert(page.html)
        found = read(text, content_type="text/plain").articles
        bodies = ["\n".join(a.body) for a in found]
        bodies += ["\n".join([a.standfirst or "", *a.subheads, *a.body]) for a in found]
        ours.append(max((f1(g, b) for g in page.golds for b in bodies), default=0.0))
        raws.append(max(f1(g, text) for g in page.golds))
        single += len(found) == 1
    return Row(len(pages), fmean(ours), fmean(raws), single / len(pages))


def main() -> None:
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    sets = {
        "Arabic": list(arabic_pages()),
        "English": [page for page in english_pages(step) if is_held(page)],
        "world": [page for page in world_pages(max(1, step // 4)) if is_held(page)],
    }
    table = Table("converter", "pages", "of", "body F1", "raw text", "one article")
    for name, converter in available():
        for kind, pages in sets.items():
            row = scored(pages, converter)
            figures = (f"{x:.3f}" for x in row[1:])
            table.add_row(name, kind, str(row.pages), *figures)
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
