"""One batch on its way into the store: decided, related, written.

Captures come in prepared. What the store holds of them is asked once; what each
article is to the newsroom is decided without the store; the window of recent
articles says what it is to them; and all of it is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from rawi.model import AddCounts, Rejection
from rawi.newsroom.decide import Taken, decide, own_id
from rawi.newsroom.recent_window import Recent
from rawi.newsroom.relating import Related, Relating
from rawi.newsroom.rows import Rows
from rawi.store import writing
from rawi.store.changes import Changed
from rawi.store.stored import Coming, Stored, stored


def take(
    connection: Connection,
    recent: Recent,
    sequence: int,
    items: Sequence[Taken],
    refused: Sequence[Rejection] = (),
    fields: dict[Changed, bytes] | None = None,
) -> AddCounts:
    """Take in the captures in order, inside the caller's transaction.

    ``refused``: what could not even be read as a capture, kept with its reason. ``fields``
    takes what the index is to hold of the articles.
    """
    writing.reject(connection, sequence, [(None, rejection) for rejection in refused])
    decided = decide(items, _stored(connection, items))
    relating, rows = Relating(connection, recent), Rows(connection, sequence)
    rows.captures(decided)
    tally: Counter[str] = Counter(unchanged=decided.unchanged)
    for accepted in decided.accepted:
        if relating.needs_rows(accepted):
            rows.flush()
        related = relating.relate(accepted)
        rows.add(related)
        if fields is not None:
            fields[Changed(accepted.article.id, sequence)] = accepted.ready.fields
        tally.update(_kinds(related))
    rows.finish()
    return AddCounts(**tally, clashes=decided.clashes, rejected=(*refused, *decided.reported))


def _stored(connection: Connection, items: Sequence[Taken]) -> Stored:
    ready = [one for item in items for one in item.prepared.articles]
    hopeless = (i.prepared.digest for i in items if i.number is None and i.prepared.rejected)
    coming = Coming(
        ids=frozenset(name for one in ready for name in (one.article.id, own_id(one))),
        addresses=frozenset(one.address for one in ready if one.address),
        fingerprints=frozenset(one.filing.fingerprint for one in ready),
        hopeless=frozenset(hopeless),
    )
    return stored(connection, coming)


def _kinds(related: Related) -> list[str]:
    """What the article counts as."""
    if related.relation is None:
        return ["versions"]
    name = related.accepted.article.id
    copies = any(link.article_id == name and link.copied for link in related.relation.copies)
    return ["added", "copies"] if copies else ["added"]
