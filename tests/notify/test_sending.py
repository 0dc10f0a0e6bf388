"""Sending over real servers: what arrives, and what is said where nothing does."""

from __future__ import annotations

import logging
import socket
from datetime import UTC, datetime

import pytest

from rawi.notify.mail import Written
from rawi.notify.sending import RefusedError, Senders
from rawi.store.personal.notice_rows import Channel
from tests.notify.conftest import Hook, Letterbox, plain

AT = datetime(2026, 5, 1, 7, tzinfo=UTC)
LETTER = Written(
    subject="نشرة اليوم: سيول في الساحل",
    text="نص الرسالة\n",
    short="نص قصير\n",
    html='<html dir="rtl"><body><p>نص الرسالة</p></body></html>',
    key="1.2.3",
)


def channel(address: str, guarded: bool = False) -> Channel:
    return Channel(service="x", shown="x", address=address, guarded=guarded)


def test_mail_has_plain_text_and_html_beside_it(letterbox: tuple[Letterbox, str]) -> None:
    box, address = letterbox
    Senders().send(channel(address), LETTER, AT)
    (mail,) = box.mail
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert plain(mail) == LETTER.text
    assert (mail["subject"], mail["to"]) == (LETTER.subject, "sami@press.example")
    assert "rawi@press.example" in mail["from"]
    assert (mail["message-id"], mail["auto-submitted"]) == (
        "<1.2.3@rawi.invalid>",
        "auto-generated",
    )


def test_a_bare_address_is_sent_to_by_the_server_of_the_instance(
    letterbox: tuple[Letterbox, str],
) -> None:
    box, address = letterbox
    server = address.partition("&to=")[0]
    Senders(server).send(channel("mail:noura@press.example", guarded=True), LETTER, AT)
    assert [mail["to"] for mail in box.mail] == ["noura@press.example"]


def test_a_webhook_gets_title_and_text(hook: tuple[Hook, str]) -> None:
    held, address = hook
    Senders().send(channel(address), LETTER, AT)
    (post,) = held.posts
    assert (post["title"], post["message"].strip()) == (LETTER.subject, LETTER.short.strip())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


def test_what_goes_wrong_is_told_in_few_words(
    letterbox: tuple[Letterbox, str], hook: tuple[Hook, str]
) -> None:
    (box, mail), (held, address) = letterbox, hook
    box.refuse, held.status = "554 no", 503
    nowhere = f"127.0.0.1:{free_port()}"
    for where, words in (
        (mail, "the mail server answered with status 554"),
        (address, "the server answered with status 503"),
        (f"mailto://{nowhere}?from=a@b.example&to=c@d.example", "no connection: refused or broken"),
        (f"json://{nowhere}", "the service did not take the message"),
        ("nothing://x", "the address cannot be used: channel_unread"),
    ):
        with pytest.raises(RefusedError) as why:
            Senders().send(channel(where), LETTER, AT)
        assert str(why.value) == words


def test_a_guarded_channel_reaches_nothing_here_by_whatever_library(
    letterbox: tuple[Letterbox, str], hook: tuple[Hook, str]
) -> None:
    for _, address in (letterbox, hook):
        with pytest.raises(RefusedError, match="private network"):
            Senders().send(channel(address, guarded=True), LETTER, AT)
    assert (letterbox[0].mail, hook[0].asked) == ([], 0)


def test_no_secret_reaches_a_log(hook: tuple[Hook, str], caplog: pytest.LogCaptureFixture) -> None:
    held, address = hook
    held.status = 500
    secret = address.replace("json://", "json://sami:s3cret@")
    with caplog.at_level(logging.DEBUG), pytest.raises(RefusedError) as why:
        Senders().send(channel(secret + "/s3cret"), LETTER, AT)
    assert "s3cret" not in caplog.text + str(why.value)
