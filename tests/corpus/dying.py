"""In the place of the process that reads pages: it ends over some of them."""

from __future__ import annotations

import os

import msgspec

from rawi.corpus.pages import Read, _captures
from rawi.model import Article
from rawi.processes import answer


def _answer(data: bytes) -> bytes:
    bodies = [capture.body for capture in _captures.decode(data)]
    if b"die" in bodies:
        os._exit(1)
    return msgspec.msgpack.encode([Read((Article(id=body.decode()),)) for body in bodies])


if __name__ == "__main__":
    answer(_answer)
