"""The reader as an app of a device: manifest, worker, what is kept for whom."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from litestar.testing import TestClient
from PIL import Image

from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from rawi.serve.reader import SHELL
from rawi.store.personal.file import OWNER
from tests.serve.conftest import client_of

KEEP = {"x-rawi-keep": "1"}


def test_the_manifest_reads_from_the_right_and_its_icons_are_there(client: TestClient) -> None:
    told = client.get("/manifest.webmanifest")
    assert told.headers["content-type"].startswith("application/manifest+json")
    manifest = told.json()
    assert (manifest["lang"], manifest["dir"], manifest["name"]) == ("ar", "rtl", "راوٍ")
    for icon in manifest["icons"]:
        picture = Image.open(BytesIO(client.get(icon["src"]).content))
        assert icon["sizes"] == "{}x{}".format(*picture.size)
    assert [i["purpose"] for i in manifest["icons"]].count("maskable") == 1


def test_the_worker_names_files_that_are_there(client: TestClient) -> None:
    text = client.get("/sw.js").text
    files = json.loads(text.partition("const SHELL = ")[2].partition(";\n")[0])
    assert len(files) == len(SHELL)
    assert {client.get(path).status_code for path in files} == {200}


@pytest.mark.parametrize("path", ["/manifest.webmanifest", "/sw.js", "/offline"])
def test_what_is_installed_needs_no_sign_in(newsroom: Newsroom, path: str) -> None:
    shut = client_of(newsroom, ServeOptions(token="secret"))
    assert shut.get(path).status_code == 200
    assert shut.get("/saved/pages").status_code == 401


def test_the_offline_page_says_nothing_of_who_asks(client: TestClient) -> None:
    assert f'data-person="{OWNER}"' in client.get("/").text
    assert "data-person" not in client.get("/offline").text


def test_saved_pages_are_told_with_what_changes_when_they_do(room: Newsroom) -> None:
    client, name = client_of(room), next(room.articles()).id
    assert set(client.get("/saved/pages").json()["pages"]) == {"/saved"}
    client.post(f"/article/{name}/saved", data={"on": "1"})
    first = client.get("/saved/pages").json()["pages"]
    assert set(first) == {"/saved", f"/article/{name}"}
    client.post(f"/article/{name}/note", data={"note": "للغد"})
    second = client.get("/saved/pages").json()["pages"]
    assert all(first[path] != second[path] for path in first)
    client.post("/settings", data={"theme": "dark"})
    third = client.get("/saved/pages").json()["pages"]
    assert all(second[path] != third[path] for path in second)


def test_keeping_a_page_is_not_reading_it(room: Newsroom) -> None:
    client, name = client_of(room), next(room.articles()).id
    story = room.story_of(name).id
    for path in (f"/article/{name}", f"/story/{story}"):
        assert client.get(path, headers=KEEP).status_code == 200
    assert not room.marks.read_among([name])
    client.get(f"/article/{name}")
    assert room.marks.read_among([name])


def test_signing_out_clears_what_the_device_kept(newsroom: Newsroom) -> None:
    client = client_of(newsroom, ServeOptions(token="secret"))
    client.post("/login", data={"token": "secret"})
    answer = client.post("/logout", follow_redirects=False)
    assert answer.headers["clear-site-data"] == '"storage"'


@pytest.mark.parametrize(
    ("options", "shut", "open_"),
    [
        (ServeOptions(token="secret"), "Disallow: /\n", "Disallow: /search"),
        (ServeOptions(public=True), "Disallow: /search\n", "Disallow: /\n"),
    ],
)
def test_search_engines_are_told_what_to_leave(
    newsroom: Newsroom, options: ServeOptions, shut: str, open_: str
) -> None:
    with client_of(newsroom, options) as client:
        told = client.get("/robots.txt")
        assert told.headers["content-type"].startswith("text/plain")
        assert shut in told.text
        assert open_ not in told.text
        assert client.get("/favicon.ico").headers["content-type"] == "image/png"
