"""All that a page says of its article besides the text, each with where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from rawi.arabic import certain_language, language, told_by_words
from rawi.extract.html.blocks import Block, Blocks, Link
from rawi.extract.html.hints import BIT
from rawi.extract.html.layout import Layout
from rawi.extract.metadata.evidence import Choice, Finding, choose, plain
from rawi.extract.metadata.head import Head, address, domain
from rawi.extract.metadata.jsonld import Told
from rawi.extract.metadata.people import Authors, Naming, find_authors
from rawi.extract.metadata.ranking import Weights
from rawi.extract.metadata.times import Dating, Times, find_times, reader_of
from rawi.extract.metadata.titles import Setting, find_title
from rawi.extract.outlet_rules import NO_RULE, Rule
from rawi.urls import is_web_address, joined

_TAGGED = BIT["tags"]
_TAG_HREF = re.compile(r"/(?:tags?|topics?|keywords?|hashtag|وسم|وسوم)/|[?&]tag=|/search/label/")
_NOT_TAG = re.compile(r"^(?:tags?|الوسوم|وسوم|كلمات|برچسب|topics?|more|المزيد)\b", re.IGNORECASE)
_SUMMARY = 4
"""Fewest words of a summary: less is a name or a slogan of the site."""
_MANY_TAGS = 30
"""More are a cloud of the site's tags; 15 or 60 change none of 79 gold pages."""
_LONGEST_TAG = 60
"""Code points under which a tag is one; more is a headline."""
_LONGEST_SECTION = 80
"""Code points under which a section's name is one."""
_PART_HREF = re.compile(r"/(?:categor(?:y|ies)|sections?|قسم|أقسام|تصنيف)/")
_KEYWORDS = "meta keywords"
_OVER = 12
"""Lines over the text among which the section may be named; 6 or 24 change one of 79 gold pages."""
_PART_WORDS = 4
"""Words of the longest name of a section in a line over the text."""
_TAGLINE = re.compile(r"\s*\|\s*|\s+[•·–—-]\s+")
_ARABIC = re.compile("[\u0600-\u06ff]")
_LINES = 30
"""Lines of the text among which its language is looked for."""
_SPOKEN, _AT_LENGTH = 240, 2_000
"""How much text tells its language, in code points, and how much where so little leaves doubt."""


class Place(NamedTuple):
    """Where the page came from."""

    url: str | None
    collected: str | None
    weights: Weights
    """How candidates for title, authors and dates are weighed."""
    rule: Rule = NO_RULE


class Facts(NamedTuple):
    """What was found, and the ways it was found."""

    url: str | None
    url_from: str
    title: Choice
    authors: Authors
    times: Times
    outlet: Choice
    section: Choice
    tags: tuple[str, ...]
    tags_from: str
    image: Choice
    summary: Choice
    language: str | None


def site_names(head: Head, told: Told, url: str | None, rule: Rule = NO_RULE) -> tuple[str, ...]:
    """What the site calls itself, and its registered domain."""
    host = (urlsplit(url).hostname or "") if url else ""
    names = [
        rule.name,
        *head.meta.get("og:site_name", ()),
        *head.meta.get("application-name", ()),
        told.publisher,
        domain(host) if host else "",
        domain(host).split(".")[0] if host else "",
    ]
    return tuple(dict.fromkeys(n for n in names if n))


def titling(
    head: Head, told: Told, cutting: Blocks, places: Sequence[int], place: Place
) -> Setting:
    """What the headline is looked for in; the text stands at ``places``."""
    url = place.url or claimed(head)
    text = places[0] if places else len(cutting.blocks)
    return Setting(head, told, cutting, site_names(head, told, url, place.rule), text, url or "")


def find_title_of(
    head: Head, told: Told, cutting: Blocks, places: Sequence[int], place: Place
) -> Choice:
    """The headline of the text at ``places``."""
    return find_title(titling(head, told, cutting, places, place), place.weights["title"])


def claimed(head: Head) -> str | None:
    """The address that the page gives itself."""
    claim = head.links.get("canonical") or head.first("og:url")[0]
    return joined(None, claim) or None


def facts(
    head: Head, told: Told, cutting: Blocks, places: Sequence[int], title: Choice, place: Place
) -> Facts:
    """Everything about the article whose text stands at ``places``."""
    url, url_from = address(head, place.url)
    blocks, headline = cutting.blocks, title.value or ""
    layout = Layout.of(blocks, places, headline)
    tags, tags_from = _tags(head, told, blocks, headline)
    if tags_from == _KEYWORDS:
        tags = _said(tags, " ".join((headline, *(blocks[place].text for place in places))))
        tags_from = tags_from if tags else ""
    names = site_names(head, told, url, place.rule)
    naming = Naming(head, told, layout, names, cutting.pictures)
    dating = Dating(head, told, layout, url or "", reader_of(head, headline, place.collected))
    return Facts(
        url,
        url_from,
        title,
        find_authors(naming, place.weights["authors"]),
        find_times(dating, place.weights["date"]),
        _outlet(head, told, url, place.rule),
        choose(
            (
                *_sections(head, told),
                *_crumbs(blocks, headline),
                *_over(blocks, places),
                Finding(place.rule.section(url or ""), "outlet rule", 1.0),
            )
        ),
        tags,
        tags_from,
        _image(head, told, url),
        choose(_summaries(head, told)),
        _language(blocks, places, head),
    )


def _language(blocks: Sequence[Block], places: Sequence[int], head: Head) -> str | None:
    lines = (blocks[i].text for i in places[:_LINES])
    whole = " ".join(lines)[:_AT_LENGTH]
    text = whole[:_SPOKEN]
    declared = head.language[:2].lower() or None
    if not text.isascii() and 2 * len(_ARABIC.findall(text)) > len(text):
        return language(text) or declared
    certain = certain_language(text, declared) or certain_language(whole, declared)
    if certain is None and declared and not told_by_words(declared):
        return declared  # a page that says so of a lesser language is right more often than a guess
    return certain or language(text) or declared


def _outlet(head: Head, told: Told, url: str | None, rule: Rule) -> Choice:
    found = [
        Finding(rule.name, "outlet rule", 9.0),
        Finding(head.first("og:site_name")[0], "og:site_name", 3.0),
        Finding(told.publisher, "json-ld publisher", 2.0),
        Finding(head.first("application-name")[0], "application-name", 1.0),
    ]
    host = (urlsplit(url).hostname or "") if url else ""
    found.append(Finding(domain(host), "address", 0.5))
    return choose(f._replace(value=_TAGLINE.split(f.value.strip(), maxsplit=1)[0]) for f in found)


def _sections(head: Head, told: Told) -> Iterable[Finding]:
    names = ("article:section", "og:section", "section", "parsely-section")
    found = (
        Finding(head.first(*names)[0], "meta", 3.0),
        Finding(told.section, "json-ld articleSection", 2.5),
    )
    return (f for f in found if len(f.value) < _LONGEST_SECTION)


def _over(blocks: Sequence[Block], places: Sequence[int]) -> Iterable[Finding]:
    """A line over the text that is a link to a part of the site."""
    first = places[0] if places else 0
    for block in blocks[max(0, first - _OVER) : first]:
        if len(block.links) == 1 and block.words <= _PART_WORDS:
            link = block.links[0]
            if link.text == block.text and _PART_HREF.search(unquote(link.href)):
                yield Finding(link.text, "category link", 1.5)


def _crumbs(blocks: Sequence[Block], title: str) -> Iterable[Finding]:
    """The last step of the trail that is not the page itself."""
    steps: list[str] = []
    for block in blocks[:200]:
        frame = block.frame
        above = frame.parent.hints if frame.parent else 0
        if (block.hints | frame.hints | above) & BIT["crumb"]:
            steps += [link.text for link in block.links if link.text]
    steps = [s for s in steps if plain(s) != plain(title)]
    if 1 < len(steps) < 6 and len(steps[-1]) < _LONGEST_SECTION:
        yield Finding(steps[-1], "breadcrumb", 2.0)


def _tags(
    head: Head, told: Told, blocks: Sequence[Block], title: str
) -> tuple[tuple[str, ...], str]:
    """Tags that readers see, else those of the head if they are more than the title's words."""
    shown: dict[str, str] = {}
    for link in _tag_links(blocks):
        text = link.text.strip("#،,. ").replace("_", " ")
        if text and len(text) < _LONGEST_TAG and not _NOT_TAG.match(text):
            shown.setdefault(plain(text), text)
    if 0 < len(shown) <= _MANY_TAGS:
        return tuple(shown.values()), "tag links"
    return _head_tags(head, told, set(plain(title).split()))


def _tag_links(blocks: Sequence[Block]) -> Iterator[Link]:
    """Links that say they are tags, or that lead to one from a place for tags."""
    for block in blocks:
        if not block.links:
            continue
        hinted = block.frame.all_hints & _TAGGED and "nav" not in block.frame.tags
        for link in block.links:
            rel = link.rel and "tag" in link.rel.split() and "category" not in link.rel
            if rel or (hinted and _TAG_HREF.search(unquote(link.href))):
                yield link


def _head_tags(head: Head, told: Told, own: Set[str]) -> tuple[tuple[str, ...], str]:
    """The first tags of the head that are more than the title's ``own`` words."""
    for values, source in (
        (head.meta.get("article:tag", ()), "article:tag"),
        (told.tags, "json-ld keywords"),
        (_listed(head.first("news_keywords")[0]), "news keywords"),
        (_listed(head.first("keywords")[0]), _KEYWORDS),
    ):
        short = (v.strip() for v in values if len(v) < _LONGEST_TAG)
        kept = tuple(dict.fromkeys(v for v in short if v))
        if 0 < len(kept) <= _MANY_TAGS and not all(set(plain(v).split()) <= own for v in kept):
            return kept, source
    return (), ""


def _said(tags: Sequence[str], text: str) -> tuple[str, ...]:
    """The tags that the text mentions: the keywords of many heads are those of the site.

    Arabic words take on prefixes, so those are looked for inside words too.
    """
    known = text.casefold()
    return tuple(tag for tag in tags if _mentions(known, tag.casefold()))


def _mentions(text: str, tag: str) -> bool:
    if not tag.isascii():
        return tag in text
    at = text.find(tag)
    while at >= 0:
        end = at + len(tag)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            return True
        at = text.find(tag, at + 1)
    return False


def _listed(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"\s*[,،;|]\s*", text)) if text else ()


def _image(head: Head, told: Told, url: str | None) -> Choice:
    raw = (
        (head.first("og:image", "og:image:url", "og:image:secure_url")[0], "og:image", 3.0),
        (head.first("twitter:image", "twitter:image:src")[0], "twitter:image", 2.0),
        (told.image, "json-ld image", 2.5),
    )
    for value, source, _ in sorted(raw, key=lambda r: -r[2]):
        whole = joined(head.based(url), value) if value else ""
        if is_web_address(whole):
            return Choice(whole, source)
    return Choice()


def _summaries(head: Head, told: Told) -> list[Finding]:
    found = [
        Finding(head.first("og:description")[0], "og:description", 3.0),
        Finding(head.first("description")[0], "meta description", 2.5),
        Finding(told.description, "json-ld description", 2.0),
        Finding(head.first("twitter:description")[0], "twitter:description", 1.0),
    ]
    return [f for f in found if len(f.value) < 2000 and len(plain(f.value).split()) >= _SUMMARY]
