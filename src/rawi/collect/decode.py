"""Bytes of a feed to UTF-8, mislabelled Arabic repaired.

Feeds declare their encoding up to three times (byte order mark, HTTP header,
XML declaration) and Arabic ones are often wrong in all: cp1256 sent as Latin-1
or as UTF-8, UTF-8 sent as cp1256, UTF-8 with a cut character in a shortened
summary. Order of belief: byte order mark, UTF-8 that holds Arabic, header,
declaration (RFC 7303), then what the bytes themselves look like.
"""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import http_content_type_encoding

from rawi.extract.encoding import likeness

_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}?\?>")
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_WIDE_STARTS = (b"\x00<", b"<\x00", b"\x00\x00", b"\xfe\xff", b"\xff\xfe", b"\x4c\x6f\xa7\x94")
_ARABIC_RUN = re.compile(r"[\u0621-\u064a\u067e\u0686\u0698\u06af]{2,}")
_ARABIC_BYTES = re.compile(rb"[\xd8-\xdb][\x80-\xbf]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# bytes.decode() takes these, but they are no encodings of a feed, and the first two are quadratic
_REFUSED = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"}
_LATIN = {"iso8859-1", "cp1252", "ascii", "iso8859-15"}
_ARABIC = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6"}
_EITHER = _LATIN | _ARABIC.keys()
_SAMPLE = 65_536
"""Bytes that are looked at to tell an encoding."""
_SHARE_OF_BROKEN = 0.02
"""Share of broken letters up to which an encoding is still believed. Chosen by reading, not
measured."""


def _codec(name: str | None) -> str | None:
    """Python's own name of an encoding, or None if unknown or refused."""
    try:
        found = codecs.lookup(name).name if name else None
    except LookupError:
        return None
    if found == "gb2312":  # pages in GB18030 call themselves by the older name
        return "gb18030"
    return None if found in _REFUSED else found


def _decoded(data: bytes, codec: str | None) -> str | None:
    if codec is None:
        return None
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf8_with_cuts(data: bytes) -> str | None:
    """UTF-8 in which only a few characters are damaged, else None."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    arabic = len(_ARABIC_BYTES.findall(data))
    return text if arabic and broken <= max(3, arabic * _SHARE_OF_BROKEN) else None


def _arabic(data: bytes) -> tuple[str, str] | None:
    """(text, encoding) in the Arabic encoding that gives words for most high bytes, else None."""
    high = sum(byte > 127 for byte in data)
    sample = data[:_SAMPLE]
    codec = max(_ARABIC, key=lambda name: likeness(sample, name))
    text = data.decode(codec, "replace")
    arabic = sum(len(run) for run in _ARABIC_RUN.findall(text))
    return (text, codec) if high and arabic >= 0.6 * high else None


def _chosen(data: bytes, declared: list[str | None]) -> tuple[str, str | None]:
    """(text, what was repaired or None)."""
    utf8 = _decoded(data, "utf-8")
    if utf8 is not None and _ARABIC_BYTES.search(data):
        return utf8, None
    for codec in declared:
        if codec in _EITHER and (found := _arabic(data)) is not None:
            word, read = found
            return word, None if read == codec else f"declared as {codec}, read as {_ARABIC[read]}"
        if (text := _decoded(data, codec)) is not None:
            return text, None
    if utf8 is not None:
        return utf8, None
    if (text := _utf8_with_cuts(data)) is not None:
        return text, "some characters are damaged"
    if (found := _arabic(data)) is not None:
        word, read = found
        return word, f"not the declared encoding, read as {_ARABIC[read]}"
    return data.decode("cp1252", "replace"), "not the declared encoding, read as windows-1252"


def to_utf8(data: bytes, content_type: str | None = None) -> tuple[bytes, str | None]:
    """(UTF-8 without byte order mark, XML declaration or control characters; note of a repair).

    Never raises: bytes that no encoding explains come out with replacement characters.
    """
    if data.startswith(codecs.BOM_UTF8):
        text, note = data[3:].decode("utf-8", "replace"), None
    elif data.startswith(_WIDE_STARTS):
        text, note = _wide(data), None
    else:
        head = _DECLARATION.match(data)
        named = _DECLARED.search(head.group()) if head else None
        xml = named.group(1).decode("ascii") if named else None
        http = http_content_type_encoding(content_type) if content_type else None
        text, note = _chosen(data, [_codec(http), _codec(xml)])
    clean = _CONTROLS.sub(b"", text.encode("utf-8", "replace")).lstrip()
    return _DECLARATION.sub(b"", clean, count=1).lstrip(), note


def _wide(data: bytes) -> str:
    """UTF-16, UTF-32 or EBCDIC by their first bytes (XML 1.0, appendix F)."""
    for start, codec in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (b"\x00\x00\x00<", "utf-32-be"),
        (b"<\x00\x00\x00", "utf-32-le"),
        (b"\x00<", "utf-16-be"),
        (b"<\x00", "utf-16-le"),
        (b"\x4c\x6f\xa7\x94", "cp037"),
    ):
        if data.startswith(start):
            return data.decode(codec, "replace")
    return data.decode("utf-8", "replace")
