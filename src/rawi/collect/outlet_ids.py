"""Which source an address belongs to: a host, or one channel of a host that many share."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from rawi.ingest.plain_text import web_address

_SHARED = re.compile(
    r"(?:.*\.)?(?:youtube\.com|youtu\.be|t\.me|telegram\.me|news\.google\.com|news\.google\.[a-z.]+"
    r"|google\.com|medium\.com|feedburner\.com|feedproxy\.google\.com|facebook\.com|twitter\.com"
    r"|x\.com|instagram\.com|tiktok\.com|reddit\.com|vimeo\.com|dailymotion\.com|rumble\.com"
    r"|soundcloud\.com|spreaker\.com|anchor\.fm|megaphone\.fm|acast\.com|simplecast\.com"
    r"|buzzsprout\.com|omnycontent\.com|art19\.com|podbean\.com|libsyn\.com|transistor\.fm"
    r"|bsky\.app|linkedin\.com|sites\.google\.com|rsshub\.app|rss\.app|rss\.com|fetchrss\.com"
    r"|politepol\.com|feed43\.com|feedity\.com|kill-the-newsletter\.com|morss\.it|openrss\.org"
    r"|rss-bridge\.org|rss\.bridge|nitter\.[a-z.]+|siftrss\.com|feedrinse\.com|inoreader\.com)"
)
"""Hosts that carry many sources under one name: video, messages, blogs, podcasts, searches,
and bridges that make feeds of other sites."""
_OWN_NAME = re.compile(r"(?!(?:www|m|feeds?|rss|api|podcasts?)\.)[^.]+\.medium\.com")
_BRIDGE = re.compile(r"[?&](?:bridge|bridge_name)=|/(?:rsshub|rss-bridge|nitter|morss)/", re.I)
_GENERAL = re.compile(
    r"feeds?|rss|atom|[scu]|channels?|users?|videos?|search|(?:play)?list|shows?|podcasts?|alerts"
    r"|articles|index",
    re.I,
)
"""Steps of a path that name no source."""
_SETTINGS = re.compile(r"hl|gl|ceid|oc|action|format|display|fmt|alt|lang|context", re.I)
_SCHEME = re.compile(r"(?:feed|feeds|rss|pcast|itpc|podcast):(?://)?", re.I)
_BARE = re.compile(r"(?://)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}(?::\d{1,5})?/")
"""An address that lacks its scheme."""
_CHANNEL = re.compile(r"https?://(?:www\.|m\.)?youtube\.com/channel/(UC[\w-]{22})/?", re.I)
"""A channel's page, whose name is that of its feed too."""
_LONGEST = 80
"""Letters of an id that is made."""


def feed_address(text: object) -> str | None:
    """The http(s) address of a feed, also of ``feed://host`` and ``feed:https://host``, and of
    a channel whose page is named."""
    if not isinstance(text, str):
        return None
    given = text.strip()
    if opened := _SCHEME.match(given):
        rest = given[opened.end() :]
        given = rest if re.match(r"https?:", rest, re.I) else f"http://{rest.lstrip('/')}"
    elif _BARE.match(given):
        given = f"https://{given.lstrip('/')}"
    if channel := _CHANNEL.fullmatch(given):
        return f"https://www.youtube.com/feeds/videos.xml?channel_id={channel[1]}"
    return web_address(given)


def outlet_id(url: str, site: str | None = None) -> str:
    """A short stable name for the source of ``url``, or of its ``site`` where that is known.

    The host without ``www``, with its port where that is unusual; on a host that many
    share, the channel before it (``UCx@youtube.com``).
    """
    if site and (not _shared(site) or _channel(site)):
        url = site
    host = re.sub(r"^www\d?\.", "", urlsplit(url).netloc.rpartition("@")[2].lower())
    channel = _channel(url) if _shared(url) else ""
    return f"{channel}@{host}" if channel else host


def _shared(url: str) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    return not _OWN_NAME.fullmatch(host) and bool(_SHARED.fullmatch(host) or _BRIDGE.search(url))


def _channel(url: str) -> str:
    """What tells one source of a shared host from the others: its name in path and query."""
    parts = urlsplit(url)
    steps = [re.sub(r"\.(?:xml|rss|atom|json)$", "", s) for s in parts.path.split("/")]
    named = [unquote(s) for s in steps if s and not _GENERAL.fullmatch(s)]
    query = parse_qsl(parts.query)
    told = [value for key, value in query if not _SETTINGS.fullmatch(key)]
    name = "-".join((*named, *told) or (value for _, value in query))
    return re.sub(r"[\s/?#@:-]+", "-", name).strip("-")[:_LONGEST]
