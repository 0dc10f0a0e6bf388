"""``python -m eval.exported [COUNT]``: texts that programs other than crawlers leave.

Ten forms in which people hold articles: copied out of a browser, items of a feed as text, quoted
in a mail, forwarded, exported from Telegram and from WhatsApp, out of a PDF in two columns with
hyphens, out of a scan with numbered lines and page heads, out of a press archive, printed by a
reader view. COUNT dumps of each (six), of one to four held-out articles: half Arabic, the others
English and German and of more languages, and Persian, of sites that no model saw. Each form:
right number of articles, body F1, share of noise strings in a body.
"""

from __future__ import annotations

import random
import sys
import textwrap
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

from eval.abilities.dumps import Tally, count
from eval.held_articles import Source, sources
from eval.in_a_row import english, news, source_of
from rawi import read
from training.pages import arabic_pages

COUNT, SEED = 6, 17
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_OUTLETS = {
    "ar": ("الضفة برس", "جريدة الميزان", "صوت الوادي"),
    "": ("Delta Post", "Quayside Daily"),
}
_PEOPLE = {"ar": ("منى الراوي", "سامي الحداد"), "": ("Nora Lind", "Paul Ames")}
_LONGEST = 12
"""So many paragraphs of an article at most."""


class Dump(NamedTuple):
    """One text, what is right of it, and whether it is Arabic."""

    text: str
    gold: dict[str, Any]
    arabic: bool


class _Sheet:
    """One dump while it is written: what stands in it that is no article."""

    def __init__(self, rng: random.Random, language: str) -> None:
        self.rng, self.noise = rng, list[str]()
        key = language if language in _OUTLETS else ""
        self.outlet, self.person = rng.choice(_OUTLETS[key]), rng.choice(_PEOPLE[key])
        self.arabic = key == "ar"
        self.at = datetime(2018, 1, 5, 8, 4) + timedelta(hours=rng.randrange(9_000))

    def words(self, arabic: str, other: str) -> str:
        """One of two, by the language; kept as noise."""
        text = (arabic if self.arabic else other).format(o=self.outlet, p=self.person)
        self.noise += [text] if len(text) > 12 else []
        return text

    def later(self) -> datetime:
        self.at += timedelta(minutes=self.rng.randrange(7, 300))
        return self.at


def _copied(rows: Sequence[Source], sheet: _Sheet) -> str:
    indent = sheet.rng.choice(["\t", "    ", ""])
    parts = []
    for source in rows:
        at = sheet.later()
        parts += [source.title, f"{sheet.person}\t{at:%d/%m/%Y %H:%M}", ""]
        parts += [f"{indent}{text}\n" for _, text in source.blocks]
        address = f"https://www.deltapost.example/{at:%Y/%m}/{sheet.rng.randrange(10**6)}"
        parts += [sheet.words("لقراءة المزيد زوروا: ", "Read more at: ") + address, ""]
    return "\n".join(parts)


def _feed(rows: Sequence[Source], sheet: _Sheet) -> str:
    title, link, day, text = sheet.rng.choice(
        [("Title", "Link", "Date", "Description"), ("title", "link", "pubDate", "content")]
    )
    parts = [sheet.words("{o} - آخر الأخبار", "{o} - latest items"), ""]
    for source in rows:
        at = sheet.later()
        parts += [f"{title}: {source.title}", f"{link}: https://feed.example/{at:%Y%m%d%H%M}"]
        parts += [f"{day}: {at:%a}, {at.day} {_MONTHS[at.month - 1]} {at:%Y %H:%M:%S} +0000"]
        first, *rest = (text for _, text in source.blocks)
        parts += [f"{text}: {first}", *rest, ""]
    return "\n".join(parts)


def _quoted(rows: Sequence[Source], sheet: _Sheet) -> str:
    at = sheet.later()
    head = f"{at.day} {_MONTHS[at.month - 1]} {at:%Y %H:%M}, {sheet.person} <p.a@mail.example>"
    lines = [sheet.words("للاطلاع، انظروا أدناه", "See below, worth a read"), ""]
    lines += [f"{sheet.words('في', 'On')} {head} {sheet.words('كتب', 'wrote')}:"]
    for source in rows:
        for text in (source.title, *(text for _, text in source.blocks)):
            lines += [f"> {line}" for line in textwrap.wrap(text, 70)] + [">"]
        lines += [">"]
    return "\n".join(lines)


def _forwarded(rows: Sequence[Source], sheet: _Sheet) -> str:
    parts = []
    for source in rows:
        at = sheet.later()
        parts += [
            "---------- Forwarded message ---------",
            f"From: {sheet.person} <n@press.example>",
        ]
        parts += [f"Date: {at:%a, %d} {_MONTHS[at.month - 1]} {at:%Y} at {at:%H:%M}"]
        parts += [f"Subject: {source.title}", "To: desk@press.example", "", ""]
        parts += [f"{text}\n" for _, text in source.blocks]
        parts += ["--", sheet.person, sheet.words("مكتب التحرير في {o}", "News desk, {o}"), ""]
    return "\n".join(parts)


def _telegram(rows: Sequence[Source], sheet: _Sheet) -> str:
    parts = []
    for source in rows:
        parts += [f"{sheet.outlet}, [{sheet.later():%d.%m.%y %H:%M}]", f"⚡️ {source.title}", ""]
        parts += [f"{text}\n" for _, text in source.blocks]
        parts += [sheet.words("تابعونا على تلغرام: t.me/wadi", "Join us: t.me/quayside"), ""]
    return "\n".join(parts)


def _whatsapp(rows: Sequence[Source], sheet: _Sheet) -> str:
    parts = []
    for source in rows:
        stamp = f"{sheet.later():%d/%m/%Y, %H:%M} - {sheet.person}: "
        parts += [f"{stamp}*{source.title}*", "", *(text for _, text in source.blocks)]
        parts += [f"{sheet.later():%d/%m/%Y, %H:%M} - {sheet.outlet}: <Media omitted>"]
        sheet.noise.append("<Media omitted>")
    return "\n".join(parts)


def _pdf(rows: Sequence[Source], sheet: _Sheet) -> str:
    """Two columns one after the other, words broken at the end of a line, heads of pages."""
    lines = []
    for source in rows:
        lines += [*textwrap.wrap(source.title, 40)]
        for text in (text for _, text in source.blocks):
            lines += _hyphenated(text, 44, not sheet.arabic)
    return "\n".join(_paged(lines, 45, sheet))


def _paged(lines: Sequence[str], length: int, sheet: _Sheet) -> list[str]:
    """With the head and the number of its page before so many lines each."""
    out = []
    for page, start in enumerate(range(0, len(lines), length), 1):
        head = sheet.words("{o} - العدد 214", "{o} - No. 214")
        feed = "\f" if page > 1 else ""
        out += [feed + head, *lines[start : start + length], f"{page}"]
    return out


def _hyphenated(text: str, width: int, breaks: bool) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 2
        if line and len(line) + 1 + len(word) > width:
            torn = breaks and 3 <= room <= len(word) - 3 and word.isalpha()
            lines.append(f"{line} {word[:room]}-" if torn else line)
            line = word[room:] if torn else word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _scanned(rows: Sequence[Source], sheet: _Sheet) -> str:
    """Every line numbered, or every fifth, as in the margin of a transcript."""
    lines = []
    for source in rows:
        lines += [*textwrap.wrap(source.title, 60), ""]
        for text in (text for _, text in source.blocks):
            lines += [*textwrap.wrap(text, 66), ""]
    step = sheet.rng.choice([1, 5])
    marked = [
        f"{n if n % step == 0 else '':>4}  {line}" if line else ""
        for n, line in enumerate(lines, 1)
    ]
    return "\n".join(_paged(marked, 40, sheet))


def _archived(rows: Sequence[Source], sheet: _Sheet) -> str:
    parts = []
    for n, source in enumerate(rows, 1):
        at = sheet.later()
        day = f"{at:%B} {at.day}, {at:%Y %A}"
        size = sum(len(text.split()) for _, text in source.blocks)
        parts += [f"{n} of {len(rows)} DOCUMENTS", sheet.outlet, day, source.title]
        parts += [f"BYLINE: {sheet.person}", "SECTION: NEWS; Pg. 4", f"LENGTH: {size} words"]
        parts += [text for _, text in source.blocks]
        parts += [f"LOAD-DATE: {at:%B} {at.day}, {at:%Y}", "LANGUAGE: OTHER"]
        parts += [f"Copyright {at:%Y} {sheet.outlet}", "All Rights Reserved", ""]
        sheet.noise += ["All Rights Reserved", "SECTION: NEWS; Pg. 4"]
    return "\n\n".join(parts)


def _printed(rows: Sequence[Source], sheet: _Sheet) -> str:
    parts = []
    for source in rows:
        at = sheet.later()
        parts += [source.title, f"{sheet.outlet} | {at:%Y-%m-%d %H:%M} | 4 min"]
        parts += [f"[{sheet.words('صورة: أرشيف {o}', 'Image: archive of {o}')}]"]
        texts = [text for _, text in source.blocks]
        notes = [n for n in range(len(texts)) if sheet.rng.random() < 0.2]
        parts += [
            text + (f" [{notes.index(n) + 1}]" if n in notes else "")
            for n, text in enumerate(texts)
        ]
        parts += [f"[{n}] https://source.example/{at:%m%d}/{n}" for n in range(1, len(notes) + 1)]
        parts += [sheet.words("طبع من موقع {o}", "Printed from {o}"), ""]
    return "\n\n".join(parts)


FORMS: dict[str, Callable[[Sequence[Source], _Sheet], str]] = {
    "copied": _copied,
    "feed items": _feed,
    "quoted mail": _quoted,
    "forwarded mail": _forwarded,
    "Telegram": _telegram,
    "WhatsApp": _whatsapp,
    "PDF columns": _pdf,
    "scan, numbered": _scanned,
    "press archive": _archived,
    "reader view": _printed,
}


@cache
def _pools() -> dict[str, Sequence[Source]]:
    persian = [
        found for page in arabic_pages() if page.name[:3] == "fa_" if (found := source_of(page))
    ]
    german = max(news(), key=len)
    return {"ar": sources(), "en": english(), "de": german, "fa": persian}


_TURNS = ("ar", "en", "ar", "de", "ar", "fa")


def composed(form: str, number: int, seed: int = SEED) -> list[Dump]:
    """So many dumps of one form, every second Arabic."""
    rng, pools = random.Random(f"{form} {seed}"), _pools()
    found = []
    for n in range(number):
        language = _TURNS[n % len(_TURNS)]
        sheet = _Sheet(rng, language)
        pool = pools[language]
        rows = rng.sample(pool, min(len(pool), rng.choice((1, 1, 2, 3, 4))))
        rows = [Source(source.title, source.blocks[:_LONGEST]) for source in rows]
        text = FORMS[form](rows, sheet)
        articles = [{"body": [text for _, text in source.blocks]} for source in rows]
        found.append(Dump(text, {"articles": articles, "noise": sheet.noise}, language == "ar"))
    return found


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    table = Table("form", "Arabic: right number", "F1", "noise", "others: right", "F1", "noise")
    whole = Tally(), Tally()
    for form in FORMS:
        tallies = Tally(), Tally()
        for dump in composed(form, number):
            page = read(dump.text, content_type="text/plain")
            for tally in (tallies[not dump.arabic], whole[not dump.arabic]):
                count(tally, dump.gold, page)
        table.add_row(form, *_row(tallies))
    table.add_row("all", *_row(whole))
    Console(width=110).print(table)


def _row(tallies: Sequence[Tally]) -> list[str]:
    return [f"{f.value:.3f}" for tally in tallies for f in tally.figures("exported")]


if __name__ == "__main__":
    main()
