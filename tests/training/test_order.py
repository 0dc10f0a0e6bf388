"""``make train`` makes every shipped file."""

from pathlib import Path

from training.__main__ import ORDER, main

HOME = Path(__file__).resolve().parents[2] / "training"


def scripts() -> set[str]:
    """Every module or package of ``training`` that runs by itself."""
    found = set()
    for path in HOME.rglob("*.py"):
        if 'if __name__ == "__main__"' in path.read_text("utf-8"):
            found.add(path.relative_to(HOME).with_suffix("").parts[0])
    return found - {"__main__"}


def test_every_script_has_its_place_in_the_order() -> None:
    assert scripts() == set(ORDER)


def test_a_name_that_is_no_script_is_told() -> None:
    assert main(["no-such"]) == 2
