"""The files that sources name, on any file system that fsspec knows, and each at hand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import has_magic
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from rawi.errors import InputError


class Source(msgspec.Struct, frozen=True):
    """One file of an archive."""

    path: str
    """With the protocol where it lies elsewhere than on this machine."""
    size: int
    """In bytes."""


def listed(sources: Iterable[str]) -> tuple[Source, ...]:
    """The files of files, folders and patterns, by path, each once; hidden ones left out.

    Raises ``InputError`` for a source that names nothing.
    """
    found = {file.path: file for source in sources for file in _files(source)}
    return tuple(found[path] for path in sorted(found))


def _files(source: str) -> list[Source]:
    try:
        fs, path = url_to_fs(source)
        names = _names(fs, path)
    except (ImportError, OSError, ValueError) as why:
        raise InputError(f"{source}: {why}") from why
    if not names:
        raise InputError(f"no such file: {source}")
    shown = [_shown(fs, name) for name in names]
    return [
        Source(shown, int(fs.size(name) or 0)) for name, shown in zip(names, shown, strict=True)
    ]


def _names(fs: Any, path: str) -> list[str]:
    if has_magic(path):
        return [name for name in fs.glob(path) if fs.isfile(name)]
    if not fs.isdir(path):
        return [path] if fs.exists(path) else []
    inside = len(PurePosixPath(path).parts)
    return [name for name in fs.find(path) if not _hidden(PurePosixPath(name).parts[inside:])]


def _hidden(parts: tuple[str, ...]) -> bool:
    return any(part.startswith(".") for part in parts)


def _shown(fs: Any, name: str) -> str:
    return name if isinstance(fs, LocalFileSystem) else str(fs.unstrip_protocol(name))


@contextmanager
def at_hand(path: str) -> Iterator[Path]:
    """The file on this machine; one that lies elsewhere is fetched and let go of again."""
    fs, name = url_to_fs(path)
    if isinstance(fs, LocalFileSystem):
        yield Path(name)
        return
    with tempfile.TemporaryDirectory(prefix="rawi-") as folder:
        near = Path(folder) / PurePosixPath(name).name
        fs.get_file(name, str(near))
        yield near
