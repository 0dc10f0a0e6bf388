"""Bytes to text: what a capture says of its encoding, checked against its bytes."""

from __future__ import annotations

import codecs
import re

from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from rawi.extract.mojibake import whole

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE
)
_XML = re.compile(
    rb"^\s*<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_HEAD = 4096
"""Bytes among which a page may name its encoding; HTML says 1,024, pages exceed it."""
_SAMPLE = 65_536
"""Bytes that are looked at to guess."""
_COMMON = frozenset("اليمونرتبعدسفقهكحجةأоеаинтсрвлкмдпуяыьзαοιετσνηυρπκμλάίόέήςיוהלאתרבשמנחדםן")
"""Letters that make most of a text in Arabic, Russian, Greek and Hebrew. Capitals are none of them:
in letters of another encoding they stand inside words."""
_EASTERN = re.compile("[\u0e01-\u0e5b\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
"""Thai, Japanese, Chinese and Korean, whose letters are too many for a list."""
_ODD = re.compile("[\ufffd\x80-\x9f¡-¿÷×†‡‰ŠŒŽ]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x7fELF",
    b"OggS",
    b"ID3",
)


def is_binary(data: bytes) -> bool:
    """Whether these bytes are no text in any encoding: pictures, archives, noise."""
    if data.startswith(_MAGIC):
        return True
    if data.startswith(tuple(bom for bom, _ in _BOMS)) or _wide(data):
        return False
    sample = data[:_SAMPLE]
    return len(_BINARY.findall(sample)) > max(8, len(sample) // 50)


def decoded(data: bytes, content_type: str | None = None) -> str:
    """The text of ``data``; never raises, unreadable bytes become U+FFFD.

    Order of trust: byte order mark; bytes that are sound UTF-8; then whichever
    of the declared and the detected encodings reads most like text. A page cut
    inside a character or with a few broken ones is still UTF-8; one that was encoded
    twice is decoded twice.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data, content_type)
    return whole(data, text)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: bytes of its mark-up are zero in every second place only."""
    head = data[:400]
    low, high = head[1::2].count(0), head[::2].count(0)
    if low > 2 and low > 10 * high:
        return "utf-16-le"
    return "utf-16-be" if high > 2 and high > 10 * low else None


def _guessed(data: bytes, content_type: str | None) -> str:
    loose = data.decode("utf-8", "replace")
    if loose.count("\ufffd") * 20 < sum(c > "\x7f" for c in loose):
        return loose
    names = dict.fromkeys(
        name for name in (*_declared(data, content_type), *_detected(data)) if _known(name)
    )
    sample = data[:_SAMPLE]
    best = max(names or {"cp1252": None}, key=lambda name: likeness(sample, name))
    return data.decode(best, "replace")


def _declared(data: bytes, content_type: str | None) -> list[str]:
    head = data[:_HEAD]
    found = [m[1].decode("ascii", "replace") for m in (_META.search(head), _XML.search(head)) if m]
    if content_type and (m := _CHARSET.search(content_type)):
        found.insert(0, m[1])
    return [name for raw in found if (name := map_encoding_to_html5(raw, False))]


def _detected(data: bytes) -> list[str]:
    found = detect_encoding(data, from_html_meta=False)
    arabic = ["cp1256", "iso-8859-6"]
    return [found, *arabic] if found else arabic


def _known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def likeness(sample: bytes, name: str) -> float:
    """How much of the letters beyond ASCII are common ones of a script, or in plain Latin words."""
    text = _TAG.sub(" ", sample.decode(name, "replace"))
    wide = [c for c in text if c > "\x7f"]
    if not wide:
        return 0.0
    common = sum(c in _COMMON for c in wide) + len(_EASTERN.findall(text))
    latin = len(re.findall(r"(?<=[a-z])[à-öø-ÿ]|[à-öø-ÿ](?=[a-z])|[’‘“”–—…]", text))
    odd = len(_ODD.findall(text))
    return (common + latin - 2 * odd) / len(wide)
