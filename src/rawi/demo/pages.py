"""Article pages as outlets print them: the text, and all the clutter around it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape

import msgspec

from rawi.demo.press import Printed, date_line, weekday

AD = "إعلان"


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is made from: the report, and what else is in print."""

    printed: Printed
    others: tuple[Printed, ...]
    base: str


def article_page(printed: Printed, in_print: Sequence[Printed], base: str) -> str:
    """The HTML of one report; ``base`` is the address of the press, without a slash."""
    own = tuple(p for p in in_print if p.outlet == printed.outlet and p is not printed)
    setting = Setting(printed=printed, others=own, base=base)

    def parts(where: dict[str, Callable[[Setting], str]]) -> str:
        return "\n".join(where[f](setting) for f in printed.outlet.boilerplate if f in where)

    title = escape(printed.report.title)
    return f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="{printed.outlet.encoding}">
<title>{title} | {escape(printed.outlet.name)}</title>
<link rel="canonical" href="{base}{printed.path}">
{parts(_HEAD)}
</head><body>
<header><a href="/{printed.outlet.id}/">{escape(printed.outlet.name)}</a>
<nav>{_menu(setting)}</nav></header>
{parts(_BEFORE)}
<main class="content"><h1>{title}</h1>
<div class="meta">{_byline(printed)}<span class="date">{date_line(printed)}</span></div>
{_caption(printed)}<div class="text">
{_body(setting)}
</div>
{_credit(printed)}{parts(_AFTER)}
</main>
<footer>جميع الحقوق محفوظة &copy; {escape(printed.outlet.name)} {printed.published:%Y}
<a href="#">من نحن</a><a href="#">اتصل بنا</a><a href="#">سياسة الخصوصية</a></footer>
</body></html>"""


def _menu(s: Setting) -> str:
    sections = sorted({p.report.section for p in (s.printed, *s.others)})
    return "".join(f'<a href="/{s.printed.outlet.id}/">{escape(x)}</a>' for x in sections)


def _byline(p: Printed) -> str:
    if not p.report.authors:
        return ""
    return f'<span class="author">كتب: {escape("، ".join(p.report.authors))}</span>'


def _caption(p: Printed) -> str:
    """Caption and credit run together without a space, as careless templates do."""
    if p.caption is None:
        return ""
    text, credit = map(escape, p.caption)
    return (
        f'<figure><img src="/{p.outlet.id}/{p.report.id}.jpg" alt="">'
        f"<figcaption>{text}<span>{credit}</span></figcaption></figure>\n"
    )


def _body(s: Setting) -> str:
    out: list[str] = []
    boilerplate = s.printed.outlet.boilerplate
    middle = len(s.printed.blocks) // 2
    for i, block in enumerate(s.printed.blocks):
        if i == middle and "inline_related" in boilerplate:
            out.append(_inline_related(s))
        if block.startswith("## "):
            out.append(f"<h2>{escape(block[3:])}</h2>")
            continue
        ad = f" <span>{AD}</span>" if i == 0 and "ad" in boilerplate else ""
        out.append(f"<p>{escape(block)}{ad}</p>")
    return "\n".join(out)


def _credit(p: Printed) -> str:
    if not p.report.credit:
        return ""
    return f'<p class="source">المصدر: {escape(p.report.credit)}</p>\n'


def _links(printed: Sequence[Printed], apart: str = "") -> str:
    return apart.join(f'<a href="{p.path}">{escape(p.report.title)}</a>' for p in printed)


def _list(heading: str, printed: Sequence[Printed]) -> str:
    rows = "".join(f"<li>{_links([p])}</li>" for p in printed)
    return f'<section class="list"><h3>{heading}</h3><ul>{rows}</ul></section>'


def _inline_related(s: Setting) -> str:
    return f'<div class="widget">Related{_links(s.others[:3])}</div>' if s.others else ""


def _jsonld(s: Setting) -> str:
    p = s.printed
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": p.report.title,
        "datePublished": p.published.isoformat(),
        "dateModified": (p.modified or p.published).isoformat(),
        "author": [{"@type": "Person", "name": a} for a in p.report.authors],
        "publisher": {"@type": "Organization", "name": p.outlet.name},
        "articleSection": p.report.section,
    }
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _og(s: Setting) -> str:
    p = s.printed
    lead = escape(p.paragraphs[0][:120], quote=True)
    return f"""<meta property="og:title" content="{escape(p.report.title, quote=True)}">
<meta property="og:site_name" content="{escape(p.outlet.name)}">
<meta property="og:description" content="{lead}">
<meta property="article:published_time" content="{p.published.isoformat()}">
<meta property="article:section" content="{escape(p.report.section)}">"""


def _breadcrumb(s: Setting) -> str:
    return f'<div class="crumbs">الرئيسية &gt; {escape(s.printed.report.section)}</div>'


def _cookie(_: Setting) -> str:
    return (
        '<div class="cookie-notice"><p>نستخدم ملفات تعريف الارتباط لنعرف كيف تقرأ الموقع. '
        "بمتابعة التصفح أنت توافق على ذلك.</p><button>موافق</button></div>"
    )


def _share(_: Setting) -> str:
    return (
        '<div class="share"><span>شارك هذا الخبر</span><a href="#">واتساب</a>'
        '<a href="#">فيسبوك</a><a href="#">نسخ الرابط</a></div>'
    )


def _tags(s: Setting) -> str:
    """Repeated and overlapping, as taggers leave them."""
    tags = (*s.printed.tags, *s.printed.tags[:2], "مرجان")
    row = "".join(f'<a rel="tag" href="#">{escape(t)}</a>' for t in tags)
    return f'<div class="tags"><span>كلمات مفتاحية:</span> {row}</div>'


def _keywords_glued(s: Setting) -> str:
    tags = " ".join((*s.printed.tags, *s.printed.tags))
    return f"<div>كلمات دلالية: {escape(tags)}</div>" if tags else ""


def _most_read(s: Setting) -> str:
    return _list("الأكثر قراءة", s.others[3:8])


def _latest(s: Setting) -> str:
    return _list("آخر الأخبار", s.others[:5])


def _read_also(s: Setting) -> str:
    rows = "".join(f"<p>{_links([p])}</p>" for p in s.others[3:6])
    return f'<div class="more"><strong>اقرأ أيضا</strong>{rows}</div>' if rows else ""


def _similar(s: Setting) -> str:
    """The article itself is in the list, as on the aggregator's page."""
    return _list("مقالات مشابهة", (*s.others[1:4], s.printed, *s.others[4:7]))


def _second_article(s: Setting) -> str:
    """A whole other article glued on, with a line of links inside it."""
    if not s.others:
        return ""
    other = s.others[0]
    lines = [f"<p>{escape(b)}</p>" for b in other.paragraphs]
    lines.insert(1, f"<p>{_links(s.others[1:3], ' ')}</p>")
    heading = f"<h2>{escape(other.report.title)}</h2>"
    return f'<div class="also"><h3>إقرأ أيضاً:</h3>{heading}{"".join(lines)}</div>'


def _next_previous(s: Setting) -> str:
    if len(s.others) < 2:
        return ""
    return (
        f'<div class="pager"><span>الخبر السابق</span>{_links(s.others[:1])}'
        f"<span>الخبر التالي</span>{_links(s.others[1:2])}</div>"
    )


def _comments(_: Setting) -> str:
    return (
        '<div class="comments"><h3>التعليقات</h3><p>لا ننشر التعليقات التي تتضمن إساءة '
        "إلى الأشخاص. التعليق يعبر عن رأي صاحبه.</p><form><textarea></textarea>"
        "<button>أضف تعليقا</button></form></div>"
    )


def _newsletter(_: Setting) -> str:
    return (
        '<div class="newsletter"><p>اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح</p>'
        "<input><button>اشترك</button></div>"
    )


def _counters(s: Setting) -> str:
    seen = 200 + len(s.printed.report.title) * 17
    return f'<div class="counters">{seen} مشاهدة 0 تعليق {weekday(s.printed.published)}</div>'


_HEAD: dict[str, Callable[[Setting], str]] = {"jsonld": _jsonld, "og": _og}
_BEFORE: dict[str, Callable[[Setting], str]] = {"breadcrumb": _breadcrumb, "cookie": _cookie}
_AFTER: dict[str, Callable[[Setting], str]] = {
    "share": _share,
    "tags": _tags,
    "keywords_glued": _keywords_glued,
    "most_read": _most_read,
    "latest": _latest,
    "read_also": _read_also,
    "second_article": _second_article,
    "similar": _similar,
    "next_previous": _next_previous,
    "comments": _comments,
    "newsletter": _newsletter,
    "counters": _counters,
}
