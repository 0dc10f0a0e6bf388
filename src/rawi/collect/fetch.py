"""One address over HTTP/1.1, within limits of time and size, redirects followed by hand.

Built on httpcore, the engine of httpx: the address check has to sit where the
connection is made, and bodies have to be unpacked under a limit.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import httpcore
import msgspec
from w3lib.url import safe_url_string

from rawi.collect.addresses import PrivateAddressError, UnknownNameError
from rawi.collect.cookies import Cookies
from rawi.collect.options import CollectOptions
from rawi.collect.pools import Pools
from rawi.ingest.codings import CodingError, TooBigError, uncoded
from rawi.ingest.plain_text import web_address
from rawi.ingest.records import Fetched
from rawi.model import Record, Rejection

_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_CHARSETS = "utf-8, windows-1256;q=0.7, *;q=0.5"


class Request(Record, frozen=True, kw_only=True):
    """What is wanted: ``validators`` are the ETag and Last-Modified of the copy at hand."""

    url: str
    limit: int
    allow_private: bool = False
    etag: str | None = None
    last_modified: str | None = None
    cut: bool = False
    """Whether what is over the limit is left unread, not refused."""


Turn = Callable[[str], Awaitable[Rejection | None]]
"""Asked before each hop with its address: waits for its turn, or refuses."""


async def _no_wait(_url: str) -> None:
    return None


class Fetcher:
    """Fetches addresses; one for all outlets. Close with ``aclose``."""

    def __init__(self, options: CollectOptions) -> None:
        self._options = options
        self._pools = Pools(options.per_host)

    async def aclose(self) -> None:
        """End all connections."""
        await self._pools.aclose()

    async def get(self, request: Request, turn: Turn = _no_wait) -> Fetched | Rejection:
        """The reply, or a refusal in words; never raises over what the server does."""
        try:
            async with asyncio.timeout(self._options.total_timeout):
                return await self._followed(request, turn)
        except Exception as why:
            words = _words(why, self._options)
            if words is None:
                raise
            return Rejection(kind=words[0], reason=words[1], item=request.url)

    async def _followed(self, request: Request, turn: Turn) -> Fetched | Rejection:
        url, seen, jar, moved = _sendable(request.url), set[object](), Cookies(), True
        while True:
            if (url, here := jar.of(url)) in seen:
                return _refusal("redirects", "redirects in a circle", request)
            if len(seen) > self._options.redirects:
                words = f"more than {self._options.redirects} redirects"
                return _refusal("redirects", words, request)
            seen.add((url, here))
            if (refused := await turn(url)) is not None:
                return refused
            reply = await self._once(url, request, jar)
            target = reply.headers.get("location")
            if reply.status not in _REDIRECTS or not target:
                to = url if moved and url != _sendable(request.url) else None
                return msgspec.structs.replace(reply, moved=to)
            moved = moved and reply.status in _FOR_GOOD
            if (onward := web_address(target, url)) is None:
                return _refusal("redirects", f"redirects to {target[:200]!r}", request)
            url = _sendable(onward)

    async def _once(self, url: str, request: Request, jar: Cookies) -> Fetched:
        timeouts = {
            "connect": self._options.connect_timeout,
            "read": self._options.read_timeout,
            "write": self._options.read_timeout,
            "pool": self._options.total_timeout,
        }
        async with (
            self._pools.pool(origin(url), allow_private=request.allow_private) as pool,
            pool.stream(
                "GET",
                url,
                headers=self._headers(url, request, jar),
                extensions={"timeout": timeouts},
            ) as response,
        ):
            headers = _read_headers(response.headers)
            jar.take(url, response.headers)
            if response.status in _REDIRECTS or response.status == 304:
                return Fetched(url=url, status=response.status, headers=headers)
            body = await self._body(response, headers, request)
        return Fetched(url=url, status=response.status, headers=headers, body=body)

    async def _body(
        self, response: httpcore.Response, headers: dict[str, str], request: Request
    ) -> bytes:
        announced, limit = headers.get("content-length", ""), request.limit
        if announced.isdecimal() and int(announced[:18]) > limit and not request.cut:
            raise TooBigError(f"announces {int(announced[:18]):,} bytes, over {limit:,}")
        parts, raw = [], 0
        async for chunk in response.aiter_stream():
            raw += len(chunk)
            parts.append(chunk)
            if raw > limit:
                if request.cut and not headers.get("content-encoding"):
                    break
                raise TooBigError(f"over {limit:,} bytes")
        body = b"".join(parts)
        if request.cut and raw > limit:
            return body[:limit]
        return uncoded(body, headers.get("content-encoding"), limit)

    def _headers(self, url: str, request: Request, jar: Cookies) -> list[tuple[str, str]]:
        headers = [
            ("Host", urlsplit(url).netloc),
            ("User-Agent", self._options.user_agent),
            ("Accept", "*/*"),
            ("Accept-Charset", _CHARSETS),
            ("Accept-Language", "ar, *;q=0.5"),
            ("Accept-Encoding", "gzip, deflate, br, zstd"),
        ]
        if cookies := jar.of(url):
            headers.append(("Cookie", cookies))
        if request.etag:
            headers.append(("If-None-Match", request.etag))
        if request.last_modified:
            headers.append(("If-Modified-Since", request.last_modified))
        return headers


def origin(url: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _sendable(url: str) -> str:
    """Percent-encoded and IDNA, without user name and fragment."""
    parts = urlsplit(safe_url_string(url, quote_path=True))
    netloc = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=netloc, path=parts.path or "/", fragment="").geturl()


def _read_headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in raw}


def _refusal(kind: str, reason: str, request: Request) -> Rejection:
    return Rejection(kind=kind, reason=reason, item=request.url)


def _words(why: Exception, options: CollectOptions) -> tuple[str, str] | None:
    """(kind, reason for people) of what fetching can raise; None for a mistake of ours."""
    match why:
        case TooBigError():
            return "size", f"too big: {why}"
        case CodingError():
            return "coding", str(why)
        case PrivateAddressError():
            return "private", str(why)
        case UnknownNameError():
            return "name", str(why)
        case TimeoutError():
            return "time", f"took longer than {options.total_timeout:g} s in all"
        case httpcore.ConnectTimeout():
            return "time", f"no connection within {options.connect_timeout:g} s"
        case httpcore.TimeoutException():
            return "time", f"no answer within {options.read_timeout:g} s"
        case httpcore.ConnectError() | ssl.SSLError():
            return "network", f"no connection: {why}"
        case httpcore.NetworkError() | httpcore.ProtocolError():
            return "network", f"the connection broke: {why}"
        case httpcore.UnsupportedProtocol() | ValueError() | UnicodeError():
            return "address", f"not a usable address: {why}"
    return None
