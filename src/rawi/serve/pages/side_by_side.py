"""One story as outlets of several countries and kinds tell it."""

from __future__ import annotations

from typing import Literal
from urllib.parse import unquote

from litestar import Response, get
from litestar.params import FromQuery

from rawi.model import Coverage, Record, Story
from rawi.serve.finished import finished
from rawi.serve.http import Ask
from rawi.serve.pages.views import excerpt
from rawi.serve.reader import Desk, Name, Reader

By = Literal["country", "kind"]
LEAD_WORDS = 26
"""Of each report: its beginning, so that sides are compared without opening any."""
SAID, SAID_IN_ALL = 3, 60
"""Statements of one speaker that are shown, and of all together."""


@get("/story/{story_id:str}/coverage", sync_to_thread=True)
@finished
def coverage(
    request: Ask,
    reader: Desk,
    story_id: Name,
    by: FromQuery[By | None] = None,
    muted: FromQuery[str | None] = None,
) -> Response[bytes]:
    """Who reports what first, whom each quotes, what they count otherwise, whose they are:
    without the reports that rules hide unless ``muted`` asks for them."""
    ui = reader.screen(request)
    found = reader.newsroom.story(unquote(story_id))
    left = reader.newsroom.visible_of(found, ui.person.number) if ui.person else found
    story = found if muted else left
    covered = reader.newsroom.coverage_of(story)
    by = by or _telling(covered)
    outlets = dict.fromkeys(a.outlet for a in story.articles if a.outlet)
    context = {
        "covered": covered,
        "by": by,
        "hidden": len(found.articles) - len(left.articles),
        "muted_too": bool(muted),
        "fields": {"by": by, "muted": muted or None},
        "sides": covered.kinds if by == "kind" else covered.sides,
        "first": story.first.id,
        "leads": {a.id: excerpt(a, LEAD_WORDS) for a in story.articles},
        "sayings": _sayings(reader, covered, story) if ui.full else {},
        "owners": [(name, owned) for name in outlets if (owned := ui.ownership(name))],
        "unowned": [name for name in outlets if not ui.ownership(name)],
        "unplaced": by == "country" and any(not side.country for side in covered.sides),
    }
    modified = reader.newsroom.changed()
    return reader.page(request, "coverage.html", context, modified=modified)


def _telling(covered: Coverage) -> By:
    """The division that tells more: by country, unless of all outlets only the kind is known."""
    countries = any(side.country for side in covered.sides)
    return "country" if countries or not any(side.kind for side in covered.kinds) else "kind"


class Chosen(Record, frozen=True, kw_only=True):
    """A statement of a speaker, and the outlets that chose to tell it."""

    text: str
    outlets: tuple[str, ...]


def _sayings(reader: Reader, covered: Coverage, story: Story) -> dict[str, list[Chosen]]:
    """Some statements of each speaker, those that most outlets tell first."""
    found: dict[str, list[Chosen]] = {one.name: [] for one in covered.speakers}
    for said in reader.newsroom.said(story.articles, limit=SAID_IN_ALL):
        texts = found.get(said.quote.said_by or "")
        if texts is not None and len(texts) < SAID:
            told = (one.article.outlet for one in (said, *said.variants))
            outlets = tuple(dict.fromkeys(outlet for outlet in told if outlet))
            texts.append(Chosen(text=said.quote.text, outlets=outlets))
    return found
