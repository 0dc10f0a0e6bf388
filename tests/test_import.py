"""``import rawi`` is light: every name loads its room when first used."""

from __future__ import annotations

import subprocess
import sys

import pytest


def loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after ``code``."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(done.stdout.split())


def test_importing_rawi_loads_nothing_else() -> None:
    more = loaded("import rawi") - loaded("import importlib, typing")
    assert more == {"rawi"}


@pytest.mark.parametrize(
    ("name", "heavy"),
    [
        ("RawiError", {"msgspec", "numpy"}),
        ("Article", {"numpy", "rawi.extract", "sqlalchemy"}),
        ("lemmas", {"simplemma", "py3langid", "rawi.extract", "sqlalchemy"}),
        ("read", {"simplemma", "py3langid", "rawi.extract.dumps.dump_page", "sqlalchemy"}),
        ("annotate", {"sqlalchemy", "litestar"}),
        ("open", {"litestar", "jinja2"}),
    ],
)
def test_a_name_loads_no_room_that_it_does_not_need(name: str, heavy: set[str]) -> None:
    assert not loaded(f"import rawi; rawi.{name}") & heavy
