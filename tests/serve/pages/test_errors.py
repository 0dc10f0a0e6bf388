"""Pages that tell what went wrong."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from tests.serve.conftest import LOCAL


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nothing", "ربما أُزيل الخبر"),
        ("/?since=soon", "لم يُفهم ما طُلب"),
        ("/read/undo", "لا يُفتح"),
    ],
)
def test_an_error_is_in_words_of_the_page_and_leads_on(
    client: TestClient, path: str, words: str
) -> None:
    before = f"{LOCAL}/search?q=سد"
    page = client.get(path, headers={"referer": before.encode()}).text
    assert words in page
    assert 'class="button" href="/"' in page
    assert 'class="button" href="/search?q=' in page
    elsewhere = client.get(path, headers={"referer": "https://evil.example/x"}).text
    assert "evil.example" not in elsewhere
