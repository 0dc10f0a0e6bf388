"""Pages that somebody saved."""

from __future__ import annotations

import quopri

import pytest

from rawi.ingest.saved_pages import saved_page

PAGE = "<!doctype html><p>سال الوادي ليلا وفاض على الحقول = كلها.</p>"
HEAD = (
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://press.example/news/15\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
    '\tboundary="--B"\r\n\r\n'
)


def mhtml(html: bytes, kind: str = "text/html", location: str = "cid:frame") -> bytes:
    part = (
        f"----B\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {location}\r\n\r\n"
    )
    return (HEAD + part).encode() + quopri.encodestring(html) + b"\r\n----B--\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_the_page_of_an_mhtml_file(encoding: str) -> None:
    found = saved_page(mhtml(PAGE.encode(encoding), f"text/html; charset={encoding}"))
    assert found.body.decode(encoding).strip() == PAGE
    assert found.url == "https://press.example/news/15"
    assert found.content_type == f"text/html; charset={encoding}"


def test_the_part_s_own_address_wins() -> None:
    found = saved_page(mhtml(PAGE.encode(), location="https://press.example/frame"))
    assert found.url == "https://press.example/frame"


@pytest.mark.parametrize("body", [mhtml(b"x", "text/css"), b"From: a\r\n\r\n" + PAGE.encode()])
def test_other_messages_stay_as_they_are(body: bytes) -> None:
    assert saved_page(body).body == body


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///home/a.html"])
def test_an_address_that_is_none_of_the_web_is_not_taken(address: str) -> None:
    assert saved_page(f"<!-- saved from url=(0014){address} -->{PAGE}".encode()).url is None
