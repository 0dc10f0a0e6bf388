"""Groups of options that commands share."""

from __future__ import annotations

from typing import Annotated, TypedDict

import pytest
import typer
from typer.testing import CliRunner

from rawi.cli.common import grouped


class Size(TypedDict):
    high: Annotated[int, typer.Option(max=9, help="Storeys.")]
    wide: Annotated[str | None, typer.Option("--broad")]


def build(name: str, size: Size = Size(high=3, wide=None), red: bool = False) -> None:  # noqa: B008
    """Build a house."""
    print(name, size, red)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (["a"], "a {'high': 3, 'wide': None} False"),
        (["a", "--high", "9", "--broad", "x", "--red"], "a {'high': 9, 'wide': 'x'} True"),
    ],
)
def test_options_of_a_group_come_together(given: list[str], printed: str) -> None:
    app = typer.Typer()
    app.command()(grouped(build))
    assert CliRunner().invoke(app, given).stdout.strip() == printed


def test_options_of_a_group_keep_their_limits() -> None:
    app = typer.Typer()
    app.command()(grouped(build))
    assert CliRunner().invoke(app, ["a", "--high", "10"]).exit_code == 2
