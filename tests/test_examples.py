"""The examples of how to run it: units that systemd takes, services that compose would start."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from rawi.cli.main import app

EXAMPLES = Path(__file__).resolve().parent.parent / "docs" / "examples"
UNITS = sorted(EXAMPLES.glob("*.service"))


def options(command: str) -> set[str]:
    found = vars(get_command(app))["commands"][command].params
    return {flag for one in found for flag in (*one.opts, *one.secondary_opts)}


def compose() -> dict[str, dict[str, object]]:
    services: dict[str, dict[str, object]] = yaml.safe_load((EXAMPLES / "compose.yaml").read_text())
    return services


def started(unit: Path) -> str:
    (line,) = (one for one in unit.read_text().splitlines() if one.startswith("ExecStart="))
    return line.split("/rawi ")[1]


def ours() -> dict[str, str]:
    """What every service and unit of Rawi's starts."""
    services = compose()["services"]
    commands = {name: str(one["command"]) for name, one in services.items() if name != "db"}  # type: ignore[index]
    return commands | {unit.name: started(unit) for unit in UNITS}


@pytest.mark.parametrize("name", ours())
def test_what_is_started_can_be_typed(name: str) -> None:
    command, *words = shlex.split(ours()[name])
    assert {word for word in words if word.startswith("--")} <= options(command)


def test_one_service_alone_writes() -> None:
    readers = [words for words in ours().values() if words.startswith("serve")]
    assert all("--no-collect" in words for words in readers if words != ours()["rawi.service"])


def test_readers_are_seen_from_this_machine_alone() -> None:
    services = compose()["services"]
    ports = [port for one in services.values() for port in one.get("ports", ())]  # type: ignore[attr-defined]
    assert len(set(ports)) == 2
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_the_unit(unit: Path, tmp_path: Path) -> None:
    """With a program that is there in the place of ours."""
    copy = tmp_path / unit.name.replace("@", "@8765")
    copy.write_text(unit.read_text().replace("/opt/rawi/bin/rawi", sys.executable))
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True
    )
    assert copy.name not in found.stderr
    assert found.returncode == 0


def test_the_script_is_a_script() -> None:
    subprocess.run(["bash", "-n", str(EXAMPLES / "try_compose.sh")], check=True)
