"""Text dumps to pages: what a careless crawler left of a page, without tags.

A dump is cut into segments (``dumps.segments``), each segment labelled by a small
sequence model (``dumps.labels``), doubted sentences judged by their place
(``dumps.restore``), the labels weighed against what stands
between the paragraphs (``dumps.boundaries``), and the segments put together
(``dumps.assemble``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import msgspec

from rawi.extract.dumps import glued_headlines, publication_time, tags
from rawi.extract.dumps.article_boundaries import settled
from rawi.extract.dumps.assemble import Draft, assemble, whole
from rawi.extract.dumps.labels import labelled
from rawi.extract.dumps.likeness import are_no_reports
from rawi.extract.dumps.lines import mended, thinned, unwrapped
from rawi.extract.dumps.margins import unframed, whole_words
from rawi.extract.dumps.markup import sound, unescaped, unmarked
from rawi.extract.dumps.neighbours import HEADLINE
from rawi.extract.dumps.no_news import OTHER_TEXT, WITHOUT_ARTICLE, is_list, no_news, refusal
from rawi.extract.dumps.other_scripts import is_other_script, web_judged
from rawi.extract.dumps.phrases import MARK, folded, plain
from rawi.extract.dumps.rejoin import rejoined
from rawi.extract.dumps.restore import restored
from rawi.extract.dumps.segment import PARAGRAPH, Segment, ends_sentence
from rawi.extract.dumps.segmentation import segments
from rawi.extract.dumps.self_description import tells_of_itself
from rawi.extract.teasers import cleaned
from rawi.model import Article, Page, Rejection
from rawi.urls import article_id

MAX_CHARS = 30_000_000
"""Longest dump read, in code points; about 3,000 pages."""
SHORTEST = 100
"""An article among others has at least so much body, in code points."""

_SEGMENTS = 200
"""So many segments of a page are more than a short one has."""


def bared(text: str) -> str:
    """Sound text without what programs and converters put around and into its lines."""
    return unmarked(whole_words(unwrapped(thinned(mended(unframed(text))))))


class _Words:
    """The words of a dump: what is used more than once is a word, not a glue."""

    def __init__(self, found: Sequence[Segment]) -> None:
        self._found = found

    @cached_property
    def _counts(self) -> Counter[str]:
        text = " ".join(segment.folded for segment in self._found[:20_000])
        return Counter(text.replace(MARK, "").split())

    def __call__(self, word: str) -> bool:
        return self._counts[word] > 1


def read_dump(text: str, url: str | None = None, collected: str | None = None) -> Page:
    """The articles of a text dump, with the headlines of its lists.

    ``collected`` (ISO 8601) is when it was fetched: relative times count from
    it. Never raises for what ``text`` holds: ``rejected`` says why no article
    was found (kinds ``too_large``, ``empty``, ``no_article``, and those of
    ``dumps.no_news``, which an article that is no report has as its ``kind``).
    Linear in the length of ``text``.
    """
    if len(text) > MAX_CHARS:
        reason = f"a dump of {len(text):,} characters; at most {MAX_CHARS:,} are read"
        return Page(rejected=Rejection(kind="too_large", reason=reason), url=url)
    clean = sound(text)
    bare = bared(clean)
    kind = no_news(clean, bare)
    if kind in WITHOUT_ARTICLE:
        return Page(rejected=refusal(kind), url=url)
    found = segments(bare)
    if not found:
        return Page(rejected=Rejection(kind="empty", reason="there is no text"), url=url)
    found, labels = _judged(found)
    page = assemble(_unescaped(found), labels)
    drafts = _articles_of(page.drafts)
    kind = kind or is_list(clean, [draft.body for draft in drafts]) or _manner(drafts, found)
    similar = tuple(page.similar)
    if not drafts or kind in WITHOUT_ARTICLE:
        return Page(similar=similar, rejected=_why_none(kind, len(found)), url=url)
    known = _Words(found)
    others = {folded(s) for s in page.similar}
    articles = tuple(
        _article(draft, url if not n else None, collected, others, known)
        for n, draft in enumerate([whole(drafts)] if kind else drafts)
    )
    flagged = tuple(msgspec.structs.replace(article, kind=kind) for article in articles)
    return Page(articles=flagged if kind else articles, similar=similar, url=url)


def _manner(drafts: Sequence[Draft], page: Sequence[Segment]) -> str | None:
    """A kind of its own where none of what was found is written as a report."""
    texts = ["\n".join(filter(None, (draft.title, *draft.body))) for draft in drafts]
    whole = "\n".join(segment.text for segment in page[:_SEGMENTS])
    return OTHER_TEXT if texts and are_no_reports(texts, whole) else None


def _judged(found: list[Segment]) -> tuple[list[Segment], list[str]]:
    """The segments with their labels, guessed ones that are of one sentence put together."""
    if is_other_script(found):
        return web_judged(found)
    first, chances = labelled(found)
    if any(segment.guessed for segment in found):
        found = rejoined(found, first, chances)
        first, chances = labelled(found)
    return found, settled(found, restored(found, first, chances), chances)


def _why_none(kind: str | None, segments: int) -> Rejection:
    reason = f"{segments} segments of text, none of them a paragraph of an article"
    return refusal(kind) if kind else Rejection(kind="no_article", reason=reason)


def _unescaped(found: list[Segment]) -> list[Segment]:
    return [replace(s, text=unescaped(s.text)) if "&" in s.text else s for s in found]


def _articles_of(drafts: list[Draft]) -> list[Draft]:
    """Drafts with enough body that are no outlet's word on itself; a lone one stays."""
    full = [d for d in drafts if sum(map(len, d.body)) >= SHORTEST and _has_sentence(d)]
    if len(full) > 1:
        full = [d for d in full if not tells_of_itself(d.body)] or full
    return full or [d for d in drafts if d.body][:1]


def _has_sentence(draft: Draft) -> bool:
    """A long paragraph that tells something; under a headline two short ones do as well."""
    if draft.title and sum(map(ends_sentence, draft.body)) >= 2:
        return True
    return any(len(p) >= PARAGRAPH and (_tells(p) or len(p) > 3 * SHORTEST) for p in draft.body)


def _tells(text: str) -> bool:
    """Whether a text ends as a sentence; a question may be the headline of another article."""
    return ends_sentence(text) and not (text[-1] in "?؟" and len(text) <= HEADLINE[1])


def _article(
    draft: Draft, url: str | None, collected: str | None, others: set[str], known: _Words
) -> Article:
    body, teasers, cut = cleaned(tuple(draft.body))
    title = draft.title
    published, evidence, unread = publication_time.published(draft, collected)
    related = (
        h for raw in (*draft.related, *teasers) for h in glued_headlines.split(raw, others, known)
    )
    text = plain("\n".join([title or "", *body])) if draft.tag_runs else ""
    lines = (tag for line in draft.tag_lines if (tag := tags.whole(line)))
    return Article(
        id=article_id(url, None, title, body),
        url=url,
        title=title,
        body=body,
        subheads=tuple(draft.subheads),
        authors=tuple(dict.fromkeys(draft.authors)),
        source=draft.source,
        tags=tuple(dict.fromkeys([*tags.split(draft.tag_runs, text, known), *lines])),
        captions=tuple(draft.captions),
        related=tuple(dict.fromkeys(related)),
        truncated=cut or _is_cut(body),
        published=published.value if published else None,
        published_precision=published.precision if published else None,
        collected=collected,
        evidence=evidence,
        unread=unread,
    )


def _is_cut(body: tuple[str, ...]) -> bool:
    """Whether the last paragraph breaks off although the others end as sentences do."""
    if not body or ends_sentence(body[-1]):
        return False
    before = body[:-1]
    return len(before) > 0 and sum(map(ends_sentence, before)) >= 0.6 * len(before)
