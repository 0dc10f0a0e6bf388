"""One writer at a time: who waits, who is told what, what never stands in the file."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

import pytest

from rawi.errors import BusyError, StorageError
from rawi.store.engines.lock import shown, writer_lock


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "news.db.lock"


def test_a_second_writer_is_told_who_the_first_is(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["rawi", "serve", "--token", "secret"])
    with writer_lock(place):
        told = json.loads(place.read_text("utf-8"))
        assert (told["pid"], told["command"]) == (os.getpid(), "rawi serve --token '***'")
        with pytest.raises(BusyError) as why, writer_lock(place, patience=0):
            pass
        assert f"process {os.getpid()} (rawi serve" in str(why.value)
        assert str(why.value).startswith("news.db is being written")
        assert told["since"] in str(why.value)
    with writer_lock(place, patience=0):
        pass


@pytest.mark.parametrize("words", ["", "{", '{"pid": 1}', "[]"])
def test_a_holder_that_is_not_told_is_another_process(place: Path, words: str) -> None:
    with writer_lock(place):
        place.write_text(words, "utf-8")
        with pytest.raises(BusyError, match="by another process"), writer_lock(place, patience=0):
            pass


def test_a_writer_waits_as_long_as_its_patience(place: Path) -> None:
    with writer_lock(place):
        begun = time.monotonic()
        with pytest.raises(BusyError), writer_lock(place, patience=0.2):
            pass
        assert 0.2 <= time.monotonic() - begun < 20


def test_a_longer_holder_before_leaves_nothing_of_its_name(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["x" * 500])
    with writer_lock(place):
        pass
    monkeypatch.setattr(sys, "argv", [])
    with writer_lock(place):
        assert json.loads(place.read_text("utf-8"))["command"] == "python"


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"), writer_lock(tmp_path / "a" / "b"):
        pass


def test_secrets_are_left_out() -> None:
    assert shown(["--token", "a", "b"]) == ["--token", "***", "b"]
    assert shown(["--token=a", "--other=b", "--tokens", "c"]) == [
        "--token=***",
        "--other=b",
        "--tokens",
        "c",
    ]


def test_a_writer_waits_a_moment_unasked(place: Path) -> None:
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with writer_lock(place):
            held.set()
            done.wait(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(5)
    with writer_lock(place):
        pass
    holder.join()
