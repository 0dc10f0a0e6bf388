"""Articles as reader apps show them: HTML of the text, links, times."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from rawi import writers
from rawi.model import Article
from rawi.serve.http import Ask
from rawi.serve.reader import Reader, page_address
from rawi.serve.ui.formats import instant
from rawi.serve.ui.screen import Screen, address, best_time, web_link
from rawi.store.personal.items import Item

Entry = tuple[Item, Article]
_PARAGRAPH, _SUBHEAD = Markup("<p>{}</p>"), Markup("<h2>{}</h2>")


def articles_of(reader: Reader, items: Sequence[Item]) -> list[Entry]:
    """The articles of the items, in their order."""
    found = {a.id: a for a in reader.newsroom.whole(item.article_id for item in items)}
    return [(item, found[item.article_id]) for item in items if item.article_id in found]


def html_of(article: Article) -> str:
    """The text as HTML with nothing live in it; the teaser where there is no text."""
    subheads = set(article.subheads)
    body = article.body or tuple(filter(None, (article.standfirst or article.summary,)))
    made = Markup("\n").join(
        (_SUBHEAD if line in subheads else _PARAGRAPH).format(line) for line in body
    )
    direction = Screen.direction_of(article.language)
    return str(Markup('<div dir="{}">{}</div>').format(Markup(escape(direction)), made))


def byline_of(article: Article) -> str:
    """Who wrote it: no agency, no outlet, no place."""
    return "، ".join(writers(article.authors))


def seconds_of(article: Article, item: Item) -> int:
    """When it appeared, in seconds since 1970; when it came in where that is unknown."""
    at = instant(best_time(article))
    return int(at.timestamp()) if at else item.number // 1_000_000


def link_of(request: Ask, article: Article) -> str:
    """Its own address, else its page here."""
    return web_link(article.url) or page_address(request, address("article", article.id), {})
