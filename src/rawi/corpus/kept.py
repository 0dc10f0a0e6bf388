"""Articles between two stages: packed one by one, so that any can be had by its number."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import pairwise

import msgspec
from datatrove.data import Document, DocumentsPipeline
from datatrove.io import DataFolderLike, get_datafolder
from datatrove.pipeline.base import PipelineStep

_LEVEL = 1
"""Of zlib: half the size for a tenth of a millisecond an article."""
_OFFSET = struct.Struct("<Q")

_Fields = tuple[str, str, dict[str, object]]
_decoder = msgspec.msgpack.Decoder(_Fields)


class Shelf:
    """The articles of each task, by the number of the task and of the article in it."""

    def __init__(self, folder: DataFolderLike) -> None:
        self._folder = get_datafolder(folder)

    def put(self, rank: int, documents: Iterator[Document]) -> Iterator[Document]:
        """Pass the documents of a task on, each put down first."""
        at = 0
        with (
            self._folder.open(f"{rank:05d}.packed", "wb") as packed,
            self._folder.open(f"{rank:05d}.offsets", "wb") as offsets,
        ):
            for document in documents:
                fields = (document.id, document.text, document.metadata)
                offsets.write(_OFFSET.pack(at))
                at += packed.write(zlib.compress(msgspec.msgpack.encode(fields), _LEVEL))
                yield document
            offsets.write(_OFFSET.pack(at))

    def all(self, rank: int) -> Iterator[Document]:
        """Every document of a task, in order."""
        offsets = self._folder.cat_file(f"{rank:05d}.offsets")
        places = [at for (at,) in _OFFSET.iter_unpack(offsets)]
        with self._folder.open(f"{rank:05d}.packed", "rb") as packed:
            for begin, end in pairwise(places):
                yield _document(packed.read(end - begin))

    def one(self, rank: int, number: int) -> Document:
        """One document of a task."""
        size, name = _OFFSET.size, f"{rank:05d}"
        around = self._folder.cat_file(
            f"{name}.offsets", start=number * size, end=(number + 2) * size
        )
        begin, end = (at for (at,) in _OFFSET.iter_unpack(around))
        return _document(self._folder.cat_file(f"{name}.packed", start=begin, end=end))


def _document(packed: bytes) -> Document:
    name, text, metadata = _decoder.decode(zlib.decompress(packed))
    return Document(text=text, id=name, metadata=metadata)


class Keep(PipelineStep):  # type: ignore[misc]
    """Puts documents down for later stages, and passes them on."""

    type, name = "💽 - WRITER", "Rawi: keep articles"

    def __init__(self, folder: DataFolderLike) -> None:
        super().__init__()
        self.shelf = Shelf(folder)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        yield from self.shelf.put(rank, data)


class Kept(PipelineStep):  # type: ignore[misc]
    """Takes up what ``Keep`` put down."""

    type, name = "📖 - READER", "Rawi: kept articles"

    def __init__(self, folder: DataFolderLike) -> None:
        super().__init__()
        self.shelf = Shelf(folder)

    def run(
        self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1
    ) -> DocumentsPipeline:
        yield from self.shelf.all(rank)
