"""HTML to a page: guard, one parse, one pass into blocks, choice, records."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from rawi.extract.html.blocks import Block, Blocks, cut
from rawi.extract.html.choose import chosen
from rawi.extract.html.guard import MAX_DEPTH, scanned
from rawi.extract.html.headline_lists import Headlines, headlines
from rawi.extract.html.page_kinds import Seen, refusal
from rawi.extract.html.second_article import others
from rawi.extract.html.structure import Called, Parts, parts
from rawi.extract.html.styles import Unseen
from rawi.extract.html.trees import ReadyModel
from rawi.extract.html.word_counts import words_in
from rawi.extract.metadata.facts import Facts, Place, claimed, facts, find_title_of, site_names
from rawi.extract.metadata.head import Head, read_head
from rawi.extract.metadata.jsonld import Told, paragraphs, told
from rawi.extract.metadata.ranking import Weights, shipped_weights
from rawi.extract.outlet_rules import Rule, rule_for
from rawi.model import Article, Page, Rejection, Rival
from rawi.urls import article_id, joined, without_secret

_NOSCRIPT = re.compile(r"</?noscript\b[^<>]{0,500}>", re.IGNORECASE)
_MEAGRE, _WHOLE = 20, 40
"""Fewest words that a page shows as a text of its own, and that structured data holds as one."""
MAX_BLOCKS = 8_000
"""Most blocks that a page may have; a long feature has about 300."""


class View(NamedTuple):
    """A page parsed and cut."""

    cutting: Blocks
    head: Head
    told: Told
    rule: Rule
    password: bool


def opened(html: str, url: str | None = None, collected: str | None = None) -> View | Rejection:
    """The page parsed and cut into blocks, or why it is refused."""
    scan = scanned(html)
    if isinstance(scan, Rejection):
        return scan
    tree = LexborHTMLParser(scan.html)
    if tree.body is None:
        return Rejection(kind="empty", reason="the page has no body")
    head = read_head(tree)
    rule = rule_for(url or claimed(head), collected)
    if rule.left_out:
        for node in reversed(tree.css(rule.left_out)):  # an element goes with all it holds
            node.decompose()
    cutting = cut(tree.body, Unseen(scan.styles))
    if cutting.deepest > MAX_DEPTH:
        return Rejection(kind="too_deep", reason=f"tags nested {cutting.deepest:,} deep")
    data = told(scan.data)
    if not cutting.blocks and not data.body:
        return Rejection(kind="empty", reason="the page shows no text")
    if len(cutting.blocks) > MAX_BLOCKS:
        count = f"{len(cutting.blocks):,} lines of text, at most {MAX_BLOCKS:,} are read"
        return Rejection(kind="too_large", reason=count)
    asks = b"password" in scan.html and tree.css_first("input[type=password]") is not None
    return View(cutting, head, data, rule, asks)


def read_html(
    html: str,
    url: str | None = None,
    collected: str | None = None,
    model: ReadyModel | None = None,
    weights: Weights | None = None,
) -> Page:
    """The article of an HTML page, with those under it, or why there is none.

    ``model`` and ``weights`` (of metadata) stand in for those of this package where
    others are being judged. A page without text may have it for readers without scripts.
    """
    page = _read(html, url, collected, model, weights)
    if page.rejected is None or page.rejected.kind != "empty" or not _NOSCRIPT.search(html):
        return page
    bare = _read(_NOSCRIPT.sub("", html), url, collected, model, weights)
    return bare if any(words_in(a.text) >= _WHOLE for a in bare.articles) else page


def _read(
    html: str,
    url: str | None,
    collected: str | None,
    model: ReadyModel | None,
    weights: Weights | None,
) -> Page:
    url = without_secret(joined(None, url or "")) or None
    view = opened(html, url, collected)
    if isinstance(view, Rejection):
        return Page(rejected=view, url=url)
    place = Place(url, collected, weights or shipped_weights(), view.rule)
    places = chosen(view.cutting, model)
    title = find_title_of(view.head, view.told, view.cutting, places, place)
    blocks = view.cutting.blocks
    more = others(blocks, places)
    begin, end = (more[0].begin, more[-1].end) if more else (len(blocks),) * 2
    names = site_names(view.head, view.told, url, view.rule)
    called = Called(title.value or "", names, view.told.authors)
    own = parts(blocks[:begin], [p for p in places if p < begin], called)
    declared = _declared(own, view.told)
    lists = headlines(blocks[:begin], own.places, title.value)
    below = headlines(blocks[end:], (), title.value)
    similar = (*lists.similar, *below.related, *below.similar)
    known = facts(view.head, view.told, view.cutting, own.places, title, place)
    every = (*lists.related, *similar)
    refused = None if declared else refusal(_seen(view, own, known, len(every)))
    if refused and not (declared := _told_instead(own, view.told, refused)):
        return Page(rejected=refused, similar=every, url=known.url, language=known.language)
    first = _article(known, declared or own, lists, collected)
    below_it = [_glued(blocks[o.head : o.end], known, names, collected) for o in more]
    return Page(
        articles=(first, *below_it),
        similar=tuple(dict.fromkeys(similar)),
        url=known.url,
        language=known.language,
    )


def _declared(own: Parts, told: Told) -> Parts | None:
    """The text of structured data, where the page shows none and a script would put it there."""
    if not told.body or sum(map(words_in, own.body)) >= _MEAGRE:
        return None
    return _of_data(own, told)


def _told_instead(own: Parts, told: Told, refused: Rejection) -> Parts | None:
    """The text of structured data on a page that shows nothing but lists of other articles."""
    return _of_data(own, told) if refused.kind in ("listing", "empty") else None


def _of_data(own: Parts, told: Told) -> Parts | None:
    lines = paragraphs(told.body)
    if sum(map(words_in, lines)) < _WHOLE:
        return None
    return own._replace(body=lines, standfirst=None, subheads=(), truncated=False)


def _seen(view: View, own: Parts, known: Facts, lists: int) -> Seen:
    """What it is decided on whether the page is an article; it shows ``lists`` headlines."""
    title, url = known.title.value or "", known.url or ""
    return Seen(
        head=view.head,
        told=view.told,
        blocks=view.cutting.blocks,
        places=own.places,
        title=title,
        url=url,
        frames=view.cutting.frames,
        headlines=lists,
        password=view.password,
        cut=own.truncated,
    )


def _glued(
    blocks: Sequence[Block], known: Facts, outlet: tuple[str, ...], collected: str | None
) -> Article:
    """The article glued on: what its own blocks say, nothing of what the page's head says."""
    title = blocks[0].text
    own = parts(blocks, range(1, len(blocks)), Called(title, outlet))
    return Article(
        id=article_id(None, known.outlet.value, title, own.body),
        outlet=known.outlet.value,
        title=title,
        standfirst=own.standfirst,
        body=own.body,
        subheads=own.subheads,
        source=own.source,
        language=known.language,
        captions=own.captions,
        related=_related(own, headlines(blocks, own.places, title)),
        truncated=own.truncated,
        collected=collected,
        evidence={"title": "heading of the article glued on"},
    )


def _article(known: Facts, own: Parts, lists: Headlines, collected: str | None) -> Article:
    title, times = known.title.value, known.times
    return Article(
        id=article_id(known.url, known.outlet.value, title, own.body),
        url=known.url,
        outlet=known.outlet.value,
        title=title,
        summary=known.summary.value,
        standfirst=own.standfirst,
        body=own.body,
        subheads=own.subheads,
        authors=known.authors.names,
        source=own.source,
        section=known.section.value,
        tags=known.tags,
        language=known.language,
        captions=own.captions,
        image=known.image.value,
        related=_related(own, lists),
        truncated=own.truncated,
        published=times.published,
        modified=times.modified,
        published_precision=times.precision,
        collected=collected,
        evidence=_evidence(known, own),
        rivals=_rivals(known),
        unread=times.unread,
    )


def _related(own: Parts, lists: Headlines) -> tuple[str, ...]:
    """Headlines of other articles, without subheads of this one that are links."""
    found = dict.fromkeys((*own.related, *lists.related))
    return tuple(text for text in found if text not in own.subheads and text not in own.body)


def _evidence(known: Facts, own: Parts) -> dict[str, str]:
    found = {
        "url": known.url_from,
        "title": known.title.source,
        "authors": known.authors.source,
        "outlet": known.outlet.source,
        "section": known.section.source,
        "tags": known.tags_from,
        "image": known.image.source,
        "summary": known.summary.source,
        "source": own.source_from if own.source else "",
        **known.times.evidence,
    }
    return {field: source for field, source in found.items() if source}


def _rivals(known: Facts) -> dict[str, tuple[Rival, ...]]:
    found = {
        "title": known.title.rivals,
        "authors": known.authors.rivals,
        "outlet": known.outlet.rivals,
        "section": known.section.rivals,
        **known.times.rivals,
    }
    return {field: rivals for field, rivals in found.items() if rivals}
