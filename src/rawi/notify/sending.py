"""Sending one letter on one channel."""

from __future__ import annotations

import re
import socket
from datetime import datetime
from typing import Any, Protocol

from rawi.errors import InputError
from rawi.notify.addresses import instance, is_own_mail, with_server
from rawi.notify.guard import public_only
from rawi.notify.hush import heard
from rawi.notify.mail import RefusedError, Written, send
from rawi.notify.web_push import GoneError, Signer, push, subscription_of
from rawi.store.personal.notice_rows import Channel

__all__ = ["GoneError", "Notifier", "RefusedError", "Senders", "Written"]
_STATUS = re.compile(r"error=(\d{3})\b")
"""How apprise writes the answer that it did not like."""
_AS_MAIL = frozenset(
    (
        "NotifySendGrid", "NotifyMailgun", "NotifySES", "NotifyBrevo", "NotifyResend",
        "NotifyPostmark", "NotifySMTP2Go", "NotifySparkPost", "NotifyMailerSend",
        "NotifyOffice365", "NotifySendPulse",
    )
)  # fmt: skip
"""Services that deliver mail over HTTP."""
_PRIVATE = "it leads to this machine or a private network"


class Notifier(Protocol):
    """What can send a letter."""

    def send(self, channel: Channel, written: Written, at: datetime) -> None:
        """Send it now. Raises ``RefusedError`` with the reason in words, without secrets;
        ``GoneError`` where it will never be taken."""


class Senders:
    """Mail by SMTP, messages to browsers by web push, all else by apprise."""

    def __init__(self, mail: str = "", signer: Signer | None = None) -> None:
        """``mail``: the mail server of this instance, as apprise has it; empty for none.

        ``signer``: who messages to browsers are from; without it none are sent.
        """
        self._mail = mail
        self._signer = signer

    def send(self, channel: Channel, written: Written, at: datetime) -> None:
        """Send it now. Raises ``RefusedError``, ``GoneError``."""
        # The server of this instance was named by its owner, and often is this machine.
        with public_only(channel.guarded and not is_own_mail(channel.address)) as refused:
            try:
                self._send(channel.address, written, at)
            except GoneError:
                raise
            except (RefusedError, OSError, InputError, UnicodeError) as why:
                raise RefusedError(_PRIVATE if refused else _plain(why)) from None

    def _send(self, address: str, written: Written, at: datetime) -> None:
        browser = subscription_of(address)
        if browser and self._signer:
            push(browser, written.notice, self._signer, at)
        else:
            _send(_server(address, self._mail), written, at)


def _server(address: str, mail: str) -> Any:
    try:
        return instance(with_server(address, mail))
    except InputError as why:
        raise RefusedError(f"the address cannot be used: {why}") from None


def _send(server: Any, written: Written, at: datetime) -> None:
    if type(server).__name__ == "NotifyEmail":
        send(server, written, at)
        return
    from apprise import NotifyFormat, OverflowMode

    html = type(server).__name__ in _AS_MAIL and written.html
    server.overflow_mode = OverflowMode.SPLIT  # messengers refuse what is longer than they take
    with heard() as said:
        went = server.notify(
            body=written.html if html else written.short or written.text,
            title=written.subject,
            body_format=NotifyFormat.HTML if html else NotifyFormat.TEXT,
        )
    if not went:
        raise RefusedError(_reason(said))


def _reason(said: list[str]) -> str:
    """What apprise says of a failure: only the status in it is told on, the rest may be secret."""
    for line in reversed(said):
        if found := _STATUS.search(line):
            return f"the server answered with status {found[1]}"
    return "the service did not take the message"


def _plain(why: Exception) -> str:
    """What went wrong, in few words."""
    if isinstance(why, RefusedError):
        return str(why)
    if isinstance(why, TimeoutError):
        return "no answer in time"
    if isinstance(why, socket.gaierror):
        return "the name of the server is not known"
    if isinstance(why, ConnectionError):
        return "no connection: refused or broken"
    return f"no connection: {type(why).__name__}"
