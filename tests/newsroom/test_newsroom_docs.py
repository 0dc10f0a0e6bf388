"""What docs/newsroom.md shows works as shown."""

import re
from pathlib import Path

import pytest

from rawi.settings import SETTINGS

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "newsroom.md").read_text("utf-8")


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```python\n(.*?)```", DOCS, re.S)
    exec(compile(block, "newsroom.md", "exec"), {})


def test_settings_are_as_shown() -> None:
    shown = dict(re.findall(r"^\| `RAWI_(\w+)` \| (\S+) \|", DOCS, re.M))
    known = {s.name.upper(): str(s.default) for s in SETTINGS}
    assert shown
    assert shown.items() <= known.items()
