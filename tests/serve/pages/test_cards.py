"""What a page tells those who show a card of it, and a story side by side."""

from __future__ import annotations

import re

from litestar.testing import TestClient


def declared(page: str) -> dict[str, str]:
    """What a page tells those who show a card of it."""
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', page))


def test_a_report_says_what_it_is_and_names_its_original(client: TestClient) -> None:
    page = client.get("/article/mna-flood").text
    told = declared(page)
    assert told["og:url"].endswith("/article/mna-flood")
    assert told["og:title"] in page.partition("<h1")[2]
    assert told["description"] == told["og:description"]
    assert '<link rel="canonical" href="https://press.example/' in page


def test_a_storys_canonical_address_is_its_own(client: TestClient) -> None:
    page = client.get("/story/mna-flood").text
    assert f'<link rel="canonical" href="{declared(page)["og:url"]}">' in page


def test_every_report_of_a_story_begins_with_its_own_words(client: TestClient) -> None:
    """But for the one whose beginning stands over the story, who need not be the first."""
    page = client.get("/story/nahar-resign").text
    first, others = page.partition('class="thread"')[2].split('<li data-item class="report', 2)[1:]
    assert 'class="lead"' in first
    assert 'class="lead"' not in others.partition("mna-resign")[2].partition("</li>")[0]


def test_coverage_sets_the_sides_of_a_story_beside_each_other(client: TestClient) -> None:
    assert 'href="/story/mna-flood/coverage"' in client.get("/story/mna-flood").text
    page = client.get("/story/mna-flood/coverage").text
    asked = client.get("/api/stories/mna-flood/coverage").json()
    assert len(asked["sides"]) > 1
    assert page.count('id="side-') == len(asked["sides"])
    kinds = client.get("/story/mna-flood/coverage?by=kind").text
    assert [s["kind"] for s in asked["kinds"]] == ["agency", "state", "party"]
    assert kinds.count('id="side-') == 3
    assert "حزبية" in kinds


def test_coverage_is_understood_without_opening_a_report(client: TestClient) -> None:
    """Beginnings of reports, whose text is whose, whose the outlets are and who says so."""
    page = client.get("/story/mna-flood/coverage").text
    story = client.get("/api/stories/mna-flood").json()
    begin = " ".join(story["articles"][0]["body"][0].split()[:8])
    assert begin in page.replace("&#34;", '"')
    assert "صحافة مرجان المتخيَّلة" in page
    assert page.count("أول من نشر") == 1


def test_coverage_tells_which_outlet_chose_which_words(client: TestClient) -> None:
    page = client.get("/story/mna-flood/coverage").text
    told = page.partition('class="sayings"')[2].partition("</ul>")[0]
    assert 'dir="auto">' in told
    assert 'class="outlet"' in told
