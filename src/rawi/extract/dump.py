"""Text dumps to pages: what a careless crawler left of a page, without tags."""

from __future__ import annotations

import re

from rawi.extract.identity import article_id
from rawi.model import Article, Page, Rejection

_ENDS = re.compile(r"[.!؟?…»\"”]\s*$")
_NEXT_ARTICLE = re.compile(r"(?:[إا]قر[أا] (?:أيضا|أيضاً|ايضا)|خبر ذو صلة)\s*:?")
_LIST = re.compile(r"(?:مقالات|أخبار|مواضيع) (?:مشابهة|ذات صلة)\s*:?")


def read_dump(text: str, url: str | None = None, collected: str | None = None) -> Page:
    """The articles of a text dump."""
    groups: list[list[str]] = [[]]
    similar: list[str] = []
    in_list = False
    for line in (raw.strip() for raw in text.splitlines()):
        if _NEXT_ARTICLE.fullmatch(line):
            groups.append([])
        elif _LIST.fullmatch(line):
            in_list = True
        elif in_list and line:
            similar.append(line.lstrip("• "))
        elif len(line) > 60 and (_ENDS.search(line) or len(line) > 120):
            groups[-1].append(line)
    found = [tuple(group) for group in groups if group]
    articles = tuple(
        Article(
            id=article_id(url if not i else None, None, None, body), body=body, collected=collected
        )
        for i, body in enumerate(found)
    )
    reason = None if articles else Rejection(kind="empty", reason="no article in this text")
    return Page(articles=articles, similar=tuple(similar), rejected=reason, url=url)
