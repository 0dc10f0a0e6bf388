"""What other programs call the fields of the import form, in English and Arabic.

Names as exports of other tools and spreadsheets have them: newspapers' own archives,
trafilatura, news-please, RSS readers, tables kept by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OTHERS = {
    "title": "headline subject العنوان عنوان عنوان_الخبر عنوان_المقال",
    "body": "text maintext main_text raw_text content content_text content_html articlebody"
    " article_body article fulltext full_text story النص نص نص_الخبر نص_المقال المحتوى محتوى"
    " المتن متن الخبر المقال",
    "summary": "description abstract excerpt lead الملخص ملخص الموجز موجز الوصف وصف المقدمة",
    "url": "link address href permalink page_url source_url الرابط رابط العنوان_الإلكتروني",
    "outlet": "publisher site site_name sitename hostname source_domain domain newspaper"
    " source_name المصدر مصدر الموقع موقع الصحيفة صحيفة الوسيلة الناشر",
    "published": "date pubdate pub_date publish_date date_publish published_at publishedat"
    " date_published datepublished created_at timestamp التاريخ تاريخ تاريخ_النشر تاريخ_الخبر",
    "updated": "modified date_modify date_modified datemodified updated_at last_modified"
    " تاريخ_التحديث آخر_تحديث",
    "authors": "author byline writer creator الكاتب كاتب المؤلف مؤلف المحرر الكتاب المؤلفون",
    "section": "category rubric القسم قسم التصنيف تصنيف الفئة الباب",
    "tags": "keywords labels الوسوم وسوم الكلمات_المفتاحية كلمات_مفتاحية الكلمات_الدلالية",
    "language": "lang اللغة لغة",
    "id": "guid uid الرقم رقم المعرف",
}
_FIELD = {other: field for field, others in _OTHERS.items() for other in others.split()}
_TEXT = ("title", "body")
_INNER = ("rendered", "name", "text", "value", "url", "href", "src")
"""Where the text stands in an object that programs (WordPress, NewsAPI) wrap one in."""


def field_of(name: str) -> str | None:
    """The field of the import form that a name means, in whatever case; None for no field."""
    plain = "_".join(name.strip().strip("\ufeff").casefold().replace("-", " ").split())
    return plain if plain in _OTHERS else _FIELD.get(plain)


def _of_numbers(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, int) for one in value)


def _plain(record: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """The record with its texts out of objects, without numbers that are keys of other tables."""
    plain = {name: _unwrapped(v) for name, v in record.items() if not _of_numbers(v)}
    if isinstance(record.get("source"), Mapping):
        plain.setdefault("outlet", plain.pop("source"))
    return plain


def _unwrapped(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return next((value[name] for name in _INNER if isinstance(value.get(name), str)), value)


def renamed(record: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """A record under the names of the import form, where it lacks ``title`` or ``body``.

    A name that the form has wins over another for the same field. Texts that are wrapped in
    objects are unwrapped; a source that is one is the outlet, as news services write.
    """
    if record.get("clean") is True:
        return record
    if isinstance(record.get("_source"), Mapping):
        record = record["_source"]  # a document as Elasticsearch exports it
    if any(isinstance(value, Mapping) for value in record.values()):
        record = _plain(record)
    if all(record.get(name) for name in _TEXT):
        return record
    held = {name: value for name, value in record.items() if value not in (None, "")}
    found = {field_of(name): value for name, value in held.items() if isinstance(name, str)}
    found.pop(None, None)
    if isinstance(found.get("authors"), int):
        del found["authors"]  # a number in a table of people
    return {**found, **held}
