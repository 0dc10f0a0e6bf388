"""Handlers of pages: made of one view of the newsroom, finished ones kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, cast

from litestar import Response

from rawi.serve.http import Ask
from rawi.serve.reader import Reader

P = ParamSpec("P")


def one_view(make: Callable[P, Response[bytes]]) -> Callable[P, Response[bytes]]:
    """A handler that makes its page of one view of the newsroom."""

    @wraps(make)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response[bytes]:
        with cast(Reader, kwargs["reader"]).newsroom.view():
            return make(*args, **kwargs)

    return answer


def finished(make: Callable[P, Response[bytes]]) -> Callable[P, Response[bytes]]:
    """The same, of which finished pages are kept."""
    anew = one_view(make)

    @wraps(make)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response[bytes]:
        request, reader = cast("tuple[Ask, Reader]", (kwargs["request"], kwargs["reader"]))
        return reader.known(request) or anew(*args, **kwargs)

    return answer
