"""What the pages of the documentation show works as shown."""

import configparser
import re
from pathlib import Path

import pytest
from typer.main import get_command

from rawi.cli.main import app

DOCS = Path(__file__).resolve().parent.parent / "docs"
SHOWN = [DOCS / "tutorial.md", *sorted((DOCS / "howto").glob("*.md"))]
RUN = [path for path in SHOWN if "```python" in path.read_text("utf-8")]


BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.M | re.S)


def stem(path: Path) -> str:
    return path.stem


def blocks(path: Path, language: str) -> list[str]:
    """The blocks of code of one language on a page."""
    return [body for kind, body in BLOCK.findall(path.read_text("utf-8")) if kind == language]


def commands() -> dict[str, set[str]]:
    """The options of every command, those of groups by two words."""
    found = {}
    for name, command in vars(get_command(app))["commands"].items():
        for inner, one in {"": command, **getattr(command, "commands", {})}.items():
            flags = [flag for param in one.params for flag in (*param.opts, *param.secondary_opts)]
            found[f"{name} {inner}".strip()] = {*flags, "--help"}
    return found


def command_lines() -> list[tuple[str, str]]:
    lines = [
        (path.stem, line.strip())
        for path in SHOWN
        for block in blocks(path, "")
        for line in block.splitlines()
        if line.strip().startswith("rawi ")
    ]
    service = (DOCS / "examples" / "rawi.service").read_text("utf-8")
    started = re.search(r"^ExecStart=\S*/(rawi .*)$", service, re.M)
    assert started
    return [*lines, ("service", started.group(1))]


@pytest.mark.parametrize("path", RUN, ids=stem)
def test_python_examples_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(path, "python"):
        exec(compile(block, path.name, "exec"), names)


@pytest.mark.parametrize(("page", "line"), command_lines())
def test_every_command_line_shown_can_be_typed(page: str, line: str) -> None:
    words = line.split("#")[0].split()
    known = commands()
    pair = " ".join(words[1:3])
    options = known[pair if pair in known else words[1]]
    assert {word for word in words if word.startswith("--")} <= options, page


def test_the_records_of_the_tutorial_come_in(tmp_path: Path) -> None:
    import rawi

    (lines,) = blocks(DOCS / "tutorial.md", "json")
    path = tmp_path / "reports.jsonl"
    path.write_text(lines, "utf-8")
    options = rawi.NewsroomOptions(workers=1)
    with rawi.open(tmp_path / "news.db", options=options) as news:
        list(news.import_files([path]))
        assert news.count() == 3
        assert {hit.article.id for hit in news.search("الجسور")} == {"n1", "n2"}


def test_the_service_is_a_unit_that_restarts() -> None:
    unit = configparser.ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DOCS / "examples" / "rawi.service")
    assert unit["Service"]["Restart"] == "on-failure"
    assert unit["Install"]["WantedBy"] == "multi-user.target"


def test_the_list_of_decisions_is_whole() -> None:
    index = (DOCS / "decisions" / "index.md").read_text("utf-8")
    listed = re.findall(r"\((0\d+[^)]*\.md)\)", index)
    assert sorted(listed) == sorted(path.name for path in (DOCS / "decisions").glob("0*.md"))


def test_what_the_architecture_names_is_there() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    root = DOCS.parent
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+(?:\.py|\.html|/))`", text))
    inside = (root, root / "src" / "rawi", root / "src" / "rawi" / "extract", root / "src")
    places = (*inside, root / "src" / "rawi" / "arabic", root / "src" / "rawi" / "serve")
    assert named
    assert not [name for name in named if not any((place / name).exists() for place in places)]


def test_llms_txt_links_to_pages_that_are_there() -> None:
    docs = Path(__file__).resolve().parent.parent / "docs"
    linked = re.findall(r"\]\(([^)]+)\.html\)", (docs / "llms.txt").read_text("utf-8"))
    assert len(linked) > 10
    assert [name for name in linked if not (docs / f"{name}.md").exists()] == []


PICTURE = re.compile(r"!\[[^\]]+\]\(([^)\s]+)\)")
"""A picture with words for those who do not see it."""


def test_every_picture_that_is_shown_is_there_and_small() -> None:
    pages = [*DOCS.rglob("*.md"), DOCS.parent / "README.md"]
    shown = [path.parent / name for path in pages for name in PICTURE.findall(path.read_text())]
    assert len(shown) > 10
    assert [str(picture) for picture in shown if not picture.is_file()] == []
    assert [str(picture) for picture in shown if picture.stat().st_size > 250_000] == []


def test_every_picture_of_the_tutorial_is_shown() -> None:
    told = (DOCS / "tutorial.md").read_text("utf-8")
    made = (DOCS / "images" / "tutorial").iterdir()
    assert [picture.name for picture in made if f"tutorial/{picture.name}" not in told] == []
