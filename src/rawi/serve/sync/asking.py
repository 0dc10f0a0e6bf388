"""What an app asks: fields of query and body, in which a name may stand many times."""

from __future__ import annotations

from urllib.parse import parse_qsl

from litestar.exceptions import HTTPException

from rawi.serve.access import client_of, guard_guesses
from rawi.serve.http import Ask
from rawi.serve.reader import Reader
from rawi.store.personal.follows import Follows
from rawi.store.personal.items import Items
from rawi.store.personal.marks import Marks
from rawi.store.personal.people import Person

MOST_FIELDS = 20_000
"""Fields of one request: apps send up to ten thousand ids at once."""


class Asked:
    """One request of an app that signed in."""

    def __init__(self, request: Ask, reader: Reader, fields: list[tuple[str, str]]) -> None:
        self.request = request
        self.reader = reader
        self._fields = fields
        self.person: Person | None = None

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for key, value in self._fields if key == name]

    def one(self, name: str, default: str = "") -> str:
        """The last value of a field."""
        return next((value for key, value in reversed(self._fields) if key == name), default)

    def has(self, name: str) -> bool:
        """Whether a field is there, with a value or without."""
        return any(key == name for key, _ in self._fields)

    def number(self, name: str, default: int, most: int) -> int:
        """A field as a number from 0 to ``most``; what is none counts as not given."""
        given = self.one(name)
        return min(int(given[:20]), most) if given.isascii() and given.isdecimal() else default

    @property
    def marks(self) -> Marks:
        """The marks of whoever asks."""
        return self.reader.newsroom.marks.of(self.who.number)

    @property
    def follows(self) -> Follows:
        """What whoever asks follows and mutes."""
        return self.reader.newsroom.follows.of(self.who.number)

    @property
    def items(self) -> Items:
        """The numbered articles, up to date."""
        return self.reader.newsroom.items(self.who.number)

    @property
    def who(self) -> Person:
        """Whoever signed in. Raises 401."""
        if self.person is None:
            raise HTTPException("Unauthorized", status_code=401)
        return self.person


def asked(request: Ask, reader: Reader, body: bytes) -> Asked:
    """The fields of the query, then those of the body. Raises 400 for too many."""
    try:
        fields = [
            pair
            for text in (request.scope["query_string"], body)
            for pair in parse_qsl(
                text.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
            )
        ]
    except ValueError as why:
        raise HTTPException("too many fields", status_code=400) from why
    return Asked(request, reader, fields)


def signed_in(asked: Asked, person: Person | None) -> bool:
    """Whether that is somebody; a wrong password is counted, and 429 raised for too many."""
    guesses = guard_guesses(asked.request)
    if person is None:
        guesses.failed(client_of(asked.request))
        return False
    asked.person = person
    return True
