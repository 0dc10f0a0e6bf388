"""Web push over a service of our own, which opens what it gets and looks at the signature."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from rawi.errors import InputError
from rawi.notify.mail import Notice, Written
from rawi.notify.rounds import Post, run_round
from rawi.notify.sending import GoneError, RefusedError, Senders
from rawi.notify.web_push import (
    NOBODY,
    Signer,
    checked_subscription,
    new_key,
    public_of,
    signer_of,
)
from rawi.serve.letters import writer
from rawi.store.personal.notice_rows import Channel, Digest
from tests.notify.conftest import Day, PushService, report

AT = datetime(2026, 5, 1, 7, tzinfo=UTC)
SIGNER = Signer(key=new_key(), contact="https://news.example")
NOTICE = Notice(title="سيول في الساحل", body="«ص" * 700, tag="/story/1", path="/story/1")
LETTER = Written(subject="x", text="x", notice=NOTICE)


def channel(service: PushService, guarded: bool = False) -> Channel:
    found = checked_subscription(service.subscription, owner=True, device="Firefox, Linux")
    return Channel(service=found.service, shown=found.shown, address=found.address, guarded=guarded)


def test_the_browser_reads_what_was_sent(push_service: PushService) -> None:
    Senders(signer=SIGNER).send(channel(push_service), LETTER, AT)
    assert push_service.taken == [
        {
            "title": NOTICE.title,
            "body": NOTICE.body,
            "lang": "ar",
            "dir": "rtl",
            "tag": "/story/1",
            "path": "/story/1",
        }
    ]
    (headers,) = push_service.headers
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "86400")
    assert len(headers["topic"]) == 32


def test_the_signature_names_the_instance_for_half_a_day(push_service: PushService) -> None:
    Senders(signer=SIGNER).send(channel(push_service), LETTER, AT)
    (claims,) = push_service.signed
    assert claims["sub"] == "https://news.example"
    assert claims["exp"] == int((AT + timedelta(hours=12)).timestamp())
    assert claims["key"] == public_of(SIGNER.key)


def test_no_two_messages_are_sealed_alike(push_service: PushService) -> None:
    from rawi.notify.web_push import sealed, subscription_of

    to = subscription_of(channel(push_service).address)
    assert to is not None
    one, other = sealed(b"{}", to), sealed(b"{}", to)
    assert one[:16] != other[:16]
    assert push_service.read(one) == push_service.read(other) == {}


def test_an_instance_makes_its_key_once(day: Day) -> None:
    first = signer_of(day.news.notices.file, "http://127.0.0.1:8765")
    day.again()
    second = signer_of(day.news.notices.file, "https://news.example")
    assert (first.key, first.contact) == (second.key, NOBODY)
    assert second.contact == "https://news.example"


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_told_apart(push_service: PushService, status: int) -> None:
    push_service.status = status
    with pytest.raises(GoneError, match="no more notices"):
        Senders(signer=SIGNER).send(channel(push_service), LETTER, AT)


@pytest.mark.parametrize("status", [301, 400, 403, 413, 429, 500])
def test_other_answers_are_told_by_their_status(push_service: PushService, status: int) -> None:
    push_service.status = status
    with pytest.raises(RefusedError, match=f"status {status}") as why:
        Senders(signer=SIGNER).send(channel(push_service), LETTER, AT)
    assert not isinstance(why.value, GoneError)


def test_a_guarded_browser_is_not_looked_for_here(push_service: PushService) -> None:
    with pytest.raises(RefusedError, match="private network"):
        Senders(signer=SIGNER).send(channel(push_service, guarded=True), LETTER, AT)
    assert push_service.asked == 0


@pytest.mark.parametrize(
    ("changed", "owner"),
    [
        ({"endpoint": "http://push.example/1"}, True),
        ({"endpoint": "ftp://push.example/1"}, True),
        ({"endpoint": "https://name@push.example/1"}, True),
        ({"endpoint": "https://push.example:x/1"}, True),
        ({"endpoint": "https://push.example/ 1"}, True),
        ({"endpoint": "https://push.example/" + "1" * 2000}, True),
        ({"endpoint": "https://"}, True),
        ({}, False),
        ({"p256dh": "AAAA"}, True),
        ({"p256dh": "B" + "A" * 86}, True),
        ({"auth": "AAAA"}, True),
        ({"auth": "*"}, True),
    ],
)
def test_what_is_no_subscription_is_refused(
    push_service: PushService, changed: dict[str, str], owner: bool
) -> None:
    given = push_service.subscription | changed
    with pytest.raises(InputError, match="push_unread"):
        checked_subscription(given, owner=owner, device="x")


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "[::1]", "169.254.169.254"])
def test_a_reader_names_no_address_in_here(push_service: PushService, host: str) -> None:
    given = push_service.subscription | {"endpoint": f"https://{host}/1"}
    with pytest.raises(InputError, match="channel_private"):
        checked_subscription(given, owner=False, device="x")
    assert checked_subscription(given, owner=True, device="x").shown == "x"


def rounds(day: Day, times: int = 1) -> None:
    file = day.news.notices.file
    post = Post(writer(day.news, "https://news.example"), Senders(signer=signer_of(file, "")))
    for _ in range(times):
        run_round(day.news, post, day.now)
        day.now += timedelta(hours=2)


def test_a_story_is_told_with_its_language_and_where_it_leads(
    day: Day, push_service: PushService
) -> None:
    day.told_by(threshold=1)
    day.news.notices.take_browser(channel(push_service))
    day.news.add([report(1, 1, day.now)])
    rounds(day, 2)
    (told,) = push_service.taken
    assert told["title"].split()[0] == "قصة1"
    assert told["body"].startswith("تقرير مستقل واحد\n")
    assert (told["lang"], told["dir"]) == ("ar", "rtl")
    assert told["path"] == told["tag"] == "/story/s1r1"


def test_several_stories_are_one_notice_with_their_headlines(
    day: Day, push_service: PushService
) -> None:
    day.told_by(threshold=1)
    day.news.notices.take_browser(channel(push_service))
    day.news.add([report(n, 1, day.now) for n in range(1, 9)])
    rounds(day)
    (told,) = push_service.taken
    assert told["title"].startswith("٨ قصص: ")
    assert len(told["body"].splitlines()) == 5
    assert told["path"] == "/"


def test_a_browser_that_is_gone_ends_and_is_taken_up_again_with_its_digests(
    day: Day, push_service: PushService
) -> None:
    notices = day.news.notices
    day.told_by(threshold=1)
    number = notices.take_browser(channel(push_service))
    notices.add_digest(Digest(channel=number, due=(day.now + timedelta(days=3)).isoformat()))
    push_service.status = 410
    day.news.add([report(1, 1, day.now)])
    rounds(day, 3)
    ended = notices.channel(number)
    assert (ended.address, ended.trouble) == ("", "the browser takes no more notices")
    assert (push_service.asked, notices.backlog()) == (1, {})
    push_service.status, push_service.auth = 201, b"another key.... "
    assert notices.take_browser(channel(push_service)) == number
    day.news.add([report(2, 1, day.now)])
    rounds(day)
    assert len(push_service.taken) == 1
    assert [digest.channel for digest in notices.digests()] == [number]


def test_a_service_that_fails_is_asked_again_later(day: Day, push_service: PushService) -> None:
    day.told_by(threshold=1)
    number = day.news.notices.take_browser(channel(push_service))
    push_service.status = 503
    day.news.add([report(1, 1, day.now)])
    rounds(day)
    assert day.news.notices.channel(number).failures == 1
    push_service.status = 201
    rounds(day)
    assert len(push_service.taken) == 1


def test_a_browser_tells_whoever_asked_it_last(day: Day, push_service: PushService) -> None:
    notices, there = day.news.notices, channel(push_service)
    number = notices.take_browser(there)
    assert notices.take_browser(there) == number
    assert notices.of(2).take_browser(there) != number
    assert notices.channels() == ()
    assert json.loads(notices.of(2).channels()[0].address.removeprefix("push:"))["endpoint"]
