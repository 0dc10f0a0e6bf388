"""Addresses of channels as people type them: what can be reached with which rights."""

from __future__ import annotations

import re
import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from rawi.collect.addresses import is_public
from rawi.errors import InputError
from rawi.model import Record
from rawi.notify.hush import hush

if TYPE_CHECKING:
    from apprise import NotifyBase

LONGEST = 2000
"""Letters of an address."""
MAIL = ("mailto", "mailtos")
"""Schemes of apprise that are mail by SMTP: sent by Rawi itself, in both forms of text."""
_WEB = {"http": "json", "https": "jsons"}
"""Schemes of web addresses, and of programs that take JSON there."""
_OWN = "mail:"
"""In front of a bare address, which goes by the mail server of this instance."""
_LOCAL = frozenset(
    (
        "blink1", "dbus", "deltachat", "deltachats", "fcm", "file", "glib", "gnome", "kde",
        "macosx", "qt", "syslog", "vapid", "windows",
    )
)  # fmt: skip
"""Schemes that run programs here, write here or are set up by files here: for nobody."""
_FILES = frozenset(
    (
        "template", "keyfile", "subfile", "prvkey", "pgpkey", "pgp", "pgpmode", "private_key",
        "cert",
    )
)  # fmt: skip
"""Parameters that name files of this machine: for nobody."""
_FOR_READERS = frozenset(
    (
        "mailto", "mailtos", "tgram", "discord", "slack", "ntfy", "ntfys", "gotify",
        "gotifys", "matrix", "matrixs", "mmost", "mmosts", "rocket", "rockets", "zulip",
        "pover", "pbul", "json", "jsons", "xml", "xmls", "form", "forms", "signal", "signals",
        "gchat", "workflow", "workflows", "wxteams", "line", "threema", "whatsapp",
        "mastodon", "mastodons", "bark", "barks",
    )
)  # fmt: skip
"""Schemes for people who are not the owner: looked through one by one; they send to one address
and read nothing here."""
_SERVER = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[\da-fA-F:.]+\](?::\d{1,5})?")
_BARE = re.compile(r"[^\s@:/?#<>,;\"\\]{1,64}@[A-Za-z0-9.-]{1,253}")


class Checked(Record, frozen=True, kw_only=True):
    """An address that messages can be sent to."""

    address: str
    service: str
    """As people call it."""
    shown: str
    """Where it leads, as far as that is no secret."""


def checked(typed: str, *, owner: bool, mail: str = "") -> Checked:
    """The address as it is kept. ``mail``: the instance's own mail server, as apprise has it.

    Raises ``InputError`` with a reason that the page has words for: ``channel_unread``,
    ``channel_local``, ``channel_private``, ``channel_no_mail``, ``channel_not_yours``.
    """
    given = typed.strip()
    if _BARE.fullmatch(given):
        if not mail:
            raise InputError("channel_no_mail")
        return Checked(address=_OWN + given, service="E-Mail", shown=given)
    if len(given) > LONGEST or "://" not in given or not given.isprintable():
        raise InputError("channel_unread")
    given, scheme = _as_apprise(given)
    if scheme in _LOCAL or _FILES & _parameters(given):
        raise InputError("channel_local")
    if not owner and scheme not in _FOR_READERS:
        raise InputError("channel_not_yours")
    server = instance(given)
    for host in () if owner else _hosts(server):
        check_public(host)
    return Checked(address=given, service=str(server.service_name), shown=_shown(server))


def by_mail_server(to: str, server: str, name: str, password: str) -> str:
    """The address of somebody's own mail account, as apprise has it: signed in at ``server``
    (with a port where it is not that of STARTTLS), from ``name``, to ``to``, else to oneself.

    Raises ``InputError`` for what is no server.
    """
    if not _SERVER.fullmatch(server):
        raise InputError("mail_server_unread")
    sender = name if "@" in name else to
    signed = quote(name, safe=""), quote(password, safe="")
    ends = f"from={quote(sender, safe='')}&to={quote(to or name, safe='')}"
    return f"mailtos://{signed[0]}:{signed[1]}@{server}?{ends}"


def _as_apprise(given: str) -> tuple[str, str]:
    """An address as apprise has it, and its scheme there: a web address of a service that it
    knows stays, any other is a program that takes JSON, its own parameters kept."""
    from apprise import Apprise

    parts = urlsplit(given)
    scheme = given.partition("://")[0].lower()
    if scheme not in _WEB:
        return given, scheme
    known: Any = Apprise.instantiate(given)
    if known is not None:
        return given, urlsplit(str(known.url())).scheme
    held = parse_qsl(parts.query, keep_blank_values=True)
    kept = urlencode([(f"-{name}", value) for name, value in held])
    taken = _WEB[scheme]
    return parts._replace(scheme=taken, query=kept, fragment="").geturl(), taken


def _parameters(address: str) -> set[str]:
    """Names of the parameters, however they are written."""
    query = address.partition("?")[2]
    return {name.lstrip("+-: ").lower() for name, _ in parse_qsl(query, keep_blank_values=True)}


def instance(address: str) -> NotifyBase:
    """What sends to that address. Raises ``InputError`` where apprise cannot read it."""
    from apprise import Apprise

    hush()
    made = Apprise.instantiate(address)
    if made is None:
        raise InputError("channel_unread")
    return made


def with_server(address: str, mail: str) -> str:
    """The address to send to: a bare one through the mail server of this instance.

    Raises ``InputError`` where there is none any more.
    """
    if not address.startswith(_OWN):
        return address
    if not mail:
        raise InputError("channel_no_mail")
    to = quote(address.removeprefix(_OWN), safe="")
    return f"{mail}{'&' if '?' in mail else '?'}to={to}"


def is_own_mail(address: str) -> bool:
    """Whether it goes by the mail server of this instance, which its owner named."""
    return address.startswith(_OWN)


def _hosts(server: NotifyBase) -> set[str]:
    """Of what is named, what may be a host."""
    named = {str(getattr(server, "host", "") or ""), str(getattr(server, "smtp_host", "") or "")}
    return {host for host in named if "." in host or ":" in host or host == "localhost"}


def check_public(host: str) -> None:
    """Raise ``InputError`` where the host that a reader named is here or in a private network."""
    if not _public(host):
        raise InputError("channel_private")


def _public(host: str) -> bool:
    try:
        found = {str(ip_address(host.strip("[]")))}
    except ValueError:
        try:
            found = {str(one[4][0]) for one in socket.getaddrinfo(host, None)}
        except (OSError, UnicodeError):
            return True  # not known now: sending looks again
    return all(map(is_public, found))


def _shown(server: NotifyBase) -> str:
    """Who gets mail, or the host: paths, names and parameters may be secrets."""
    if type(server).__name__ == "NotifyEmail":
        targets = getattr(server, "targets", ())
        return ", ".join(str(target[1]) for target in targets)
    masked: Any = server
    host = urlsplit(str(masked.url(privacy=True))).hostname or ""
    plain = "." in host and ".." not in host and re.fullmatch(r"[\w.-]+", host)
    return host if plain else ""
