"""How collection behaves, in one frozen record."""

from __future__ import annotations

from rawi import settings
from rawi.ingest.records import FeedLimits
from rawi.model import Record

USER_AGENT = "Rawi/0.1 (news aggregator; robots.txt: rawi)"
ROBOTS_NAME = "rawi"


class CollectOptions(Record, frozen=True, kw_only=True):
    """Times in seconds, sizes in bytes."""

    user_agent: str = USER_AGENT
    connect_timeout: float = 10.0
    read_timeout: float = 15.0
    """Longest silence within a reply."""
    total_timeout: float = 40.0
    """Longest time for one address, redirects included, however the bytes drip."""
    feed_bytes: int = 10_000_000
    """Size limit of a feed or sitemap, packed and unpacked alike."""
    page_bytes: int = 4_000_000
    redirects: int = 5
    delay: float = 1.0
    """Between two requests to one host."""
    longest_delay: float = 30.0
    """Of what a robots.txt asks for, this much is kept to."""
    per_host: int = 2
    concurrency: int = 200
    """Requests under way at one time."""
    pages: int = 100
    """New article pages fetched from one outlet in one round."""
    sitemap_parts: int = 3
    """Sitemaps read of those that an index names, news first."""
    outlet_timeout: float = 600.0
    """Longest visit of one outlet in one round; what is left waits for the next."""
    rechecks: tuple[float, ...] = (3_600.0, 21_600.0, 86_400.0)
    """When the page of an article still announced is looked at again, for silent edits."""
    robots: bool = True
    robots_kept: float = 86_400.0
    shortest_interval: float = 300.0
    """Between two visits of the fastest outlets."""
    longest_interval: float = 21_600.0
    first_interval: float = 900.0
    """For an outlet whose pace is not known yet."""
    limits: FeedLimits = FeedLimits()


def from_settings() -> CollectOptions:
    """The options with what the environment sets. Raises ``InputError``."""
    given = settings.load()
    return CollectOptions(
        user_agent=given.user_agent or USER_AGENT,
        delay=given.collect_delay,
        shortest_interval=60.0 * given.collect_shortest,
        longest_interval=60.0 * given.collect_longest,
    )
