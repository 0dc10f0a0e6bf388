"""One batch: what each prepared capture is to the newsroom, decided and written.

Order of intake decides everything here, so that a rebuild from the captures
comes to the same result.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from rawi.arabic import fold
from rawi.model import AddCounts, Article, Capture, Notes, Rejection
from rawi.newsroom.prepare import Prepared, Ready
from rawi.newsroom.recent_window import Recent
from rawi.relate.copies import CopyRules
from rawi.relate.copies import link as linked
from rawi.relate.passages import words
from rawi.store import reading, removal, story_rows, writing
from rawi.store import schema as s
from rawi.store.codec import encoded, fingerprint, sketched, time_of
from rawi.store.writing import Known

NAME = "rawi-name"
"""Header of a stored capture: what it was called when it was refused."""


class Taken(msgspec.Struct, frozen=True):
    """A capture with what was prepared of it; ``number`` where it is stored already."""

    capture: Capture
    prepared: Prepared
    number: int | None = None
    item: str | None = None
    """What it is called where it must be refused."""


class Batch:
    """One transaction's worth of captures, being written."""

    def __init__(self, connection: Connection, recent: Recent, sequence: int) -> None:
        self._connection = connection
        self._recent = recent
        self._sequence = sequence
        self._next = reading.last_intake(connection) + 1
        self._next_capture = reading.last_capture(connection) + 1
        self._known: dict[str, Known] = {}
        self._addresses: dict[str, str] = {}
        self._barred: frozenset[str] = frozenset()
        self._bodies: dict[str, str] = {}
        self._captures: list[dict[str, object]] = []
        self._articles: list[dict[str, object]] = []
        self._notes: list[dict[str, object]] = []
        self._keywords: list[dict[str, object]] = []
        self._sketches: list[dict[str, object]] = []
        self._copies: list[dict[str, object]] = []
        self._touched: set[str] = set()
        self._tally = {"added": 0, "versions": 0, "copies": 0, "unchanged": 0}
        self._rejected: list[Rejection] = []
        self._refused: set[bytes] = set()

    def take(self, items: Sequence[Taken]) -> AddCounts:
        """Decide about the captures in order and write all of it."""
        found = [ready for item in items for ready in item.prepared.articles]
        addresses = {ready.address for ready in found if ready.address}
        self._addresses = writing.at_addresses(self._connection, addresses)
        self._barred = removal.forbidden(self._connection, addresses)
        ids = {ready.article.id for ready in found} | set(self._addresses.values())
        self._known = writing.known(self._connection, ids)
        hopeless = [i.prepared.digest for i in items if i.number is None and i.prepared.rejected]
        self._refused = writing.refused(self._connection, hopeless)
        for item in items:
            self._take(item)
        self._flush()
        story_rows.refresh(self._connection, self._touched)
        return AddCounts(**self._tally, rejected=tuple(self._rejected))

    def reject(self, found: Sequence[Rejection], capture: int | None = None) -> None:
        """Keep what was refused, with its reason."""
        self._rejected += found
        writing.reject(self._connection, self._sequence, capture, found)

    def _take(self, item: Taken) -> None:
        prepared = item.prepared
        allowed = [ready for ready in prepared.articles if self._is_allowed(ready)]
        fresh = [ready for ready in allowed if self._is_news(ready)]
        self._tally["unchanged"] += len(allowed) - len(fresh)
        if not fresh and not prepared.rejected:
            return
        named = [_named(r, item) for r in prepared.rejected]
        if not fresh and prepared.digest in self._refused:
            self._rejected += named  # told again, kept once
            return
        number = item.number or self._keep(item)
        for ready in fresh:
            self._store(ready, item.capture, number)
        self.reject(named, number)

    def _keep(self, item: Taken) -> int:
        headers = item.capture.headers
        if item.prepared.rejected and item.item:
            headers = headers | {NAME: item.item}
        packed = msgspec.structs.replace(item.capture, body=item.prepared.packed, headers=headers)
        given = {"digest": item.prepared.digest, "articles": len(item.prepared.articles)}
        number = self._next_capture
        self._next_capture += 1
        self._captures.append(
            writing.capture_row(packed) | given | {"id": number, "sequence": self._sequence}
        )
        return number

    def _is_allowed(self, ready: Ready) -> bool:
        """Whether it was not taken down; counted, but not stored: it would come each round."""
        if ready.address not in self._barred:
            return True
        reason = "this address was taken down"
        self._rejected.append(Rejection(kind="takedown", reason=reason, item=ready.address))
        return False

    def _same(self, ready: Ready) -> Known | None:
        """The stored article that this one is: of its id, or of its address.

        A given id is a name of its own; an id made from the address also stands
        for an article that was imported under another name.
        """
        found = self._known.get(ready.article.id)
        if found is None and not ready.named:
            found = self._known.get(self._addresses.get(ready.address or "", ""))
        return found

    def _is_news(self, ready: Ready) -> bool:
        same = self._same(ready)
        return same is None or same.fingerprint != fingerprint(ready.article)

    def _store(self, ready: Ready, capture: Capture, number: int) -> None:
        article, same = ready.article, self._same(ready)
        if same is None:
            self._add(ready, capture, number)
        elif same.fingerprint == fingerprint(article):
            self._tally["unchanged"] += 1  # twice in one capture
        elif same.outlet and article.outlet and same.outlet != article.outlet:
            reason = f"the id {article.id!r} is taken by an article of {same.outlet}"
            self.reject([Rejection(kind="clash", reason=reason, item=article.id)], number)
        else:
            self._change(ready, same, capture, number)

    def _add(self, ready: Ready, capture: Capture, number: int) -> None:
        article, intake = ready.article, self._next
        self._next += 1
        self._bodies[article.id] = article.text
        if self._recent.turns(intake):
            self._flush()
        relation = self._recent.relate(self._connection, intake, ready.sketch, self._text_of)
        story = relation.story_id or article.id
        row = self._row(article, capture, number)
        row |= {"intake": intake, "id": article.id, "edition": 1, "story": story}
        row["address"] = ready.address
        self._articles.append(row)
        similar = encoded([name for name, _ in relation.similar])
        self._notes.append({"intake": intake, "record": encoded(ready.notes), "similar": similar})
        self._keywords += _keyword_rows(ready.notes, row)
        self._sketches.append({"intake": intake, "record": sketched(ready.sketch)})
        for link in relation.copies:
            ids = {"article_id": link.article_id, "older_id": link.older_id}
            self._copies.append(ids | {"intake": intake, "record": encoded(link)})
            self._touch([link.article_id, link.older_id])
        self._tally["added"] += 1
        self._tally["copies"] += any(link.article_id == article.id for link in relation.copies)
        self._remember(row, ready.address)
        self._touched.add(story)
        for merged in relation.merged:
            self._merge(merged, story, intake)

    def _row(self, article: Article, capture: Capture, number: int) -> dict[str, object]:
        return writing.article_row(article) | {
            "capture": number,
            "sequence": self._sequence,
            "fingerprint": fingerprint(article),
            "time": time_of(article, capture.collected or ""),
        }

    def _remember(self, row: dict[str, object], address: str | None) -> None:
        names = ("intake", "id", "edition", "fingerprint", "outlet", "story")
        made = msgspec.convert({n: row[n] for n in names}, Known)
        self._known[made.id] = made
        if address:
            self._addresses.setdefault(address, made.id)

    def _change(self, ready: Ready, same: Known, capture: Capture, number: int) -> None:
        self._flush()
        article = msgspec.structs.replace(ready.article, id=same.id)
        self._bodies[same.id] = article.text
        row = self._row(article, capture, number)
        row |= {"edition": same.edition + 1, "intake": same.intake}
        words = _keyword_rows(ready.notes, row)
        writing.replace_article(self._connection, row, encoded(ready.notes), words)
        row |= {"id": same.id, "story": same.story}
        self._remember(row, None)
        self._measure_again(same.id)
        self._touched.add(same.story)
        self._tally["versions"] += 1

    def _measure_again(self, name: str) -> None:
        """What the new text still shares with what it copies, and with its copies."""
        for ids in writing.links_of(self._connection, name):
            younger, older = (words(self._text_of(one)) for one in ids)
            writing.set_link(self._connection, ids, linked(ids, younger, older, CopyRules()))
            self._touch(list(ids))

    def _merge(self, story: str, target: str, intake: int) -> None:
        self._flush()
        writing.move_story(self._connection, story, target, intake)
        for name, known in self._known.items():
            if known.story == story:
                self._known[name] = msgspec.structs.replace(known, story=target)
        self._touched |= {story, target}

    def _touch(self, ids: list[str]) -> None:
        """The stories of these articles must be told anew."""
        missing = [name for name in ids if name not in self._known]
        self._known |= writing.known(self._connection, missing)
        self._touched.update(self._known[name].story for name in ids if name in self._known)

    def _text_of(self, name: str) -> str:
        if name not in self._bodies:
            self._bodies[name] = reading.article(self._connection, name).text
        return self._bodies[name]

    def _flush(self) -> None:
        for table, rows in (
            (s.capture, self._captures),
            (s.article, self._articles),
            (s.note, self._notes),
            (s.keyword, self._keywords),
            (s.sketch, self._sketches),
            (s.copy, self._copies),
        ):
            writing.add_rows(self._connection, table, rows)
            rows.clear()


def _keyword_rows(notes: Notes, row: dict[str, object]) -> list[dict[str, object]]:
    keys = dict.fromkeys(fold(keyword.text) for keyword in notes.keywords)
    return [{"key": key, "time": row["time"], "intake": row["intake"]} for key in keys if key]


def _named(rejected: Rejection, item: Taken) -> Rejection:
    """The refusal with what was refused: file and line, else its address, id or text."""
    capture = item.capture
    begin = capture.body[:200].decode("utf-8", "replace").strip()
    name = item.item or capture.headers.get(NAME) or capture.url or rejected.item or begin
    return msgspec.structs.replace(rejected, item=name or None)
