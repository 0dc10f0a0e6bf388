"""Who an article is: one address for all its variants, one id that stays.

Pure functions over text; nothing is fetched.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|hsa|at|ns|ito|vero|oly|wt)_\w*"
    r"|(?:fb|gc|dc|tw|ms|yc|wbra|gbra|ttc|igs)(?:lid|lsrc|laid|id)"
    r"|fbclid|gclid|gclsrc|dclid|igshid|mc_cid|mc_eid|mkt_tok|_ga|_gl|cmpid|cmp|ocid|smid|ncid"
    r"|ref|ref_src|ref_url|referrer|referer|share|shared|sharetype|source|src|spm|trk|xtor|feature"
    r"|ssm|at|partner|traffic_source|maca|icid|ijm_id",
    re.IGNORECASE,
)
_VARIANT = re.compile(
    r"amp|isamp|is_amp|outputtype|print|printer|printable|printview|mobile|view", re.IGNORECASE
)
_VARIANT_VALUES = frozenset({"", "1", "0", "true", "amp", "print", "yes", "mobile"})
_VARIANT_HOST = re.compile(r"(?:www\d?|m|amp|mobile|mobi|wap|print)\.(?=[^.]+\.[^.])")
_VARIANT_HEAD = re.compile(r"/(?:amp|print|printer|m|mobile)(?=/.)", re.IGNORECASE)
_VARIANT_TAIL = re.compile(
    r"/(?:amp|print|printable|index\.(?:html?|php|aspx?))$|(?:\.amp|-amp|\.print)(?=(?:\.html?)?$)"
    r"|\.amp(?=\.html?$)",
    re.IGNORECASE,
)
_CACHE_PATH = re.compile(r"/(?:[acvi]/)?(s/)?(?=[^/]+\.[^/])")
_SAFE_PATH = "/-._~!$&'()*+,;=:@"
_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """The address by which an article is known, whatever variant was fetched.

    Tracking parameters, fragments, ``www`` and mobile hosts, AMP (also through
    the AMP caches) and print variants fall away; the scheme is ``https``; the
    host is IDNA, the path percent-encoded UTF-8 in NFC, the query sorted
    (RFC 3986 section 6.2). Meant for comparison: it need not answer when
    fetched. Idempotent. What is no web address comes back stripped.
    """
    text = "".join(url.split())
    while (once := _once(text)) != text:
        text = once
    return text


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
        return parts.scheme.lower() in _PORTS and bool(parts.hostname)
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


def _once(text: str) -> str:
    if not is_web_address(text):
        return text
    parts = urlsplit(text)
    host = _host(parts)
    inner = _cached(host, parts.path)
    if inner is not None:
        return inner
    query = _query(parts.query)
    return f"https://{host}{_port(parts)}{_path(parts.path)}" + (f"?{query}" if query else "")


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
    """The address behind an AMP cache (``cdn.ampproject.org``, ``google.com/amp``)."""
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
    text = unicodedata.normalize("NFC", unquote(path, errors="surrogateescape"))
    text = re.sub(r"/{2,}", "/", text)
    text = _VARIANT_HEAD.sub("", text, count=1) if _VARIANT_HEAD.match(text) else text
    shorter = _VARIANT_TAIL.sub("", text.rstrip("/")).rstrip("/")
    data = shorter.encode("utf-8", "surrogateescape") if _sound(shorter) else b""
    return quote(data, safe=_SAFE_PATH)


def _sound(text: str) -> bool:
    return all(not "\ud800" <= c <= "\udc7f" and not "\udd00" <= c <= "\udfff" for c in text)


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=None)
    kept = sorted((k, v) for k, v in pairs if not _dropped(k, v))
    return urlencode(kept, errors="replace")


def _dropped(key: str, value: str) -> bool:
    if _TRACKING.fullmatch(key):
        return True
    return bool(_VARIANT.fullmatch(key)) and value.lower() in _VARIANT_VALUES
