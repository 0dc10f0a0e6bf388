"""The kinds of boilerplate by their vocabulary, compiled: what only dumps ask for."""

from __future__ import annotations

import re

from rawi.extract.dumps import vocabulary
from rawi.extract.dumps.phrases import MARK, pattern

CLASSES: dict[str, str] = {
    "share": vocabulary.SHARE,
    "ad": vocabulary.AD,
    "comment": vocabulary.COMMENT,
    "also": vocabulary.ALSO,
    "list": vocabulary.LIST,
    "tags": vocabulary.TAGS,
    "source": vocabulary.SOURCE,
    "byline": vocabulary.BYLINE,
    "date": vocabulary.DATE,
    "site": vocabulary.SITE,
    "caption": vocabulary.CAPTION,
}
"""Name of a kind of boilerplate -> its table."""

ANY = re.compile(pattern(*CLASSES.values()))
STARTS = {name: re.compile(MARK + "*" + pattern(table)) for name, table in CLASSES.items()}
