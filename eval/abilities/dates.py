"""Dates: right value and span on the Arabic specs and on our own news expressions.

Spans are equal once leading function words (in, from, on the day ...), spaces and
closing punctuation are dropped on both sides: the specs themselves now count and
now leave out such words. Values: a spec's past or future resolution, ends of
intervals inclusive or exclusive, an end named as a month or year by its first day.
Where a spec's own positions do not cut out its text, the text is looked for, and
where it does not stand in the input, its span goes unchecked. Cases that are
left out stand with their reasons in ``eval/dates_excluded.toml``.
"""

from __future__ import annotations

import json
import re
import time
import tomllib
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from eval.figures import DATA, Figure
from rawi.arabic import read_date, resolve_dates

HERE = Path(__file__).resolve().parent.parent
SPECS = ("DateExtractor", "DateParser", "DatePeriodParser", "DateTimeParser", "MergedExtractor")
_LEADING = re.compile(
    r"^(?:(?:في|من|إلى|يوم|يومي|عامي|عند|بتاريخ|الساعة|بين|خلال|منذ|قبل|حتى|بعد|عام|هذا)(?=\s)|[\s.,،:؛!؟?]+)"
)
_TRAILING = re.compile(r"[\s.,،؛!؟?)]+$")
Found = tuple[int, int, str | None]
Finder = Callable[[str, datetime], Iterable[Found]]
Interval = tuple[str, str]


def ours(text: str, now: datetime) -> list[Found]:
    return [(d.start, d.end, d.value) for d in resolve_dates(text, now)]


def core(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without leading function words and closing punctuation."""
    part = text[start:end]
    while m := _LEADING.match(part):
        if m.end() >= len(part):
            break
        part, start = part[m.end() :], start + m.end()
    return start, start + len(_TRAILING.sub("", part))


def stretched(value: str) -> Interval | None:
    """First and last day of an ISO value; None for what is not made of days."""
    ends = value.split("/")
    try:
        first, last = _bounds(ends[0]), _bounds(ends[-1])
    except ValueError:
        return None
    return first[0], last[1]


def _bounds(text: str) -> Interval:
    if len(text) == 4:
        return f"{text}-01-01", f"{text}-12-31"
    if len(text) == 7:
        following = date.fromisoformat(f"{text}-28") + timedelta(days=4)
        return f"{text}-01", str(following.replace(day=1) - timedelta(days=1))
    day = str(date.fromisoformat(text))
    return day, day


_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


def same_value(value: str | None, gold: dict[str, object]) -> bool:
    """Whether our value is the spec's past or future resolution."""
    if gold.get("FutureResolution") == {"date": "0001-01-01"}:  # "no such day"
        return value is None
    resolutions = [gold.get("FutureResolution") or {}, gold.get("PastResolution") or {}]
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", str(gold.get("Timex", ""))):
        first, last = _SEASONS[season[2]]
        end_year = int(season[1]) + (last < first)
        return value == f"{season[1]}-{first:02}/{end_year}-{last:02}"
    return any(value is not None and _equal(value, r) for r in resolutions if isinstance(r, dict))


def _equal(value: str, gold: dict[str, str]) -> bool:
    if moment := gold.get("dateTime"):
        when = datetime.fromisoformat(moment)
        return value[:19] in (when.isoformat(), when.isoformat(timespec="minutes"))
    if day := gold.get("date"):
        return value == day
    start, end = gold.get("startDate"), gold.get("endDate")
    if not start or not end or (days := stretched(value)) is None:
        return False
    last_unit = value.split("/")[-1]
    ends = {end, str(date.fromisoformat(end) - timedelta(days=1))}
    return days[0] == start and (days[1] in ends or _bounds(last_unit)[0] == end)


def excluded() -> dict[str, dict[int, str]]:
    """Spec -> index of a case left out -> why."""
    table = tomllib.loads((HERE / "dates_excluded.toml").read_text("utf-8"))
    out: dict[str, dict[int, str]] = {}
    for reason in table["reason"]:
        for spec, cases in reason["cases"].items():
            out.setdefault(spec, {}).update(dict.fromkeys(cases, reason["why"]))
    return out


def cases(spec: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        (DATA / "dates" / f"{spec}.json").read_text("utf-8-sig")
    )
    return found


def anchor(case: dict[str, Any]) -> datetime:
    given = (case.get("Context") or {}).get("ReferenceDateTime")
    return datetime.fromisoformat(given) if given else datetime(2016, 11, 7)


def gold_span(text: str, want: dict[str, Any]) -> tuple[int, int] | None:
    words, start, length = want["Text"], want.get("Start", -1), want.get("Length", 0)
    if start < 0 or text[start : start + length] != words:
        start = text.find(words)
    return core(text, start, start + len(words)) if start >= 0 else None


def right(case: dict[str, Any], find: Finder) -> bool:
    """Whether exactly the dates of the case are found, each with its value where it has one."""
    text = case["Input"]
    found = list(find(text, anchor(case)))
    gold = case["Results"]
    if len(found) != len(gold):
        return False
    for (start, end, value), want in zip(sorted(found), gold, strict=True):
        span = gold_span(text, want)
        if span is not None and core(text, start, end) != span:
            return False
        if isinstance(want.get("Value"), dict) and not same_value(value, want["Value"]):
            return False
    return True


def spec_scores(find: Finder) -> tuple[float, int, int]:
    """(share right, cases scored, cases in all)."""
    left_out = excluded()
    scored = [
        case
        for spec in SPECS
        for index, case in enumerate(cases(spec))
        if index not in left_out.get(spec, {})
    ]
    total = sum(len(cases(spec)) for spec in SPECS)
    return sum(right(case, find) for case in scored) / len(scored), len(scored), total


def news() -> list[dict[str, Any]]:
    lines = (HERE / "sets" / "news_dates.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def right_news(item: dict[str, Any], find: Finder) -> bool:
    text = item["text"]
    found = [
        (*core(text, start, end), value)
        for start, end, value in sorted(find(text, datetime.fromisoformat(item["now"])))
    ]
    gold = [(*core(text, d["start"], d["end"]), d["value"]) for d in item["dates"]]
    return found == gold and (find is not ours or conflicts(item))


def conflicts(item: dict[str, Any]) -> bool:
    """Whether a conflict is shown exactly where there is one."""
    resolved = resolve_dates(item["text"], datetime.fromisoformat(item["now"]))
    return [bool(d.conflict) for d in resolved] == [bool(d.get("conflict")) for d in item["dates"]]


def share(items: list[dict[str, Any]], find: Finder) -> float:
    return sum(right_news(item, find) for item in items) / len(items)


def dateparser_found(text: str, now: datetime) -> list[Found]:
    from dateparser.search import search_dates

    found = search_dates(
        text, languages=["ar"], settings={"RELATIVE_BASE": now.replace(tzinfo=None)}
    )
    at = 0
    out: list[Found] = []
    for words, when in found or ():
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            out.append((start, at, str(when.date())))
    return out


def _value_only(items: list[dict[str, Any]], read: Callable[[str], str | None]) -> float:
    """Share of single absolute date strings read to their day."""
    strings = [(i["text"][d["start"] : d["end"]], d["value"]) for i in items for d in i["dates"]]
    right = sum(bool(read(text) == value) for text, value in strings)
    return right / len(strings)


def _htmldate(text: str) -> str | None:
    from htmldate import find_date

    page = f"<html><body><p class='date'>{text}</p><p>{'نص ' * 60}</p></body></html>"
    return find_date(page, original_date=True, extensive_search=True)


def _dateparser_one(text: str) -> str | None:
    import dateparser

    when = dateparser.parse(text, languages=["ar"])
    return str(when.date()) if when else None


def _read(text: str) -> str | None:
    read = read_date(text)
    return read.value[:10] if read else None


_ABSOLUTE = ("abs", "levant", "maghreb", "numeric", "hijri")


def absolute(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items whose one date is a whole day, written out."""
    return [
        i
        for i in items
        if i["form"] in _ABSOLUTE
        and all(re.fullmatch(r"\d{4}-\d\d-\d\d", d["value"]) for d in i["dates"])
        and re.search(r"\d{4}|\d/\d", i["text"])
    ]


def published() -> float:
    """Share of the outlets' own timestamps that read_date gives back as the same moment."""
    import gzip
    from itertools import islice

    with gzip.open(DATA / "articles" / "ant-2018-04.jsonl.gz", "rt", encoding="utf-8") as lines:
        stamps = [json.loads(line)["published"] for line in islice(lines, 2000)]
    ok = 0
    for stamp in stamps:
        read = read_date(stamp)
        ok += read is not None and _moment(read.value) == _moment(stamp)
    return ok / len(stamps)


def _moment(stamp: str) -> datetime:
    when = datetime.fromisoformat(stamp)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def speed() -> float:
    """Megabytes of UTF-8 a second, on April's articles."""
    import gzip
    from itertools import islice

    with gzip.open(DATA / "articles" / "ant-2018-04.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = [json.loads(line)["body"] for line in islice(lines, 600)]
    now = datetime(2018, 4, 10, tzinfo=UTC)
    begun = time.process_time()
    for body in bodies:
        resolve_dates(body, now)
    return sum(len(b.encode()) for b in bodies) / (time.process_time() - begun) / 1e6


def score() -> list[Figure]:
    items = news()
    halves = {half: [i for i in items if i["split"] == half] for half in ("dev", "held", "fresh")}
    rate, scored, total = spec_scores(ours)
    theirs, _, _ = spec_scores(dateparser_found)
    note = f"{total - scored} of {total} cases left out"
    strings = absolute(items)
    return [
        Figure(
            name="dates.specs", value=rate, bar=0.9, baselines={"dateparser": theirs}, note=note
        ),
        Figure(name="dates.specs_left_out", value=1 - scored / total, bar=0.1, lower=True),
        Figure(name="dates.news_dev", value=share(halves["dev"], ours)),
        Figure(
            name="dates.news_held",
            value=share(halves["held"], ours),
            bar=0.97,
            baselines={"dateparser": share(halves["held"], dateparser_found)},
        ),
        Figure(
            name="dates.news_fresh",
            value=share(halves["fresh"], ours),
            bar=0.97,
            baselines={"dateparser": share(halves["fresh"], dateparser_found)},
            note="written after the rules, first measured at .967",
        ),
        Figure(
            name="dates.strings",
            value=_value_only(strings, _read),
            baselines={
                "dateparser": _value_only(strings, _dateparser_one),
                "htmldate": _value_only(strings, _htmldate),
            },
            note=f"{len(strings)} whole days, by read_date",
        ),
        Figure(name="dates.published", value=published()),
        Figure(name="dates.megabytes_per_second", value=speed(), floored=False, bar=1.0),
    ]
