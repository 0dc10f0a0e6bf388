"""Declared encodings may be wrong; the bytes decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.extract.encoding import decoded, is_binary

TEXT = "<html><p>أعلنت البلدية أن الحديقة العامة ستبقى مفتوحة حتى منتصف الليل خلال الصيف.</p>"
ENCODINGS = ["utf-8", "cp1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "declared", [None, "text/html; charset=utf-8", "text/html; charset=latin1"]
)
def test_arabic_is_read_whatever_is_declared(encoding: str, declared: str | None) -> None:
    assert decoded(TEXT.encode(encoding), declared).lstrip("\ufeff") == TEXT


def test_a_wrong_meta_tag_does_not_win() -> None:
    text = TEXT.replace("<p>", '<meta charset="iso-8859-1"><p>')
    assert decoded(text.encode("cp1256")) == text


def test_a_few_broken_bytes_leave_utf8() -> None:
    data = TEXT.encode()
    found = decoded(data[:60] + b"\xff" + data[60:])
    assert "الليل خلال الصيف" in found


def test_latin_pages_keep_their_accents() -> None:
    text = (
        "<p>Le café de la gare a rouvert après l’été, à côté de l’hôtel de ville déjà rénové.</p>"
    )
    assert decoded(text.encode("cp1252")) == text


@given(st.binary(max_size=300), st.none() | st.text(max_size=30))
def test_decoding_never_raises(data: bytes, content_type: str | None) -> None:
    assert isinstance(decoded(data, content_type), str)


def test_pictures_are_binary_and_arabic_is_not() -> None:
    assert is_binary(b"GIF89a" + bytes(50))
    assert not any(is_binary(TEXT.encode(encoding)) for encoding in ENCODINGS)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Городской совет открыл новую школу на берегу реки, сообщили жители."),
        ("koi8-r", "Городской совет открыл новую школу на берегу реки, сообщили жители."),
        ("cp1253", "Το δημοτικό συμβούλιο άνοιξε νέο σχολείο δίπλα στο ποτάμι της πόλης."),
        ("cp1255", "מועצת העיר פתחה בית ספר חדש על גדת הנהר, כך אמרו התושבים אתמול."),
        ("big5", "市議會在河邊開設了一所新學校，居民昨天說孩子們可以走路上學。"),
    ],
)
@pytest.mark.parametrize("declares", [True, False])
def test_pages_of_other_scripts_are_not_read_as_arabic(
    encoding: str, text: str, declares: bool
) -> None:
    head = f'<meta charset="{encoding}">' if declares else ""
    page = f"<html><head>{head}</head><body><p>{text * 4}</p></body></html>"
    assert text in decoded(page.encode(encoding))
