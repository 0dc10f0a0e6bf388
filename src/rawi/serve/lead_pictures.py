"""Lead pictures, fetched by this server so that outlets never learn who reads what."""

from __future__ import annotations

from collections import OrderedDict
from urllib.parse import unquote

from litestar import Response, get
from litestar.exceptions import NotFoundException

from rawi.collect.fetch import Fetcher, Request
from rawi.collect.options import CollectOptions
from rawi.model import Rejection
from rawi.serve.http import Ask
from rawi.serve.reader import Desk, Name
from rawi.serve.ui.screen import web_link

LARGEST = 5_000_000
"""Bytes of one picture."""
KEPT = 64_000_000
"""Bytes of pictures in memory."""
_KINDS = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"GIF8", "gif"))


def kind_of(body: bytes) -> str | None:
    """Media type by the first bytes, whatever the server says; None for no picture.

    SVG is not among them: it can hold script.
    """
    for begin, name in _KINDS:
        if body.startswith(begin):
            return f"image/{name}"
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    return "image/avif" if body[4:12] in (b"ftypavif", b"ftypavis") else None


class Pictures:
    """Fetches pictures and keeps the last ones in memory."""

    def __init__(self, options: CollectOptions | None = None) -> None:
        self._options = options or CollectOptions()
        self._fetcher: Fetcher | None = None
        self._cache: OrderedDict[str, tuple[bytes, str]] = OrderedDict()
        self._size = 0

    async def get(self, url: str, *, allow_private: bool) -> tuple[bytes, str] | None:
        """Bytes and media type; None where there is no picture to be had."""
        if url in self._cache:
            self._cache.move_to_end(url)
            return self._cache[url]
        # Made here: its connections belong to the event loop that serves.
        self._fetcher = self._fetcher or Fetcher(self._options)
        reply = await self._fetcher.get(
            Request(url=url, limit=LARGEST, allow_private=allow_private)
        )
        if isinstance(reply, Rejection) or reply.status != 200:
            return None
        kind = kind_of(reply.body)
        return self._keep(url, reply.body, kind) if kind else None

    def _keep(self, url: str, body: bytes, kind: str) -> tuple[bytes, str]:
        self._cache[url] = body, kind
        self._size += len(body)
        while self._size > KEPT:
            _, (dropped, _) = self._cache.popitem(last=False)
            self._size -= len(dropped)
        return body, kind

    async def close(self) -> None:
        if self._fetcher:
            await self._fetcher.aclose()


@get("/image/{article_id:str}")
async def image(request: Ask, reader: Desk, article_id: Name) -> Response[bytes]:
    """The lead picture of an article, where pictures are on."""
    article = reader.newsroom.article(unquote(article_id))
    url = web_link(article.image)
    pictures: Pictures | None = request.app.state.get("pictures")
    if pictures is None or url is None:
        raise NotFoundException("no picture")
    outlet = reader.outlets().get(article.outlet or "")
    found = await pictures.get(url, allow_private=bool(outlet and outlet.allow_private))
    if found is None:
        raise NotFoundException("no picture")
    headers = {"cache-control": "private, max-age=86400"}
    return Response(found[0], media_type=found[1], headers=headers)
