"""What a page is when it is no article: listing, live blog, video, wall, error."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rawi.extract.html.blocks import HEADINGS, Block, is_sentence
from rawi.extract.metadata.head import Head
from rawi.extract.metadata.jsonld import Told
from rawi.model import Rejection

_ERROR = re.compile(
    r"^\W*(?:4\d\d|5\d\d)\b|\b(?:404|page (?:not|could not|can.?t be) ?(?:be )?found|not found|"
    r"access denied|forbidden|"
    r"just a moment|are you (?:a )?(?:human|robot)|attention required|service unavailable|"
    r"something went wrong|internal server error|captcha|bad gateway)\b|"
    r"الصفحة (?:غير موجودة|المطلوبة|التي)|لم يتم العثور|غير متوفرة|حدث خطأ|خطأ 404|"
    r"صفحه مورد نظر|یافت نشد",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue|cookie|consent|your privacy|قبل المتابعة|ملفات تعريف الارتباط|خصوصيتك|"
    r"سياسة الخصوصية",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\b(?:log ?in|sign ?in|subscribe to (?:read|continue)|subscribers only|create (?:an|"
    r"a free) account|"
    r"register to)\b|تسجيل الدخول|سجّ?ل الدخول|للمشتركين|اشترك لقراءة|اشترك للمتابعة|"
    r"كلمة (?:المرور|السر)",
    re.IGNORECASE,
)
_LIVE_URL = re.compile(
    r"/live(?:blog|-blog|-updates|-news)?(?:/|-|$)|/liveblog|تغطية-مباشرة|مباشر/", re.IGNORECASE
)
_LIVE_TITLE = re.compile(
    r"\blive(?: updates|blog)\b|^live:|تغطية (?:مباشرة|حية)|لحظة بلحظة", re.IGNORECASE
)
_VIDEO_URL = re.compile(r"/(?:video|videos|watch|فيديو)/", re.IGNORECASE)
_CLOCK = re.compile(r"^\W*(?:[\d٠-٩]{1,2}:[\d٠-٩]{2}|منذ\s|قبل\s\d|\d+\s*(?:m|h|min|hours?)\s+ago)")
_ENTRIES = 5
"""Lines with a time of day alone that make a live blog: structured data says so of articles too."""
_TEASER = 15
"""Words that stand open before a wall and are kept. Half or one and a half of this and the
three below changes none of 79 gold pages: they were chosen by reading refused pages."""
_SHORT = 50
"""Words under which a text is no article of its own where the page says it is another thing."""
_MEAGRE = 90
"""Words under which a page may be a video, an error or a live blog."""
_BLURB = 45
"""Words of the longest line, on average, under the headlines of a list."""
_CROWD, _FRONT, _ROW = 8, 5, 6
"""Headlines of other articles from which on a page may be a list: one with little text, the
front page, one whose text is teasers. Half as many more or fewer changes none of 79 gold pages."""
_HEADED = 0.6
"""Share of the lines of such a text that a headline stands above. .4 and .8 are alike on them."""
_CONSENTS, _ASKING, _LOGIN_PAGE = 2, 400, 150
"""A page with fewer words asks for consent if it speaks of it more than twice; one with still
fewer, for a login if it names one. Half and twice are alike."""


class Seen(NamedTuple):
    """What the decision is made on."""

    head: Head
    told: Told
    blocks: Sequence[Block]
    places: Sequence[int]
    title: str
    url: str
    headlines: int
    """How many headlines of other articles the page shows."""
    password: bool
    """Whether the page asks for a password."""
    cut: bool = False
    """Whether the text goes on behind a wall or a link."""


def refusal(seen: Seen) -> Rejection | None:
    """Why the page is no article; None where it is one."""
    words = sum(len(seen.blocks[i].text.split()) for i in seen.places)
    for judge in (_live, _error, _walled, _video, _listing):
        if found := judge(seen, words):
            return found
    if not words:
        return Rejection(kind="empty", reason="no article text on this page")
    return None


def _live(seen: Seen, words: int) -> Rejection | None:
    """A live blog whose entries are not on the page; those that are make its text."""
    if words >= _MEAGRE:
        return None
    claimed = "liveblogposting" in seen.told.kinds
    named = bool(_LIVE_URL.search(seen.url)) or bool(_LIVE_TITLE.search(seen.title))
    if not claimed and not named:
        return None
    clocks = sum(bool(_CLOCK.match(b.text)) and len(b.text) < 40 for b in seen.blocks)
    if clocks >= _ENTRIES:
        return Rejection(kind="live", reason=f"a live blog: {clocks} timed entries")
    return None


def _error(seen: Seen, words: int) -> Rejection | None:
    if words >= _MEAGRE:
        return None
    names = (seen.title, seen.head.title)
    text = " ".join(b.text for b in seen.blocks[:40])[:1500] if words < _SHORT else ""
    titled = next((n for n in names if _ERROR.search(n)), "")
    if titled or (text and _small(seen.blocks) and _ERROR.search(text)):
        return Rejection(kind="error", reason=f"an error page: {titled or text[:80]}")
    return None


def _small(blocks: Sequence[Block]) -> bool:
    return sum(len(b.text.split()) for b in blocks) < 4 * _MEAGRE


def _walled(seen: Seen, words: int) -> Rejection | None:
    if words >= _SHORT or _stands_open(seen, words):
        return None
    text = " ".join(b.text for b in seen.blocks)[:6000]
    total = sum(len(b.text.split()) for b in seen.blocks)
    login = Rejection(kind="login", reason="the text stands behind a login")
    asked = _LOGIN.search(text)
    if seen.password or _LOGIN.search(seen.title) or (seen.told.walled and asked):
        return login
    consents = len(_CONSENT.findall(text))
    if _CONSENT.search(seen.title + " " + seen.head.title) or (
        consents > _CONSENTS and total < _ASKING
    ):
        return Rejection(kind="consent", reason="a request for consent stands before the text")
    return login if asked and total < _LOGIN_PAGE else None


def _stands_open(seen: Seen, words: int) -> bool:
    """Whether the beginning of a text that goes on behind a wall is worth keeping."""
    told = any(is_sentence(seen.blocks[p]) for p in seen.places)
    return seen.cut and told and words >= _TEASER


def _video(seen: Seen, words: int) -> Rejection | None:
    claimed = "videoobject" in seen.told.kinds
    kind = seen.head.first("og:type")[0].lower()
    named = kind.startswith("video") or bool(_VIDEO_URL.search(seen.url))
    if words < _MEAGRE and (named or (claimed and words < _SHORT)):
        return Rejection(kind="video", reason="a video with little text of its own")
    return None


def _listing(seen: Seen, words: int) -> Rejection | None:
    claims = bool(seen.told.published or seen.head.first("article:published_time")[0])
    path = seen.url.split("?")[0].rstrip("/").split("/")[3:] if "//" in seen.url else ["?"]
    lists = {"collectionpage", "itemlist", "searchresultspage"} & seen.told.kinds
    few = words < _SHORT if claims else words < 2 * _MEAGRE
    crowd = seen.headlines >= _CROWD and few and not _runs_on(seen)
    front = not path and seen.headlines >= _FRONT and not claims
    if crowd or front or (not claims and ((lists and few) or _teasers(seen))):
        return Rejection(kind="listing", reason=f"a list of {seen.headlines} headlines")
    return None


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
    lines = [seen.blocks[p] for p in seen.places if seen.blocks[p].tag not in HEADINGS]
    if sum(b.words for b in lines) > _BLURB * len(lines):
        return False
    heads = 0
    for place in seen.places:
        above = seen.blocks[max(0, place - 2) : place]
        heads += any(b.links and b.link > 0.9 * len(b.text) and len(b.text) > 20 for b in above)
    return heads >= _HEADED * len(seen.places)
