"""Sources that an article itself names."""

from __future__ import annotations

from rawi.annotate.agencies import AGENCIES
from rawi.arabic import fold
from rawi.model import Article, Credit


def credits_of(article: Article) -> tuple[Credit, ...]:
    """Agencies in the author line, as wire."""
    found = []
    for line in article.authors:
        folded = f" {fold(line)} "
        for name, forms in AGENCIES.items():
            form = next((f for f in forms if f in line and f" {fold(f)} " in folded), None)
            if form:
                found.append(Credit(role="wire", name=name, text=form, field="authors"))
    return tuple(found)
