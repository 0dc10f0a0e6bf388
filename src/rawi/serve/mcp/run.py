"""Serving agents: over standard input and output, or streamable HTTP."""

from __future__ import annotations

import hmac
from typing import Any

import uvicorn

from rawi.errors import InputError
from rawi.newsroom import Newsroom
from rawi.serve.access import is_loopback
from rawi.serve.mcp.tools import server_of

UNAUTHORIZED = b"a token or an app's password is needed: Authorization: Bearer ...\n"


def run_stdio(newsroom: Newsroom) -> None:
    """Answer the program that started this one, until it closes the pipe."""
    server_of(newsroom).run("stdio")


def run_http(newsroom: Newsroom, host: str, port: int, token: str | None) -> None:
    """Answer at ``http://host:port/mcp``.

    Raises ``InputError`` for an address beyond loopback without a token or accounts.
    """
    if not (is_loopback(host) or token or newsroom.people.any()):
        raise InputError(f"{host} can be reached from other machines: set RAWI_TOKEN")
    uvicorn.run(http_app(newsroom, host, token), host=host, port=port, log_level="warning")


def http_app(newsroom: Newsroom, host: str, token: str | None) -> Any:
    """The same as an ASGI application.

    Whoever asks needs the token or an app's password where either is set. On loopback
    without them the protocol's own check of Host and Origin stops pages of other sites.
    """
    app = server_of(newsroom).streamable_http_app(
        stateless_http=True, json_response=True, host=host
    )

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or _allowed(newsroom, token, dict(scope["headers"])):
            await app(scope, receive, send)
            return
        headers = [(b"content-type", b"text/plain"), (b"www-authenticate", b"Bearer")]
        await send({"type": "http.response.start", "status": 401, "headers": headers})
        await send({"type": "http.response.body", "body": UNAUTHORIZED})

    return guarded


def _allowed(newsroom: Newsroom, token: str | None, headers: dict[bytes, bytes]) -> bool:
    if not (token or newsroom.people.any()):
        return True
    kind, _, given = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if kind.lower() != "bearer":
        return False
    known = token is not None and hmac.compare_digest(given.strip().encode(), token.encode())
    return known or newsroom.people.of_app(given.strip()) is not None
