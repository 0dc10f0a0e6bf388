"""The first blocks of a pipeline: archives to articles, and their notes."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import multiprocess
from datatrove.data import Document, DocumentsPipeline
from datatrove.io import DataFolderLike, get_datafolder
from datatrove.pipeline.base import PipelineStep

from rawi.annotation import annotate_all
from rawi.corpus.captures import Found, captures
from rawi.corpus.documents import article_of, document_of, with_notes
from rawi.corpus.ledger import Ledger
from rawi.corpus.pages import Pages, Read
from rawi.corpus.plan import share
from rawi.corpus.sources import Source
from rawi.model import Capture, Rejection

_TOGETHER = 32
"""Captures, or articles, that are worked on at a time: more gain nothing."""
_MOST_BYTES = 4_000_000
"""And no more of captures than this."""
_PARENT_ENDS = 1
"""PR_SET_PDEATHSIG of prctl(2), Linux."""


class EndWithParent(PipelineStep):  # type: ignore[misc]
    """Ends a task's process when the one that started it is killed.

    Otherwise it goes on, and writes the same files as the task that takes its place.
    """

    type, name = "🔩 - GUARD", "Rawi: end with the parent"

    def run(
        self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1
    ) -> DocumentsPipeline:
        parent = multiprocess.parent_process()
        if parent is not None and hasattr(ctypes.CDLL(None), "prctl"):
            ctypes.CDLL(None).prctl(_PARENT_ENDS, signal.SIGKILL)
            if os.getppid() == 1:
                os.kill(os.getpid(), signal.SIGKILL)
        return data


class ReadArticles(PipelineStep):  # type: ignore[misc]
    """A reader: files of an archive in, the reports in them out, each as one document.

    WARC, WET, JSON lines, Parquet, HTML and text dumps, gzip around any. What is
    refused is written to ``rejected/read-RANK.jsonl`` under ``to``. See
    ``document_of`` for what a document holds.
    """

    type, name = "📖 - READER", "Rawi: articles"

    def __init__(self, files: Sequence[Source], to: DataFolderLike) -> None:
        super().__init__()
        self.files = tuple(files)
        self.to = get_datafolder(to)

    def run(
        self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1
    ) -> DocumentsPipeline:
        files = share(self.files, rank, world_size)
        with Ledger(self.to, "read", rank) as ledger, Pages() as pages:
            ledger.count("files", len(files))
            for few in _together(found for file in files for found in captures(file.path)):
                yield from self._documents(few, pages, ledger)

    def _documents(self, few: Sequence[Found], pages: Pages, ledger: Ledger) -> Iterator[Document]:
        asked = [found.what for found in few if isinstance(found.what, Capture)]
        ledger.count("pages", len(asked))
        answers = iter(pages.read(asked) if asked else ())
        for found in few:
            read = _refused(found.what) if isinstance(found.what, Rejection) else next(answers)
            for rejection in read.rejected:
                ledger.refuse(rejection, found.place)
            ledger.count("articles", len(read.articles))
            yield from map(document_of, read.articles)


def _refused(rejection: Rejection) -> Read:
    return Read(rejected=(rejection,))


def _together(found: Iterable[Found]) -> Iterator[list[Found]]:
    few: list[Found] = []
    size = 0
    for one in found:
        few.append(one)
        size += len(one.what.body) if isinstance(one.what, Capture) else 0
        if len(few) == _TOGETHER or size > _MOST_BYTES:
            yield few
            few, size = [], 0
    if few:
        yield few


class Annotate(PipelineStep):  # type: ignore[misc]
    """Adds the notes of each article, as ``metadata["notes"]``.

    An article over which this fails is refused, in ``rejected/annotate-RANK.jsonl``.
    """

    type, name = "✂️ - FORMAT", "Rawi: annotate"

    def __init__(self, to: DataFolderLike) -> None:
        super().__init__()
        self.to = get_datafolder(to)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        documents = iter(data)
        with Ledger(self.to, "annotate", rank) as ledger:
            while few := list(islice(documents, _TOGETHER)):
                yield from _annotated(few, ledger)


def _annotated(few: Sequence[Document], ledger: Ledger) -> Iterator[Document]:
    try:
        notes = annotate_all([article_of(document) for document in few])
        yield from map(with_notes, few, notes)
    except Exception as why:  # a mistake of ours over one article must not stop all others
        if len(few) == 1:
            url = few[0].metadata.get("url")
            reason = f"annotating it failed: {why!r}"
            ledger.refuse(Rejection(kind="mistake", reason=reason, item=url))
            return
        for document in few:
            yield from _annotated([document], ledger)
