"""Vectors in a file of their own: kept, found missing, forgotten, begun anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from rawi.errors import StorageError
from rawi.store.vectors import Vectors, _packed, _unpacked

ONE = np.array([0.6, -0.8, 0.0], dtype=np.float32)


@pytest.fixture
def kept(tmp_path: Path) -> Vectors:
    vectors = Vectors(tmp_path / "v")
    vectors.begin("one")
    vectors.keep([("a", b"1", ONE), ("b", b"2", -ONE)])
    return vectors


def test_a_vector_comes_back_in_its_direction(kept: Vectors) -> None:
    found = kept.of(["a", "b", "c"])
    assert set(found) == {"a", "b"}
    assert float(found["a"] @ ONE) == pytest.approx(1, abs=1e-3)
    assert float(found["b"] @ ONE) == pytest.approx(-1, abs=1e-3)


@given(arrays(np.float32, 384, elements=st.floats(-1, 1, width=32)))
def test_eight_bits_keep_the_direction(vector: np.ndarray) -> None:
    length = float(np.linalg.norm(vector))
    if length > 1e-3:
        assert float(_unpacked(_packed(vector)) @ vector) / length > 0.99


def test_one_is_missing_where_its_text_is_another(kept: Vectors) -> None:
    wanted = [(1, "a", b"1"), (2, "b", b"changed"), (3, "new", b"3")]
    assert kept.missing(wanted) == {"b", "new"}


def test_what_is_forgotten_is_gone_from_the_file(kept: Vectors, tmp_path: Path) -> None:
    kept.forget(["a"])
    assert set(kept.of(["a", "b"])) == {"b"}
    assert [*kept.ids()] == [["b"]]
    kept.close()
    assert sqlite3.connect(tmp_path / "v").execute("SELECT count(*) FROM vector").fetchone() == (1,)


def test_vectors_of_another_model_go(kept: Vectors) -> None:
    kept.begin("one")
    assert len(kept) == 2
    kept.begin("another")
    assert len(kept) == 0


def test_a_file_is_made_only_where_something_is_kept(tmp_path: Path) -> None:
    vectors = Vectors(tmp_path / "v")
    assert vectors.of(["a"]) == {}
    vectors.forget(["a"])
    assert not (tmp_path / "v").exists()


@pytest.mark.parametrize("damage", [b"no database at all" * 400, b""])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "v").write_bytes(damage)
    vectors = Vectors(tmp_path / "v")
    assert vectors.of(["a"]) == {}
    vectors.begin("one")
    vectors.keep([("a", b"1", ONE)])
    assert set(vectors.of(["a"])) == {"a"}


def test_where_it_cannot_be_written_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "v").mkdir()
    with pytest.raises(StorageError, match="unable to open"):
        Vectors(tmp_path / "v").begin("one")
