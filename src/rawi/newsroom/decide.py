"""What each prepared article is to the newsroom: new, an edition, known, or refused.

Pure: what the store holds comes in as a value, decisions go out as values. Order
of intake decides everything, so that a rebuild from the captures comes to the
same result.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rawi.model import Article, Capture, Rejection
from rawi.newsroom.prepare import Prepared, Ready, under
from rawi.relate.clashes import another_report
from rawi.store.stored import Known, Stored
from rawi.urls import article_id

NAME = "rawi-name"
"""Header of a stored capture: what it was called when it was refused."""


class Taken(msgspec.Struct, frozen=True):
    """A capture with what was prepared of it; ``number`` where it is stored already."""

    capture: Capture
    prepared: Prepared
    number: int | None = None
    item: str | None = None
    """What it is called where it must be refused."""


class Accepted(msgspec.Struct, frozen=True):
    """An article that is stored: edition 1 is a new one, a later one replaces the one before."""

    ready: Ready
    article: Article
    """Under the id that it is stored by."""
    intake: int
    edition: int
    capture: int
    """Number of the capture that it came from."""
    collected: str
    fingerprint: bytes


class Decided(msgspec.Struct):
    """What is to become of a batch, all in order of intake."""

    captures: list[tuple[int, Capture, Prepared]] = []
    """Captures to be stored, by their numbers."""
    accepted: list[Accepted] = []
    refused: list[tuple[int, Rejection]] = []
    """Refusals to be stored, each with the number of its capture."""
    reported: list[Rejection] = []
    """All refusals, also those stored before or not at all."""
    unchanged: int = 0
    """Articles that are stored already with the same content."""
    clashes: int = 0
    """Reports that came in under the id or address of another."""


def decide(items: Sequence[Taken], stored: Stored) -> Decided:
    """Decide about the captures in order."""
    deciding = _Deciding(stored)
    for item in items:
        deciding.take(item)
    return deciding.decided


class _Deciding:
    """A batch being decided, with what it adds to what is known."""

    def __init__(self, stored: Stored) -> None:
        self.decided = Decided()
        self._stored = stored
        self._known = dict(stored.known)
        self._addresses = dict(stored.addresses)
        self._texts = dict(stored.texts)
        self._intake = stored.last_intake
        self._number = stored.last_capture

    def take(self, item: Taken) -> None:
        prepared, decided = item.prepared, self.decided
        allowed = [ready for ready in prepared.articles if self._is_allowed(ready)]
        fresh = [ready for ready in allowed if self._is_news(ready)]
        decided.unchanged += len(allowed) - len(fresh)
        if not fresh and not prepared.rejected:
            return
        named = [_named(rejection, item) for rejection in prepared.rejected]
        if not fresh and prepared.digest in self._stored.refused:
            decided.reported += named  # told again, kept once
            return
        number = item.number or self._keep(item)
        for ready in fresh:
            self._place(ready, item.capture.collected or "", number)
        for rejection in named:
            self._refuse(rejection, number)

    def _keep(self, item: Taken) -> int:
        capture = item.capture
        if item.prepared.rejected and item.item:
            headers = capture.headers | {NAME: item.item}
            capture = msgspec.structs.replace(capture, headers=headers)
        self._number += 1
        self.decided.captures.append((self._number, capture, item.prepared))
        return self._number

    def _refuse(self, rejection: Rejection, number: int) -> None:
        self.decided.reported.append(rejection)
        self.decided.refused.append((number, rejection))

    def _is_allowed(self, ready: Ready) -> bool:
        """Whether it was not taken down; told, but not stored: it would come each round."""
        if ready.address not in self._stored.barred:
            return True
        reason = "this address was taken down"
        self.decided.reported.append(Rejection(kind="takedown", reason=reason, item=ready.address))
        return False

    def _same(self, ready: Ready) -> Known | None:
        """The stored article that this one is: of its id, or of its address.

        A given id is a name of its own; an id made from the address also stands
        for an article that was imported under another name.
        """
        found = self._known.get(ready.article.id)
        if found is None and not ready.named:
            found = self._known.get(next(iter(self._there(ready)), ""))
        return found

    def _there(self, ready: Ready) -> tuple[str, ...]:
        return self._addresses.get(ready.address or "", ())

    def _may_be(self, known: Known, ready: Ready) -> bool:
        """Whether an article is that one, as it stands or as another edition."""
        article = ready.article
        foreign = known.outlet and article.outlet and known.outlet != article.outlet
        if foreign or known.fingerprint == ready.filing.fingerprint:
            return True  # ``_place`` refuses what is of another outlet
        text = self._texts.get(known.id)
        return text is None or not another_report(text, article)

    def _resolved(self, ready: Ready) -> tuple[str, Known | None]:
        """The id that is the article's own, and what is stored under it.

        What stands under the id or at the address of another report is one of its own.
        """
        same = self._same(ready)
        if same is None:
            return ready.article.id, None
        others = (self._known.get(name) for name in reversed(self._there(ready)))
        for known in (same, *others):
            if known is not None and self._may_be(known, ready):
                return known.id, known
        own = own_id(ready)
        return own, self._known.get(own)

    def _is_news(self, ready: Ready) -> bool:
        _, same = self._resolved(ready)
        return same is None or same.fingerprint != ready.filing.fingerprint

    def _place(self, ready: Ready, collected: str, number: int) -> None:
        """New, an edition, one of its own, or the id of another outlet's article."""
        (name, same), mark = self._resolved(ready), ready.filing.fingerprint
        given, ready = ready.article.id, under(name, ready)
        article = ready.article
        if same is None:
            self._part(ready, given, number)
            self._intake += 1
            known = Known(self._intake, article.id, 1, mark, article.outlet)
        elif same.fingerprint == mark:
            self.decided.unchanged += 1  # twice in one capture
            return
        elif same.outlet and article.outlet and same.outlet != article.outlet:
            reason = f"the id {article.id!r} is taken by an article of {same.outlet}"
            self.decided.clashes += 1
            self._refuse(Rejection(kind="clash", reason=reason, item=article.id), number)
            return
        else:
            known = Known(same.intake, same.id, same.edition + 1, mark, article.outlet)
        self._known[known.id], self._texts[known.id] = known, article
        if same is None and ready.address:
            self._addresses[ready.address] = (*self._there(ready), known.id)
        self.decided.accepted.append(
            Accepted(ready, article, known.intake, known.edition, number, collected, mark)
        )

    def _part(self, ready: Ready, given: str, number: int) -> None:
        """Tell of a new article whose given id, or that of its address, another report has."""
        name = ready.article.id
        if name == given:
            return
        self.decided.clashes += 1
        reason = f"another report has its id or address ({ready.address or given})"
        told = Rejection(kind="clash", reason=f"{reason}: taken in under one of its own", item=name)
        self.decided.refused.append((number, told))


def own_id(ready: Ready) -> str:
    """The id of an article whose id or address is that of another report."""
    article = ready.article
    return article_id(None, article.outlet, ready.address or article.id, (article.title or "",))


def _named(rejected: Rejection, item: Taken) -> Rejection:
    """The refusal with what was refused: file and line, else its address, id or text."""
    capture = item.capture
    begin = capture.body[:200].decode("utf-8", "replace").strip()
    name = item.item or capture.headers.get(NAME) or capture.url or rejected.item or begin
    return msgspec.structs.replace(rejected, item=name or None)
