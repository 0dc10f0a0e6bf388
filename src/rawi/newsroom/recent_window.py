"""The window of recent articles, kept in step with the store.

What the window holds depends on order of intake alone, never on when a process
began: it starts at a multiple of half its size, so that a newsroom decides the
same however often it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Connection

from rawi.newsroom.wordings import Wordings
from rawi.relate import Relation, Sketch, Window, WindowOptions
from rawi.relate.passages import Words
from rawi.relate.similar import Beside
from rawi.store import reading
from rawi.store.engines.database import Database


class Recent:
    """A ``relate.Window`` that follows the store. Safe for threads."""

    def __init__(self, size: int, options: WindowOptions | None = None) -> None:
        self._half = max(1, size // 2)
        self._options = options or WindowOptions()
        self.wordings = Wordings()
        """Of articles that came in while ``writing`` holds."""
        self._lock = Lock()
        self._writing = False
        self._window: Window | None = None
        self._base = self._next = 1
        self._reconciled = 0
        self._sequence = 0

    @contextmanager
    def writing(self, database: Database) -> Iterator[None]:
        """While this holds, only ``relate`` moves the window, ahead of the store.

        When it fails the window is dropped, for what it took in was not stored.
        """
        with database.reading() as connection:
            self.follow(connection)
        self.wordings.clear()
        self._writing = True
        try:
            yield
            with database.reading() as connection:
                self._reconciled = reading.last_reconciliation(connection)[0]
                self._sequence = reading.last_sequence(connection)
        except BaseException:
            self._window = None
            raise
        finally:
            self.wordings.clear()
            self._writing = False

    def emptied(self) -> Recent:
        """Another one of the same options, for a rebuild beside readers."""
        return Recent(self._half * 2, self._options)

    def forget(self) -> None:
        """Load anew at the next use."""
        with self._lock:
            self._window = None

    def follow(self, connection: Connection) -> None:
        """Take in what was stored since the last time."""
        with self._lock:
            if not self._writing:
                self._follow(connection)

    def follows(self, sequence: int) -> bool:
        """Whether all up to that batch was taken in."""
        return self._window is not None and self._sequence >= sequence

    def turns(self, intake: int) -> bool:
        """Whether the window begins anew, from what is stored, at this number of intake."""
        return self._window is None or self._first(intake) != self._base

    def relate(
        self,
        connection: Connection,
        intake: int,
        sketch: Sketch,
        words_of: Callable[[str], Words],
    ) -> Relation:
        """Decide about the article of that number of intake, and take it in."""
        with self._lock:
            window = self._window
            if window is None or self.turns(intake):
                window = self._load(connection, intake)
            self._next = intake + 1
            return window.relate(sketch, words_of)

    def assign(self, stories: Sequence[tuple[str, str]]) -> None:
        """Put articles, by id, into stories as they were told anew."""
        with self._lock:
            if self._window is not None:
                self._window.assign(stories)

    def beside(self, article_id: str, limit: int, affair: Collection[str]) -> Beside | None:
        """Similar articles and what to read next; None for one that is no longer recent."""
        with self._lock:
            if self._window is None or article_id not in self._window:
                return None
            return self._window.beside(article_id, limit, affair)

    def _first(self, intake: int) -> int:
        return max(0, (intake - 1) // self._half - 1) * self._half + 1

    def _follow(self, connection: Connection) -> None:
        sequence = reading.last_sequence(connection)
        if self._window is not None and sequence == self._sequence:
            return
        newest = reading.last_intake(connection)
        reconciled = reading.last_reconciliation(connection)[0]
        if self.turns(newest + 1):
            self._load(connection, newest + 1)
        elif newest >= self._next and self._window is not None:
            self._window.load(reading.placed(connection, self._next, newest))
            self._next = newest + 1
        if reconciled != self._reconciled and self._window is not None:
            self._window.assign(reading.stories_since(connection, self._base))
        self._reconciled, self._sequence = reconciled, sequence

    def _load(self, connection: Connection, intake: int) -> Window:
        window = Window(self._options)
        base = self._first(intake)
        window.load(reading.placed(connection, base, intake - 1))
        self._window, self._base, self._next = window, base, intake
        return window
