"""``rawi notify``: what is due, once."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from rawi.cli.main import app
from tests.notify.conftest import Day, Hook, report


def test_the_command_sends_what_is_due_once(
    day: Day, hook: tuple[Hook, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    held, address = hook
    monkeypatch.setenv("RAWI_SITE", "https://news.example/")
    day.now = datetime.now(UTC)
    day.told_by(threshold=1)
    day.channel(address)
    day.news.add([report(1, 0, day.now)])
    asked = ["notify", "--json", "--newsroom", str(day.path)]
    first, second = (json.loads(CliRunner().invoke(app, asked).stdout) for _ in range(2))
    assert first == {"planned": 1, "sent": 1, "failed": 0, "waiting": 0}
    assert second == {"planned": 0, "sent": 0, "failed": 0, "waiting": 0}
    (post,) = held.posts
    assert post["title"].startswith("قصة1 ")
    assert "https://news.example/story/s1r0" in post["message"]
    assert post["title"] not in post["message"]
