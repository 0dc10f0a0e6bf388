"""Mail: both forms of a letter in one message, sent by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from rawi.errors import InputError
from rawi.model import Record

if TYPE_CHECKING:
    from apprise import NotifyBase

TIMEOUT = 15.0
"""Seconds that a mail server gets for each answer."""
_DOMAIN = "rawi.invalid"
"""Behind the sign in ids of messages: it is nobody's."""


class Notice(Record, frozen=True, kw_only=True):
    """A letter as a browser shows it: what its service worker is told, as JSON."""

    title: str
    body: str = ""
    lang: str = "ar"
    dir: str = "rtl"
    tag: str = ""
    """A notice takes the place of one with the same."""
    path: str = "/"
    """What it opens, on this reader."""


class Written(Record, frozen=True, kw_only=True):
    """A letter in words."""

    subject: str
    text: str
    html: str = ""
    short: str = ""
    """The text for messengers, whose messages have the subject over them."""
    notice: Notice = Notice(title="")
    """The same for a browser."""
    key: str = ""
    """What a second sending of the same letter has too: the id of the message is made of it."""


class RefusedError(Exception):
    """Sending did not go well; the words say why, in English and without secrets."""


def message(written: Written, sender: Address, to: str, at: datetime) -> EmailMessage:
    """The message: plain text, and HTML beside it for who reads that."""
    made = EmailMessage()
    made["Subject"] = " ".join(written.subject.split())
    made["From"] = sender
    made["To"] = to
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{written.key}@{_DOMAIN}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(written.text, cte="base64")
    if written.html:
        made.add_alternative(written.html, subtype="html", cte="base64")
    return made


def send(server: NotifyBase, written: Written, at: datetime) -> None:
    """Send by the mail server of an address that apprise has read. Raises ``RefusedError``."""
    given: Any = server
    name, place = given.from_addr
    sender = _address(str(place), "Rawi · راوٍ" if name in (False, "", "Apprise") else str(name))
    try:
        with _connection(given) as smtp:
            for _, to in given.targets:
                smtp.send_message(message(written, sender, str(to), at))
    except smtplib.SMTPAuthenticationError as why:
        raise RefusedError(
            f"the mail server refused the name or password ({why.smtp_code})"
        ) from None
    except smtplib.SMTPRecipientsRefused:
        raise RefusedError("the mail server refused the recipient") from None
    except smtplib.SMTPResponseException as why:
        raise RefusedError(f"the mail server answered with status {why.smtp_code}") from None
    except smtplib.SMTPException:
        raise RefusedError("the mail server does not speak as it should") from None


def _address(place: str, name: str) -> Address:
    try:
        return Address(display_name=name, addr_spec=place)
    except (ValueError, IndexError) as why:
        raise InputError("channel_unread") from why


def _connection(given: Any) -> smtplib.SMTP:
    """A connection, signed in where a password is known."""
    host, port, mode = str(given.smtp_host), int(given.port), str(given.secure_mode)
    checked = ssl.create_default_context()
    if not given.verify_certificate:
        checked.check_hostname, checked.verify_mode = False, ssl.CERT_NONE
    if mode == "ssl":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=checked)
    else:
        smtp = smtplib.SMTP(host, port, timeout=TIMEOUT)
        if mode == "starttls":
            smtp.starttls(context=checked)
    if given.user and given.password:
        smtp.login(str(given.user), str(given.password))
    return smtp
