"""HTML to a page: guard, one parse, one pass into blocks, choice, records."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from rawi.extract.blocks import HEADINGS, Block, Blocks, cut
from rawi.extract.choose import chosen
from rawi.extract.guard import MAX_DEPTH, scanned
from rawi.extract.identity import article_id, canonical_url
from rawi.model import Article, Page, Rejection


def read_html(html: str, url: str | None = None, collected: str | None = None) -> Page:
    """The article of an HTML page, or why there is none."""
    scan = scanned(html)
    if isinstance(scan, Rejection):
        return Page(rejected=scan, url=url)
    tree = LexborHTMLParser(scan.html)
    if tree.body is None:
        return _refused("empty", "the page has no body", url)
    cutting = cut(tree.body)
    if cutting.deepest > MAX_DEPTH:
        return _refused("too_deep", f"tags nested {cutting.deepest:,} deep", url)
    return _page(tree, cutting, url, collected)


def _refused(kind: str, reason: str, url: str | None) -> Page:
    return Page(rejected=Rejection(kind=kind, reason=reason), url=url)


def _page(tree: LexborHTMLParser, cutting: Blocks, url: str | None, collected: str | None) -> Page:
    blocks = chosen(cutting)
    body = tuple(b.text for b in blocks if not _is_subhead(b))
    if not body:
        return _refused("empty", "no article text on this page", url)
    subheads = tuple(b.text for b in blocks if _is_subhead(b))
    title = _title(tree, cutting)
    article = Article(
        id=article_id(url, None, title, body),
        url=canonical_url(url) if url else None,
        title=title,
        body=body,
        subheads=subheads,
        collected=collected,
    )
    return Page(articles=(article,), url=url)


def _is_subhead(block: Block) -> bool:
    return block.tag in HEADINGS


def _title(tree: LexborHTMLParser, cutting: Blocks) -> str | None:
    heads = [b.text for b in cutting.blocks if b.tag == "h1"]
    if heads:
        return max(heads, key=len)
    node = tree.css_first("title")
    return (node.text().strip() or None) if node else None
