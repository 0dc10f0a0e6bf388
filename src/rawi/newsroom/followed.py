"""What people follow and mute, held against the articles."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, select

from rawi.errors import InputError
from rawi.model import Article, Brief, Headline, Record, Story
from rawi.newsroom.following import Following
from rawi.newsroom.matching import Filed, filed, keyed, keyed_mute, matches
from rawi.newsroom.writer import Writer
from rawi.search.index import SearchIndex
from rawi.store import reading, story_rows
from rawi.store import schema as s
from rawi.store.paged import Paged, cursor, place
from rawi.store.personal.file import OWNER
from rawi.store.personal.follows import (
    LONGEST,
    Follow,
    Follows,
    Mute,
    Rule,
    follow_kind,
    mute_kind,
)
from rawi.store.personal.items import Items, Stream

_AHEAD = 4
"""Articles read for each story of a list: a story has several."""
_FEW = 2_000
"""New articles up to which what they are filed under is read at once for all rules."""
R = TypeVar("R", Follow, Mute)


class Arrival(Record, frozen=True, kw_only=True):
    """An article that matches what is followed."""

    intake: int
    """Its place in the order of intake."""
    article_id: str
    story: str


class Sifted(Record, frozen=True, kw_only=True):
    """Stories parted by somebody's rules."""

    shown: tuple[Brief, ...]
    hidden: tuple[tuple[Brief, tuple[Mute, ...]], ...] = ()
    """With the rules that hide each."""


class Followed(Following):
    """The part of ``Newsroom`` that knows what people follow and mute."""

    follows: Follows
    _index: SearchIndex
    _writer: Writer
    _judging: threading.Lock
    _judged: int = -1
    """The batch up to which articles were last judged here."""

    def items(self, person: int = OWNER) -> Items:
        """The numbered articles with the marks and rules of one person, up to date."""
        self.judge_arrivals()
        return Items(self.marks.of(person), self.follows.of(person))

    def followable(self, kind: str, name: str, title: str = "") -> Follow:
        """What to follow by a kind and a name, whether somebody does or not.

        ``kind``: entity, keyword, affair, speaker, search; ``name`` as ``Follow.name`` says.
        Raises ``InputError`` for what cannot be followed, ``NotFoundError`` for no such affair.
        """
        if not name.strip() or len(name) > LONGEST:
            raise InputError(f"a name has 1 to {LONGEST} letters")
        made = Follow(kind=follow_kind(kind), name=name.strip(), title=title[:LONGEST])
        with self._database.reading() as connection:
            return keyed(connection, made)

    def follow(self, follow: Follow, person: int = OWNER) -> Follow:
        """Follow it from now on; twice is once. Raises ``InputError`` for too many."""
        return self._keep(follow, person)

    def mute(self, kind: str, name: str, person: int = OWNER) -> Mute:
        """Hide what the rule names from now on; twice is once.

        ``kind``: outlet, word, author, person, section. Raises ``InputError`` for what can
        be no rule.
        """
        if not name.strip() or len(name) > LONGEST:
            raise InputError(f"a name has 1 to {LONGEST} letters")
        made = Mute(kind=mute_kind(kind), name=name)
        with self._database.reading() as connection:
            return self._keep(keyed_mute(connection, made), person)

    def _keep(self, rule: R, person: int) -> R:
        self.number_arrivals()
        with self._database.reading() as connection:
            found = matches(connection, self._writer.matching, rule)
            return self.follows.of(person).add(rule, _ids(connection, found).values())

    def followed_articles(
        self, follow: Follow, after: int = 0, limit: int = 500
    ) -> tuple[Arrival, ...]:
        """The articles that match what is followed, in the order of intake.

        ``after``: only those that came in behind this place (``Arrival.intake``); ask again
        with that of the last one given. A story merged or moved between affairs counts where it
        is now. What came in during the last moment may not be found by words yet: the answer
        holds nothing of batches that the search index does not hold.
        """
        c = s.article.c
        with self._database.reading() as connection:
            found = sorted(matches(connection, self._writer.matching, follow, after))
            rows: list[Arrival] = []
            for some in reading.chunks(found):
                told = connection.execute(
                    select(c.intake, c.id, c.story)
                    .where(c.intake.in_(some), c.sequence <= self._index.held.sequence)
                    .order_by(c.intake)
                )
                rows += [Arrival(intake=n, article_id=name, story=story) for n, name, story in told]
                if len(rows) >= limit:
                    break
        return tuple(rows[:limit])

    def stories_of_stream(
        self, stream: Stream, limit: int, after: str | None = None, person: int = OWNER
    ) -> Paged[Brief]:
        """The stories of a stream's articles, each once, those whose last came in last first.

        Raises ``InputError`` for a cursor of another list.
        """
        items = self.items(person)
        begin = number = place(after, tuple[int])[0] if after else None
        order: dict[str, int] = {}
        while len(order) <= limit:
            page = items.page(stream, _AHEAD * limit, number)
            with self._database.reading() as connection:
                stories = reading.stories_of(connection, [item.article_id for item in page])
            before = self._told_before(items, stream, begin, set(stories.values()))
            for item in page:
                story = stories.get(item.article_id)
                if story is not None and story not in before:
                    order.setdefault(story, item.number)
            number = page[-1].number if len(page) == _AHEAD * limit else None
            if number is None:
                break
        kept = list(order)[:limit]
        last = order[kept[-1]] if len(order) > limit else number
        with self._database.reading() as connection:
            found = story_rows.briefs_of(connection, kept)
        return Paged(found, cursor(last) if last is not None else None)

    def _told_before(
        self, items: Items, stream: Stream, begin: int | None, stories: set[str]
    ) -> frozenset[str]:
        """Those of the stories that stand on the pages before."""
        if begin is None:
            return frozenset()
        members = self.members(stories)
        ids = [name for some in members.values() for name in some]
        met = items.among(msgspec.structs.replace(stream, since=begin), ids)
        return frozenset(story for story, some in members.items() if met & set(some))

    def muted_among(self, ids: Sequence[str], person: int = OWNER) -> dict[str, tuple[Mute, ...]]:
        """Those of the articles that a person's rules hide, with the rules that do."""
        follows = self.follows.of(person)
        if not follows.mutes():
            return {}
        self.judge_arrivals()
        return follows.muted_among(ids)

    def sifted(
        self, stories: Sequence[Brief], person: int = OWNER, opened: str | None = None
    ) -> Sifted:
        """Stories parted by a person's rules.

        A story is hidden where all of its reports are; a rule about what is told hides all
        reports of a story whose headline tells it. Of another story whose headline is of a
        hidden report, the headline is that of the first that is left. ``opened``: id of the
        outlet whose page it is, which no rule about it empties.
        """
        if not stories or not self.follows.of(person).mutes():
            return Sifted(shown=tuple(stories))
        members = self.members([story.id for story in stories])
        held = self.muted_among([name for some in members.values() for name in some], person)
        if opened:
            held = {name: found for name, some in held.items() if (found := _but(some, opened))}
        hiding = {story.id: _hiding(members.get(story.id, ()), held) for story in stories}
        left = [story for story in stories if not hiding[story.id]]
        return Sifted(
            shown=self._headed(left, members, held),
            hidden=tuple((one, found) for one in stories if (found := hiding[one.id])),
        )

    def visible_of(self, story: Story, person: int = OWNER) -> Story:
        """A story without the reports that a person's rules hide, under the headline of one that
        is left; whole where they hide all of it, since who opens it by name means it."""
        return next(iter(self.visible_among([story], person)), story)

    def visible_among(self, stories: Sequence[Story], person: int = OWNER) -> tuple[Story, ...]:
        """Stories without the reports that a person's rules hide; those left out of which they
        hide all."""
        held = self.muted_among([a.id for story in stories for a in story.articles], person)
        left = (_left_of(story, held) for story in stories) if held else stories
        return tuple(story for story in left if story.articles)

    def hidden_among(self, stories: Sequence[str], person: int = OWNER) -> frozenset[str]:
        """Ids of those of the stories that a person's rules hide."""
        if not stories or not self.follows.of(person).mutes():
            return frozenset()
        members = self.members(stories)
        held = self.muted_among([name for some in members.values() for name in some], person)
        return frozenset(story for story, some in members.items() if _hiding(some, held))

    def _headed(
        self,
        stories: Sequence[Brief],
        members: dict[str, tuple[str, ...]],
        held: dict[str, tuple[Mute, ...]],
    ) -> tuple[Brief, ...]:
        """The stories, under headlines of reports that are not hidden."""
        other = {
            story.id: next(name for name in members[story.id] if name not in held)
            for story in stories
            if _leading(story) in held
        }
        with self._database.reading() as connection:
            told = {a.id: a for a in reading.articles(connection, list(other.values()))}
        return tuple(
            _headed_by(story, told.get(other.get(story.id, "")), held.keys()) for story in stories
        )

    def judge_arrivals(self) -> None:
        """Hold what came in against everybody's rules, as far as search holds it.

        One thread does it for all that ask meanwhile.
        """
        self.number_arrivals()
        with self._judging:
            if self._judged != self._database.last_batch():
                self._judge()

    def _judge(self) -> None:
        with self._database.reading() as connection:
            numbered = Items(self.marks).followed()[0]
            upto = min(reading.last_sequence(connection), self._index.held.sequence, numbered)
            before, rules = self.follows.judged(), self.follows.everyones()
            now = upto, reading.mark_of(connection, upto)
            if before != now:
                same = bool(before[0]) and reading.mark_of(connection, before[0]) == before[1]
                fresh = _fresh(connection, before[0], upto) if same else None
                told = self._told(connection, rules, fresh)
                self._put((before, now), rules, told, fresh)
        self._judged = upto

    def _told(
        self,
        connection: Connection,
        rules: Sequence[tuple[int, Rule]],
        fresh: dict[int, str] | None,
    ) -> dict[Rule, list[str]]:
        """Ids of the articles that match each rule, of the fresh ones where any are named."""
        told: dict[Rule, list[str]] = {}
        met: dict[tuple[str, str, str], list[str]] = {}
        under = filed(connection, fresh) if fresh and len(fresh) <= _FEW else None
        for _, rule in rules if fresh is None or fresh else ():
            same = (rule.kind, rule.key, rule.name)
            if same not in met:
                met[same] = self._met(connection, rule, fresh, under)
            told[rule] = met[same]
        return told

    def _met(
        self,
        connection: Connection,
        rule: Rule,
        fresh: dict[int, str] | None,
        under: Filed | None,
    ) -> list[str]:
        """Ids of the articles that match one rule; of an affair all, wherever they came from."""
        if fresh is None or rule.kind == "affair":
            found = matches(connection, self._writer.matching, rule)
            return list(_ids(connection, found).values())
        among = partial(self._writer.matching, among=fresh.values())
        found = matches(connection, among, rule, min(fresh) - 1, under)
        return [fresh[n] for n in found if n in fresh]

    def _put(
        self,
        span: tuple[tuple[int, str], tuple[int, str]],
        rules: Sequence[tuple[int, Rule]],
        told: dict[Rule, list[str]],
        fresh: dict[int, str] | None,
    ) -> None:
        """Keep what was found, unless another process did or rules changed meanwhile."""
        follows = self.follows
        with self.marks.file.together():
            if follows.judged() != span[0] or follows.everyones() != rules:
                return
            follows.unmatch(None if fresh is None else fresh.values())
            for person, rule in rules:
                if rule.kind == "affair":
                    follows.unmatch(None, rule)
                follows.match(person, rule, told.get(rule, ()))
            follows.judge(span[1])


def _ids(connection: Connection, intakes: Iterable[int]) -> dict[int, str]:
    c = s.article.c
    found: dict[int, str] = {}
    for some in reading.chunks(intakes):
        found |= dict(connection.execute(select(c.intake, c.id).where(c.intake.in_(some))).all())
    return found


def _fresh(connection: Connection, since: int, upto: int) -> dict[int, str]:
    """Articles that batches behind ``since`` added or changed, with all others of their
    stories, by their numbers of intake."""
    c = s.article.c
    stories = select(c.story).where(c.sequence > since, c.sequence <= upto)
    wanted = select(c.intake, c.id).where(c.story.in_(stories), c.sequence <= upto)
    return dict(connection.execute(wanted).all())


def _but(rules: Sequence[Mute], outlet: str) -> tuple[Mute, ...]:
    return tuple(m for m in rules if (m.kind, m.name) != ("outlet", outlet))


def _hiding(members: Sequence[str], held: dict[str, tuple[Mute, ...]]) -> tuple[Mute, ...]:
    """The rules that hide a story; none where it is shown."""
    if not members or not all(name in held for name in members):
        return ()
    tally = Counter(mute for name in members for mute in held[name])
    return tuple(mute for mute, _ in tally.most_common())


def _leading(story: Brief | Story) -> str:
    """Id of the report whose headline it has."""
    return (story.leading or story.first).id


def _left_of(story: Story, held: Collection[str]) -> Story:
    """The story without the reports that are hidden, under the headline of another."""
    left = tuple(article for article in story.articles if article.id not in held)
    shown = msgspec.structs.replace(story, articles=left)
    if not left or _leading(story) not in held:
        return shown
    return msgspec.structs.replace(shown, **_told_by(left[0]))


def _headed_by(story: Brief, article: Article | None, held: Collection[str]) -> Brief:
    """The story without the reports that are hidden, under the headline of another."""
    others = tuple(one for one in story.others if one.id not in held)
    if article is None:
        return msgspec.structs.replace(story, others=others)
    return msgspec.structs.replace(story, others=others, **_told_by(article))


def _told_by(article: Article) -> dict[str, Any]:
    """What of a story is said in the words of one report."""
    begin = article.body[0] if article.body else ""
    told = {"headline": article.title or begin[:120], "lead": article.lead}
    return told | {"leading": Headline.of(article)}
