"""Pages, API, feeds and access, asked over HTTP."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from litestar.testing import TestClient

import rawi
from rawi.model import Article
from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from tests.serve.conftest import client_of

PAGES = (
    "/",
    "/?section=محليات",
    "/?since=2026-03-11&until=2026-03-12",
    "/story/mna-flood",
    "/story/mna-flood/coverage",
    "/affair/mna-flood",
    "/article/mna-flood",
    "/article/mna-flood/versions",
    "/search",
    "/search?q=السيول",
    "/search?q=%22",
    "/keyword/سيول",
    "/entity/سعاد المنصوري",
    "/speaker/سعاد المنصوري",
    "/outlets",
    "/outlet/mna",
    "/saved",
    "/settings",
    "/login",
    "/api/docs",
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_with_a_title_and_a_strict_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert re.search("<title>[^<]+</title>", answer.text)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_another_host_for_anything(client: TestClient, path: str) -> None:
    # A canonical address is told, not asked for.
    asking = r'<(?:script|img|link(?! rel="canonical")|iframe|source)[^>]*(?:src|href)="([^"]*)"'
    wanted = re.findall(asking, client.get(path).text)
    assert wanted
    assert all(address.startswith("/") and not address.startswith("//") for address in wanted)


def test_home_groups_by_day_and_tells_reports_from_copies(client: TestClient) -> None:
    page = client.get("/").text
    assert "اليوم، ١٢ مارس" in page
    assert "نسخة واحدة" in page
    assert 'dir="rtl"' in page


def test_home_pages_on_by_cursor_without_repeating(newsroom: Newsroom) -> None:
    with client_of(newsroom, ServeOptions(page_size=10)) as client:
        seen: list[str] = []
        path: str | None = "/"
        while path:
            page = client.get(path).text
            seen += re.findall(r'<h3 dir="rtl"><a href="([^"]+)"', page)
            more = re.search(r'rel="next" href="([^"]+)"', page)
            path = more[1].replace("&amp;", "&") if more else None
    assert len(seen) == len(set(seen)) > 20


def test_filters_narrow_the_list(client: TestClient) -> None:
    stories = client.get("/api/stories?limit=200").json()["items"]
    section = stories[0]["section"]
    narrowed = client.get("/api/stories", params={"section": section, "limit": 200}).json()["items"]
    assert {s["id"] for s in narrowed} == {s["id"] for s in stories if s.get("section") == section}


def test_a_topic_gathers_sections_of_any_word(client: TestClient) -> None:
    stories = client.get("/api/stories?limit=200").json()["items"]
    told = [s for s in stories if s.get("topic") == "sport"]
    assert len({s["section"] for s in told}) > 1
    found = client.get("/api/stories?topic=sport&limit=200").json()["items"]
    assert [s["id"] for s in found] == [s["id"] for s in told]
    assert (
        '<a href="/?topic=sport" aria-current="true">رياضة</a>' in client.get("/?topic=sport").text
    )
    one = client.get(f"/api/articles/{told[0]['first']['id']}").json()
    assert one["topic"] == "sport"


def test_search_is_narrowed_to_a_topic(client: TestClient) -> None:
    hits = client.get("/api/search?q=الفريق&topic=sport&limit=50").json()["items"]
    assert hits
    everywhere = client.get("/api/search?q=الفريق&limit=50").json()["items"]
    sections = {h["article"]["section"] for h in hits}
    assert sections < {h["article"].get("section") for h in everywhere} | {None}


def test_an_unknown_topic_is_refused(client: TestClient) -> None:
    assert client.get("/api/stories?topic=gossip").status_code == 400


def test_similar_articles_say_why(client: TestClient) -> None:
    answer = client.get("/api/articles/sahel-strike/similar").json()
    assert len(answer["why"]) == len(answer["items"]) > 0
    assert {one["reason"] for one in answer["why"]} <= {"matter", "affair", "names"}
    following = client.get("/api/articles/sahel-strike/next").json()
    assert [one["reason"] for one in following["why"]] == ["development"]
    page = client.get("/article/sahel-strike").text
    words = {"matter": "في الموضوع نفسه", "affair": "من الملف نفسه", "names": "يتناول أيضًا"}
    shown = answer["why"][1 if answer["items"][0]["id"] == following["items"][0]["id"] else 0]
    assert words[shown["reason"]] in page
    assert "ما استجد" in page


def test_a_day_begins_in_the_readers_zone(client: TestClient) -> None:
    stories = client.get("/api/stories?since=2026-03-12&until=2026-03-12&limit=200").json()["items"]
    assert stories
    assert all(s["updated"].startswith("2026-03-12") for s in stories)


def test_a_story_names_the_first_and_hangs_copies_under_it(client: TestClient) -> None:
    story = client.get("/api/articles/rasid-flood").json()["story_id"]
    page = client.get(f"/story/{story}").text
    assert "أول من نشر" in page
    copies = page[page.index('class="copies"') :]
    assert 'href="/article/rasid-flood"' in copies


def test_an_article_shows_every_part(client: TestClient) -> None:
    page = client.get("/article/sahel-strike").text
    for part in ("كلمات دلالية", "اقرأ أيضاً", "مقالات مشابهة", "من أين عرفنا", "الأصل", "بقلم"):
        assert part in page
    assert page.index("press.example") < page.index('class="prose"'), "the original comes first"


def test_search_marks_words_and_counts_facets(client: TestClient) -> None:
    page = client.get("/search?q=السيول").text
    assert "<mark>" in page
    assert 'class="facets"' in page


def test_english_interface_with_arabic_digits(client: TestClient) -> None:
    client.post("/settings", data={"language": "en", "digits": "arab", "theme": "dark"})
    page = client.get("/").text
    assert 'lang="en" dir="ltr" data-theme="dark"' in page
    assert "Today, ١٢ March" in page


def test_settings_lead_back_only_to_this_site(client: TestClient) -> None:
    for back in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        answer = client.post("/settings", data={"back": back}, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_a_known_page_is_not_sent_twice(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = datetime.now(UTC) + timedelta(hours=1)
    # The last batch is settled.
    monkeypatch.setattr("rawi.store.engines.sqlite.SqliteDatabase.now", lambda _self: late)
    first = client.get("/api/articles/mna-flood")
    again = client.get("/api/articles/mna-flood", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = {"if-modified-since": first.headers["last-modified"]}
    assert client.get("/api/articles/mna-flood", headers=since).status_code == 304


@pytest.mark.parametrize("path", ["/", "/api/stories", "/feeds/home.atom"])
def test_head_says_what_get_would_without_the_body(client: TestClient, path: str) -> None:
    head, got = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-type"] == got.headers["content-type"]


def test_a_wrong_parameter_is_named(client: TestClient) -> None:
    assert client.get("/api/stories?limit=abc").json()["error"]["message"].startswith("limit: ")


def test_a_list_until_a_day_stands_under_days_up_to_it(client: TestClient) -> None:
    """Also where a story went on after that day."""
    page = client.get("/?until=2026-03-11").text
    days = re.findall(r'class="day-title"[^>]*>([^<]+)<', page)
    assert days[0] == "أمس، ١١ مارس"
    assert len(days) == len(set(days))


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/articles/none", 404, "not_found"),
        ("/api/stories?after=%21", 400, "bad_request"),
        ("/api/stories?since=yesterday", 400, "bad_request"),
        ("/api/stories?limit=100000", 400, "bad_request"),
        ("/api/nothing", 404, "not_found"),
        ("/feeds/home.xml", 404, "not_found"),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, status: int, code: str) -> None:
    answer = client.get(path)
    fault = answer.json()["error"]
    assert (answer.status_code, fault["status"], fault["code"]) == (status, status, code)
    assert fault["message"]


def test_a_lost_page_says_so(client: TestClient) -> None:
    answer = client.get("/article/none")
    assert answer.status_code == 404
    assert "لا شيء هنا" in answer.text


def test_the_api_describes_itself_without_other_hosts(client: TestClient) -> None:
    schema = client.get("/api/schema/openapi.json").json()
    assert {"/api/stories", "/api/articles/{article_id}", "/api/search"} <= set(schema["paths"])
    assert "/api/stories" in client.get("/api/docs").text


@pytest.mark.parametrize(
    "name",
    ["home", "story/mna-flood", "outlet/mna", "section/محليات", "keyword/سيول", "search"],
)
def test_feeds_of_everything_in_both_forms(client: TestClient, name: str) -> None:
    query = "?q=السيول" if name == "search" else ""
    atom = feedparser.parse(client.get(f"/feeds/{name}.atom{query}").content)
    assert not atom.bozo
    assert atom.entries
    items = client.get(f"/feeds/{name}.json{query}").json()["items"]
    assert [i["title"] for i in items] == [e.title for e in atom.entries]


def test_export_can_be_imported_again(client: TestClient, room: Newsroom) -> None:
    lines = client.get("/api/export/articles.jsonl").text.splitlines()
    counts = room.add(json.loads(line) for line in lines)
    assert counts.rejected == ()
    assert room.count() == len(lines)
    stories = [json.loads(x) for x in client.get("/api/export/stories.jsonl").text.splitlines()]
    assert sum(len(s["articles"]) for s in stories) == len(lines)


def test_health_and_metrics(client: TestClient) -> None:
    client.get("/")
    assert client.get("/health").json()["status"] == "ok"
    metrics = client.get("/metrics").text
    assert 'rawi_http_requests_total{route="/",status="200"}' in metrics
    assert re.search(r"^rawi_articles \d+$", metrics, re.M)


def test_saving_and_read_marks(room: Newsroom) -> None:
    with client_of(room) as client:
        name = client.get("/api/stories").json()["items"][0]["first"]["id"]
        client.get(f"/article/{name}")
        client.post(f"/article/{name}/saved", data={"on": "1"})
        assert f'href="/article/{name}"' in client.get("/saved").text
        assert [a["id"] for a in client.get("/api/saved").json()["items"]] == [name]
        assert "is-read" in client.get("/search", params={"q": room.article(name).title}).text
        assert client.delete(f"/api/saved/{name}").status_code == 204
        assert client.get("/api/saved").json()["items"] == []


def test_take_down_deletes_for_good(room: Newsroom) -> None:
    gone = room.stories(limit=1)[0].first
    with client_of(room) as client:
        client.post(f"/article/{gone.id}/takedown", data={"sure": "1"})
        assert client.get(f"/article/{gone.id}").status_code == 404


def test_outlets_are_chosen_from_the_catalogue(room: Newsroom) -> None:
    with client_of(room) as client:
        boxes = re.findall(r'name="(outlet:[^"]+)"', client.get("/start").text)
        assert len(boxes) >= 60
        client.post("/start", data={boxes[0]: "1", boxes[1]: "1", "outlet:unknown": "1"})
    added = {o.id for o in room.outlets()}
    assert {b.removeprefix("outlet:") for b in boxes[:2]} <= added
    assert "unknown" not in added


# Who may read what


def test_a_private_instance_asks_for_the_token(newsroom: Newsroom) -> None:
    with client_of(newsroom, ServeOptions(token="s3cret")) as client:
        assert client.get("/").status_code == 401
        refused = client.get("/api/stories")
        assert refused.json()["error"]["code"] == "unauthorized"
        assert refused.headers["www-authenticate"] == "Bearer"
        bearer = {"authorization": "Bearer s3cret"}
        assert client.get("/api/stories", headers=bearer).status_code == 200
        assert client.post("/login", data={"token": "wrong"}).status_code == 401
        client.post("/login", data={"token": "s3cret"})
        assert client.get("/").status_code == 200
        client.post("/logout")
        assert client.get("/").status_code == 401


PUBLIC = ServeOptions(token="s3cret", public=True, excerpt_words=8)


def test_a_public_instance_shows_excerpts(newsroom: Newsroom) -> None:
    whole = newsroom.article("sahel-flood")
    with client_of(newsroom, PUBLIC) as client:
        for path in (
            "/article/sahel-flood",
            "/api/articles/sahel-flood",
            "/feeds/home.json",
            "/feeds/keyword/سيول.atom",
            "/article/sahel-flood/versions",
        ):
            text = client.get(path).text
            assert whole.body[1][:60] not in text, path
        page = client.get("/article/sahel-flood").text
        assert whole.title in page
        assert "press.example" in page


def test_a_public_instance_keeps_the_owners_things_to_itself(newsroom: Newsroom) -> None:
    with client_of(newsroom, PUBLIC) as client:
        for path in ("/saved", "/metrics", "/api/saved", "/api/export/articles.jsonl"):
            assert client.get(path).status_code == 403, path
        assert client.post("/article/mna-flood/takedown", data={"sure": "1"}).status_code == 403
        bearer = {"authorization": "Bearer s3cret"}
        whole = client.get("/api/articles/sahel-flood", headers=bearer).json()["article"]
        assert len(whole["body"]) > 1


def test_a_public_instance_can_show_whole_texts(newsroom: Newsroom) -> None:
    options = ServeOptions(token="s3cret", public=True, full_text=True)
    with client_of(newsroom, options) as client:
        assert len(client.get("/api/articles/sahel-flood").json()["article"]["body"]) > 1


def test_another_sites_form_changes_nothing(room: Newsroom) -> None:
    with client_of(room) as client:
        for headers in (
            {"origin": "https://evil.example"},
            {"sec-fetch-site": "cross-site"},
        ):
            answer = client.post("/settings", data={"theme": "dark"}, headers=headers)
            assert answer.status_code == 403


def test_a_name_that_only_points_here_is_refused(newsroom: Newsroom) -> None:
    with client_of(newsroom) as client:
        assert client.get("/api/stories", headers={"host": "evil.example"}).status_code == 400
        assert client.get("/api/stories", headers={"host": "localhost:8765"}).status_code == 200


@pytest.mark.parametrize("name", ["../app.py", "%2e%2e/app.py", "nothing.css", "rawi.css/x", ""])
def test_static_files_are_only_the_packages(client: TestClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("ar", 'dir="rtl"'),
        ("fa", 'dir="rtl" lang="fa"'),
        ("en", 'dir="ltr" lang="en"'),
        (None, 'dir="auto"'),
    ],
)
def test_text_runs_as_its_language_does_whatever_its_first_letter(
    tmp_path: Path, language: str | None, way: str
) -> None:
    title, text = "iPhone يباع", "HP شركة"
    with rawi.open(tmp_path / "one.db") as room:
        room.add([Article(id="a", title=title, body=(text,), language=language)])
        client = client_of(room, ServeOptions())
        page = client.get("/article/a").text
        home = client.get("/").text
    assert f"<h1 {way}>{title}</h1>" in page
    assert f"<p {way}>{text}</p>" in page
    assert re.search(rf"<h3 {way}><a [^>]*>{title}</a>", home)


def test_a_short_text_is_no_excerpt(room: Newsroom) -> None:
    room.add([Article(id="short", title="افتتاح", body=("سطر أول.", "سطر ثانٍ."))])
    long = Article(id="long", title="افتتاح", body=("كلمة " * 61,))
    room.add([long])
    with client_of(room, ServeOptions(public=True)) as visitor:
        page = visitor.get("/article/short").text
        assert "مقتطف" not in page
        assert "<p>سطر ثانٍ.</p>" in page.replace(' dir="rtl"', "")
        assert "مقتطف" in visitor.get("/article/long").text
