"""An app that signs in to a small newsroom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from litestar.testing import TestClient

import rawi
from rawi.model import Article
from rawi.newsroom import Newsroom
from rawi.store.personal.people import NOBODYS
from tests.serve.conftest import client_of


@pytest.fixture
def secret(room: Newsroom) -> str:
    """The owner's password for an app."""
    return room.people.add_app(NOBODYS, "هاتف")


def signed_in(client: TestClient, secret: str) -> TestClient:
    """The client, signed in as apps do."""
    given = {"Email": "owner", "Passwd": secret}
    told = client.post("/accounts/ClientLogin", data=given).text
    auth = dict(line.split("=", 1) for line in told.splitlines())["Auth"]
    client.headers["authorization"] = f"GoogleLogin auth={auth}"
    return client


@pytest.fixture
def app(room: Newsroom, secret: str) -> Iterator[TestClient]:
    """A client that signed in as apps do."""
    with client_of(room) as client:
        yield signed_in(client, secret)


@pytest.fixture(scope="package")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A thousand articles."""
    with rawi.open(tmp_path_factory.mktemp("thousand") / "news.db") as opened:
        opened.add(
            Article(id=f"n{n}", title=f"خبر {n}", body=(f"رقم {n}.",), outlet="mna")
            for n in range(1000)
        )
        yield opened
