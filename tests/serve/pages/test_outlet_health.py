"""What the outlets page says of collecting: its last round, moves, ends, clashes."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from rawi.collect.state import OutletState, Source
from rawi.model import Outlet
from rawi.newsroom import Newsroom
from tests.serve.conftest import NOW, client_of

OLD, NEW = "https://mna.example/feed", "https://mna.example/newfeed"
TITLES = ("نشرة الصباح من المرفأ", "حصاد المساء في الوادي")


def followed(room: Newsroom, *sources: tuple[str, Source]) -> None:
    outlet = Outlet(id="mna.example", name="أنباء المرفأ", feeds=tuple(url for url, _ in sources))
    room.add_outlet(outlet)
    visit = (NOW - timedelta(hours=3)).isoformat()
    room.save_outlet_states(
        [OutletState(outlet="mna.example", sources=dict(sources), last_visit=visit)]
    )


def test_it_says_that_there_was_no_round(room: Newsroom) -> None:
    with client_of(room) as client:
        assert "لم تجر جولة جمع بعد" in client.get("/outlets").text
        assert "rawi_last_round_age_seconds" not in client.get("/metrics").text


def test_it_says_how_long_ago_the_last_round_was(room: Newsroom) -> None:
    followed(room, (OLD, Source()))
    with client_of(room) as client:
        page = client.get("/outlets").text
        assert "آخر جولة جمع" in page
        assert "(قبل ٣ ساعات)" in page
        told = client.get("/health").json()
        assert told["last_round"] == (NOW - timedelta(hours=3)).isoformat()
        assert told["last_round_age_seconds"] > 0


def test_a_move_for_good_is_shown(room: Newsroom) -> None:
    followed(room, (OLD, Source(moved=NEW)))
    with client_of(room) as client:
        for path in ("/outlets", "/outlet/mna.example"):
            page = client.get(path).text
            assert "انتقل نهائيًا" in page
            assert OLD in page
            assert NEW in page
        rows = {row["outlet"]["id"]: row["health"] for row in client.get("/api/outlets").json()}
        assert rows["mna.example"]["moved"] == {OLD: NEW}


@pytest.mark.parametrize(("language", "arrow"), [("ar", "←"), ("en", "→")])
def test_a_move_points_as_one_reads(room: Newsroom, language: str, arrow: str) -> None:
    followed(room, (OLD, Source(moved=NEW)))
    with client_of(room) as client:
        client.post("/settings", data={"language": language})
        for path in ("/outlets", "/outlet/mna.example"):
            assert f"</bdi> {arrow} <bdi" in client.get(path).text


def test_what_is_gone_for_good_is_shown(room: Newsroom) -> None:
    followed(room, (OLD, Source(gone=True)), (NEW, Source()))
    with client_of(room) as client:
        assert "زال نهائيًا: <bdi" in client.get("/outlets").text
        assert "state-gone" not in client.get("/outlets").text
    followed(room, (OLD, Source(gone=True)))
    with client_of(room) as client:
        assert "state-gone" in client.get("/outlet/mna.example").text


def test_other_reports_at_the_addresses_of_an_outlet_are_counted(room: Newsroom) -> None:
    address = "https://mna.example/bulletin"
    for number, title in enumerate(TITLES):
        body = " ".join(f"كلمة{number}{n}" for n in range(40))
        room.add([{"url": address, "outlet": "mna.example", "title": title, "body": body}])
    with client_of(room) as client:
        assert re.search("أخبار غيرها على عناوينها: [1١]<", client.get("/outlets").text)
        assert "rawi_clashes 1\n" in client.get("/metrics").text
