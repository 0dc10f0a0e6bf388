"""What is known of single outlets: dated rules in a plain file, for where the general way fails."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

import msgspec

RULES_FILE = "outlets.toml"


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of the pages of one domain and all under it."""

    domain: str = ""
    seen: date = date.min
    """Day of the page that showed the failure."""
    until: date | None = None
    """Last day on which pages were fetched that the rule holds for; None while it holds."""
    page: str = ""
    """Golden page in ``tests/pages`` that is read rightly only with the rule."""
    why: str = ""
    name: str = ""
    """What the outlet calls itself."""
    sections: Mapping[str, str] = {}
    """Sections by the step of the address that stands for them."""
    left_out: str = ""
    """CSS selector of elements that are no part of the article."""

    def section(self, url: str) -> str:
        """The section that a step of the address names; empty if none does."""
        steps = unquote(urlsplit(url).path).split("/")
        return next((self.sections[step] for step in steps if step in self.sections), "")


NO_RULE = Rule()


def rule_for(url: str | None, collected: str | None = None) -> Rule:
    """The rule for a page of this address that was fetched at ``collected`` (ISO 8601).

    A rule that has ended holds only for pages known to be fetched before.
    """
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        for rule in _by_domain().get(".".join(labels[start:]), ()):
            if rule.until is None or (collected and collected[:10] <= rule.until.isoformat()):
                return rule
    return NO_RULE


@cache
def rules() -> Sequence[Rule]:
    """The rules of this package, read once."""
    text = resources.files("rawi.extract").joinpath("data", RULES_FILE).read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["rule"], tuple[Rule, ...])


@cache
def _by_domain() -> Mapping[str, Sequence[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules():
        found.setdefault(rule.domain, []).append(rule)
    return found
