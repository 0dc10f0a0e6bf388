"""The worst queries over HTTP: an answer or a clear message, soon."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from litestar.testing import TestClient

from rawi.newsroom import Newsroom
from tests.search.worst import WORST, queries
from tests.serve.conftest import client_of

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
    for turn in range(TRIES):
        begun = time.process_time()
        answer = reader.get(way, params={"q": sent, "turn": turn})
        assert answer.text
        if time.process_time() - begun < MOST:
            return answer.status_code
    raise AssertionError(f"{way} took too long, {TRIES} times: {query[:80]!r}")


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
