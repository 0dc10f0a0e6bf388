"""Who may read what: an owner, a reader with an account, a visitor of a public instance, nobody."""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from math import ceil
from typing import cast
from urllib.parse import urlsplit

from litestar.exceptions import (
    ClientException,
    NotAuthorizedException,
    PermissionDeniedException,
    TooManyRequestsException,
)
from msgspec.structs import replace

from rawi.errors import InputError
from rawi.serve.http import Ask
from rawi.serve.options import ServeOptions
from rawi.serve.proxies import named_by_proxy
from rawi.serve.sessions import Guesses, Sessions
from rawi.store.personal.people import NOBODYS, People, Person

SESSION_COOKIE = "rawi_session"
OPEN_PATHS = (
    *("/login", "/static/", "/health", "/invite/"),
    *("/sw.js", "/manifest.webmanifest", "/offline", "/robots.txt", "/favicon.ico"),
)
APP_PATHS = ("/reader/", "/accounts/", "/fever", "/api/greader.php", "/api/fever.php", "/v1/")
"""Of the APIs of reader apps: every request names its person itself, no cookie counts there."""
_FOR_APPS = ("/api/", "/feeds/", "/mcp")
"""What an app's password opens besides."""
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


def check_bind(options: ServeOptions, accounts: bool = False) -> None:
    """Raise ``InputError`` for a bind address that needs a token or accounts and has none."""
    if not is_loopback(options.host) and not options.token and not accounts:
        raise InputError(
            f"{options.host} can be reached from other machines: give a token "
            "(--token or RAWI_TOKEN), make an account (rawi people add), or listen on 127.0.0.1"
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


def people_of(request: Ask) -> People:
    """The accounts of the newsroom that is served."""
    return cast(People, request.app.state["people"])


def person_of(request: Ask, options: ServeOptions) -> Person | None:
    """Who asks; None for a visitor. Found out once a request."""
    if "person" not in request.state:
        request.state["person"] = _person(request, options)
    return cast("Person | None", request.state["person"])


def _person(request: Ask, options: ServeOptions) -> Person | None:
    """By token or app password, by the proxy, by session; else the owner of a newsroom
    without token and accounts, unless it is public: everyone on this machine is."""
    people = people_of(request)
    if (given := _bearer(request)) is not None:
        found = NOBODYS if knows_token(options.token, given) else _by_app(request, given)
        if found or options.token or people.any():
            return found
    # Whom the proxy names counts before a session that somebody else left in this browser.
    proxied = named_by_proxy(request, options)
    if proxied and (found := people.named(proxied)):
        return found
    sessions: Sessions = request.app.state["sessions"]
    if found := sessions.person(request.cookies.get(SESSION_COOKIE)):
        request.state["session"] = True
        return found
    if proxied is not None:
        return None
    alone = options.token is None and not options.public and not people.any()
    return NOBODYS if alone else None


def signed_in(request: Ask, options: ServeOptions) -> bool:
    """Whether whoever asks could sign out here: whom a proxy names could only do so there."""
    return person_of(request, options) is not None and "session" in request.state


def _by_app(request: Ask, given: str) -> Person | None:
    """Whose app's password was sent: it reads and marks, and administers nothing."""
    found = people_of(request).of_app(given)
    if found is None or not request.url.path.startswith(_FOR_APPS):
        return None
    return replace(found, role="reader")


def is_owner(request: Ask, options: ServeOptions) -> bool:
    """An owner's account or the token's holder; where there is neither, everyone on this
    machine, unless public."""
    person = person_of(request, options)
    return person is not None and person.role == "owner"


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
    if _bearer(request) is None or not (options.token or people_of(request).any()):
        return
    guesses = guard_guesses(request)
    if person_of(request, options) is None:
        guesses.failed(client_of(request))


def _check_host(request: Ask, options: ServeOptions) -> None:
    """Stop DNS rebinding: where nobody signs in, only a loopback name may be asked for."""
    if options.token is not None or options.public or people_of(request).any():
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
    if request.url.path.startswith(APP_PATHS):
        return
    _check_bearer(request, options)
    _check_origin(request)
    if options.public or person_of(request, options):
        return
    if not request.url.path.startswith(OPEN_PATHS):
        raise NotAuthorizedException("sign in, or send the token as 'Authorization: Bearer'")


def owner_only(request: Ask, options: ServeOptions) -> None:
    """Raise 403 for anybody but the owner."""
    if not is_owner(request, options):
        raise PermissionDeniedException("this is for the owner of this instance")


def member_of(request: Ask, options: ServeOptions) -> Person:
    """Who asks. Raises 403 for a visitor."""
    if (person := person_of(request, options)) is None:
        raise PermissionDeniedException("this is for people who are signed in")
    return person
