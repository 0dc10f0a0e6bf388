"""The tools, by the SDK's own client: in process, over a pipe, over HTTP."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
import uvicorn

pytest.importorskip("mcp")
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

import rawi
from rawi.newsroom import Newsroom
from rawi.serve.mcp.run import http_app
from rawi.serve.mcp.tools import server_of
from rawi.store.personal.people import NOBODYS

TOOLS = {"search", "stories", "story", "affair", "article", "quotes", "whats_new"}


def asked(server: Any, name: str, **given: Any) -> dict[str, Any]:
    async def ask(client: Client) -> Any:
        return await client.call_tool(name, given)

    result = with_client(server, ask)
    assert not result.is_error, result.content
    return dict(result.structured_content)


def with_client(server: Any, do: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(server) as client:
            return await do(client)

    return anyio.run(run)


@pytest.fixture(scope="module")
def server(newsroom: Newsroom) -> Any:
    return server_of(newsroom)


def cited(found: dict[str, Any]) -> bool:
    return {"article_id", "outlet", "url", "published"} <= set(found)


def test_search_cites_each_report(server: Any) -> None:
    told = asked(server, "search", query="السيول", limit=3)
    assert len(told["results"]) == 3
    assert all(cited(one) and one["story_id"] and one["excerpt"] for one in told["results"])
    more = asked(server, "search", query="السيول", limit=3, after=told["next"])
    assert not {r["article_id"] for r in more["results"]} & {
        r["article_id"] for r in told["results"]
    }


def test_a_story_tells_who_copied_whom(server: Any) -> None:
    stories = asked(server, "stories", limit=5)["stories"]
    assert all(cited(one["first_report"]) for one in stories)
    told = asked(server, "story", story_id="mna-flood")
    assert len(told["reports"]) > 1
    assert all(cited(one) and one["beginning"] for one in told["reports"])
    assert any("copy_of" in one for one in told["reports"])
    assert asked(server, "affair", affair_id="mna-flood")["stories"]


def test_an_article_is_whole(server: Any, newsroom: Newsroom) -> None:
    told = asked(server, "article", article_id="sahel-flood")
    assert told["text"] == newsroom.article("sahel-flood").text
    assert cited(told)


def test_statements_stand_with_their_source(server: Any) -> None:
    told = asked(server, "quotes", limit=5)["statements"]
    assert told
    assert all(cited(one["source"]) for one in told)
    speaker = next(one["speaker"] for one in told if "speaker" in one)
    assert asked(server, "quotes", speaker=speaker)["statements"]


def test_what_is_new_is_since_then(server: Any) -> None:
    told = asked(server, "whats_new", about="السيول", since="2026-03-12")
    reports = [one for story in told["stories"] for one in story["new_reports"]]
    assert reports
    assert all(one["published"] >= "2026-03-12" for one in reports)
    assert asked(server, "whats_new", about="السيول", since="2027-01-01")["stories"] == []


@pytest.mark.parametrize(
    ("name", "given", "why"),
    [
        ("story", {"story_id": "none"}, "'none'"),
        ("search", {"query": "", "since": "yesterday"}, "'yesterday' is no ISO 8601"),
        ("stories", {"after": "x"}, "'x'"),
    ],
)
def test_what_cannot_be_answered_is_told_with_its_reason(
    server: Any, name: str, given: dict[str, str], why: str
) -> None:
    async def ask(client: Client) -> Any:
        return await client.call_tool(name, given)

    told = with_client(server, ask)
    assert told.is_error
    assert why in told.content[0].text


async def names(client: Client) -> set[str]:
    return {tool.name for tool in (await client.list_tools()).tools}


def test_over_a_pipe(tmp_path: Path) -> None:
    with rawi.open(tmp_path / "news.db") as news:
        news.add([{"id": "a", "title": "افتتاح جسر في وادي السنديان", "body": "نص الخبر."}])
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "rawi.cli", "mcp", "-n", str(tmp_path / "news.db")],
        env=dict(os.environ),
    )
    assert with_client(stdio_client(command), names) == TOOLS


@contextmanager
def listening(app: Any) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/mcp"
    server.should_exit = True
    thread.join(10)


def test_over_http(newsroom: Newsroom) -> None:
    with listening(http_app(newsroom, "127.0.0.1", None)) as address:
        assert with_client(address, names) == TOOLS
        foreign = httpx.post(address, json={}, headers={"origin": "http://evil.example"})
        assert foreign.status_code == 403


def test_over_http_with_a_token(room: Newsroom) -> None:
    secret = room.people.add_app(NOBODYS, "agent")
    with listening(http_app(room, "127.0.0.1", "a-token")) as address:
        for given, known in (("-", False), ("wrong", False), ("a-token", True), (secret, True)):
            headers = {"authorization": f"Bearer {given}"}
            told = httpx.post(address, json={}, headers=headers)
            assert (told.status_code != 401) is known
