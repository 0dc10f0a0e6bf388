"""The records that travel through Rawi, from capture to screen.

All are frozen. Times are ISO 8601 text (a date, or a date and time with its
offset) because precision varies; offsets are positions in ``Article.text``
counted in code points. This room imports nothing of Rawi.
"""

from __future__ import annotations

from rawi.model.answers import (
    AddCounts,
    Check,
    Filters,
    Finding,
    Hit,
)
from rawi.model.articles import (
    Article,
    Caption,
    Capture,
    Enclosure,
    Outlet,
    OutletKind,
    Ownership,
    Page,
    Precision,
    Rejection,
    Rival,
)
from rawi.model.base import (
    Record,
)
from rawi.model.notes import (
    Credit,
    CreditRole,
    Entity,
    EntityKind,
    Keyword,
    Notes,
    Quote,
    QuoteKind,
    ResolvedDate,
)
from rawi.model.stories import (
    Affair,
    Brief,
    Change,
    CopyKind,
    CopyLink,
    Coverage,
    Difference,
    Figure,
    Headline,
    Mention,
    Passage,
    Printed,
    Run,
    Side,
    Statement,
    Step,
    StepRole,
    Story,
)

__all__ = [
    "AddCounts",
    "Affair",
    "Article",
    "Brief",
    "Caption",
    "Capture",
    "Change",
    "Check",
    "CopyKind",
    "CopyLink",
    "Coverage",
    "Credit",
    "CreditRole",
    "Difference",
    "Enclosure",
    "Entity",
    "EntityKind",
    "Figure",
    "Filters",
    "Finding",
    "Headline",
    "Hit",
    "Keyword",
    "Mention",
    "Notes",
    "Outlet",
    "OutletKind",
    "Ownership",
    "Page",
    "Passage",
    "Precision",
    "Printed",
    "Quote",
    "QuoteKind",
    "Record",
    "Rejection",
    "ResolvedDate",
    "Rival",
    "Run",
    "Side",
    "Statement",
    "Step",
    "StepRole",
    "Story",
]
