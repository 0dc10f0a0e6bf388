"""The command line as people and scripts use it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from rawi.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "cli.md").read_text("utf-8")
DEED = "افتتحت البلدية جسرا جديدا فوق مجرى السيل بعد عام من العمل المتواصل على ضفتيه."
SAID = "وقال رئيس البلدية إن الجسر يحتمل ضعف ما كان يحتمله الجسر القديم قبل الترميم."


def rawi(*words: str, cwd: Path, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "rawi.cli", *words],
        cwd=cwd,
        input=given,
        capture_output=True,
        timeout=100,
        env=os.environ | {"RAWI_WORKERS": "1"},
    )


def told(*words: str, cwd: Path, given: bytes | None = None) -> Any:
    done = rawi(*words, "--json", cwd=cwd, given=given)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a newsroom of two good lines out of four."""
    made = tmp_path_factory.mktemp("cli")
    lines = [
        json.dumps({"id": "a1", "title": "جسر جديد", "body": f"{DEED}\n{SAID}", "outlet": "a"}),
        "nonsense",
        json.dumps({"id": "a2", "title": "سوق الخضار", "body": "ارتفعت أسعار الخضار اليوم."}),
        json.dumps({"title": 5}),
    ]
    (made / "a.jsonl").write_text("\n".join(lines), "utf-8")
    counts = told("import", "a.jsonl", cwd=made)
    assert (counts["added"], len(counts["rejected"])) == (2, 2)
    assert counts["rejected"][0]["item"] == "a.jsonl:2"
    return made


def test_an_import_again_changes_nothing(folder: Path) -> None:
    done = rawi("import", "a.jsonl", cwd=folder)
    assert "unchanged 2, clashes 0, rejected 2" in done.stdout.decode()
    assert "a.jsonl:4: title must be text" in done.stdout.decode()


def test_stories_search_show_and_rejections_answer_in_json(folder: Path) -> None:
    assert {s["id"] for s in told("stories", cwd=folder)["items"]} == {"a1", "a2"}
    (hit,) = told("search", "الجسور", cwd=folder)["items"]
    assert hit["article"]["id"] == "a1"
    shown = told("show", "a1", cwd=folder)
    assert (shown["article"]["title"], shown["story"]) == ("جسر جديد", "a1")
    assert told("show", "a1", "--story", cwd=folder)["id"] == "a1"
    assert len(told("rejections", cwd=folder)["items"]) == 2


@pytest.mark.parametrize(
    "words", [("stories",), ("search", "جسر"), ("show", "a1"), ("show", "a1", "--story")]
)
def test_people_see_plain_lines(folder: Path, words: tuple[str, ...]) -> None:
    done = rawi(*words, cwd=folder)
    assert done.returncode == 0
    assert "جسر جديد" in done.stdout.decode().splitlines()


@pytest.mark.parametrize("source", ["page.txt", "-"])
def test_read_prints_a_page(tmp_path: Path, source: str) -> None:
    text = f"الرئيسية > محليات\n\nافتتاح جسر جديد\n\n{DEED}\n\n{SAID}\n\nشارك هذا الخبر\n"
    (tmp_path / "page.txt").write_text(text, "utf-8")
    (article,) = told("read", source, cwd=tmp_path, given=text.encode())["articles"]
    assert article["body"] == [DEED, SAID]
    assert DEED in rawi("read", "page.txt", cwd=tmp_path).stdout.decode()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("stories", "-n", "none.db"), 1, "there is no newsroom"),
        (("show", "nobody"), 1, "nobody"),
        (("stories", "--since", "أمس"), 1, "ISO 8601"),
        (("read", "none.html"), 1, "No such file"),
        (("import", "none.jsonl"), 1, "no such file"),
        (("read", "http://127.0.0.1:9/"), 1, "127.0.0.1"),
        (("stories", "--limit", "0"), 2, "limit"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_errors_are_one_line_and_a_code(
    folder: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    done = rawi(*words, cwd=folder)
    assert done.returncode == code
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    if code == 1:
        assert len(done.stderr.decode().strip().splitlines()) == 1


def test_a_page_without_article_ends_with_an_error(tmp_path: Path) -> None:
    done = rawi("read", "-", cwd=tmp_path, given=b"\x00\x01\x02" * 100)
    assert done.returncode == 1
    assert "[binary]" in done.stdout.decode()


def test_an_import_that_takes_nothing_in_ends_with_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{bad\n")
    (tmp_path / "good.jsonl").write_text('{"title": "فيضان الوادي"}\n')
    done = rawi("import", "bad.jsonl", "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["rejected"][0]["kind"] == "json"
    assert rawi("import", "bad.jsonl", "good.jsonl", cwd=tmp_path).returncode == 0
    assert rawi("import", "good.jsonl", cwd=tmp_path).returncode == 0


def commands() -> dict[str, Any]:
    return dict(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_command_is_documented_and_takes_json() -> None:
    documented = set(re.findall(r"^## `rawi (\w+)", DOCS, re.M))
    assert documented == set(commands())


def test_every_option_shown_exists() -> None:
    for name, text in re.findall(r"^## `rawi (\w+)(.*?)(?=^## |\Z)", DOCS, re.M | re.S):
        command = commands()[name]
        inner = [command, *getattr(command, "commands", {}).values()]
        known = {o for c in inner for p in c.params for o in (*p.opts, *p.secondary_opts)}
        assert set(re.findall(r"`(--[a-z-]+)", text)) <= known | {"--help"}


def test_accounts_from_the_command_line(tmp_path: Path) -> None:
    assert rawi("people", "add", "salma", cwd=tmp_path, given=b"a-good-password\n").returncode == 0
    assert rawi("people", "add", "layla", cwd=tmp_path, given=b"short\n").returncode == 1
    people = told("people", "list", cwd=tmp_path)
    assert [(one["name"], one.get("role", "owner")) for one in people] == [("salma", "owner")]
    assert rawi("people", "invite", cwd=tmp_path).stdout.startswith(b"/invite/")
    secret = rawi("people", "app", "phone", "--person", "salma", cwd=tmp_path).stdout
    assert secret.startswith(b"salma ")


def test_the_version_is_told(tmp_path: Path) -> None:
    done = rawi("--version", cwd=tmp_path)
    assert re.fullmatch(rb"rawi \d+\.\d+\.\d+\n", done.stdout)


def test_a_busy_port_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = str(held.getsockname()[1])
        done = rawi("serve", "--port", port, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        f"rawi: 127.0.0.1:{port}: another program listens there; choose another --port\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("noise.bin", bytes(range(256)) * 9),
        ("code.py", b"import os\n\n\ndef f(x):\n    return os.path.join(x, '.')\n" * 9),
        ("table.csv", b"a,b,c\n1,2,3\n4,5,6\n"),
        ("package.json", b'{"name": "x", "version": 1}'),
    ],
)
def test_what_is_no_text_of_articles_is_refused(tmp_path: Path, name: str, held: bytes) -> None:
    (tmp_path / name).write_bytes(held)
    done = rawi("import", name, "--json", cwd=tmp_path)
    counts = json.loads(done.stdout)
    assert (done.returncode, counts.get("added", 0)) == (1, 0)
    assert len(counts["rejected"]) == 1


def test_every_option_of_serve_is_in_the_docs() -> None:
    command = get_command(app).commands["serve"]  # type: ignore[attr-defined]
    options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    shown = {name for name in options if name.startswith("--")} - {"--newsroom", "--help"}
    section = DOCS.split("## `rawi serve`")[1].split("\n## ")[0]
    assert [name for name in shown if f"`{name}`" not in section] == []


def test_a_page_that_a_browser_saved_keeps_its_address(tmp_path: Path) -> None:
    noted = "<!-- saved from url=(0026)https://nahr.example/n/300 -->"
    page = f"<!DOCTYPE html>\n{noted}\n<html><h1>جسر جديد</h1><p>{DEED}</p><p>{SAID}</p></html>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    assert told("read", "page.html", cwd=tmp_path)["url"] == "https://nahr.example/n/300"
