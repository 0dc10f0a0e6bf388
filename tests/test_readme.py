"""What the README shows works as shown."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from rawi.cli.main import app

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_python_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", README, re.S):
        exec(compile(block, "README.md", "exec"), names)
    assert (tmp_path / "news.db").exists()


def test_every_command_shown_exists() -> None:
    shown = set(re.findall(r"^rawi (\w+)", README, re.M))
    assert shown
    assert shown <= set(get_command(app).commands)


def test_every_make_target_shown_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"\bmake (\w+)", README)) <= targets


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(((?!http)[^)#]+)", README)
    assert links
    missing = [link for link in links if not (ROOT / link).exists()]
    assert not missing
