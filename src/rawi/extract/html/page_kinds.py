"""What a page is when it is no article: listing, live blog, video, wall, login, consent, error."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from rawi.extract.html.blocks import HEADINGS, Block, Frame, is_sentence
from rawi.extract.html.hints import BIT
from rawi.extract.html.notices import (
    notice,
    titles_consent,
    titles_error,
    titles_login,
)
from rawi.extract.html.teaser_rows import teaser_rows
from rawi.extract.metadata.head import Head
from rawi.extract.metadata.jsonld import Told
from rawi.model import Rejection

_LIVE_URL = re.compile(
    r"/live(?:blog|-blog|-updates|-news)?(?:/|-|$)|/liveblog|تغطية-مباشرة|مباشر/", re.IGNORECASE
)
_LIVE_TITLE = re.compile(
    r"\blive(?: updates|blog)\b|^live:|تغطية (?:مباشرة|حية)|لحظة بلحظة", re.IGNORECASE
)
_VIDEO_URL = re.compile(r"/(?:video|videos|watch|فيديو)/", re.IGNORECASE)
_CLOCK = re.compile(r"^\W*(?:[\d٠-٩]{1,2}:[\d٠-٩]{2}|منذ\s|قبل\s\d|\d+\s*(?:m|h|min|hours?)\s+ago)")
_SEARCH_URL = re.compile(r"/search\b|[?&](?:s|q|query|search|keyword)=", re.IGNORECASE)
_LIST_URL = re.compile(
    r"/(?:tags?|categor(?:y|ies)|topics?|sections?|authors?|writers?|archives?|الكاتب|كاتب|كتاب|وسم"
    r"|قسم|تصنيف)/[^/?]{1,200}/?(?:\?|$)",
    re.IGNORECASE,
)
"""Addresses of what is filed under one name."""
_LISTS = frozenset(("collectionpage", "itemlist", "searchresultspage", "profilepage"))
_REPORTS = frozenset(("newsarticle", "reportagenewsarticle", "article", "blogposting"))
_ENTRIES = 5
"""Lines with a time of day alone that make a live blog: structured data says so of articles too."""
_ENTRY = 4
"""Words an entry from which on a live blog's entries are on the page."""
_TOLD = 15
"""Words of the page's own from which on it is an article, whatever else it says: as many as
stand open before a wall and are kept. Half or one and a half of this and the three below changes
none of 79 gold pages: they were chosen by reading refused pages."""
_LEAST = 8
"""Words of a line that could be an article by itself."""
_SHORT = 50
"""Words under which a text is no article of its own where the page says it is another thing."""
_MEAGRE = 90
"""Words under which a page may be a video, an error or a live blog."""
_TITLE, _RETOLD = 4, 0.5
"""Words of a headline, and the share of them that come again in a brief of it. Of 15 briefs that
we wrote it is .5 or more in 14; of seven lines that open lists none has a word of its heading."""
_BLURB = 45
"""Words of the longest line, on average, under the headlines of a list."""
_CROWD, _FRONT, _ROW = 8, 5, 6
"""Headlines of other articles from which on a page may be a list: one with little text, the
front page, one whose text is teasers. Half as many more or fewer changes none of 79 gold pages."""
_HEADED = 0.6
"""Share of the lines of such a text that a headline stands above. .4 and .8 are alike on them."""
_OF_ROWS = 0.7
"""Share of the text's words in rows of teasers from which on the page is a list of them."""
_BESIDE = BIT["related"] | BIT["popular"] | BIT["footer"]
"""Parts of a page whose teasers every article has beside it."""
_LOOKED_AT = 60
"""Lines of a page among which its notices are looked for."""


class Seen(NamedTuple):
    """What the decision is made on."""

    head: Head
    told: Told
    blocks: Sequence[Block]
    places: Sequence[int]
    title: str
    url: str
    frames: Sequence[Frame]
    headlines: int
    """How many headlines of other articles the page shows."""
    password: bool
    """Whether the page asks for a password."""
    cut: bool = False
    """Whether the text goes on behind a wall or a link."""


def refusal(seen: Seen) -> Rejection | None:
    """Why the page is no article; None where it is one."""
    words = sum(seen.blocks[i].words for i in seen.places)
    if words < 2 * _MEAGRE and (found := _instead(seen, words)):
        return found
    for judge in (_video, _listing):
        if found := judge(seen, words):
            return found
    if not words or (words < _LEAST and not _claims(seen) and not seen.cut):
        return Rejection(kind="empty", reason="no article text on this page")
    return None


def _instead(seen: Seen, words: int) -> Rejection | None:
    """What stands on a page of few words in place of an article."""
    own = [seen.blocks[i] for i in seen.places if not notice(seen.blocks[i].text)]
    told = sum(block.words for block in own if not block.link or is_sentence(block))
    if found := _live(seen, told):
        return found
    names = (seen.title, seen.head.title)
    titled = next((name for name in names if titles_error(name)), "")
    if titled and words < _MEAGRE:
        return Rejection(kind="error", reason=f"an error page: {titled}")
    if told >= _TOLD or any(b.words >= _LEAST and is_sentence(b) and _claims(seen) for b in own):
        return None
    return _noticed(seen, told)


def _claims(seen: Seen) -> bool:
    """Whether the page says when its article was published."""
    return bool(seen.told.published or seen.head.first("article:published_time")[0])


_REASONS = {
    "login": "the text stands behind a login",
    "wall": "the text is for subscribers: {}",
    "consent": "a request for consent stands before the text",
    "none": "nothing was found here: {}",
    "error": "an error page: {}",
    "shell": "a script would show the text: {}",
}


def _noticed(seen: Seen, told: int) -> Rejection | None:
    """What a page without a text of its own says instead."""
    lines = [b for b in seen.blocks[:_LOOKED_AT] if b.link < 0.5 * len(b.text) or b.words > _LEAST]
    said: dict[str, str] = {}
    for block in lines:
        said.setdefault(notice(block.text), block.text[:80])
    for title in (seen.title, seen.head.title):
        if notice(title) == "error":
            said.setdefault("error", title)
    found = _most_telling(seen, told, said.keys())
    if not found:
        return None
    of_search = found == "none" and _SEARCH_URL.search(seen.url)
    kind = "listing" if of_search else "empty" if found in ("none", "shell") else found
    return Rejection(kind=kind, reason=_REASONS[found].format(said.get(found, "")))


def _most_telling(seen: Seen, told: int, said: Set[str]) -> str:
    """The notice that says most of why the text is not here; empty where none does."""
    titles = f"{seen.title}\n{seen.head.title}"
    if seen.password or (titles_login(titles) and said & {"login", "wall"}):
        return "login"
    if "wall" in said:
        return "wall"
    if titles_consent(titles):
        return "consent"
    found = next((kind for kind in ("consent", "none", "error", "shell") if kind in said), "")
    return found or ("login" if "login" in said and told < _LEAST else "")


def _live(seen: Seen, told: int) -> Rejection | None:
    """A live blog whose entries are not on the page; those that are make its text."""
    claimed = "liveblogposting" in seen.told.kinds
    named = bool(_LIVE_URL.search(seen.url)) or bool(_LIVE_TITLE.search(seen.title))
    if not claimed and not named:
        return None
    clocks = sum(bool(_CLOCK.match(b.text)) and len(b.text) < 40 for b in seen.blocks)
    if clocks >= _ENTRIES and told < _ENTRY * clocks:
        return Rejection(kind="live", reason=f"a live blog: {clocks} timed entries")
    return None


def _video(seen: Seen, words: int) -> Rejection | None:
    claimed = "videoobject" in seen.told.kinds
    kind = seen.head.first("og:type")[0].lower()
    named = kind.startswith("video") or bool(_VIDEO_URL.search(seen.url))
    if words < _MEAGRE and (named or (claimed and words < _SHORT)):
        return Rejection(kind="video", reason="a video with little text of its own")
    return None


def _listing(seen: Seen, words: int) -> Rejection | None:
    claims = _claims(seen)
    path = seen.url.split("?")[0].rstrip("/").split("/")[3:] if "//" in seen.url else ["?"]
    lists = _LISTS & seen.told.kinds
    few = words < _SHORT if claims else words < 2 * _MEAGRE
    crowd = few and _crowded(seen)
    front = not path and seen.headlines >= _FRONT and not claims
    if crowd or front or (not claims and ((lists and few) or _teasers(seen))):
        return Rejection(kind="listing", reason=f"a list of {seen.headlines} headlines")
    rows = 0 if _blurb(seen) > _BLURB else _of_rows(seen)
    return Rejection(kind="listing", reason=f"a row of {rows} teasers") if rows else None


def _crowded(seen: Seen) -> bool:
    """Whether a page of few words shows as many headlines of other articles as a list does."""
    if _filed(seen):
        return seen.headlines >= _CROWD // 2
    return seen.headlines >= _CROWD and not _runs_on(seen) and not _brief(seen)


def _filed(seen: Seen) -> bool:
    """Whether the address is that of all that is filed under one name, as no article's is."""
    return not _claims(seen) and bool(_LIST_URL.search(seen.url))


def _brief(seen: Seen) -> bool:
    """Whether the page holds one report in few words: it says so to machines and has a sentence,
    or a sentence retells its headline."""
    own = [b for i in seen.places if is_sentence(b := seen.blocks[i]) and b.words >= _LEAST]
    own = [block for block in own if not block.link]
    if not own or _LISTS & seen.told.kinds or _filed(seen):
        return False
    if seen.told.published and _REPORTS & seen.told.kinds:
        return True
    title = set(seen.title.split())
    told = max(len(title.intersection(block.text.split())) for block in own)
    return len(title) >= _TITLE and told >= _RETOLD * len(title)


def _blurb(seen: Seen) -> float:
    """Words of a line of the text, headings apart, on average."""
    lines = [b.words for p in seen.places if (b := seen.blocks[p]).tag not in HEADINGS]
    return sum(lines) / max(1, len(lines))


def _of_rows(seen: Seen) -> int:
    """How many teasers the page shows in rows, where they are all of its text, or it has
    little text beside so many; else 0."""
    claims = _claims(seen)
    rows = [f for f in teaser_rows(seen.blocks, seen.frames) if not f.near_hints & _BESIDE]
    if len(rows) < (_CROWD if claims else _FRONT):
        return 0
    inside = {place for frame in rows for place in range(frame.first, frame.last)}
    told = sum(seen.blocks[p].words for p in seen.places)
    of_rows = sum(seen.blocks[p].words for p in seen.places if p in inside)
    if of_rows >= _OF_ROWS * max(1, told):
        return len(rows)
    own = [f for f in rows if f.last - f.first > 1]
    beside = told - of_rows < _SHORT and not claims and len(own) >= _ROW and not _runs_on(seen)
    return len(own) if beside else 0


def _runs_on(seen: Seen) -> bool:
    """Whether paragraphs of prose follow one another: in a brief they do, teasers stand apart."""
    pairs = zip(seen.places, seen.places[1:], strict=False)
    together = [(seen.blocks[a], seen.blocks[b]) for a, b in pairs if b == a + 1]
    return any(
        one.frame.parent is two.frame.parent
        and not one.link + two.link
        and (is_sentence(one) or is_sentence(two))
        for one, two in together
    )


def _teasers(seen: Seen) -> bool:
    """Whether the text is a row of headlines that are links, each with a line under it."""
    if seen.headlines < _ROW or len(seen.places) < 4:
        return False
    if _blurb(seen) > _BLURB:
        return False
    heads = 0
    for place in seen.places:
        above = seen.blocks[max(0, place - 2) : place]
        heads += any(b.links and b.link > 0.9 * len(b.text) and len(b.text) > 20 for b in above)
    return heads >= _HEADED * len(seen.places)
