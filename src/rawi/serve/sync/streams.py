"""Names of the Google Reader API: streams, tags and ids of items."""

from __future__ import annotations

import re

from msgspec.structs import replace

from rawi.errors import InputError
from rawi.serve.sync.asking import Asked
from rawi.serve.sync.feeds import feeds_of, in_folder
from rawi.serve.sync.follow_labels import follow_labels
from rawi.store.personal.items import Stream

_STATE = "user/-/state/com.google/"
READING_LIST, READ, UNREAD = _STATE + "reading-list", _STATE + "read", _STATE + "kept-unread"
STARRED = _STATE + "starred"
LABEL, FEED = "user/-/label/", "feed/"
_PREFIX = "tag:google.com,2005:reader/item/"
_USER = re.compile(r"^user/[^/]{1,64}/")


def long_id(number: int) -> str:
    """The id of an item as contents give it: 16 hexadecimal digits."""
    return f"{_PREFIX}{number:016x}"


def number_of(given: str) -> int:
    """The number in either form of an item's id. Raises ``InputError``.

    Decimal as ``stream/items/ids`` gives it; 16 hexadecimal digits begin with a zero.
    """
    short = given.removeprefix(_PREFIX)
    digits = short.removeprefix("-")
    decimal = short == given and digits.isdecimal() and not digits.startswith("0")
    try:
        number = int(short[:20], 10 if decimal else 16)
    except ValueError as why:
        raise InputError(f"{given!r} is no id of an item") from why
    return number if number < 2**63 else number - 2**64


def _state(name: str) -> str:
    """The name with ``-`` for whoever asks, as apps may write their number instead."""
    return _USER.sub("user/-/", name)


def label_of(name: str) -> str | None:
    """The label or folder that a tag names; None for what is none."""
    state = _state(name)
    return (state.removeprefix(LABEL) or None) if state.startswith(LABEL) else None


def oldest_first(given: Asked) -> bool:
    """Whether ``r=o`` asks for the oldest first."""
    return given.one("r") in {"o", "a"}


def stream_of(given: Asked, name: str) -> Stream:
    """What a stream's name and ``xt``, ``it``, ``ot``, ``nt`` mean. Raises ``InputError``."""
    stream = _narrowed(given, Stream(), name, True)
    for tag in given.all("it"):
        stream = _narrowed(given, stream, tag, True)
    for tag in given.all("xt"):
        stream = _narrowed(given, stream, tag, False)
    return replace(stream, since=_moment(given, "ot"), until=_moment(given, "nt"))


def _narrowed(given: Asked, stream: Stream, name: str, wanted: bool) -> Stream:
    state = _state(name)
    if state == READING_LIST:
        return stream
    if state in (READ, UNREAD):
        return replace(stream, read=wanted == (state == READ))
    if state == STARRED:
        return replace(stream, starred=wanted)
    feeds = feeds_of(given.reader, given.items)
    label = label_of(name)
    if label is not None and (follow := follow_labels(given).get(label)):
        if not wanted:
            raise InputError(f"{label!r} cannot be left out")
        return replace(stream, follows=(follow.number,))
    if label is not None:
        outlets = in_folder(feeds, label)
    elif state.startswith(FEED):
        outlets = (state.removeprefix(FEED),)
    else:
        raise InputError(f"{name!r} is no stream")
    if wanted:
        return replace(stream, outlets=outlets, label=label)
    held = feeds if stream.outlets is None else stream.outlets
    return replace(stream, outlets=tuple(one for one in held if one not in outlets))


def _moment(given: Asked, name: str) -> int | None:
    """A time in seconds, or as apps also send it in thousandths or millionths of them."""
    value = given.number(name, 0, 2**62)
    if not value:
        return None
    if value >= 10**14:
        return value
    return value * 1000 if value >= 10**11 else value * 1_000_000
