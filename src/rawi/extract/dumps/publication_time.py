"""When an article was published, from what stands around it."""

from __future__ import annotations

import re
from datetime import datetime

from rawi.arabic import DateReading, read_date
from rawi.extract.dumps import vocabulary
from rawi.extract.dumps.assemble import Draft
from rawi.extract.dumps.phrases import phrases, plain

_WEEKDAY = re.compile("|".join(phrases(vocabulary.WEEKDAYS)))
_UPDATED = re.compile(r"تحديث|updated|mis a jour|به روزرساني")


def published(
    draft: Draft, collected: str | None
) -> tuple[DateReading | None, dict[str, str], dict[str, str]]:
    """The time, the evidence for it, and the stamp that could not be read.

    From the stamps before the lead; else from the full date of a caption that
    names the weekday of the lead.
    """
    now = _now(collected)
    unread: dict[str, str] = {}
    ordered = sorted(draft.stamps, key=lambda s: (len(s) > 60, bool(_UPDATED.search(plain(s)))))
    for stamp in ordered:
        if reading := read_date(stamp, now):
            return reading, {"published": f"stamp: {stamp}"}, {}
        unread.setdefault("published", stamp)
    if (reading := _from_caption(draft, now)) is not None:
        return reading, {"published": f"caption: {reading.text}"}, {}
    return None, {}, unread


def _now(collected: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(collected) if collected else None
    except ValueError:
        return None


def _from_caption(draft: Draft, now: datetime | None) -> DateReading | None:
    weekdays = set(_WEEKDAY.findall(plain(draft.body[0]))) if draft.body else set()
    for caption in draft.captions:
        if weekdays & set(_WEEKDAY.findall(plain(caption.text))):
            reading = read_date(caption.text, now)
            if reading and reading.precision in ("day", "minute"):
                return reading
    return None
