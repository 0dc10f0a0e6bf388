"""What goes out: JSON lines in the import form, or Parquet."""

from __future__ import annotations

import gzip
from typing import Any

import msgspec
from datatrove.data import Document, DocumentsPipeline
from datatrove.io import DataFolderLike, get_datafolder
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.writers import ParquetWriter

from rawi.corpus.documents import record_of
from rawi.corpus.ledger import Ledger

_LEVEL = 6
"""Of gzip: 9 takes three times as long for two bytes in a hundred."""


class LinesWriter(PipelineStep):  # type: ignore[misc]
    """Writes ``RANK.jsonl.gz``: a line an article, in the import form, that ``rawi import``
    and any reader of JSON lines take; the same bytes for the same articles."""

    type, name = "💽 - WRITER", "Rawi: JSON lines"

    def __init__(self, output_folder: DataFolderLike) -> None:
        super().__init__()
        self.output_folder = get_datafolder(output_folder)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        with (
            self.output_folder.open(f"{rank:05d}.jsonl.gz", "wb") as raw,
            gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as file,
        ):
            for document in data:
                file.write(msgspec.json.encode(record_of(document)) + b"\n")
                yield document


_TEXTS = ["id", "url", "outlet", "title", "summary", "standfirst", "body", "published", "updated"]
_TEXTS += ["collected", "source", "section", "language", "image"]
_LISTS = ["subheads", "authors", "tags", "related"]


def parquet_writer(output_folder: DataFolderLike) -> ParquetWriter:
    """datatrove's writer of Parquet, a column a field of the import form.

    ``captions``, ``enclosures`` and ``notes`` are JSON.
    """
    import pyarrow as pa

    columns = [(name, pa.string()) for name in _TEXTS]
    columns += [(name, pa.list_(pa.string())) for name in _LISTS]
    columns += [("truncated", pa.bool_()), *((name, pa.string()) for name in _NESTED)]
    return ParquetWriter(output_folder, adapter=_row, schema=pa.schema(columns), max_file_size=-1)


_NESTED = ("captions", "enclosures", "notes")


def _row(_: ParquetWriter, document: Document) -> dict[str, Any]:
    record = record_of(document)
    row = {name: record.get(name) for name in _TEXTS}
    row |= {name: list(record.get(name, ())) for name in _LISTS}
    row["truncated"] = bool(record.get("truncated"))
    return row | {name: _json(record.get(name)) for name in _NESTED}


def _json(value: object) -> str | None:
    return msgspec.json.encode(value).decode() if value else None


class CountWritten(PipelineStep):  # type: ignore[misc]
    """Counts what reached the end of a task."""

    type, name = "🔢 - STATS", "Rawi: count"

    def __init__(self, to: DataFolderLike) -> None:
        super().__init__()
        self.to = get_datafolder(to)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        with Ledger(self.to, "write", rank) as ledger:
            for document in data:
                ledger.count("written")
                yield document
