"""Files into the newsroom, from where an interrupted import stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from rawi.ingest.archives import files, identity, read_file, resumable
from rawi.model import Rejection
from rawi.newsroom.prepare import Offer, Place


def size_of(paths: Iterable[Path]) -> int:
    """Bytes of all the files that these paths name."""
    return sum(path.stat().st_size for path in files(list(paths)) if path.is_file())


def offers(paths: Iterable[Path], position_of: Callable[[str], int]) -> Iterator[Offer]:
    """Everything in the files; ``position_of`` says how far a file was read before."""
    for path in files(list(paths)):
        try:
            size, many = path.stat().st_size, resumable(path)
            key = identity(path) if many else str(path)
        except OSError as why:
            reason = f"cannot be read: {why.strerror or why}"
            yield Offer(Rejection(kind="unreadable", reason=reason, item=str(path)))
            continue
        place = Place(key, str(path), 0, size, done=True)
        for found in read_file(path, position_of(key) if many else 0):
            place = Place(key, str(path), found.position, found.read)
            yield Offer(found.what, found.item, place if many else None)
        if many:
            yield Offer(None, place=msgspec.structs.replace(place, read=size, done=True))
