"""Whether a feed item holds its whole article, so that the page need not be fetched."""

from __future__ import annotations

import re

from rawi.ingest.plain_text import stripped
from rawi.ingest.records import FeedItem

_SHORTEST = 600  # characters: longer than teasers, shorter than most reports
_CUT = re.compile(
    r"(?:\.{3}|…|\[\s*(?:…|\.{3}|&hellip;)\s*\]|اقر[أا] المزيد|المزيد|التفاصيل|تابع القراءة"
    r"|read more|continue reading|appeared first on .{1,200}|ظهرت أولاً على .{1,200})\W*$",
    re.I,
)
_BLOCK = re.compile(r"<(?:p|br|div)\b|\n\s*\n", re.I)


def holds_full_text(item: FeedItem) -> bool:
    """Long, in several paragraphs, and not cut at its end."""
    content = item.content or ""
    if len(content) < _SHORTEST or len(_BLOCK.findall(content)) < 2:
        return False
    text = " ".join(stripped(content).split())
    return len(text) >= _SHORTEST and not _CUT.search(text[-260:])
