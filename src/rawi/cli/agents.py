"""The command that serves agents."""

from __future__ import annotations

from typing import Annotated

import typer

from rawi import settings
from rawi.cli.common import DEFAULT, NewsroomPath, open_newsroom
from rawi.errors import InputError


def mcp(
    newsroom: NewsroomPath = DEFAULT,
    http: Annotated[
        bool, typer.Option("--http", help="Answer over HTTP, not over standard input and output.")
    ] = False,
    host: Annotated[str, typer.Option(help="Address to listen on, with --http.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on, with --http.")] = 8766,
) -> None:
    """Serve agents: search, stories, articles, quotes as tools of the Model Context Protocol."""
    try:
        from rawi.serve.mcp.run import run_http, run_stdio
    except ModuleNotFoundError as why:
        if why.name != "mcp":
            raise
        raise InputError("agents need an extra: pip install 'rawi[agents]'") from why
    with open_newsroom(newsroom, create=False) as news:
        if http:
            run_http(news, host, port, settings.load().token or None)
        else:
            run_stdio(news)
