"""The starter catalogue: Arabic outlets by country, as package data, and whose they are.

Facts whose addresses were not checked live; see ``catalogue.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, cast

from rawi.model import Outlet, OutletKind, Ownership


@cache
def catalogue() -> tuple[Outlet, ...]:
    """All outlets of the catalogue, by country and then as listed."""
    listed = _read("catalogue.toml")
    return tuple(
        Outlet(
            id=id,
            name=name,
            url=url,
            country=country,
            ownership=ownership_of(id),
            feeds=tuple(feeds),
        )
        for country, outlets in listed.items()
        for id, (name, url, *feeds) in outlets.items()
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("rawi.collect").joinpath(name).read_text("utf-8"))


@cache
def _owners() -> dict[str, Ownership]:
    return {
        id: Ownership(kind=cast(OutletKind, kind), owner=owner, source=source)
        for kind, outlets in _read("owners.toml").items()
        for id, (owner, source) in outlets.items()
    }


def ownership_of(outlet_id: str) -> Ownership | None:
    """Whose the outlet is; None where the catalogue does not know it for certain."""
    return _owners().get(_host(outlet_id))


@cache
def topics() -> dict[str, str]:
    """By outlet: its topic, where it has one alone."""
    listed = _read("catalogue_topics.toml")["topics"]
    return {id: topic for topic, outlets in listed.items() for id in outlets}


@cache
def everywhere() -> tuple[str, ...]:
    """Outlets for readers of many countries, the most known first."""
    return tuple(_read("catalogue_topics.toml")["everywhere"]["outlets"])


def _host(name: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\d?\.)?", "", name.lower()).rstrip("/")


@cache
def _by_id() -> dict[str, Outlet]:
    return {outlet.id: outlet for outlet in catalogue()}


def named_outlet(name: str) -> Outlet:
    """The outlet that articles call ``name``: with its own name and country where its host
    stands in the catalogue."""
    known = _by_id().get(_host(name))
    if known is None:
        return Outlet(id=name, name=name)
    return Outlet(id=name, name=known.name, country=known.country, ownership=known.ownership)
