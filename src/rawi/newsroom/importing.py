"""Files into the newsroom, from where an interrupted import stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from rawi.ingest.archives import files, identity, read_file, resumable
from rawi.model import Capture, Outlet, Rejection
from rawi.newsroom.prepare import Offer, Place
from rawi.store.personal.marks import Kind, Marks

_OUTLET = b'{"record":"outlet"'
_SAVED = b'"saved":true'


class _Said(msgspec.Struct):
    """What an export says of marks."""

    saved: bool = False
    note: str = ""
    labels: tuple[str, ...] = ()


class _Line(_Said):
    id: str = ""
    story: _Said | None = None


def size_of(paths: Iterable[Path]) -> int:
    """Bytes of all the files that these paths name."""
    return sum(path.stat().st_size for path in files(list(paths)) if path.is_file())


def outlet_of(what: object) -> Outlet | None:
    """The outlet that a line of an export describes."""
    if not isinstance(what, Capture) or not what.body.startswith(_OUTLET):
        return None
    try:
        return msgspec.json.decode(what.body, type=Outlet)
    except msgspec.DecodeError:
        return None


def new_outlets(paths: Iterable[Path], held: Iterable[Outlet]) -> list[Outlet]:
    """The outlets with which exports among the files begin, those that were added left out."""
    known = {outlet.id for outlet in held if outlet.url or _sources(outlet)}
    found: list[Outlet] = []
    for path in files(list(paths)):
        if resumable(path):
            found += _leading(outlet_of(one.what) for one in read_file(path))
    return [outlet for outlet in found if outlet.id not in known]


def _leading(outlets: Iterable[Outlet | None]) -> Iterator[Outlet]:
    for outlet in outlets:
        if outlet is None:
            return
        yield outlet


def _sources(outlet: Outlet) -> tuple[str, ...]:
    return (*outlet.feeds, *outlet.sitemaps, *outlet.listings)


def marked(offers: Iterable[Offer], marks: Marks) -> Iterator[Offer]:
    """The offers as they are; what their export says was saved is saved here, with note and
    labels where it is not saved yet."""
    for offer in offers:
        if line := _marked_line(offer.what):
            _keep(marks, line.id, "article", line)
            _keep(marks, line.id, "story", line.story)
        yield offer


def _keep(marks: Marks, name: str, kind: Kind, said: _Said | None) -> None:
    if said and said.saved and marks.one_kept(name, kind) is None:
        marks.annotate(name, said.note, said.labels, kind)


def _marked_line(what: object) -> _Line | None:
    if not isinstance(what, Capture) or _SAVED not in what.body:
        return None
    try:
        line = msgspec.json.decode(what.body, type=_Line)
    except msgspec.DecodeError:
        return None
    return line if line.id else None


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
            what = None if outlet_of(found.what) else found.what
            yield Offer(what, found.item, place if many else None)
        if many:
            yield Offer(None, place=msgspec.structs.replace(place, read=size, done=True))
