"""What the OpenAPI document says is what is answered."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from litestar.testing import TestClient

GIVEN = {
    "story_id": "mna-flood",
    "article_id": "sahel-flood",
    "affair_id": "mna-flood",
    "keyword": "سيول",
    "kind": "story",
    "number": "1",
    "q": "السيول",
}
NAMES = {"/feeds/{name}": "home.atom", "/feeds/{kind}/{name}": "mna-flood.atom"}
"""Of the rest a name is the name of somebody."""


@pytest.fixture
def schema(client: TestClient) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/schema/openapi.json").json()
    return told


def documented(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(path, ways["get"]) for path, ways in schema["paths"].items() if "get" in ways]


def asked(client: TestClient, path: str, operation: dict[str, Any]) -> Any:
    given = GIVEN | {"name": NAMES.get(path, "سالم الوادي")}
    needed = [p["name"] for p in operation.get("parameters", ()) if p.get("required")]
    query = {name: given[name] for name in needed if f"{{{name}}}" not in path}
    return client.get(path.format(**given), params=query)


def exact(schema: dict[str, Any]) -> dict[str, Any]:
    """The records of the document, with no field that it leaves out."""
    records = {
        name: {"additionalProperties": False} | record if "properties" in record else record
        for name, record in schema["components"]["schemas"].items()
    }
    return {"components": {"schemas": records}}


def test_every_answer_is_as_documented(client: TestClient, schema: dict[str, Any]) -> None:
    wrong = []
    for path, operation in documented(schema):
        answer = asked(client, path, operation)
        told = operation["responses"].get(str(answer.status_code), {})
        forms = {kind.partition(";")[0]: form for kind, form in told.get("content", {}).items()}
        form = forms.get(answer.headers["content-type"].partition(";")[0])
        if form is None:
            wrong.append(f"{path}: {answer.status_code} {answer.headers['content-type']}")
        elif answer.headers["content-type"] == "application/json":
            jsonschema.validate(answer.json(), form["schema"] | exact(schema))
    assert wrong == []


def test_most_paths_are_tried_on_something_that_is_there(
    client: TestClient, schema: dict[str, Any]
) -> None:
    lost = [
        path
        for path, operation in documented(schema)
        if asked(client, path, operation).status_code != 200
    ]
    assert set(lost) <= {"/api/follows/{number}/stories", "/api/entity/{name}"}
