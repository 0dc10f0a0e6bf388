"""Lead pictures, fetched by this server so that outlets never learn who reads what."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Literal
from urllib.parse import unquote

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from rawi.collect.fetch import Fetcher, Request
from rawi.collect.options import CollectOptions
from rawi.model import Rejection
from rawi.serve.http import Ask
from rawi.serve.reader import Desk, Name
from rawi.serve.shrink import shrunk
from rawi.serve.ui.screen import web_link

LARGEST = 5_000_000
"""Bytes of one picture."""
KEPT = 64_000_000
"""Bytes of pictures in memory."""
WIDTHS = {"card": 320, "lead": 960}
"""Pixels: a card's picture is 7 rem wide, an article's at most 54, on screens of double density."""


class Pictures:
    """Fetches pictures and keeps the last ones in memory."""

    def __init__(self, options: CollectOptions | None = None) -> None:
        self._options = options or CollectOptions()
        self._fetcher: Fetcher | None = None
        self._cache: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._size = 0

    async def get(self, url: str, width: int, *, allow_private: bool) -> bytes | None:
        """A WebP picture at most ``width`` pixels wide; None where none is to be had."""
        key = url, width
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        # Made here: its connections belong to the event loop that serves.
        self._fetcher = self._fetcher or Fetcher(self._options)
        reply = await self._fetcher.get(
            Request(url=url, limit=LARGEST, allow_private=allow_private)
        )
        if isinstance(reply, Rejection) or reply.status != 200:
            return None
        made = await asyncio.to_thread(shrunk, reply.body, width)
        return self._keep(key, made) if made else None

    def _keep(self, key: tuple[str, int], body: bytes) -> bytes:
        self._size += len(body) - len(self._cache.pop(key, b""))
        self._cache[key] = body
        while self._size > KEPT:
            self._size -= len(self._cache.popitem(last=False)[1])
        return body

    async def close(self) -> None:
        if self._fetcher:
            await self._fetcher.aclose()


@get("/image/{article_id:str}")
async def image(
    request: Ask, reader: Desk, article_id: Name, size: FromQuery[Literal["card", "lead"]] = "lead"
) -> Response[bytes]:
    """The lead picture of an article, for those who may read its text."""
    article = reader.newsroom.article(unquote(article_id))
    url = web_link(article.image)
    pictures: Pictures | None = request.app.state.get("pictures")
    if pictures is None or url is None or not reader.full(request):
        raise NotFoundException("no picture")
    outlet = reader.outlets().get(article.outlet or "")
    private = bool(outlet and outlet.allow_private)
    found = await pictures.get(url, WIDTHS[size], allow_private=private)
    if found is None:
        raise NotFoundException("no picture")
    headers = {"cache-control": "private, max-age=86400"}
    return Response(found, media_type="image/webp", headers=headers)
