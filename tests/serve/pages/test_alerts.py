"""The page of channels, alerts and digests, and the letters that come of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from litestar.testing import TestClient
from msgspec.structs import replace

from rawi.newsroom import Newsroom
from rawi.notify.letters import Letter, Told
from rawi.notify.mail import Written
from rawi.notify.rounds import Post, run_round
from rawi.serve.app import create_app
from rawi.serve.letters import writer, written
from rawi.serve.options import ServeOptions
from rawi.serve.reader import TEST_MESSAGES
from rawi.serve.ui.strings import strings_of
from rawi.store.personal.notice_rows import Alerting, Channel
from tests.notify.conftest import Hook, PushService, hook, push_service
from tests.serve.conftest import LOCAL, NOW, client_of, press_articles

__all__ = ["hook", "push_service"]
SITE = "https://news.example"


@pytest.fixture
def owner(room: Newsroom) -> Iterator[TestClient]:
    with client_of(room) as client:
        yield client


class Kept:
    """Keeps what would be sent."""

    def __init__(self) -> None:
        self.letters: list[Written] = []

    def send(self, _channel: Channel, written: Written, _at: object) -> None:
        self.letters.append(written)


class Tags(HTMLParser):
    """Every tag of a letter, with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def post(client: TestClient, path: str, **fields: object) -> str:
    return client.post(path, data=fields).text


def test_a_channel_is_added_tried_paused_and_removed(
    owner: TestClient, room: Newsroom, hook: tuple[Hook, str]
) -> None:
    held, address = hook
    assert "أُرسلت رسالة التجربة" in post(owner, "/alerts/channels", address=address)
    assert held.posts[0]["title"] == "رسالة تجربة من راوٍ"
    (channel,) = room.notices.channels()
    held.status = 503
    page = post(owner, "/alerts/channels/change", number=channel.number, act="test")
    assert "لم تُقبل رسالة التجربة" in page
    assert "في الخادم عطل (503)" in page
    assert owner.get("/health").json()["alerts"] == {"waiting": 0, "failing": 1}
    for act, paused, alerts in (
        ("pause", True, True),
        ("digests", True, False),
        ("resume", False, False),
        ("alerts", False, True),
    ):
        post(owner, "/alerts/channels/change", number=channel.number, act=act)
        now = room.notices.channel(channel.number)
        assert (now.paused, now.alerts) == (paused, alerts)
    post(owner, "/alerts/channels/change", number=channel.number, act="remove")
    assert room.notices.channels() == ()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("nothing", "لم يُفهم هذا العنوان"),
        ("syslog://", "لا تُقبل عناوين تشغّل برامج"),
        ("sami@press.example", "ليس لهذه النسخة خادم بريد"),
    ],
)
def test_a_bad_address_is_told_in_words_and_kept_in_the_form(
    owner: TestClient, room: Newsroom, typed: str, words: str
) -> None:
    answer = owner.post("/alerts/channels", data={"address": typed})
    assert (answer.status_code, words in answer.text) == (400, True)
    assert f'value="{typed}"' in answer.text
    assert room.notices.channels() == ()


def test_an_account_of_ones_own_is_asked_for_in_fields(owner: TestClient, room: Newsroom) -> None:
    typed = {"to": "a@b.example", "server": "127.0.0.1:1", "name": "a@b.example", "password": "x?"}
    page = post(owner, "/alerts/channels", **typed)
    assert "لم تُقبل رسالة التجربة" in page
    (channel,) = room.notices.channels()
    assert (channel.service, channel.shown) == ("E-Mail", "a@b.example")
    again = post(owner, "/alerts/channels", **typed | {"server": "no server"})
    assert 'value="no server"' in again
    assert "x?" not in again


def test_a_secret_is_never_shown_again(owner: TestClient, hook: tuple[Hook, str]) -> None:
    address = hook[1].replace("json://", "json://sami:s3cret@") + "/t0ken?+X-Key=s3cret"
    page = post(owner, "/alerts/channels", address=address)
    assert "127.0.0.1" in page
    assert re.findall("s3cret|t0ken", page + owner.get("/alerts").text) == []


def test_what_is_chosen_is_kept_with_the_zone_and_language_of_the_page(
    owner: TestClient, room: Newsroom
) -> None:
    follow = room.follow(room.followable("keyword", "السيول"))
    owner.cookies.set("rawi_zone", "Asia%2FDubai")
    chosen = {"threshold": "3", "quiet_from": "23", "quiet_until": "7", "follow": follow.number}
    assert "حُفظ" in post(owner, "/alerts", **chosen)
    how = room.notices.alerting()
    assert how is not None
    assert (how.threshold, how.updates, how.quiet) == (3, False, (23, 7))
    assert (how.zone, how.language, how.arabic_digits) == ("Asia/Dubai", "ar", True)
    assert room.notices.alerted() == {follow.number}
    post(owner, "/alerts", threshold="x", quiet_from="24", follow=str(follow.number + 1))
    how = room.notices.alerting()
    assert how is not None
    assert (how.threshold, how.quiet) == (0, None)
    assert room.notices.alerted() == frozenset()


def test_nobody_changes_what_is_somebody_elses(room: Newsroom, hook: tuple[Hook, str]) -> None:
    room.people.add("huda", "long enough", "owner")
    room.people.add("sami", "long enough too")
    with client_of(room) as client:
        post(client, "/login", name="huda", password="long enough")
        post(client, "/alerts/channels", address=hook[1])
        (channel,) = room.notices.channels()
    with client_of(room) as client:
        post(client, "/login", name="sami", password="long enough too")
        assert "127.0.0.1" not in client.get("/alerts").text
        gone = {"number": channel.number, "act": "remove"}
        assert client.post("/alerts/channels/change", data=gone).status_code == 404
        digest = {"channel": channel.number, "hour": "7"}
        assert client.post("/alerts/digests", data=digest).status_code == 404
        assert "لصاحب النسخة وحده" in post(client, "/alerts/channels", address=hook[1])
    assert room.notices.channels() == (channel,)


def test_a_browser_is_added_once_and_tried(
    owner: TestClient, room: Newsroom, push_service: PushService
) -> None:
    for _ in range(2):
        assert "أُرسلت رسالة التجربة" in post(owner, "/alerts/browser", **push_service.subscription)
    assert "أُرسلت" not in post(owner, "/alerts/browser", **push_service.subscription, renewed="1")
    (channel,) = room.notices.channels()
    assert (channel.service, len(push_service.taken)) == ("Web push", 2)
    page = owner.get("/alerts").text
    assert "إشعارات المتصفح" in page
    assert push_service.subscription["auth"] not in page


def test_a_browser_that_is_gone_is_told_of_and_can_only_be_removed(
    owner: TestClient, room: Newsroom, push_service: PushService
) -> None:
    push_service.status = 410
    page = post(owner, "/alerts/browser", **push_service.subscription)
    assert "انتهت: لم يعد المتصفح يقبل إشعارات هذا الموقع" in page
    assert re.findall('name="act" value="(.*?)"', page) == ["remove"]
    (channel,) = room.notices.channels()
    for act in ("test", "resume"):
        post(owner, "/alerts/channels/change", number=channel.number, act=act)
    assert (room.notices.channels(), push_service.asked) == ((channel,), 1)


def test_what_no_browser_gave_is_refused(owner: TestClient, room: Newsroom) -> None:
    answer = owner.post("/alerts/browser", data={"endpoint": "https://push.example/1"})
    assert (answer.status_code, "لم يُفهم ما أعطاه المتصفح" in answer.text) == (400, True)
    assert room.notices.channels() == ()


def test_visitors_have_no_alerts(room: Newsroom) -> None:
    with client_of(room, ServeOptions(token="x" * 20, public=True)) as visitor:
        assert visitor.get("/alerts").status_code == 403
        assert visitor.post("/alerts", data={}).status_code == 403


@pytest.fixture
def digest(owner: TestClient, room: Newsroom) -> Written:
    """The digest of a morning, as it is written."""
    room.notices.add_channel(Channel(service="x", shown="x", address="x"))
    (channel,) = room.notices.channels()
    owner.cookies.set("rawi_zone", "Asia%2FRiyadh")
    post(owner, "/alerts/digests", channel=channel.number, hour="7", scope="all", most="20")
    (kept,) = room.notices.digests()
    assert kept.due == "2026-03-13T04:00:00+00:00"
    room.add(press_articles()[12:24])
    kept_letters = Kept()
    now = NOW + timedelta(days=1)
    assert run_round(room, Post(writer(room, SITE), kept_letters), now).sent == 1
    return kept_letters.letters[0]


def test_a_digest_is_right_to_left_in_tables_without_anything_from_elsewhere(
    digest: Written,
) -> None:
    tags = Tags(digest.html).found
    names = {tag for tag, _ in tags}
    assert names.isdisjoint({"img", "script", "link", "style", "iframe", "svg", "form"})
    assert ("html", {"lang": "ar", "dir": "rtl"}) in tags
    cells = [attrs for tag, attrs in tags if tag == "td"]
    assert cells
    assert all(c.get("dir") == "rtl" for c in cells if c.get("align") == "right")
    addresses = [attrs["href"] or "" for tag, attrs in tags if tag == "a"]
    assert addresses
    assert all(address.startswith(f"{SITE}/") for address in addresses)
    assert "url(" not in digest.html
    assert len(digest.html.encode()) < 102_000  # Gmail cuts off what is longer


def test_the_plain_part_tells_the_same_stories(digest: Written) -> None:
    linked = re.findall(rf"{SITE}/story/[^\"\s]+", digest.html)
    assert linked == re.findall(rf"{SITE}/story/\S+", digest.text)
    assert len(linked) == len(set(linked)) > 3
    assert re.search("أول من نشر: ", digest.text)
    assert re.search("تقريران مستقلان|تقرير مستقل واحد", digest.text)
    assert digest.subject.startswith("نشرة اليوم: ")
    assert not re.search("&[a-z#]|<[a-z]|\n\n\n", digest.text)


def test_letters_speak_the_language_of_their_reader(room: Newsroom) -> None:
    how = Alerting(language="en", arabic_digits=False, zone="Europe/London")
    made = writer(room, SITE)(Letter(kind="test", how=how, at=NOW, key="1"))
    assert made.subject == strings_of("en").word("test_subject")
    assert '<html lang="en" dir="ltr">' in made.html
    assert "Thursday" in made.text


def test_test_messages_are_bounded_for_each_person_and_hour(
    room: Newsroom, hook: tuple[Hook, str]
) -> None:
    held, address = hook
    now = [NOW]
    app = create_app(room, clock=lambda: now[0])
    with TestClient(app, base_url=LOCAL) as owner:
        post(owner, "/alerts/channels", address=address)
        (channel,) = room.notices.channels()
        asked = {"number": channel.number, "act": "test"}
        for _ in range(TEST_MESSAGES - 1):
            assert "أُرسلت رسالة التجربة" in post(owner, "/alerts/channels/change", **asked)
        for path, fields in (
            ("/alerts/channels/change", asked),
            ("/alerts/channels", {"address": address + "2"}),
        ):
            told = owner.post(path, data=fields)
            assert (told.status_code, "رسائل تجربة كثيرة" in told.text) == (429, True)
        assert (len(held.posts), len(room.notices.channels())) == (TEST_MESSAGES, 1)
        now[0] += timedelta(hours=1)
        assert "أُرسلت رسالة التجربة" in post(owner, "/alerts/channels/change", **asked)


def test_what_rings_by_its_reports_stands_apart_from_what_is_followed(room: Newsroom) -> None:
    one, other = tuple(room.briefs(limit=2))
    stories = (Told(brief=one, why=("السدود",)), Told(brief=other))
    letter = Letter(kind="alert", how=Alerting(), at=NOW, stories=stories)
    text = written(letter, {}, LOCAL).text
    places = [text.index(p) for p in ("— السدود —", "— قصص أخرى —", other.headline)]
    assert places == sorted(places)
    bare = replace(other, section=None, topic=None)
    for kind in ("alert", "digest"):
        alone = written(replace(letter, kind=kind, stories=(Told(brief=bare),)), {}, LOCAL).text
        assert "قصص أخرى" not in alone
