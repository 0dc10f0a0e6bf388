"""Stories told anew from the stored articles of the last days.

When it is done is a matter of cost alone: what comes of it follows from the
articles, so a rebuild comes to the same stories.
"""

from __future__ import annotations

from sqlalchemy import Connection

from rawi.newsroom.placing import place, spans
from rawi.relate.regroup import BLOCK, Archive, Standing, retold
from rawi.store import affair_rows, reading, story_rows, writing
from rawi.store.reading import last_reconciliation

SHARE = 25
"""Stories are told anew for one new article in so many that stand where it came in.

That takes 1.4 ms an article that stands there. April fed twenty at a time cost the writer
88 ms of CPU a new article at 100, 37 ms at 25."""


def due(connection: Connection) -> bool:
    """Whether enough came in since the last time for it to pay."""
    touched = reading.touched_since(connection, *last_reconciliation(connection), BLOCK)
    if not touched:
        return False
    near = {block + shift for block in touched for shift in (-1, 0, 1)}
    concerned = sum(reading.count_in(connection, block, BLOCK) for block in near)
    return sum(touched.values()) * SHARE >= concerned


def reconcile(connection: Connection, sequence: int) -> list[tuple[str, str]]:
    """Move articles to the stories that all of them speak for; which articles go where."""
    last = last_reconciliation(connection)
    touched = set(reading.touched_since(connection, *last, BLOCK))

    def read(block: int) -> list[Standing]:
        return [Standing(*row) for row in reading.standing(connection, block, BLOCK)]

    def members(story: str) -> list[tuple[int, str]]:
        return reading.members_of(connection, story)

    moves = []
    if touched:
        blocks = reading.blocks_from(connection, min(touched) - 2, BLOCK)
        moves = retold(Archive(blocks, read, members), touched)
    moved = writing.tell_anew(connection, sequence, reading.last_intake(connection), moves)
    story_rows.refresh(connection, {story for one in moved for story in (one.left, one.joined)})
    if touched:
        since = (min(touched) - 1) * BLOCK
        place(connection, spans(connection, affair_rows.touched(connection, *last), moved, since))
    return moves
