"""What every answer carries: security headers, ETag, Last-Modified, one error shape."""

from __future__ import annotations

import hashlib
import logging
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any, cast
from urllib.parse import urlsplit

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from rawi.errors import BusyError, InputError, NotFoundError, StorageError
from rawi.model import Record
from rawi.serve.ui.formats import instant

Ask = Request[Any, Any, Any]
"""Any request: Litestar's type wants to know of users and state, which there are none of."""
log = logging.getLogger("rawi.serve")

# No script, style, font, picture or connection but from this server.
_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    b"img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    b"manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'"
)
_PLAYING = _POLICY + b"; media-src http: https:"
"""Of articles: their recordings come from the outlet, once somebody presses play."""
SECURITY_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", _POLICY),
    # Other sites learn nothing; our own forms keep their Origin, which no-referrer makes null.
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)


class Fault(Record, frozen=True, kw_only=True):
    """Why a request failed: a stable code, and words for people."""

    code: str
    message: str
    status: int


class ErrorBody(Record, frozen=True, kw_only=True):
    """The one shape of every error of the API."""

    error: Fault


_CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    429: "too_many",
    503: "busy",
}


_ARTICLE_HEADERS = ((SECURITY_HEADERS[0][0], _PLAYING), *SECURITY_HEADERS[1:])


async def add_security_headers(message: Message, scope: Scope) -> None:
    """A ``before_send`` hook, so that errors and streams carry them too."""
    if message["type"] == "http.response.start":
        plays = scope["path"].startswith("/article/")
        own = _ARTICLE_HEADERS if plays else SECURITY_HEADERS
        message["headers"] = [*message.get("headers", ()), *own]


def fault_of(error: Exception) -> Fault:
    """Any exception as a fault; what is not ours to explain is logged and stays vague."""
    if isinstance(error, ValidationException):
        status, message = error.status_code, _what_is_wrong(error)
    elif isinstance(error, HTTPException):
        status, message = error.status_code, error.detail or type(error).__name__
    elif isinstance(error, NotFoundError):
        status, message = 404, str(error)
    elif isinstance(error, InputError):
        status, message = 400, str(error)
    elif isinstance(error, BusyError):
        status, message = 503, str(error)
    elif isinstance(error, StorageError):
        log.error("%s", error)
        status, message = 503, "the newsroom cannot be read or written now; try again"
    else:
        log.error("unforeseen error", exc_info=error)
        status, message = 500, "an error that was not foreseen; the log of the server says more"
    return Fault(code=_CODES.get(status, "error"), message=message, status=status)


def _what_is_wrong(error: ValidationException) -> str:
    """Which fields of the request cannot be used, and why."""
    extra = error.extra if isinstance(error.extra, list) else []
    told = [f"{e['key']}: {e['message']}" for e in extra if "key" in e and "message" in e]
    return "; ".join(told) or error.detail


def answer_heads(app: ASGIApp) -> ASGIApp:
    """``app``, with HEAD answered as GET without the body (RFC 9110, 9.3.2)."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        async def bare(message: Message) -> None:
            body = {"body": b""} if message["type"] == "http.response.body" else {}
            await send(cast("Message", {**message, **body}))

        if scope.get("method") == "HEAD":
            await app(cast("Scope", {**scope, "method": "GET"}), receive, bare)
        else:
            await app(scope, receive, send)

    return handle


def refuse_bad_hosts(app: ASGIApp) -> ASGIApp:
    """``app``, with 400 for a Host header that is none: nothing behind it can parse one."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if str(scope.get("type")) != "http" or all(map(_is_host, _hosts(scope))):
            await app(scope, receive, send)
            return
        fault = Fault(code="bad_request", message="the Host header is no host", status=400)
        headers = [(b"content-type", b"application/json"), *SECURITY_HEADERS]
        begin = {"type": "http.response.start", "status": 400, "headers": headers}
        await send(cast("Message", begin))
        body = msgspec.json.encode(ErrorBody(error=fault))
        await send(cast("Message", {"type": "http.response.body", "body": body}))

    return handle


def _hosts(scope: Scope) -> list[str]:
    found = cast("Any", scope).get("headers", ())
    return [value.decode("latin-1") for name, value in found if name.lower() == b"host"]


def _is_host(name: str) -> bool:
    try:
        parts = urlsplit(f"//{name}")
        _ = parts.port
    except ValueError:
        return False
    return parts.netloc == name


def path_of(request: Ask) -> str:
    """The path as it was asked for, still quoted: followed again it leads to the same page."""
    return str(request.scope["raw_path"].decode("latin-1").partition("?")[0])


def address_of(request: Ask) -> str:
    """Path and query as they were asked for."""
    query = request.scope["query_string"].decode("latin-1")
    return path_of(request) + (f"?{query}" if query else "")


def is_kept(request: Ask) -> bool:
    """Whether a page is fetched to be kept for reading without a network, and not read now."""
    return bool(request.headers.get("x-rawi-keep"))


def etag(content: bytes) -> str:
    return f'W/"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'


def _unchanged(request: Ask, tag: str, modified: str | None) -> bool:
    """Whether the client has this already; a date later than now says nothing."""
    known = request.headers.get("if-none-match")
    if known is not None:
        return known.strip() == "*" or tag in {t.strip() for t in known.split(",")}
    since = request.headers.get("if-modified-since")
    at = instant(modified)
    if since is None or at is None:
        return False
    try:
        told = parsedate_to_datetime(since)
        return at.replace(microsecond=0) <= told <= datetime.now(UTC)
    except (ValueError, TypeError):
        return False


def respond(
    request: Ask,
    content: bytes,
    media_type: str,
    *,
    modified: str | None = None,
    status: int = 200,
) -> Response[bytes]:
    """``content`` with its ETag, or an empty 304 where the client has it.

    ``modified`` is ISO 8601 and becomes Last-Modified (RFC 9110, 8.8.2).
    """
    tag = etag(content)
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "cookie, authorization"}
    if at := instant(modified):
        headers["last-modified"] = format_datetime(at.astimezone(UTC), usegmt=True)
    if status == 200 and request.method in {"GET", "HEAD"} and _unchanged(request, tag, modified):
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    return Response(content, status_code=status, headers=headers, media_type=media_type)
