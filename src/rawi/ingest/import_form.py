"""The import form: one JSON object, one article.

Fields: ``id url outlet title summary body published updated collected authors
section tags language``; only ``body`` or ``title`` is required, ``null`` counts
as absent, unknown fields are ignored. An export holds also ``standfirst subheads
captions image enclosures related truncated source``, and ``clean``: the text is what it
should be, so that nothing is taken out of it. Without it, markup and entities in the
fields are resolved and teasers of other stories leave the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from rawi.arabic import read_date
from rawi.errors import InputError
from rawi.extract.metadata.bylines import split_names
from rawi.extract.teasers import cleaned
from rawi.ingest.field_names import renamed
from rawi.ingest.plain_text import has_markup, paragraphs, teaser, unescaped, web_address
from rawi.model import Article, Caption, Enclosure, Precision, Record, Rejection
from rawi.urls import article_id, is_web_address, without_secret

MAX_BODY = 5_000_000
"""Longest body accepted, in code points; a book is about 1,000,000."""
MAX_FIELD = 100_000
"""Longest other text, in code points, and most entries in a list."""

_Kind = TypeVar("_Kind", bound=Record)
_BROKEN = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]+")
_COMMAS = re.compile("[,،;؛|]")
_TIMES = {"published": "published", "modified": "updated", "collected": "collected"}
_NO_DAYS = frozenset(("0001-01-01", "1969-12-31", "1970-01-01"))
"""What programs write for "no date": the first day that they can count, west of Greenwich too."""
_SHORT_DATE = re.compile(r"(\d{4})(-(?:0[1-9]|1[0-2]))?")


def article(record: object) -> Article:
    """One article from one record of the import form.

    Teasers of other stories that stand in the body go to ``related``. A time
    that cannot be read is absent, its text kept in ``unread``.

    Raises ``InputError`` with the field and what is wrong with it.
    """
    if not isinstance(record, Mapping):
        raise InputError(f"a record must be an object with named fields, not {_kind(record)}")
    given, record = record, renamed(record)
    clean = record.get("clean") is True
    body, related, truncated = _body(record, clean)
    title = _words(record, "title", clean)
    if not body and not title:
        raise InputError(_textless(given))
    url, unread = _address(record)
    outlet = _words(record, "outlet", clean)
    times, unread_times, precision = _times(record)
    return Article(
        id=_id(record) or article_id(url, outlet, title, body),
        url=url,
        outlet=outlet,
        title=title,
        summary=_words(record, "summary", clean),
        standfirst=_words(record, "standfirst", clean),
        body=body,
        subheads=_texts(record, "subheads", clean),
        related=related,
        truncated=truncated,
        authors=_people(record, clean),
        source=_words(record, "source", clean),
        section=_words(record, "section", clean),
        tags=_texts(_listed(record, "tags", _COMMAS.split), "tags", clean),
        language=_text(record, "language"),
        captions=_records(record, "captions", Caption),
        image=web_address(_text(record, "image")),
        enclosures=_enclosures(record),
        published_precision=precision,
        evidence=dict.fromkeys(times, "import"),
        unread=unread | unread_times,
        published=times.get("published"),
        modified=times.get("modified"),
        collected=times.get("collected"),
    )


def _textless(record: Mapping[Any, Any]) -> str:
    """That there is no text, and what there is."""
    names = ", ".join(str(name)[:40] for name in list(record)[:12])
    return "neither body nor title holds text" + (f"; there is {names}" if names else "")


def exported(article: Article) -> dict[str, object]:
    """The article as a record that ``article`` reads back whole; absent fields are left out."""
    fields: dict[str, object] = {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "summary": article.summary,
        "standfirst": article.standfirst,
        "body": article.text,
        "subheads": article.subheads,
        "published": article.published,
        "updated": article.modified,
        "collected": article.collected,
        "authors": article.authors,
        "source": article.source,
        "section": article.section,
        "tags": article.tags,
        "language": article.language,
        "captions": article.captions,
        "image": article.image,
        "enclosures": article.enclosures,
        "related": article.related,
        "truncated": article.truncated,
        "clean": True,
    }
    return {k: v for k, v in fields.items() if v}


def _body(record: Mapping[Any, Any], clean: bool) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Paragraphs, headlines of other stories among them, and whether the text is cut."""
    given = _texts(record, "related", clean)
    cut = record.get("truncated") is True
    if clean:
        return _paragraphs(record, clean), given, cut
    body, related, truncated = cleaned(_paragraphs(record, clean))
    return body, tuple(dict.fromkeys((*given, *related))), cut or truncated


def _enclosures(record: Mapping[Any, Any]) -> tuple[Enclosure, ...]:
    return tuple(e for e in _records(record, "enclosures", Enclosure) if is_web_address(e.url))


def _records(record: Mapping[Any, Any], name: str, kind: type[_Kind]) -> tuple[_Kind, ...]:
    """A list of records; those of another shape make the field wrong."""
    value = record.get(name)
    if value is None:
        return ()
    try:
        return msgspec.convert(value, tuple[kind, ...])  # type: ignore[valid-type]
    except msgspec.ValidationError as why:
        raise InputError(f"{name} is not of the import form: {why}") from why


def article_or_rejection(record: object) -> Article | Rejection:
    """``article``, the refusal as a value: kind ``record``, the id as item where there is one."""
    try:
        return article(record)
    except InputError as why:
        name = record.get("id") if isinstance(record, Mapping) else None
        item = name if isinstance(name, str) else None
        return Rejection(kind="record", reason=str(why), item=item)


_KINDS = {
    type(None): "null",
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    bytes: "bytes",
    list: "a list",
    tuple: "a list",
}


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "an object"
    return _KINDS.get(type(value), f"a {type(value).__name__}")


def _clean(text: str, name: str, limit: int) -> str:
    if len(text) > limit:
        raise InputError(f"{name} is longer than {limit:,} characters")
    return _CONTROL.sub("", _BROKEN.sub("\ufffd", text)).strip()


def _text(record: Mapping[Any, Any], name: str) -> str | None:
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{name} must be text, not {_kind(value)}")
    return _clean(" ".join(value.split()), name, MAX_FIELD) or None


def _words(record: Mapping[Any, Any], name: str, clean: bool) -> str | None:
    """A text for people: tags and entities in it resolved."""
    value = _text(record, name)
    return value if clean else teaser(value, markup=False)


def _texts(record: Mapping[Any, Any], name: str, clean: bool) -> tuple[str, ...]:
    value = record.get(name)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise InputError(f"{name} must be a list of texts, not {_kind(value)}")
    if len(value) > MAX_FIELD:
        raise InputError(f"{name} has more than {MAX_FIELD:,} entries")
    for entry in value:
        if not isinstance(entry, str):
            raise InputError(f"{name} must hold only texts, not {_kind(entry)}")
    texts = (_clean(" ".join(entry.split()), name, MAX_FIELD) for entry in value)
    if not clean:
        texts = (teaser(text, markup=False) or "" for text in texts)
    return tuple(dict.fromkeys(text for text in texts if text))


def _people(record: Mapping[Any, Any], clean: bool) -> tuple[str, ...]:
    """Authors: a list of names or of objects with a ``name``, or one text that names them."""
    given = record.get("authors")
    if isinstance(given, list | tuple):
        names = [one.get("name") if isinstance(one, Mapping) else one for one in given]
        record = {**record, "authors": [name for name in names if name is not None]}
    return _texts(_listed(record, "authors", split_names), "authors", clean)


def _listed(
    record: Mapping[Any, Any], name: str, parted: Callable[[str], Iterable[str]]
) -> Mapping[Any, Any]:
    """The record with one text in the place of a list as that list."""
    value = record.get(name)
    return {**record, name: list(parted(value))} if isinstance(value, str) else record


def _paragraphs(record: Mapping[Any, Any], clean: bool) -> tuple[str, ...]:
    value = record.get("body")
    if value is None:
        return ()
    if isinstance(value, list | tuple) and all(isinstance(p, str) for p in value):
        value = "\n".join(value)
    if not isinstance(value, str):
        raise InputError(f"body must be text with a paragraph a line, not {_kind(value)}")
    text = _clean(value, "body", MAX_BODY)
    if not clean:
        text = "\n".join(paragraphs(text)) if has_markup(text) else unescaped(text)
    lines = (line.strip() for line in _LINE_END.split(text))
    return tuple(line for line in lines if line)


def _id(record: Mapping[Any, Any]) -> str | None:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and _BROKEN.search(value):
        raise InputError("id is not valid Unicode text")
    return _text(record, "id")


def _address(record: Mapping[Any, Any]) -> tuple[str | None, dict[str, str]]:
    url = _text(record, "url")
    url = f"https:{url}" if url and url.startswith("//") else url
    url = without_secret(url) if url else url
    if url is None or is_web_address(url):
        return url, {}
    return None, {"url": url}


def _times(
    record: Mapping[Any, Any],
) -> tuple[dict[str, str], dict[str, str], Precision | None]:
    read: dict[str, str] = {}
    unread: dict[str, str] = {}
    precision: Precision | None = None
    for name, key in _TIMES.items():
        raw = _moment(record, key) or (_moment(record, name) if key != name else None)
        if raw is None:
            continue
        found = _time(raw)
        if found is None:
            unread[name] = raw
            continue
        read[name] = found[0]
        precision = found[1] if name == "published" else precision
    return read, unread, precision


def _moment(record: Mapping[Any, Any], name: str) -> str | None:
    """A time as text; a number counts seconds or milliseconds since 1970."""
    value = record.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.0f}"
    return _text(record, name)


def _time(text: str) -> tuple[str, Precision] | None:
    """ISO 8601 as it stands, any other absolute time as ISO 8601; None where there is none."""
    if text[:10] in _NO_DAYS:
        return None
    if precision := iso_precision(text):
        return text, precision
    read = read_date(text)
    return (read.value, read.precision) if read and read.value[:10] not in _NO_DAYS else None


def iso_precision(text: str) -> Precision | None:
    """How precise an ISO 8601 date or time is; None where it is none."""
    if short := _SHORT_DATE.fullmatch(text):
        if text[:4] == "0000":
            return None
        return "month" if short[2] else "year"
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return None
    return "minute" if len(text) > 10 and not text.isdigit() else "day"
