"""The tools of an agent over one newsroom: they read and change nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

import rawi
from rawi.errors import RawiError
from rawi.newsroom import Newsroom
from rawi.serve.mcp import answers
from rawi.serve.mcp.answers import Answer

INSTRUCTIONS = (
    "Rawi holds news reports of many outlets, mostly Arabic, grouped into stories (one happening) "
    "and affairs (running matters). Search in Arabic where you can: word forms and spellings are "
    "understood. Every report in an answer has article_id, outlet, url and published: cite them. "
    "A story's copies (copy_of) are one voice, not several. Times are ISO 8601; a list goes on "
    "with after=next."
)
MOST = 50
"""Items in one answer."""


class Tools:
    """What can be asked; the docstrings are what agents read."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._news = newsroom

    def _outlets(self) -> answers.Outlets:
        return {outlet.id: outlet for outlet in self._news.outlets()}

    def search(
        self,
        query: str,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int = 10,
        after: str | None = None,
    ) -> Answer:
        """Reports that answer a query, best first: words, "a phrase", -without, title:word.

        since and until: ISO 8601 dates or times. outlet: an outlet_id.
        """
        found = self._news.search(
            query, min(limit, MOST), after, since=since, until=until, outlet=outlet
        )
        hits = (answers.hit(one, self._outlets()) for one in found)
        return answers.page("results", hits, found.next) | {"total": found.total}

    def stories(
        self,
        since: str | None = None,
        topic: str | None = None,
        country: str | None = None,
        outlet: str | None = None,
        limit: int = 20,
        after: str | None = None,
    ) -> Answer:
        """The stories of each day, the latest day first, inside a day the most covered first.

        topic: politics, economy, sport, culture, health, science, society, opinion, justice,
        environment, religion, miscellany, world or local. country: ISO 3166, as eg.
        """
        found = self._news.briefs(
            min(limit, MOST), after, since=since, topic=topic, country=country, outlet=outlet
        )
        briefs = (answers.brief(one, self._outlets()) for one in found)
        return answers.page("stories", briefs, found.next)

    def story(self, story_id: str) -> Answer:
        """One story with all its reports: who was first, who copied whom."""
        found = self._news.story(story_id)
        ids = {article.id for article in found.articles}
        links = [link for article in found.articles for link in self._news.copies(article.id)]
        copied = {x.article_id: x.older_id for x in links if x.copied and x.older_id in ids}
        return answers.story(found, copied, self._outlets())

    def affair(self, affair_id: str) -> Answer:
        """A running matter with its stories; also by the id of any of them."""
        return answers.affair(self._news.affair(affair_id), self._outlets())

    def article(self, article_id: str) -> Answer:
        """One report with its whole text, statements, names, keywords and credits."""
        found = self._news.article(article_id)
        story_id = self._news.story_of(article_id).id
        return answers.article(found, self._news.notes(article_id), story_id, self._outlets())

    def quotes(
        self,
        speaker: str | None = None,
        about: str | None = None,
        since: str | None = None,
        limit: int = 20,
        after: str | None = None,
    ) -> Answer:
        """Who said what, the latest first: by a speaker's name, or holding a name.

        A statement that several reports tell is one, with the others under told_also.
        """
        found = self._news.quotes(speaker, about, since, min(limit, MOST), after, grouped=True)
        told = (answers.statement(one, self._outlets()) for one in found)
        return answers.page("statements", told, found.next)

    def whats_new(self, about: str, since: str, limit: int = 10) -> Answer:
        """What is new about something since a time: stories with reports since then, latest first.

        about: a query as for search. since: ISO 8601 date or time.
        """
        found = self._news.search(about, MOST, since=since, order="date", group="none")
        outlets = self._outlets()
        stories: dict[str, list[Answer]] = {}
        for one in found:
            stories.setdefault(one.story or one.article.id, []).append(answers.hit(one, outlets))
        told = [
            {"story_id": name, "headline": self._news.story(name).headline, "new_reports": reports}
            for name, reports in list(stories.items())[: min(limit, MOST)]
        ]
        return {"since": since, "stories": told, "reports": found.total}


def server_of(newsroom: Newsroom) -> MCPServer[Any]:
    """A server of these tools; run it over any transport."""
    server: MCPServer[Any] = MCPServer("rawi", instructions=INSTRUCTIONS, version=_version())
    tools = Tools(newsroom)
    asked: tuple[Callable[..., Answer], ...] = (
        tools.search,
        tools.stories,
        tools.story,
        tools.affair,
        tools.article,
        tools.quotes,
        tools.whats_new,
    )
    for tool in asked:
        server.tool()(_explained(tool))
    return server


def _explained(tool: Callable[..., Answer]) -> Callable[..., Answer]:
    """The tool; what cannot be answered is told to the agent with the reason, to ask otherwise."""

    @wraps(tool)
    def answered(*args: Any, **given: Any) -> Answer:
        try:
            return tool(*args, **given)
        except RawiError as why:
            raise ToolError(str(why)) from why

    return answered


def _version() -> str:
    from importlib.metadata import version

    return version(rawi.__name__)
