"""The fictional press: what it prints, and when."""

from datetime import UTC, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from rawi.demo import PressServer, load
from rawi.demo.pages import article_page
from rawi.demo.press import Printed

OPENED = datetime(2025, 5, 8, 12, 0, tzinfo=UTC)


def printed(report_id: str, minutes: int = 0) -> Printed:
    found = load().in_print(OPENED, OPENED + timedelta(minutes=minutes))
    return next(p for p in found if p.report.id == report_id)


def test_at_least_six_outlets_and_eighty_reports() -> None:
    press = load()
    assert len(press.outlets) >= 6
    assert len(press.reports) >= 80


def test_every_report_belongs_to_an_outlet_and_every_copy_to_a_report() -> None:
    press = load()
    outlets, ids = {o.id for o in press.outlets}, {r.id for r in press.reports}
    assert len(ids) == len(press.reports)
    assert {r.outlet for r in press.reports} <= outlets
    assert {r.copy_of for r in press.reports if r.copy_of} <= ids


def test_every_swap_finds_its_words() -> None:
    press = load()
    by_id = {r.id: r for r in press.reports}
    for report in press.reports:
        body = by_id[report.copy_of].body if report.copy_of else report.body
        fixes = report.correction.swap if report.correction else ()
        assert all(old in body for old, _ in (*report.swap, *fixes)), report.id


def test_no_placeholder_is_left() -> None:
    late = OPENED + timedelta(days=1)
    assert not any("{" in b for p in load().in_print(OPENED, late) for b in p.blocks)


def test_dates_are_those_of_the_press_clock() -> None:
    port = printed("mna-port")
    assert port.published == OPENED - timedelta(minutes=1500)
    assert "الأربعاء" in port.blocks[0]


def test_hijri_and_gregorian_stand_side_by_side() -> None:
    flood = printed("nahar-flood")
    assert "9 ذو القعدة 1446 هـ الموافق 7 مايو 2025" in flood.blocks[0]


def test_a_correction_appears_after_its_time() -> None:
    early, late = printed("mna-flood"), printed("mna-flood", minutes=4)
    assert early.modified is None
    assert "ثلاثة أشخاص" in early.blocks[0]
    assert late.modified == OPENED + timedelta(minutes=3)
    assert "أربعة أشخاص" in late.blocks[0]


def test_new_reports_keep_appearing() -> None:
    press = load()
    counts = [len(press.in_print(OPENED, OPENED + timedelta(minutes=m))) for m in (0, 60, 6000)]
    assert counts[0] < counts[1] < counts[2]


def test_a_page_shows_its_text_escaped() -> None:
    report = printed("nahar-sat")
    page = article_page(report, load().in_print(OPENED, OPENED), "http://127.0.0.1:1")
    assert "<p>دخل القمر الصناعي &quot;نورس-1&quot;" in page


@pytest.fixture(scope="module")
def server():
    with PressServer() as running:
        yield running


def test_every_outlet_answers_at_its_address(server: PressServer) -> None:
    for outlet in server.outlets():
        (address,) = outlet.feeds + outlet.sitemaps + outlet.listings
        with urlopen(address) as answer:
            assert len(answer.read()) > 500


def test_every_report_in_print_has_a_page(server: PressServer) -> None:
    for report in server.press.in_print(server.opened, server.opened):
        assert server.answer(report.path).status == 200


def test_an_unknown_path_is_404(server: PressServer) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{server.base}/nahar/none.html")


def test_an_unchanged_page_answers_304(server: PressServer) -> None:
    address = f"{server.base}/midan/feed.json"
    with urlopen(address) as first:
        etag = first.headers["ETag"]
    with pytest.raises(HTTPError, match="304"):
        urlopen(Request(address, headers={"If-None-Match": etag}))
