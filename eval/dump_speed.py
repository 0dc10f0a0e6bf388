"""``python -m eval.dump_speed [CHARS]``: how long a dump of a million characters takes in any form.

Articles of April 2018, English pages and texts without spaces, and what careless crawlers and odd
pages make of them: one line, no space at all, a fixed width, Markdown, single marks and pairs of
marks again and again, white space without end. For each the CPU seconds and how they grew from a
quarter of the length.
"""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Callable
from functools import cache

from rich.console import Console
from rich.table import Table

from eval.articles import articles
from rawi import read
from rawi.arabic import language
from training.pages import english_pages, world_pages

CHARS = 1_000_000
LIMIT = 5.0
"""Seconds that no form may take."""


@cache
def prose() -> str:
    """Articles in a row, headline and paragraphs, more than a million characters."""
    found, size = [], 0
    for article in articles("ant-2018-04"):
        found.append("\n\n".join([article.title or "", *article.body]))
        size += len(found[-1])
        if size > CHARS:
            break
    return "\n\n\n".join(found)


@cache
def _english() -> str:
    pages = english_pages(2)
    return "\n\n\n".join(f"{page.gold['title']}\n\n{page.gold['body']}" for page in pages)


@cache
def _unspaced() -> str:
    bodies = [page.gold["body"] for page in world_pages()]
    return "\n\n".join(body for body in bodies if language(body) in ("zh", "ja"))


def _wrapped(text: str) -> str:
    return "\n\n".join(textwrap.fill(block, 72) for block in text.split("\n\n"))


def _markdown(text: str) -> str:
    words = text.split(" ")
    return " ".join(
        f"[{word}](https://a.example/{n})" if n % 7 == 0 and word.isalpha() else word
        for n, word in enumerate(words)
    )


def _again(unit: str) -> Callable[[str], str]:
    return lambda text: unit * (len(text) // len(unit) + 1)


def _long(own: str, text: str) -> str:
    """As much of another text, again and again where it is shorter."""
    return (own * (len(text) // len(own) + 1))[: len(text)]


FORMS: dict[str, Callable[[str], str]] = {
    "lines": lambda text: text,
    "one line": lambda text: " ".join(text.split()),
    "no spaces": lambda text: "".join(text.split()),
    "glued blocks": lambda text: text.replace("\n", ""),
    "wrapped at 72": _wrapped,
    "Markdown": _markdown,
    "a word a line": lambda text: "\n".join(text.split()),
    "blanks": _again(" "),
    "line breaks": _again("\n"),
    "tabs and breaks": _again("\t\n "),
    "stars": _again("*"),
    "dots": _again("."),
    "one letter": _again("ا"),
    "digits": _again("7"),
    "stars and blanks": _again("* "),
    "dashes and breaks": _again("-\n"),
    "brackets": _again("["),
    "empty links": _again("[]("),
    "open links": _again("[a](b "),
    "images": _again("![a]"),
    "emphasis": _again("_a*b_ "),
    "quotes": _again("> "),
    "headings": _again("# a\n"),
    "entities": _again("&amp;"),
    "tags": _again("<a "),
    "labels": _again("اقرأ أيضا "),
    "stamps": _again("12/3/2018 10:2 "),
    "months": _again("الأحد 3 أبريل "),
    "colons": _again("كلمة : "),
    "full stops": _again("كلمة. "),
    "references": _again("[1]كلمة "),
    "numbered": _again("1. http://a.example\n"),
    "vowel signs": _again("\u064e"),
    "Latin names": _again("Reuters/"),
    "English": lambda text: _long(_english(), text),
    "English on one line": lambda text: " ".join(_long(_english(), text).split()),
    "English without spaces": lambda text: "".join(_long(_english(), text).split()),
    "Chinese and Japanese": lambda text: _long(_unspaced(), text),
    "the same on one line": lambda text: "".join(_long(_unspaced(), text).split()),
}


def seconds(text: str) -> float:
    """CPU seconds that a dump takes."""
    begun = time.process_time()
    read(text, content_type="text/plain")
    return time.process_time() - begun


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else CHARS
    table = Table("form", f"s for {size:,} characters", "times that of a quarter")
    read(prose()[:20_000], content_type="text/plain")
    slowest = 0.0
    for name, form in FORMS.items():
        quarter = seconds(form(prose()[: size // 4])[: size // 4])
        whole = seconds(form(prose()[:size])[:size])
        slowest = max(slowest, whole)
        print(name, whole, flush=True)
        table.add_row(name, f"{whole:.2f}", f"{whole / max(0.001, quarter):.1f}")
    Console(width=100).print(table)
    return 1 if slowest > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
