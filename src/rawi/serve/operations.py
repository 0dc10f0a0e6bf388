"""What the one who runs an instance needs: health, metrics, export, documentation."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any, cast

from litestar import Response, get
from litestar.response import Stream

from rawi.model import Record
from rawi.serve.access import owner_only
from rawi.serve.api.endpoints import ERRORS
from rawi.serve.api.export import article_lines, story_lines
from rawi.serve.http import Ask, respond
from rawi.serve.reader import Desk, Reader, json_bytes
from rawi.store.personal.notices import failing

METRICS_TYPE = "text/plain; version=0.0.4"
LINES = "application/jsonl"


def _age(last: str | None) -> int | None:
    """Seconds since the last round; None where there never was one."""
    if last is None:
        return None
    return round((datetime.now(UTC) - datetime.fromisoformat(last)).total_seconds())


def _round_age(reader: Reader) -> list[str]:
    age = _age(reader.last_round())
    if age is None:
        return []
    return ["# TYPE rawi_last_round_age_seconds gauge", f"rawi_last_round_age_seconds {age}"]


def _work(reader: Reader) -> list[str]:
    """Of a newsroom that several machines work for: what waits, who works, what failed."""
    if not reader.newsroom.shared:
        return []
    from rawi.work.status import status  # not where nobody has the extra

    found = status(reader.newsroom)
    if found is None:
        return []
    jobs = [
        f'rawi_jobs{{task="{task}",state="{state}"}} {count}'
        for task, states in sorted(found.jobs.items())
        for state, count in sorted(states.items())
    ]
    return [
        "# TYPE rawi_jobs gauge",
        *jobs,
        "# TYPE rawi_arrivals gauge",
        f'rawi_arrivals{{state="all"}} {found.arrivals}',
        f'rawi_arrivals{{state="unread"}} {found.unread}',
        "# TYPE rawi_arrivals_age_seconds gauge",
        f"rawi_arrivals_age_seconds {found.lag_seconds}",
        "# TYPE rawi_leader gauge",
        f"rawi_leader {int(found.leader is not None)}",
        "# TYPE rawi_queues_worked_on gauge",
        f"rawi_queues_worked_on {found.workers}",
    ]


class Batches(Record, frozen=True, kw_only=True):
    """The number of the last batch in the store, and of the last that a search finds."""

    stored: int
    searchable: int


class Waiting(Record, frozen=True, kw_only=True):
    """Stories that wait to be told, and channels that do not work."""

    waiting: int
    failing: int


class Health(Record, frozen=True, kw_only=True):
    """How the newsroom does; times are ISO 8601."""

    status: str
    articles: int
    last_round: str | None
    last_round_age_seconds: int | None
    batches: Batches
    lag_seconds: float
    unnumbered: int
    """Articles that no app has a number of yet."""
    alerts: Waiting


@get("/health", sync_to_thread=True)
def health(request: Ask, reader: Desk) -> Response[Health]:
    """200 while the newsroom can be read."""
    last, notices = reader.last_round(), reader.newsroom.notices
    stored, searchable = reader.newsroom.sequence()
    told = Health(
        status="ok",
        articles=reader.newsroom.count(),
        last_round=last,
        last_round_age_seconds=_age(last),
        batches=Batches(stored=stored, searchable=searchable),
        lag_seconds=round(reader.newsroom.lag(), 1),
        unnumbered=reader.newsroom.unnumbered(),
        alerts=Waiting(waiting=sum(notices.backlog().values()), failing=failing(notices.file)),
    )
    return cast("Response[Health]", respond(request, json_bytes(told), "application/json"))


@get("/metrics", sync_to_thread=True, media_type="text/plain", responses=ERRORS)
def metrics(request: Ask, reader: Desk) -> Response[bytes]:
    """Counters in Prometheus text; for the owner."""
    owner_only(request, reader.options)
    rows = [row for _, row in reader.outlet_rows()]
    states = Counter(row.state for row in rows)
    stored, searchable = reader.newsroom.sequence()
    notices = reader.newsroom.notices
    lines = [
        "# TYPE rawi_articles gauge",
        f"rawi_articles {reader.newsroom.count()}",
        "# TYPE rawi_batches gauge",
        f'rawi_batches{{in="store"}} {stored}',
        f'rawi_batches{{in="search"}} {searchable}',
        "# TYPE rawi_lag_seconds gauge",
        f"rawi_lag_seconds {reader.newsroom.lag():.1f}",
        *_round_age(reader),
        *_work(reader),
        "# TYPE rawi_clashes gauge",
        f"rawi_clashes {sum(reader.newsroom.clashes().values())}",
        "# TYPE rawi_outlets gauge",
        *(f'rawi_outlets{{state="{state}"}} {n}' for state, n in sorted(states.items())),
        "# TYPE rawi_alerts_waiting gauge",
        f"rawi_alerts_waiting {sum(notices.backlog().values())}",
        "# TYPE rawi_channels_failing gauge",
        f"rawi_channels_failing {failing(notices.file)}",
        *reader.meter.lines(),
    ]
    return Response("\n".join(lines).encode() + b"\n", media_type=METRICS_TYPE)


def _lines(request: Ask, reader: Reader, name: str, lines: Any) -> Stream:
    owner_only(request, reader.options)
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Stream(lines(reader.newsroom), media_type=LINES, headers=headers)


@get("/api/export/articles.jsonl", sync_to_thread=True, media_type=LINES, responses=ERRORS)
def export_articles(request: Ask, reader: Desk) -> Stream:
    """Every article in the import form, one a line; for the owner."""
    return _lines(request, reader, "articles.jsonl", article_lines)


@get("/api/export/stories.jsonl", sync_to_thread=True, media_type=LINES, responses=ERRORS)
def export_stories(request: Ask, reader: Desk) -> Stream:
    """Every story with the ids of its articles, one a line; for the owner."""
    return _lines(request, reader, "stories.jsonl", story_lines)


@get("/api/docs", sync_to_thread=True, include_in_schema=False)
def docs(request: Ask, reader: Desk) -> Response[bytes]:
    """The API described for people, from its own OpenAPI document."""
    schema = request.app.openapi_schema.to_schema()
    return reader.page(request, "docs.html", {"schema": schema})
