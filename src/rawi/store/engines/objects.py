"""Bodies of captures outside the database: in a folder of a disk or an object store, by fsspec."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from rawi.errors import InputError, StorageError

_EXTRA = "captures in files need an extra: pip install 'rawi[captures]'"
_OPTION = "captures"


class Objects:
    """Files named by their hash, each written whole or not at all. Safe for threads."""

    def __init__(self, address: str) -> None:
        """``address``: a path, or what fsspec takes, as ``s3://bucket/folder``.

        Raises ``InputError`` for what is no such address, or needs a package that is not there.
        """
        try:
            from fsspec.core import url_to_fs  # not where nobody has it
        except ModuleNotFoundError as why:
            raise InputError(_EXTRA) from why
        try:
            self._files, root = url_to_fs(address)
        except (ImportError, ValueError) as why:
            raise InputError(
                f"{address.partition('://')[0]}: captures cannot lie there: {why}"
            ) from why
        self._root: str = root.rstrip("/")
        self.name: str = self._files.unstrip_protocol(root)
        """The address without what it says of keys and passwords."""
        self._on_disk = "file" in self._files.protocol
        self.met = False
        """Whether the folder was found as it should be, or made."""

    def there(self) -> bool:
        """Whether the folder is; raises ``StorageError`` where nobody can say."""
        with self._explained("read"):
            self._files.invalidate_cache()
            return bool(self._files.exists(self._root))

    def put(self, bodies: Mapping[bytes, bytes]) -> None:
        """Keep bodies under their hashes; on a disk they are on it when this returns.

        Raises ``StorageError``; files that were written by then are of no harm.
        """
        if not bodies:
            return
        placed = {self._place(digest): body for digest, body in bodies.items()}
        with self._explained("written"):
            if self._files.async_impl:  # one request a file, many at a time
                self._files.pipe(placed)
                return
            for folder in {place.rpartition("/")[0] for place in placed}:
                self._files.makedirs(folder, exist_ok=True)
            for place, body in placed.items():
                self._files.pipe_file(f"{place}.part", body)
            self._settled(f"{place}.part" for place in placed)
            for place in placed:
                self._files.mv(f"{place}.part", place)
            self._settled({place.rpartition("/")[0] for place in placed})

    def get(self, digests: Iterable[bytes]) -> dict[bytes, bytes]:
        """The bodies of these hashes; those whose files are missing are left out.

        Raises ``StorageError`` where the files cannot be read, or the folder is not there.
        """
        places = {self._place(digest): digest for digest in digests}
        if not places:
            return {}
        with self._explained("read"):
            found = self._files.cat([*places], on_error="return")
            failed = [one for one in found.values() if isinstance(one, BaseException)]
            for why in failed:
                if not isinstance(why, FileNotFoundError):
                    raise why
        if failed and not self.there():
            raise StorageError(f"{self.name}: the folder of captures is not there")
        return {places[name]: body for name, body in found.items() if isinstance(body, bytes)}

    def drop(self, digests: Iterable[bytes]) -> None:
        """Delete the files of these hashes, as far as there are any. Raises ``StorageError``."""
        with self._explained("deleted"):
            places = [self._place(digest) for digest in digests]
            there = [place for place in places if self._files.exists(place)]
            if there:
                self._files.rm(there)

    def _place(self, digest: bytes) -> str:
        name = digest.hex()
        return f"{self._root}/{name[:2]}/{name}"

    def _settled(self, places: Iterable[str]) -> None:
        """On a disk: what stands at these places is on it, whatever happens to the machine."""
        for place in places if self._on_disk else ():
            handle = os.open(place, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        try:
            yield
        except Exception as why:  # every file system has errors of its own
            told = str(why) or type(why).__name__
            raise StorageError(f"{self.name}: captures cannot be {what} ({told})") from why


def objects_at(address: str | None) -> Objects | None:
    """Where captures lie outside the database; None: nowhere, they are in it."""
    return Objects(address) if address else None


def with_objects(objects: Objects | None) -> dict[str, Any]:
    """Options of an engine whose connections say where captures lie."""
    return {_OPTION: objects}


def objects_of(connection: Connection) -> Objects | None:
    """Where the captures of that newsroom lie outside it, as ``with_objects`` was given it."""
    found: Objects | None = connection.get_execution_options().get(_OPTION)
    return found
