"""Who an article is: one address for all its variants, one id that stays.

Pure functions over text; nothing is fetched.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|at|ns|ito|vero|oly|wt|itm|stm|hmb|_bta|gad|sc|mc|ml|oft)_\w*"
    r"|_?hs(?:enc|mi|fp|ctatracking)|__(?:xts|cft)__\[?\d*\]?|__tn__|__eep__|__s"
    r"|(?:fb|g|dc|ms|tw|tt|y|ir|rb_|li_)cl(?:ic)?k?id|dclid|gclsrc|gbraid|wbraid|srsltid|wickedid"
    r"|li_fat_id|igshid|igsh|epik|dicbo|s_kwcid|s_cid|rdt_cid|dm_i|vgo_ee|mkt_tok|_ga|_gl|_openstat"
    r"|replytocom|unapproved|moderation-hash|fb_(?:comment_id|action_ids|action_types|source|ref)|action_(?:object|type|ref)_map"
    r"|guccounter|guce_referrer(?:_sig)?|_branch_match_id|__twitter_impression|nr_email_referer"
    r"|cmpid|cmp|ocid|smid|smtyp|ncid|ref_src|ref_url|referrer|referer|sharetype|sr_share|spm"
    r"|share_(?:id|source|from|medium)|trk|trkcampaign|trkinfo|xtor|ssm|traffic_source|maca|icid"
    r"|ijm_id|usqp|amp_js_v|amp_gsa|echobox|mibextid|zanpid|ftag|tblci|sfnsn|wprov|tpcc"
    r"|wt\.\w+|emc|fromrss|hss_channel|_x_tr_\w+|ysclid|int_?cmp|oborigurl|taid|tblci\w*|cvid|algo_expid|pd_rd_\w+|fromappid|__goaway\w*",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"ref|source|src|share|shared|feature|at|view|partner|from|si|rss|via", re.IGNORECASE
)
"""Names of parameters that say where a reader came from, or which article is meant."""
_SESSION = re.compile(
    r"(?:php|j|asp|aspx|cake|ci|ruby)?_?sess(?:ion)?_?(?:id)?\w{0,12}|asp\.net_sessionid|oscsid|zenid"
    r"|cfid|cftoken|jsessionid\w*|phpsessid\w*|aspsessionid\w*",
    re.IGNORECASE,
)
_MAYBE_SESSION = re.compile(r"s|sid|sess|session|ssid", re.IGNORECASE)
_KEY = re.compile(r"(?=[^\d]*\d)[0-9A-Za-z,-]{16,}")
"""A value that only a machine gives."""
_PATH_SESSION = re.compile(
    r";(?:j|php)?(?:sess(?:ion)?_?id|sid|cfid|cftoken)=[^/;]*+", re.IGNORECASE
)
_COOKIELESS = re.compile(r"\((?:[A-Z]\([0-9A-Za-z_-]{16,}\))+\)")
"""A path segment in which ASP.NET keeps the session."""
_VARIANT = re.compile(
    r"amp|isamp|is_amp|output(?:type)?|print|printer|printable|printview|mobile", re.IGNORECASE
)
_VARIANT_VALUES = frozenset({"", "1", "0", "true", "amp", "print", "yes", "mobile"})
_VARIANT_HOST = re.compile(r"(?:www\d?|m|amp|mobile|mobi|wap|print)\.(?=[^.]+\.[^.])")
_VARIANT_HEAD = re.compile(r"/(?:amp|print|printer|m|mobile)(?=/.)", re.IGNORECASE)
_VARIANT_TAIL = re.compile(
    r"/(?:amp|print|printable|index\.(?:html?|php|aspx?))$|(?:\.amp|-amp|\.print)(?=(?:\.html?)?$)"
    r"|\.amp(?=\.html?$)",
    re.IGNORECASE,
)
_KEPT_AT = frozenset(("web.archive.org", "archive.org"))
_KEPT = re.compile(r"/web/\d{4,14}(?:[a-z]{2}_)?/(?=(?:https?://)?[^/]+\.[^/])")
_CACHE_PATH = re.compile(r"/(?:[acvi]/)?(s/)?(?=[^/]+\.[^/])")
_SAFE_SEGMENT = "-._~!$&'()*+,;=:@"
_AS_IT_IS = re.compile(rf"[\w{re.escape(_SAFE_SEGMENT)}]*", re.ASCII)
_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"(?:https?(?::[/\\]*+|[/\\]{2,}+))++(?=[^/\\?#])", re.IGNORECASE)
_BARE = re.compile(r"(?://|(?=www\.[^/.]++\.))(?=[^/])", re.IGNORECASE)
_UNSEEN = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
"""White space, controls, and marks that nobody sees: of direction, joiners."""
_LONGEST = 8_192
"""Characters; what is longer is no address that anything answers to."""
_ENDS = ",;.<>'\"\u060c\u061b"
_LOST_MARK = re.compile(r"(?:[?&]|%3F|%26)(?=(?:utm_|fbclid=))", re.IGNORECASE)
_TWICE = re.compile(r"(?:%25[0-9A-Fa-f]{2}){2,}")
_NO_NAME = re.compile(
    r"page|pg|paged|lang|language|locale|hl|l|v|ver|version|year|month|day|sort|order|format|type"
    r"|theme|country|region|edition",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"[\w-]{11}")
"""What names a film on YouTube."""
_SAME_HOST = {
    "twitter.com": "x.com",
    "fxtwitter.com": "x.com",
    "vxtwitter.com": "x.com",
    "telegram.me": "t.me",
    "telegram.dog": "t.me",
}
_FILM = re.compile(
    r"(?:youtu\.be|youtube(?:-nocookie)?\.com/(?:embed|shorts|live|v|e))/([\w-]{11})"
)
_FILM_QUERY = re.compile(r"(?:^|&)v=([\w-]{11})(?=&|$)")
_MESSAGE = re.compile(r"(?:/s)?(/\w{4,64}/\d{1,12})")
_POST = re.compile(r"/\w{1,30}/status/\d{1,20}(?![^/])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PLAIN_WORDS = (
    "news article articles show view read item story page details detail display post content "
    "live index main home default ar en fa mobile node section category print full single html php "
    "aspx asp jsp htm cfm do خبر أخبار اخبار مقال مقالات الخبر عرض تفاصيل صفحة قسم"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())
"""Words of paths that say what kind of page it is, not which one."""


@lru_cache(4_096)
def canonical_url(url: str) -> str:
    """The address by which an article is known, whatever variant was fetched.

    Tracking and session parameters, anchors, ``www`` and mobile hosts, AMP (also
    through the AMP caches) and print variants fall away; the scheme is ``https``;
    the host is IDNA, the path percent-encoded UTF-8 in NFC without dot segments,
    the query sorted (RFC 3986 section 6.2); slips of those who write links are
    mended. What may name the article stays: fragments that route (``#/`` ``#!``),
    and parameters such as ``ref`` where nothing else in the address does. Meant
    for comparison: it need not answer when fetched. Idempotent. What is no web
    address comes back stripped.
    """
    text = _once(_mended(url))
    while (once := _once(_mended(text))) != text:
        text = once
    return text


def without_anchor(url: str) -> str:
    """The address without its fragment, unless that names a page (``#/``, ``#!``)."""
    place, mark, fragment = url.partition("#")
    return url if mark and fragment[:1] in ("/", "!") else place


def joined(base: str | None, address: str) -> str:
    """``address`` as it reads on the page ``base``; empty where it is none."""
    try:
        whole = urljoin(base or "", address)
        urlsplit(whole)
    except ValueError:
        return ""
    return whole


def is_web_address(url: str) -> bool:
    """Whether ``url`` is an http or https address with a host."""
    try:
        parts = urlsplit(url.strip())
        return parts.scheme.lower() in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def article_id(url: str | None, outlet: str | None, title: str | None, body: Sequence[str]) -> str:
    """An id that is the same whenever the article is collected again.

    From the canonical address where there is one (20 hex digits after ``u``),
    else from outlet, title and paragraphs (after ``c``).
    """
    if url and is_web_address(url):
        return "u" + _digest(canonical_url(url))
    parts = (outlet or "", title or "", *body)
    return "c" + _digest("\n".join(" ".join(p.split()) for p in parts))


def _digest(text: str) -> str:
    data = unicodedata.normalize("NFC", text).encode("utf-8", "replace")
    return hashlib.blake2b(data, digest_size=10).hexdigest()


def _mended(url: str) -> str:
    """An address without what slipped in while it was written or copied."""
    text = url.strip()
    if len(text) > 4 * _LONGEST:
        return text
    if not (text.isascii() and text.isprintable() and " " not in text):
        text = _UNSEEN.sub("", text)
    if found := _SCHEME.match(text):
        scheme = "http" if text[:5].lower().startswith("http:") else "https"
        text = f"{scheme}://{text[found.end() :]}"
    elif found := _BARE.match(text):
        text = f"https://{text[found.end() :]}"
    if not is_web_address(text) or len(text) > _LONGEST:
        return text
    place, mark, rest = text.partition("?")
    place = place.replace("\\", "/")
    if not mark and (lost := _LOST_MARK.search(place)):
        place, mark, rest = place[: lost.start()], "?", place[lost.end() :]
    rest = _LOST_MARK.sub("&", rest.replace("&amp;", "&").replace("&#038;", "&"))
    rest = rest.removeprefix("amp;")
    return (place + mark + rest).rstrip(_ENDS)


def _once(text: str) -> str:
    if not is_web_address(text) or len(text) > _LONGEST:
        return text
    parts = urlsplit(text)
    host = _host(parts)
    inner = _cached(host, parts.path)
    if inner is not None:
        return f"{inner}?{parts.query}" if parts.query else inner
    path = _path(parts.path)
    query = _query(parts.query, path)
    host, path, query = _one_of_many(host, path, query)
    whole = f"https://{host}{_port(parts)}{path}" + (f"?{query}" if query else "")
    return whole + _route(parts.fragment)


def _one_of_many(host: str, path: str, query: str) -> tuple[str, str, str]:
    """Films and messages that one platform shows at several places, as it names them itself."""
    host = _SAME_HOST.get(host, host)
    film = _FILM.fullmatch(host + path)
    if host == "youtube.com" and path == "/watch":
        film = _FILM_QUERY.search(query)
    if film:
        return "youtube.com", "/watch", f"v={film[1]}"
    if host == "t.me" and (message := _MESSAGE.fullmatch(path)):
        return host, message[1], ""
    if host == "x.com" and (post := _POST.match(path)):
        return host, post[0], ""
    return host, path, query


def without_secret(url: str) -> str:
    """The address without the name and password of whoever fetched it."""
    begin, mark, rest = url.partition("//")
    place, slash, path = rest.partition("/")
    return f"{begin}{mark}{place.rpartition('@')[2]}{slash}{path}" if "@" in place else url


def _route(fragment: str) -> str:
    """A fragment that names a page of an application; empty for an anchor."""
    mark = "#!" if fragment.startswith("!") else "#"
    place, _, query = fragment.removeprefix("!").partition("?")
    if mark == "#" and not place.startswith("/"):
        return ""
    path = _path(place if place.startswith("/") else f"/{place}")
    kept = _query(query, path)
    return f"{mark}{path or '/'}" + (f"?{kept}" if kept else "") if path or kept else ""


def _host(parts: SplitResult) -> str:
    host = unquote(parts.hostname or "").rstrip(".").lower()
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = quote(host, safe="-._~[]:")
    while shorter := _VARIANT_HOST.match(host):
        host = host[shorter.end() :]
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _port(parts: SplitResult) -> str:
    try:
        port = parts.port
    except ValueError:
        return ""
    return "" if port is None or port in _PORTS.values() else f":{port}"


def _cached(host: str, path: str) -> str | None:
    """The address behind an AMP cache (``cdn.ampproject.org``, ``google.com/amp``) or in the
    Wayback Machine (``web.archive.org/web/2020…/``)."""
    if host in _KEPT_AT and (kept := _KEPT.match(path)):
        inner = path[kept.end() :]
        inner = inner if "://" in inner else f"https://{inner}"
        return inner if is_web_address(inner) else None
    if host.endswith(".cdn.ampproject.org"):
        rest = path
    elif host.startswith("google.") and path.startswith("/amp/"):
        rest = path[4:]
    else:
        return None
    found = _CACHE_PATH.match(rest)
    inner = f"https://{rest[found.end() :]}" if found else ""
    return inner if is_web_address(inner) else None


def _path(path: str) -> str:
    """Segments in one form; a slash that was escaped stays one."""
    whole = _PATH_SESSION.sub("", path)
    segments: list[str] = []
    for raw in whole.split("/"):
        segment = _segment(raw)
        if segment == "..":
            del segments[-1:]
        elif segment not in ("", ".") and not _COOKIELESS.fullmatch(segment):
            segments.append(segment)
    text = "".join(f"/{segment}" for segment in segments)
    text = _VARIANT_HEAD.sub("", text, count=1) if _VARIANT_HEAD.match(text) else text
    return _VARIANT_TAIL.sub("", text)


def _segment(raw: str) -> str:
    if _AS_IT_IS.fullmatch(raw):
        return raw
    twice = _TWICE.sub(lambda found: found[0].replace("%25", "%"), raw)
    text = unicodedata.normalize("NFC", unquote(twice, errors="surrogateescape"))
    data = text.encode("utf-8", "surrogateescape") if _sound(text) else b""
    return quote(data, safe=_SAFE_SEGMENT)


def _sound(text: str) -> bool:
    return all(not "\ud800" <= c <= "\udc7f" and not "\udd00" <= c <= "\udfff" for c in text)


def _query(query: str, path: str) -> str:
    """What is left of a query behind that path, sorted."""
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=None)
    normal = {(_nfc(k), _nfc(v)) for k, v in pairs if k or v}
    kept = {(k, v) for k, v in normal if not _dropped(k, v)}
    generic = {(k, v) for k, v in kept if _GENERIC.fullmatch(k)}
    if generic and (_names(unquote(path)) or any(_tells(k, v) for k, v in kept - generic)):
        kept -= generic
    return urlencode(sorted(kept), errors="replace")


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _dropped(key: str, value: str) -> bool:
    if _MAYBE_SESSION.fullmatch(key):
        return _KEY.fullmatch(value) is not None
    if _TRACKING.fullmatch(key) or _SESSION.fullmatch(key):
        return True
    return bool(_VARIANT.fullmatch(key)) and value.lower() in _VARIANT_VALUES


def _tells(key: str, value: str) -> bool:
    """Whether a parameter says which article it is."""
    if key == "v" and _VIDEO.fullmatch(value):
        return True
    return not _NO_NAME.fullmatch(key) and bool(value) and _names(f"/x/{value}")


def _names(path: str) -> bool:
    """Whether the end of a path says which article it is: by a number, or by words of its own."""
    last = path.rpartition("/")[2]
    digits = sum(c.isdecimal() for c in last)
    if last.isdecimal() or digits >= 3 or (digits >= 2 and len(last) >= 8):
        return True
    own = [word for word in _WORD.findall(last.lower()) if word not in _PLAIN]
    return len(own) >= 2 + (path.count("/") < 2)
