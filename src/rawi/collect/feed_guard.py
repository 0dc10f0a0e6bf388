"""What must be known about a feed before a parser may touch it, in linear time.

Parsers of markup grow worse than linearly with nesting, and feedparser's second,
lenient parser is slow on noise: both are kept from input made to exploit that.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_TAG = re.compile(rb"<(/?)([A-Za-z_][^\s<>/]*+)[^<>]*+>")
_ITEM_END = re.compile(rb"</(?:[A-Za-z0-9]+:)?(?:item|entry)\s*>", re.I)
# an entity made of entities grows exponentially, an outside one reads files
_BOMB = re.compile(rb"""<!ENTITY\s[^>]{0,200}?(?:\s(?:SYSTEM|PUBLIC)\s|["'][^"'>]{0,2000}&)""")
_DECLARED = 300
"""Declarations in one document: twice what the entities of HTML need."""
_SPACE = re.compile(rb"[ \t\r\n\x0b\x0c]{64,}+")
_CROWD = 8_000
"""Tags read of a document that is not well-formed, and one more for each ``_WORDY`` bytes."""
_WORDY = 40
"""Bytes to a tag of a feed whose articles are marked up."""
_VOID = {b"br", b"img", b"hr", b"input", b"meta", b"link", b"wbr", b"source", b"p", b"li"}
_NAMING = re.compile(
    rb"<(?:[A-Za-z0-9]{1,20}:)?(?:author|creator|contributor|managingEditor|webMaster|name|email"
    rb"|owner|publisher|pubDate|date|updated|published|modified|created|issued|lastBuildDate|guid"
    rb"|link|uri|url|category|keywords|duration|length|rating|source)\b[^<>]{0,2000}>",
    re.I,
)
LONGEST_NAME = 2_000
"""Bytes of a name, an address or a day: five times the longest seen."""
_AUTHOR = re.compile(
    rb"(<((?:[A-Za-z]{1,20}:)?(?:author|creator|managingEditor|webMaster|name))\b[^<>]*+>"
    rb"\s*+(?:<!\[CDATA\[)?)((?:[^<>\]]|\](?!\]>))++)(?=\]\]>|</)"
)
_SPACES = re.compile(
    rb"""(?:xmlns(?::[\w.-]{1,100})?|((?:xml:)?\bbase))\s{0,9}=\s{0,9}(["'])""", re.I
)
_LONGEST_SPACE = 300
"""Bytes of the address of a namespace or a base: three times the longest seen."""
_BASES = 10
"""Bases that only say where they differ from the one around them, in one document."""
_EMAIL = re.compile(rb"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9.-]{1,255}")
DEEPEST = 1_000
"""Levels of nested elements of a feed that are parsed."""
LOOSE = 1_000_000
"""Bytes of a broken feed that feedparser's loose parser is given."""


def entity_bomb(data: bytes) -> bool:
    """Whether the document declares entities built from others, from outside, or without end."""
    return data.count(b"<!E") + data.count(b"<!D") > _DECLARED or bool(_BOMB.search(data))


def _outside(data: bytes, start: bytes, end: bytes) -> bytes:
    """The data without the stretches between two marks."""
    first, *rest = data.split(start)
    return first + b"".join(part.partition(end)[2] for part in rest)


def depth(data: bytes) -> int:
    """How deep elements nest, as far as tags tell; CDATA and comments left out."""
    bare = _outside(_outside(data, b"<![CDATA[", b"]]>"), b"<!--", b"-->")
    deepest = level = 0
    for tag in _TAG.finditer(bare):
        if tag[1]:
            level = max(0, level - 1)
        elif not tag[0].endswith(b"/>") and tag[2].lower() not in _VOID:
            level += 1
            deepest = max(deepest, level)
    return deepest


def cut_items(data: bytes, limit: int) -> tuple[bytes, str | None]:
    """The document up to its ``limit``-th item, so that parsing time is bounded."""
    ends = [m.end() for m in _ITEM_END.finditer(data)]
    if len(ends) <= limit:
        return data, None
    note = f"{len(ends)} items, the first {limit} were read"
    return data[: ends[limit - 1]] + data[ends[-1] :], note


def cut_names(data: bytes) -> bytes:
    """The document with what names people, addresses and days cut to a length that these have.

    Parsers look through such fields with patterns that are quadratic.
    """
    kept, place = [], 0
    for opened in _NAMING.finditer(data):
        begin = opened.end()
        if begin < place:
            continue
        end = data.find(b"</", begin)
        end = len(data) if end < 0 else end
        if end - begin > LONGEST_NAME:
            kept.append(data[place : begin + LONGEST_NAME])
            if data.startswith(b"<![CDATA[", begin):
                kept.append(b"]]>")
            place = end
    kept.append(data[place:])
    return b"".join(kept)


def without_gaps(data: bytes) -> bytes:
    """Long runs of white space as one line end: a parser looks through them again and again."""
    return _SPACE.sub(b"\n", data)


def cut_spaces(data: bytes) -> bytes:
    """The document without absurd addresses of namespaces and bases.

    feedparser looks at them whole for each element, and joins each base to the one around it.
    """
    kept, place, bases = [], 0, 0
    for opened in _SPACES.finditer(data):
        begin = opened.end()
        if begin < place:
            continue
        if (end := data.find(opened[2], begin)) < 0:
            break
        joined = bool(opened[1]) and b"://" not in data[begin : begin + 10]
        bases += joined
        if end - begin > _LONGEST_SPACE or (joined and bases > _BASES):
            kept.append(data[place:begin])
            place = end
    kept.append(data[place:])
    return b"".join(kept)


def _crowded(data: bytes) -> int:
    """Where a document holds more tags than are read; its length where it holds fewer."""
    if data.count(b"<") <= _CROWD:
        return len(data)
    for number, found in enumerate(re.finditer(b"<", data)):
        if number > _CROWD + found.start() // _WORDY:
            return found.start()
    return len(data)


def cut_noise(data: bytes) -> tuple[bytes, str | None]:
    """Only the start of a big or crowded document that is not well-formed XML."""
    limit = min(LOOSE, _crowded(data))
    if len(data) <= limit:
        return data, None
    parser = expat.ParserCreate()
    parser.UseForeignDTD(True)
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return data[:limit], f"not well-formed, the first {limit:,} bytes were read"
    return data, None


def authors_alone(data: bytes) -> bytes:
    """The document with mail addresses taken out of its authors.

    feedparser's pattern for addresses cuts one off within a long ending (``.press``).
    """

    def cleaned(found: re.Match[bytes]) -> bytes:
        return found[1] + _EMAIL.sub(b"", found[3])

    return _AUTHOR.sub(cleaned, data)
