"""The starter catalogue: Arabic outlets by country, as package data.

Facts whose addresses were not checked live; see ``catalogue.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from rawi.model import Outlet


@cache
def catalogue() -> tuple[Outlet, ...]:
    """All outlets of the catalogue, by country and then as listed."""
    raw = files("rawi.collect").joinpath("catalogue.toml").read_text("utf-8")
    return tuple(
        Outlet(id=id, name=name, url=url, country=country, feeds=tuple(feeds))
        for country, outlets in tomllib.loads(raw).items()
        for id, (name, url, *feeds) in outlets.items()
    )


@cache
def _by_id() -> dict[str, Outlet]:
    return {outlet.id: outlet for outlet in catalogue()}


def named_outlet(name: str) -> Outlet:
    """The outlet that articles call ``name``: with its own name and country where its host
    stands in the catalogue."""
    known = _by_id().get(re.sub(r"^(?:https?://)?(?:www\d?\.)?", "", name.lower()).rstrip("/"))
    if known is None:
        return Outlet(id=name, name=name)
    return Outlet(id=name, name=known.name, country=known.country)
