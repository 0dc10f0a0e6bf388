"""The files of a tantivy index: whether they are as they were written."""

from __future__ import annotations

import json
import shutil
import zlib
from pathlib import Path

_PIECE = 1 << 20
"""Bytes that are read at a time."""
_MAGIC = 1337
"""Ends every file of a segment, after the length of a footer that holds a CRC-32."""
_PLAIN = (".json", ".lock")


def damaged(folder: Path) -> tuple[str, ...]:
    """Names of files that are not as tantivy wrote them, and of those that are missing."""
    try:
        segments = json.loads((folder / "meta.json").read_bytes())["segments"]
        known = [segment["segment_id"].replace("-", "") for segment in segments]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ("meta.json",)
    files = {f for f in folder.iterdir() if f.name.partition(".")[0] in known}
    wrong = {f.name for f in files if f.suffix not in _PLAIN and not _whole(f)}
    endings = ("idx", "pos", "term", "store", "fast", "fieldnorm")
    missing = {f"{name}.{ending}" for name in known for ending in endings}
    return tuple(sorted(wrong | missing - {f.name for f in files}))


def swept(folder: Path) -> None:
    """The folder without marks of deletion that a killed process left before they counted.

    Their names are given again, and tantivy writes no file that is there. Only for the one
    who writes.
    """
    try:
        segments = json.loads((folder / "meta.json").read_bytes())["segments"]
        counts = {
            f"{segment['segment_id'].replace('-', '')}.{deleted['opstamp']}.del"
            for segment in segments
            if (deleted := segment.get("deletes"))
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return  # an index that is read tells what is wrong with it
    for file in folder.glob("*.del"):
        if file.name not in counts:
            file.unlink(missing_ok=True)


def emptied(folder: Path) -> None:
    """The folder without its index."""
    shutil.rmtree(folder)
    folder.mkdir(parents=True)


def _whole(file: Path) -> bool:
    """Whether the content has the checksum that its footer names."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        stream.seek(max(0, size - 8))
        end = stream.read()
        length = int.from_bytes(end[:4], "little")
        if int.from_bytes(end[4:], "little") != _MAGIC or length + 8 > size:
            return False
        stream.seek(size - 8 - length)
        try:
            told = json.loads(stream.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        stream.seek(0)
        found, left = 0, size - 8 - length
        while left:
            piece = stream.read(min(_PIECE, left))
            if not piece:
                return False
            found = zlib.crc32(piece, found)
            left -= len(piece)
    return bool(found == told)
