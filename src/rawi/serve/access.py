"""Who may read what: the owner, a visitor of a public instance, or nobody."""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from math import ceil
from urllib.parse import urlsplit

from litestar.exceptions import (
    ClientException,
    NotAuthorizedException,
    PermissionDeniedException,
    TooManyRequestsException,
)

from rawi.errors import InputError
from rawi.serve.http import Ask
from rawi.serve.options import ServeOptions
from rawi.serve.sessions import Guesses, Sessions

SESSION_COOKIE = "rawi_session"
OPEN_PATHS = ("/login", "/static/", "/health")
_SAFE = {"GET", "HEAD", "OPTIONS"}


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server bound to ``host``."""
    name = host.strip("[]")
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def check_bind(options: ServeOptions) -> None:
    """Raise ``InputError`` for a bind address that needs a token and has none."""
    if not is_loopback(options.host) and not options.token:
        raise InputError(
            f"{options.host} can be reached from other machines: give a token "
            "(--token or RAWI_TOKEN), or listen on 127.0.0.1"
        )


def _same(given: str | None, wanted: str) -> bool:
    if given is None:
        return False
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())


def _bearer(request: Ask) -> str | None:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


def knows_token(token: str | None, given: str) -> bool:
    return token is not None and _same(given, token)


def is_owner(request: Ask, options: ServeOptions) -> bool:
    """The token's holder; where no token is set, everyone on this machine, unless public."""
    if options.token is None:
        return not options.public
    if _same(_bearer(request), options.token):
        return True
    sessions: Sessions = request.app.state["sessions"]
    return sessions.holds(request.cookies.get(SESSION_COOKIE))


def guard_guesses(request: Ask) -> Guesses:
    """The count of wrong tokens. Raises 429 for a client that must wait."""
    guesses: Guesses = request.app.state["guesses"]
    if wait := guesses.wait(client_of(request)):
        headers = {"retry-after": str(ceil(wait))}
        raise TooManyRequestsException("too many wrong tokens; wait a little", headers=headers)
    return guesses


def client_of(request: Ask) -> str:
    """The address that a request came from."""
    return request.client.host if request.client else ""


def _check_bearer(request: Ask, options: ServeOptions) -> None:
    """Count a token that is wrong, and refuse who sent too many of them."""
    given = _bearer(request)
    if given is None or options.token is None:
        return
    guesses = guard_guesses(request)
    if not _same(given, options.token):
        guesses.failed(client_of(request))


def _check_host(request: Ask, options: ServeOptions) -> None:
    """Stop DNS rebinding: without a token, only a loopback name may be asked for."""
    if options.token is not None or options.public:
        return
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    if not is_loopback(host):
        raise ClientException("this reader answers to loopback names only")


def _netloc(address: str) -> str | None:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return None


def _check_origin(request: Ask) -> None:
    """Stop forged forms: a change must come from this site's own pages."""
    if request.method in _SAFE or _bearer(request):
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    foreign = origin is not None and _netloc(origin) != request.headers.get("host")
    if foreign or site in {"cross-site", "same-site"}:
        raise PermissionDeniedException("this form was sent from another site")


def check_request(request: Ask, options: ServeOptions) -> None:
    """Raise Litestar's 400, 401 or 403 where this request may not be answered."""
    _check_host(request, options)
    _check_bearer(request, options)
    _check_origin(request)
    if options.public or is_owner(request, options):
        return
    if not request.url.path.startswith(OPEN_PATHS):
        raise NotAuthorizedException("sign in, or send the token as 'Authorization: Bearer'")


def owner_only(request: Ask, options: ServeOptions) -> None:
    """Raise 403 for anybody but the owner."""
    if not is_owner(request, options):
        raise PermissionDeniedException("this is for the owner of this instance")
