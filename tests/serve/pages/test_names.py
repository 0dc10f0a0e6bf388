"""The pages, feeds and answers of names and of what somebody said."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from tests.serve.conftest import client_of

NAMED = "سعاد المنصوري"
PUBLIC = ServeOptions(token="s3cret", public=True)


@pytest.fixture
def speaker(newsroom: Newsroom) -> str:
    """Somebody who surely said something, by the first name that annotation gives."""
    said = (one.quote for one in newsroom.quotes(limit=100))
    return next(quote.speaker_name for quote in said if quote.speaker_name and quote.chance > 0.8)


def test_a_page_shows_who_said_it_and_who_printed_it(client: TestClient, speaker: str) -> None:
    page = client.get(f"/speaker/{speaker}").text
    assert speaker in page
    assert 'class="way"' in page
    assert "/feeds/speaker/" in page


def test_a_name_leads_to_stories_and_company(client: TestClient) -> None:
    page = client.get("/entity/سعاد المنصوري").text
    assert "قصص يرد فيها" in page
    assert "/entity/" in page


def test_a_name_nobody_has_is_not_found(client: TestClient) -> None:
    assert client.get("/entity/بائع الورد").status_code == 404
    assert client.get("/api/entity/بائع الورد").status_code == 404


def test_an_article_links_its_names_and_speakers(client: TestClient, speaker: str) -> None:
    (found,) = client.get("/api/quotes", params={"speaker": speaker, "limit": 1}).json()["items"]
    page = client.get(f"/article/{found['article']['id']}").text
    assert "/speaker/" in page
    assert "/entity/" in page


@pytest.mark.parametrize("ending", ["atom", "json"])
@pytest.mark.parametrize("kind", ["speaker", "entity"])
def test_names_have_feeds(client: TestClient, speaker: str, kind: str, ending: str) -> None:
    name = speaker if kind == "speaker" else NAMED
    answer = client.get(f"/feeds/{kind}/{name}.{ending}")
    assert answer.status_code == 200
    assert name in answer.text


def test_a_statement_tells_the_way_it_took(client: TestClient, speaker: str) -> None:
    asked = {"speaker": speaker, "grouped": "true"}
    items = client.get("/api/quotes", params=asked).json()["items"]
    assert items
    assert all(one["chain"][0]["name"] == speaker for one in items)
    assert all(one["chain"][-1]["role"] == "outlet" for one in items)


def test_a_profile_is_an_answer(client: TestClient) -> None:
    found = client.get("/api/entity/سعاد المنصوري").json()
    assert (found["kind"], found["name"]) == ("person", "سعاد المنصوري")
    assert found["articles"] > 0


def test_the_public_sees_no_statements(newsroom: Newsroom, speaker: str) -> None:
    with client_of(newsroom, PUBLIC) as client:
        for path in (f"/speaker/{speaker}", "/api/quotes", f"/feeds/speaker/{speaker}.atom"):
            assert client.get(path).status_code == 403, path
        assert "statements" not in client.get(f"/api/entity/{NAMED}").json()
        assert client.get(f"/entity/{NAMED}").status_code == 200


def test_a_story_says_whom_it_names(client: TestClient, newsroom: Newsroom) -> None:
    found = next(one for one in newsroom.search(NAMED))
    page = client.get(f"/story/{newsroom.story_of(found.article.id).id}").text
    assert 'id="names"' in page
    assert f">{NAMED}</a>" in page


def test_a_keyword_says_whom_its_articles_name(client: TestClient, newsroom: Newsroom) -> None:
    article = next(one.article for one in newsroom.search(NAMED))
    keyword = newsroom.notes(article.id).keywords[0].text
    page = client.get(f"/keyword/{keyword}").text
    names = newsroom.names_about(keyword)
    assert [one.articles for one in names] == sorted((one.articles for one in names), reverse=True)
    assert f">{names[0].name}</a>" in page
