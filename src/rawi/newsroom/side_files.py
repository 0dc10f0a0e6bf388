"""What lies beside the newsroom file: found by the file's own name, made anew where it may be."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

from rawi.search.tantivy_index import TantivyIndex


def index_beside(path: Path, writable: bool) -> TantivyIndex:
    """The search index of the newsroom at that path.

    Where nothing can be written it is read from a copy: tantivy needs a lock even to read.
    """
    folder = path.with_name(path.name + ".index")
    if writable:
        return TantivyIndex(folder)
    copy = tempfile.mkdtemp(prefix="rawi-index-")
    if folder.exists():
        shutil.copytree(folder, copy, dirs_exist_ok=True)
    index = TantivyIndex(copy)
    weakref.finalize(index, shutil.rmtree, copy, ignore_errors=True)
    return index
