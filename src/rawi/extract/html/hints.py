"""What the names of an element (class, id, role, itemprop) say of its part in the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Protocol

from rawi.extract.alternatives import Alternatives, anywhere

_NAMES = (
    "body comment related share menu footer side ad caption credit author date tags letter "
    "cookie title lead toc bio popular hidden gallery wall legal quote card video meta crumb "
    "print main live media info error search header button list"
)
NAMES = tuple(_NAMES.split())
"""Parts in the order of their bits."""

BIT = {name: 1 << i for i, name in enumerate(NAMES)}

_WORDS = {
    "body": r"article-?_?body|story-?_?(?:body|content|text)|(?:entry|post|page|article|news|blog|"
    r"rich|single|td-post|main|body|detail|story)s?[-_]*(?:content|text|copy|detail|description)|"
    r"content[-_]?(?:body|text|inner|area|wrap)|bodytext|body-?copy|prose|rich-?text|richtext"
    r"|wysiwyg|"
    r"text-?(?:block|component|body)|paragraph|article-?(?:main|inner)|articletext|newstext|"
    r"storytext|matn|نص|محتوى|متن|تفاصيل",
    "comment": r"comment|disqus|respond\b|reply|replies|discussion|reviews?\b|تعليق|تعليقات",
    "related": r"relat|recommend|read-?_?(?:more|next|also)|more-?_?(?:from|on|news|stories|like|"
    r"posts|articles|in)|similar|also|up-?next|next-?(?:post|article|up)|prev|nav-?links|"
    r"post-?nav|see-?also|outbrain|taboola|suggest|further|ذات-?صلة|ذات_صلة|مشابهة|اقرا|اقرأ|مرتبط",
    "share": r"shar(?:e|ing)|social|addthis|follow|tweet|facebook|twitter|whatsapp|sharethis|"
    r"addtoany|مشارك|شارك",
    "menu": r"\bnav|navi|menu|\btabs?\b|topbar|toolbar|navbar|قائمة",
    "footer": r"foot|colophon|bottom-?bar|تذييل",
    "side": r"side|aside|\brail\b|right-?col|left-?col|widget|complementary|جانبي",
    "ad": r"\bads?\b|\bad[-_]|[-_]ads?\b|advert|sponsor|promo|banner|dfp|gpt|adsense|\bcta\b|"
    r"call-?to-?action|affiliate|partner|shop|product|buy|إعلان|اعلان",
    "caption": r"caption|figcap|photo-?text|image-?(?:text|desc)|wp-caption|cutline|التعليق",
    "credit": r"credit|copyright|photographer|صورة",
    "author": r"author|byline|by-?line|writer|reporter|contributor|\bvcard\b|creator|"
    r"كاتب|محرر|مراسل",
    "date": r"date|time\b|timestamp|publish|posted|updated|modified|تاريخ",
    "tags": r"\btags?\b|tag-?(?:s|list|links|cloud)|tagged|keyword|topics?\b|categor|\bcat-|"
    r"label|وسوم|كلمات",
    "letter": r"newsletter|subscri|sign-?up|signup|mailing|optin|opt-in|mailchimp|\bform\b|email|"
    r"نشرة|اشترك",
    "cookie": r"cookie|consent|gdpr|privacy|onetrust|cmp\b",
    "title": r"title|headline|\bhead(?:ing)?\b|عنوان",
    "lead": r"standfirst|summary|subtitle|sub-?title|sub-?head|\bdek\b|\bdeck\b|excerpt|intro|"
    r"\blead\b|lede|abstract|teaser-?text|kicker|sapo|description|key-?(?:points|takeaways)|"
    r"ملخص|مقدمة",
    "toc": r"\btoc|table-?of-?contents|contents?-?list|jump|index-list|ez-toc",
    "bio": r"\bbio|about-?(?:the-)?author|author-?(?:box|info|bio|card|desc)|profile",
    "popular": r"popular|most-?_?(?:read|viewed|shared|popular)|trending|latest|recent|"
    r"top-?stories|hot|breaking|ticker|الأكثر|أحدث|اخر|آخر|عاجل",
    "hidden": r"hidden|sr-only|screen-?reader|visually|display-none|modal|popup|pop-up|overlay|"
    r"tooltip|dropdown|offcanvas|lightbox|collapse",
    "gallery": r"galler|slide|carousel|slick|swiper|album",
    "wall": r"paywall|login|log-in|sign-?in|signin|regist|premium|member|gate\b|piano|تسجيل",
    "legal": r"disclaim|disclosure|terms|legal|license|correction|editor-?s?-?note|policy|notice|"
    r"reprint|حقوق",
    "quote": r"quote|blockquote|pull-?q|testimonial|اقتباس",
    "card": r"card|teaser|tile|\bgrid|thumb|listing|\bloop\b|archive|feed|stor(?:y|ies)-?list|"
    r"river|module",
    "video": r"video|player|youtube|jwplay|audio|podcast|فيديو",
    "meta": r"meta|info\b|entry-?(?:header|footer)|post-?(?:header|info|meta|footer|details)",
    "crumb": r"crumb|path\b|مسار",
    "print": r"print|font-?size|text-?size|listen|bookmark|save",
    "main": r"\bmain|\barticle\b|\bpost\b|\bstory\b|\bentry\b|hentry|primary|\bcontent\b",
    "live": r"live-?(?:blog|update|feed|post)|liveblog|مباشر",
    "media": r"\bimg|image|photo|picture|figure|embed|media|map\b|chart",
    "info": r"info-?box|fact|sidebar-?box|\bbox\b|call-?out|highlight|\bnote\b|aside|table|stats|"
    r"recipe|ingredient",
    "error": r"00|not-?found|error",
    "search": r"search|filter|sort|بحث",
    "header": r"header|masthead|top-?bar|hero|brand|logo",
    "button": r"btn|button|toggle|control|icon|skip|close|back-?to",
    "list": r"\blist|items?\b|\brow\b|ul\b",
}
_PARTS = Alternatives(_WORDS)
_ANYWHERE = anywhere(_WORDS)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DIGITS = re.compile(r"\d+")
_HIDES = 1 << 61
"""Beside the bits of parts: the word is one that style sheets use to hide an element."""
_PARTS_ONLY = _HIDES - 1


@lru_cache(maxsize=65_536)
def _of_word(word: str) -> int:
    """The bits of one word; most are met again and again."""
    figures = _figure if "404" in word else "0"
    return _of_alike(_DIGITS.sub(figures, word)[:80])


@lru_cache(maxsize=65_536)
def _of_alike(word: str) -> int:
    """The bits of a word in which figures that only number stand as one."""
    text = word if word.islower() else _CAMEL.sub("-", word).lower()
    bits = 0
    for found in _ANYWHERE.findall(text):
        bits |= _part(found)
    return bits | _HIDES if _MAY_HIDE.search(text) and _HIDDEN.fullmatch(word) else bits


@lru_cache(maxsize=4_096)
def _part(text: str) -> int:
    """The bit of the part that a match names."""
    found = _PARTS.match(text, 0)
    return BIT[found.lastgroup or ""] if found else 0


def _figure(found: re.Match[str]) -> str:
    """Figures in names only number them, but for that of an error: words that differ in nothing
    else are looked at once."""
    return "00" if "404" in found[0] else "0"


def _of_words(names: str) -> int:
    """The bits of every part that ``names`` mentions, word by word, and whether one hides.

    Sites repeat their words endlessly, so each is looked at once.
    """
    bits = 0
    for word in names[:500].split():
        bits |= _of_word(word)
    return bits


@lru_cache(maxsize=16_384)
def hinted(names: str) -> int:
    """The bits of every part that ``names`` mentions."""
    return _of_words(names) & _PARTS_ONLY


_HIDDEN = re.compile(
    r"(?:(?:u|is|js|ui|c|util|utility)[-_]{1,2})?(?:hidden|hide|invisible|d-none|display-none"
    r"|sr-?only|"
    r"visually-?hidden|screen-?reader(?:-text|-only)?|a(?:11|0)y-hidden|assistive-text|offscreen"
    r"|element-invisible|(?:only-?)?print(?:-only)?-?only|visible-print(?:-\w{1,12})?)|"
    r"(?:[\w-]{1,20}[-_])?(?:modal|popup|pop-up|lightbox|off-?canvas)(?:[-_](?:dialog|content"
    r"|body|box|overlay|wrap(?:per)?))?",
    re.IGNORECASE,
)
_MAY_HIDE = re.compile("hid|invis|none|sr-?only|reader|modal|pop-?up|lightbox|off|assist|print")
"""What every such name holds, in small letters."""
_SHOWN = re.compile(
    r"(?:sm|md|lg|xl)[-:](?:d-)?(?:block|flex|inline|grid|table|visible|show)|not-sr-only|active|"
    r"d-(?:sm|md|lg|xl)-(?:block|flex|inline|grid|table)|is-visible|\bopen\b|\bshow\b|"
    r"accordion|collaps|panel|\btab|faq|answer|expand|toggle",
    re.IGNORECASE,
)
"""What shows it again: on wide screens, or where a reader asks for it."""


UNSEEN = 1 << 62
"""Beside the bits of parts: the element says itself that it is not shown."""
_ABSENT_BITS = BIT["hidden"] | UNSEEN
_NAME, _ROLE, _ABSENT, _STYLE = range(4)
_SAYS = {
    "role": _ROLE,
    "hidden": _ABSENT,
    "popover": _ABSENT,
    "style": _STYLE,
    **dict.fromkeys(("id", "itemprop", "data-testid", "data-component", "aria-label"), _NAME),
}
"""The attributes that say something of an element's part in the page, beside its classes."""
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0?(?:\.0{1,9})?0?\s*(?:[;!]|$)"
    r"|font-size\s*:\s*0(?![\d.])|(?:left|right|top|text-indent)\s*:\s*-\d{3}"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%",
    re.IGNORECASE,
)
"""What takes an element out of sight in its own style: not drawn, clear, outside the screen,
without size."""
_ASKED = frozenset(("dialog", "alertdialog"))
"""Roles of what lies over the page once a script opens it."""


class Sheets(Protocol):
    """What the style sheets of a page hide."""

    def __bool__(self) -> bool: ...

    def hides(self, attributes: Mapping[str, str | None]) -> bool:
        """Whether an element is kept out of sight."""


def shown_by(names: str) -> bool:
    """Whether the classes of an element say that it is shown on wide screens, or when asked for."""
    return _SHOWN.search(names) is not None


@lru_cache(maxsize=16_384)
def _of_classes(names: str) -> int:
    """The same of classes, some of which hide an element that none of them shows again."""
    bits = _of_words(names)
    if bits & _HIDES and not shown_by(names):
        return bits & _PARTS_ONLY | UNSEEN
    return bits & _PARTS_ONLY


def hints_of(attributes: Mapping[str, str | None], unseen: Sheets | None = None) -> int:
    """What an element's names say of its part in the page; ``unseen`` is what sheets hide."""
    classes = attributes.get("class")
    bits = _of_classes(classes) if classes else 0
    if classes is None or len(attributes) > 1:
        bits |= _of_others(attributes)
    return bits | UNSEEN if unseen is not None and unseen.hides(attributes) else bits


def _of_others(attributes: Mapping[str, str | None]) -> int:
    """The same of all attributes but the classes."""
    bits = 0
    for key, value in attributes.items():
        kind = _SAYS.get(key)
        if kind is None:
            continue
        if kind == _ABSENT or (kind == _STYLE and _HIDING.search(value or "")):
            bits |= _ABSENT_BITS
        elif value and kind != _STYLE:
            bits |= hinted(value) | (UNSEEN if kind == _ROLE and value in _ASKED else 0)
    return bits
