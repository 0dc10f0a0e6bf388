"""A day of 200 stories with updates: each told once, none missed, none after muting."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest

from rawi.notify.mail import Written
from rawi.notify.rounds import Post, run_round
from rawi.notify.sending import Senders
from rawi.serve.letters import writer
from rawi.store.personal.notice_rows import Channel, Digest
from tests.notify.conftest import MORNING, Day, Hook, Letterbox, plain, report

STORIES, PER_HOUR = 200, 10
SITE = "http://reader.example"
MUTED_AT, MUTED = 14, "outlet7.example"
"""Hour from which an outlet is muted that brings every tenth story alone."""
DOWN = range(8, 12)
"""Hours in which the webhook does not answer: a story that gained its reports before it answers
again is told once, as it stands."""


class Died(BaseException):
    """The process ends here."""


class Dying:
    """Sends, until it is told to die before the next sending."""

    def __init__(self) -> None:
        self.senders = Senders()
        self.dies = False

    def send(self, channel: Channel, written: Written, at: datetime) -> None:
        if self.dies:
            raise Died
        self.senders.send(channel, written, at)


def outlet_of(story: int) -> str:
    return MUTED if story % 10 == 0 else f"outlet{story % 5}.example"


def reports_at(hour: int, now: datetime) -> list[dict[str, Any]]:
    """What comes in at every second hour: stories that begin, and two more reports of every fourth
    of those that began four hours ago."""
    if hour % 2:
        return []
    made = [
        report(story, 0, now, outlet=outlet_of(story))
        for story in range(hour * PER_HOUR, min((hour + 2) * PER_HOUR, STORIES))
    ]
    for story in range(max(0, hour - 4) * PER_HOUR, max(0, hour - 2) * PER_HOUR):
        if story % 4 == 1:
            made += [report(story, n, now, outlet=f"late{n}.example") for n in (1, 2)]
    return made


def headline(text: str) -> list[tuple[int, bool]]:
    """The stories that a message names, and whether as an update."""
    return [(int(n), bool(u)) for u, n in re.findall(r"^(?:• )?(تحديث: )?قصة(\d+) ", text, re.M)]


def test_each_of_200_stories_is_told_once_through_crash_failure_and_muting(
    day: Day, letterbox: tuple[Letterbox, str], hook: tuple[Hook, str]
) -> None:
    box, paper_address = letterbox
    held, address = hook
    day.told_by(threshold=1, quiet_from=1, quiet_until=5, zone="Asia/Riyadh")
    day.channel(address)
    paper = day.channel(paper_address, alerts=False)
    notices = day.news.notices
    due = (MORNING + timedelta(hours=1)).isoformat()
    notices.add_digest(Digest(channel=paper, hour=-1, most=100, due=due))
    dying = Dying()
    for hour in range(24):
        day.now = MORNING + timedelta(hours=hour)
        held.status = 500 if hour in DOWN else 200
        if hour == MUTED_AT:
            day.news.mute("outlet", MUTED)
        day.news.add(reports_at(hour, day.now))
        post = Post(writer(day.news, SITE), dying)
        dying.dies = hour in (6, 16)
        if dying.dies:
            with pytest.raises(Died):
                run_round(day.news, post, day.now)
            day.again()
            dying.dies = False
            post = Post(writer(day.news, SITE), dying)
            day.now += timedelta(minutes=6)
        run_round(day.news, post, day.now)
    day.now += timedelta(hours=4)
    run_round(day.news, Post(writer(day.news, SITE), dying), day.now)

    wanted = {s for s in range(STORIES) if s % 10 or s < MUTED_AT * PER_HOUR}
    updated = {s for s in range(STORIES) if s % 4 == 1}
    together = {s for s in updated if s // (2 * PER_HOUR) * 2 + 4 == DOWN.stop}
    posted, mailed = (
        [f"{p['title']}\n{p['message']}" for p in held.posts],
        [plain(m) for m in box.mail],
    )
    for texts, updates in ((posted, updated - together), (mailed, updated)):
        told = Counter(headline("\n".join(texts)))
        assert max(told.values()) == 1
        assert {story for story, update in told if not update} == wanted
        assert {story for story, update in told if update} == updates
