"""One linear scan before the parse: refuses bombs, lifts scripts and comments out.

Deeply nested tags take any tree builder superlinear time, and scripts, styles and
drawings are half of a page that no reader sees.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rawi.model import Rejection

MAX_SIZE = 10_000_000
"""Longest input read, in bytes or code points."""
MAX_DEPTH = 2_000
"""Deepest nesting of tags read."""
_FEW_TAGS = 3 * MAX_DEPTH
"""So many tags parse fast however they nest, unless many are never closed."""
_FEW_OPEN = MAX_DEPTH // 2

_UNSEEN = re.compile(
    rb"<(?:!--|s(?:cript|tyle|vg)\b|S(?:cript|tyle|CRIPT|TYLE|VG)\b|template\b|TEMPLATE\b)"
)
_SCRIPTS = frozenset((b"<script", b"<Script", b"<SCRIPT"))
_STYLES = frozenset((b"<style", b"<Style", b"<STYLE"))
_TAGS = re.compile(rb"<(/?[a-zA-Z][a-zA-Z0-9]*)")
_LD = b"application/ld+json"
_TYPE = 200
"""Bytes of a script's tag in which its type is looked for."""
_SHALLOW_NAMES = (
    "area base br col embed hr img input link meta param source track wbr p li dt dd option "
    "optgroup tr td th thead tbody tfoot colgroup rp rt html head body"
)
_SHALLOW = frozenset(_SHALLOW_NAMES.encode().split())


class Scan(NamedTuple):
    """The page without what is not shown, and the structured data found on the way."""

    html: bytes
    """In UTF-8: what finds tags and parses them is faster over bytes, and encodes only once."""
    data: tuple[str, ...]
    """Texts of ``application/ld+json`` scripts."""
    styles: tuple[str, ...] = ()
    """Texts of style sheets."""


def too_large(size: int) -> Rejection | None:
    """The refusal of an input of ``size`` bytes or code points, if it is one."""
    if size <= MAX_SIZE:
        return None
    return Rejection(kind="too_large", reason=f"{size:,} long, at most {MAX_SIZE:,} are read")


def scanned(html: str) -> Scan | Rejection:
    """The page ready to parse, or why it is refused. Linear in the length of ``html``."""
    shown, data, styles = _lifted(html.encode("utf-8", "replace").replace(b"\0", b""))
    if _may_nest(shown) and (depth := _depth(shown)) > MAX_DEPTH:
        return Rejection(
            kind="too_deep", reason=f"tags nested {depth:,} deep, at most {MAX_DEPTH:,} are read"
        )
    return Scan(shown, tuple(map(_text, data)), tuple(map(_text, styles)))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _may_nest(html: bytes) -> bool:
    """Whether the tags are enough to nest too deep, or so many stay open that the parser
    would open them again and again; counting depth takes as long as a parse."""
    tags = html.count(b"<")
    return tags > MAX_DEPTH and (tags > _FEW_TAGS or tags - 2 * html.count(b"</") > _FEW_OPEN)


def _lifted(html: bytes) -> tuple[bytes, list[bytes], list[bytes]]:
    """What is shown, structured data, and style sheets."""
    kept: list[bytes] = []
    data: list[bytes] = []
    styles: list[bytes] = []
    missing: set[bytes] = set()
    place = 0
    while found := _UNSEEN.search(html, place):
        kept.append(html[place : found.start()])
        mark = found[0]
        end = b"-->" if mark == b"<!--" else b"</" + mark[1:]
        stop = -1 if end in missing else _end(html, end, found.end())
        if stop < 0:
            # An unclosed script or comment swallows the rest, as in a browser; an
            # unclosed drawing or template does not.
            missing.add(end)
            if mark.lower() in {b"<svg", b"<template"}:
                kept.append(mark)
                place = found.end()
                continue
            place = len(html)
            break
        if mark in _SCRIPTS:
            begin = html.find(b">", found.end()) + 1
            if _LD in html[found.end() : min(begin, found.end() + _TYPE)].lower():
                data.append(html[begin : html.rfind(b"<", 0, stop)])
        elif mark in _STYLES:
            styles.append(html[html.find(b">", found.end()) + 1 : html.rfind(b"<", 0, stop)])
        place = stop
    kept.append(html[place:])
    return b"".join(kept), data, styles


def _end(html: bytes, end: bytes, start: int) -> int:
    at = html.find(end, start)
    if at < 0:
        end = end.upper() if end.islower() else end.lower()
        at = html.find(end, start)
    if at < 0:
        return -1
    if end == b"-->":
        return at + 3
    close = html.find(b">", at)
    return len(html) if close < 0 else close + 1


def _depth(html: bytes) -> int:
    """Depth of the open tags, a close tag closing up to its own opener, if it has one."""
    stack: list[bytes] = []
    open_now: dict[bytes, int] = {}
    deepest = 0
    for raw in _TAGS.findall(html):
        name = raw.lower()
        if name[:1] != b"/":
            if name not in _SHALLOW:
                stack.append(name)
                open_now[name] = open_now.get(name, 0) + 1
            continue
        deepest = max(deepest, len(stack))
        name = name[1:]
        while open_now.get(name, 0):
            last = stack.pop()
            open_now[last] -= 1
            if last == name:
                break
    return max(deepest, len(stack))
