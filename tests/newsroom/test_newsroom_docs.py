"""What docs/newsroom.md shows works as shown."""

import re
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

import rawi
import rawi.errors
import rawi.model
from rawi.settings import Settings

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "newsroom.md").read_text("utf-8")


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (block,) = re.findall(r"```python\n(.*?)```", DOCS, re.S)
    exec(compile(block, "newsroom.md", "exec"), {})


def test_settings_are_as_shown() -> None:
    shown = dict(re.findall(r"^\| `RAWI_(\w+)` \| (\S+) \|", DOCS, re.M))
    known = {name.upper(): str(value) for name, value in msgspec.structs.asdict(Settings()).items()}
    assert shown
    assert shown.items() <= known.items()


def test_every_public_name_is_there() -> None:
    assert {name for name in rawi.__all__ if not hasattr(rawi, name)} == set()
    assert set(rawi.__all__) <= set(dir(rawi))


@pytest.mark.parametrize("module", [rawi.model, rawi.errors])
def test_records_and_errors_stand_in_rawi_itself(module: ModuleType) -> None:
    """All but those that only the rooms pass on among themselves."""
    made = {
        name
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }
    assert made - set(rawi.__all__) <= {"Record", "Filters"}
