"""The worst queries over HTTP: an answer or a clear message, soon."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given, settings
from litestar.testing import TestClient

from rawi.newsroom import Newsroom
from tests.search.worst import WORST, queries
from tests.serve.conftest import client_of
from tests.timing import seconds

MOST = 0.2
"""Seconds of this process, both ends of the talk."""
TRIES = 3
"""Whatever else this machine does is counted too."""
_MOST_SENT = 9_500
"""Letters that the client of these tests sends."""


@pytest.fixture(scope="module")
def reader(newsroom: Newsroom) -> Iterator[TestClient]:
    with client_of(newsroom) as made:
        yield made


def status(reader: TestClient, way: str, query: str) -> int:
    """What the query is answered with, in time. Half a character cannot be sent."""
    sent = query.encode("utf-8", "replace").decode()[:_MOST_SENT]
    answers: list[httpx.Response] = []

    def asked() -> None:
        answers.append(reader.get(way, params={"q": sent, "turn": len(answers)}))

    assert any(seconds(asked) < MOST for _ in range(TRIES)), f"{way} took too long: {sent[:80]!r}"
    assert answers[-1].text
    return answers[-1].status_code


@pytest.mark.parametrize("way", ["/search", "/api/search", "/feeds/search.atom"])
@pytest.mark.parametrize("wrong", WORST)
def test_the_worst_queries_are_answered_soon(reader: TestClient, way: str, wrong: str) -> None:
    assert status(reader, way, WORST[wrong]) == 200


@settings(deadline=None, max_examples=25)
@given(query=queries)
def test_whatever_is_asked_is_answered_soon(reader: TestClient, query: str) -> None:
    assert status(reader, "/api/search", query) == 200


@pytest.mark.parametrize("limit", ["0", "-1", "x", "201", ""])
def test_a_limit_of_nothing_is_told(reader: TestClient, limit: str) -> None:
    answer = reader.get("/api/search", params={"q": "السيول", "limit": limit})
    assert answer.status_code == 400
    assert "limit" in answer.text
