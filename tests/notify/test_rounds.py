"""Rounds over real stories: follows, muting, quiet hours, failing channels, crashes."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest

from rawi.errors import BusyError
from rawi.newsroom.reported import Report as Told
from rawi.newsroom.reported import independent
from rawi.notify.letters import Letter
from rawi.notify.mail import Written
from rawi.notify.rounds import Post, Report, run_forever, run_round
from rawi.notify.sending import RefusedError
from rawi.store.personal.notice_rows import Channel, Digest
from tests.notify.conftest import MORNING, Day, report

SAID = 'وقال رئيس البلدية سالم الوادي: "الجسر الجديد يخدم أهل الوادي كلهم وسيفتح غدا".'


class Heard:
    """A channel of a test: keeps letters, and refuses where it is told to."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, Letter]] = []
        self.keys: list[str] = []
        self.trouble = ""
        self._letter: Letter | None = None

    def write(self, letter: Letter) -> Written:
        self._letter = letter
        return Written(subject="x", text="x", key=letter.key)

    def send(self, channel: Channel, written: Written, _at: datetime) -> None:
        if self.trouble:
            raise RefusedError(self.trouble)
        assert self._letter is not None
        self.sent.append((channel.number, self._letter))
        self.keys.append(written.key)

    def stories(self) -> list[tuple[str, str]]:
        """Kind and id of all that was told, in order."""
        return [(t.kind, t.brief.id) for _, letter in self.sent for t in letter.stories]


@pytest.fixture
def heard() -> Heard:
    return Heard()


def passes(day: Day, heard: Heard, **later: float) -> Report:
    day.now += timedelta(**later)
    return run_round(day.news, Post(heard.write, heard), day.now)


def arrives(day: Day, *which: tuple[int, int], **changed: Any) -> None:
    day.news.add([report(story, number, day.now, **changed) for story, number in which])


def test_a_followed_thing_rings_only_where_that_is_wanted(day: Day, heard: Heard) -> None:
    rings = day.news.follow(day.news.followable("search", "q=سيول"))
    silent = day.news.follow(day.news.followable("search", "q=كسوف"))
    day.told_by()
    day.channel("x")
    day.news.notices.set_alerted([rings.number])
    arrives(day, (1, 0), title="سيول تقطع الطريق إلى المرفأ")
    arrives(day, (2, 0), title="كسوف جزئي مساء الغد")
    assert passes(day, heard).sent == 1
    assert heard.stories() == [("new", "s1r0")]
    assert heard.sent[0][1].stories[0].why == (rings.title,)
    day.news.notices.set_alerted([silent.number])
    arrives(day, (3, 0), title="سيول جديدة في الجنوب")
    arrives(day, (4, 0), title="كسوف آخر في الخريف")
    passes(day, heard)
    assert heard.stories()[1:] == [("new", "s4r0")]


def test_what_a_followed_speaker_says_is_told(day: Day, heard: Heard) -> None:
    speaker = day.news.follow(day.news.followable("speaker", "سالم الوادي"))
    day.told_by()
    day.channel("x")
    day.news.notices.set_alerted([speaker.number])
    body = f"افتتحت البلدية جسرا فوق مجرى السيل.\n{SAID}"
    arrives(day, (1, 0), title="جسر جديد فوق مجرى السيل", body=body)
    passes(day, heard)
    (told,) = heard.sent[0][1].stories
    assert told.said[0].quote.text.startswith("الجسر الجديد")


def test_what_waits_is_not_told_after_muting_or_unfollowing(day: Day, heard: Heard) -> None:
    followed = day.news.follow(day.news.followable("search", "q=سيول"))
    day.told_by(quiet_from=0, quiet_until=6)
    day.channel("x")
    day.news.notices.set_alerted([followed.number])
    arrives(day, (1, 0), title="سيول في الشمال", outlet="muted.example")
    arrives(day, (2, 0), title="سيول في الجنوب")
    assert passes(day, heard).waiting == 2
    day.news.mute("outlet", "muted.example")
    day.news.follows.of(1).remove(followed)
    assert passes(day, heard, hours=7) == Report()
    assert heard.sent == []


def test_quiet_hours_gather_one_message(day: Day, heard: Heard) -> None:
    day.told_by(threshold=1, quiet_from=0, quiet_until=6)
    day.channel("x")
    for hour in range(3):
        arrives(day, (hour, 0))
        assert passes(day, heard, hours=1).sent == 0
    assert passes(day, heard, hours=3).sent == 1
    assert [story for _, story in heard.stories()] == ["s0r0", "s1r0", "s2r0"]


def test_a_failing_channel_is_left_alone_longer_and_shown(day: Day, heard: Heard) -> None:
    day.told_by(threshold=1)
    number = day.channel("x")
    arrives(day, (1, 0))
    heard.trouble = "the server answered with status 503"
    assert passes(day, heard).failed == 1
    heard.trouble = ""
    assert passes(day, heard, seconds=59).sent == 0
    shown = day.news.notices.channel(number)
    assert (shown.failures, shown.trouble) == (1, "the server answered with status 503")
    assert passes(day, heard, seconds=1).sent == 1
    shown = day.news.notices.channel(number)
    assert (shown.failures, shown.trouble, shown.again) == (0, "", "")


def test_one_channel_that_fails_holds_up_no_other(day: Day) -> None:
    day.told_by(threshold=1)
    bad, good = day.channel("bad"), day.channel("good")
    arrives(day, (1, 0))

    class Half(Heard):
        def send(self, channel: Channel, written: Written, at: datetime) -> None:
            if channel.number == bad:
                raise RefusedError("no")
            super().send(channel, written, at)

    half = Half()
    assert passes(day, half).failed == 1
    assert [number for number, _ in half.sent] == [good]


def test_a_crash_between_sending_and_striking_off_sends_the_same_message_again(
    day: Day, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only possible double: a mail client that knows the id of the message shows it once."""
    day.told_by(threshold=1)
    day.channel("x")
    arrives(day, (1, 0))
    with monkeypatch.context() as broken:
        broken.setattr(type(day.news.notices), "done", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            passes(day, heard)
    day.again()
    passes(day, heard, minutes=6)
    assert len(heard.keys) == 2
    assert len(set(heard.keys)) == 1
    assert passes(day, heard, minutes=6).sent == 0


def test_two_senders_send_once(day: Day) -> None:
    """Beside the reader and by cron at once."""
    day.told_by(threshold=1)
    day.channel("x")
    arrives(day, *((n, 0) for n in range(4)))
    begun = threading.Barrier(2)
    all_heard = [Heard(), Heard()]

    def send(heard: Heard) -> None:
        begun.wait()
        passes(day, heard)

    threads = [threading.Thread(target=send, args=(heard,)) for heard in all_heard]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(s for heard in all_heard for _, s in heard.stories()) == [
        "s0r0",
        "s1r0",
        "s2r0",
        "s3r0",
    ]


def test_what_came_before_and_what_is_old_rings_nobody(day: Day, heard: Heard) -> None:
    arrives(day, (1, 0))
    day.news.number_arrivals()
    day.told_by(threshold=1, place=day.news.marks.last_number())
    day.channel("x")
    old = (MORNING - timedelta(days=4)).isoformat()
    arrives(day, (2, 0), published=old)
    arrives(day, (3, 0))
    passes(day, heard)
    assert heard.stories() == [("new", "s3r0")]


def test_a_story_that_is_gone_is_left_out(day: Day, heard: Heard) -> None:
    day.told_by(threshold=1, quiet_from=0, quiet_until=1)
    day.channel("x")
    arrives(day, (1, 0), url="https://a.example/1")
    arrives(day, (2, 0))
    passes(day, heard)
    day.news.take_down("https://a.example/1")
    passes(day, heard, hours=1)
    assert [story for _, story in heard.stories()] == ["s2r0"]


def test_a_daily_digest_tells_each_story_once_and_what_it_gained(day: Day, heard: Heard) -> None:
    day.told_by(zone="Asia/Riyadh")
    channel = day.channel("x", alerts=False)
    due = (MORNING + timedelta(hours=4)).isoformat()
    day.news.notices.add_digest(Digest(channel=channel, hour=7, due=due))
    arrives(day, (1, 0), (2, 0))
    assert passes(day, heard, hours=3, minutes=59).sent == 0
    assert passes(day, heard, minutes=1).sent == 1
    assert passes(day, heard, minutes=1).sent == 0
    arrives(day, (1, 1), (3, 0))
    passes(day, heard, hours=23, minutes=59)
    assert len(heard.sent) == 2
    second = {t.brief.id: (t.kind, t.gained) for t in heard.sent[1][1].stories}
    assert second == {"s1r0": ("update", 1), "s3r0": ("new", 0)}
    assert passes(day, heard, hours=24).sent == 0


def test_a_paused_channel_gets_nothing_of_its_pause(day: Day, heard: Heard) -> None:
    day.told_by(threshold=1)
    number = day.channel("x")
    day.channel("y", alerts=False)
    day.news.notices.change_channel(number, paused=True, alerts=True)
    arrives(day, (1, 0))
    passes(day, heard)
    day.news.notices.change_channel(number, paused=False, alerts=True)
    arrives(day, (2, 0))
    passes(day, heard)
    assert heard.stories() == [("new", "s2r0")]


def test_a_round_that_fails_is_followed_by_another(
    day: Day, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rawi.notify.rounds.EVERY", 0.01)
    stop, asked = threading.Event(), []

    def clock() -> datetime:
        asked.append(1)
        if len(asked) == 1:
            raise BusyError
        stop.set()
        return day.now

    run_forever(day.news, stop, Post(heard.write, heard), clock)
    assert len(asked) == 2


def test_independent_reports_are_of_outlets_that_copy_nobody() -> None:
    reports = [
        Told(id="1", outlet="a", time=1),
        Told(id="2", outlet="a", time=2),
        Told(id="3", outlet="b", time=3, copy=True),
        Told(id="4", outlet="c", time=4),
        Told(id="5", outlet=None, time=5),
    ]
    assert independent(reports) == 3
    assert independent([]) == 0
