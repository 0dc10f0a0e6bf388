"""Who may sign in: accounts, invitations, passwords of apps, sessions of browsers."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, cast, get_args

from rawi.errors import InputError, NotFoundError
from rawi.model import Record
from rawi.store.personal.file import OWNER, PersonalFile, now
from rawi.store.personal.notice_rows import NOTICES

if TYPE_CHECKING:
    from argon2 import PasswordHasher

Role = Literal["owner", "reader"]
SHORTEST, LONGEST = 8, 1024
"""Letters of a password: NIST SP 800-63B asks for eight at least; the most bounds the work."""
LONGEST_NAME = 64
"""Letters of a name."""
_READING = ("seen", "tally", "muted_tally", "saved", "label", "subscription", "act")
_OWN = (*_READING, "follow", "mute", "mute_item")
"""Tables of what is a person's own, but for accounts and how they are told."""
_FORBIDDEN = frozenset(":/\\\"'<>&,")
SESSION_DAYS = 365
"""Days that a browser stays signed in."""
INVITED_DAYS = 7
"""Days in which an invitation can be taken up."""


class Person(Record, frozen=True, kw_only=True):
    """Somebody with marks of their own."""

    number: int = OWNER
    name: str = "owner"
    role: Role = "owner"
    at: str | None = None
    """When the account was made; None for the owner without one."""


class App(Record, frozen=True, kw_only=True):
    """A password that one app of a person signs in with."""

    number: int
    name: str
    at: str
    used: str | None = None
    """The last day on which it was used."""


NOBODYS = Person()
"""The owner of a newsroom without accounts, and whoever holds the token."""


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _no_password() -> str:
    """What is compared where there is no such name, so that both take equally long."""
    return _hasher().hash(secrets.token_urlsafe())


def _matches(kept: str, given: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(kept, given[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False


def digest(secret: str) -> str:
    """What is kept of a long random secret: nobody guesses it, so that a quick hash will do."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _fever(name: str, secret: str) -> str:
    """What is kept of the key that Fever's apps send: the MD5 that its API asks for, hashed."""
    return digest(hashlib.md5(f"{name}:{secret}".encode(), usedforsecurity=False).hexdigest())


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _checked_name(name: str) -> str:
    name = unicodedata.normalize("NFKC", name).strip()
    bad = not name.isprintable() or _FORBIDDEN & set(name) or len(name.split()) != 1
    if bad or len(name) > LONGEST_NAME:
        raise InputError(
            "a name is one word of at most 64 letters, without : / and quotation marks"
        )
    return name


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"a password has at least {SHORTEST} letters")
    return _hasher().hash(password)


def _person(row: tuple[object, ...]) -> Person:
    number, name, role, at = row
    return Person(number=int(str(number)), name=str(name), role=role_of(str(role)), at=str(at))


def role_of(name: str) -> Role:
    """Raises ``InputError`` for what is no role."""
    if name not in get_args(Role):
        raise InputError(f"{name!r} is none of {', '.join(get_args(Role))}")
    return cast(Role, name)


class People:
    """The accounts of one newsroom; safe to use from several threads."""

    def __init__(self, file: PersonalFile) -> None:
        self._file = file

    def any(self) -> bool:
        """Whether anybody has an account."""
        return bool(self._file.run("SELECT 1 FROM person LIMIT 1"))

    def owner(self) -> Person:
        """The first owner, with an account or without."""
        return self._numbered(OWNER) or NOBODYS

    def all(self) -> tuple[Person, ...]:
        """Everybody with an account, in the order they came."""
        rows = self._file.run("SELECT number, name, role, at FROM person ORDER BY number")
        return tuple(map(_person, rows))

    def add(self, name: str, password: str, role: Role = "reader") -> Person:
        """Make an account; the first is an owner's and takes over the marks of before.

        Raises ``InputError`` for a name or password that will not do.
        """
        name, hashed = _checked_name(name), _hashed(password)
        with self._file.together():
            if not self.any() and role != "owner":
                raise InputError("the first account must be an owner's")
            if self.named(name):
                raise InputError(f"{name!r} has an account already")
            told: dict[str, object] = {} if self.any() else {"number": OWNER}
            told |= {"key": _key(name), "name": name, "role": role, "password": hashed}
            told["at"] = now()
            sql = f"INSERT INTO person ({', '.join(told)}) VALUES ({', '.join('?' * len(told))})"
            self._file.run(sql, *told.values())
        return self.known(name)

    def named(self, name: str) -> Person | None:
        """Who has that name; None where nobody has."""
        sql = "SELECT number, name, role, at FROM person WHERE key = ?"
        rows = self._file.run(sql, _key(name))
        return _person(rows[0]) if rows else None

    def known(self, name: str) -> Person:
        """Who has that name. Raises ``NotFoundError``."""
        if found := self.named(name):
            return found
        raise NotFoundError(f"nobody is called {name!r}")

    def check(self, name: str, password: str) -> Person | None:
        """Whose name and password these are; takes as long where there is no such name."""
        rows = self._file.run("SELECT password FROM person WHERE key = ?", _key(name))
        right = _matches(str(rows[0][0]) if rows else _no_password(), password)
        return self.named(name) if right and rows else None

    def set_password(self, person: Person, password: str) -> None:
        """Change a password; every browser of that person is signed out."""
        hashed = _hashed(password)
        with self._file.together():
            self._file.run("UPDATE person SET password = ? WHERE number = ?", hashed, person.number)
            self._file.run("DELETE FROM session WHERE person = ?", person.number)

    def remove(self, person: Person) -> None:
        """Remove an account with all that is its own; the marks of the first owner stay.

        Raises ``InputError`` for the last owner among others.
        """
        with self._file.together():
            others = [one for one in self.all() if one.number != person.number]
            if others and not any(one.role == "owner" for one in others):
                raise InputError(f"{person.name!r} is the last owner: make another first")
            kept = () if person.number == OWNER else (*_OWN, *NOTICES)
            if kept:
                followed = "SELECT number FROM follow WHERE person = ?"
                sql = f"DELETE FROM follow_item WHERE follow IN ({followed})"
                self._file.run(sql, person.number)
            for table in ("session", "app", *kept):
                self._file.run(f"DELETE FROM {table} WHERE person = ?", person.number)
            self._file.run("DELETE FROM person WHERE number = ?", person.number)

    def invite(self, role: Role = "reader") -> str:
        """A code with which somebody can make an account of their own, once."""
        code = secrets.token_urlsafe(24)
        until = (datetime.now(UTC) + timedelta(days=INVITED_DAYS)).isoformat(timespec="seconds")
        self._file.run("INSERT INTO invitation VALUES (?, ?, ?)", digest(code), role, until)
        return code

    def invited(self, code: str) -> Role | None:
        """As what the code invites; None where it does not, or no more."""
        sql = "SELECT role FROM invitation WHERE digest = ? AND until > ?"
        rows = self._file.run(sql, digest(code), now())
        return role_of(str(rows[0][0])) if rows else None

    def accept(self, code: str, name: str, password: str) -> Person:
        """Make the account that an invitation is for. Raises ``InputError``."""
        role = self.invited(code)
        if role is None:
            raise InputError("this invitation was used already, or is too old")
        found = self.add(name, password, role)
        if not self._file.changed("DELETE FROM invitation WHERE digest = ?", digest(code)):
            self.remove(found)  # somebody else took it up in this moment
            raise InputError("this invitation was used already, or is too old")
        return found

    def add_app(self, person: Person, name: str) -> str:
        """A new password for one app of a person; only a hash of it is kept."""
        name = " ".join(name.split())[:LONGEST_NAME] or "app"
        secret = secrets.token_urlsafe(24)
        sql = "INSERT INTO app (person, name, digest, fever, at) VALUES (?, ?, ?, ?, ?)"
        fever = _fever(person.name, secret)
        self._file.run(sql, person.number, name, digest(secret), fever, now())
        return secret

    def apps(self, person: Person) -> tuple[App, ...]:
        """The apps of a person that can sign in, the last made first."""
        sql = "SELECT number, name, at, used FROM app WHERE person = ? ORDER BY number DESC"
        return tuple(
            App(number=int(str(n)), name=str(name), at=str(at), used=str(used) if used else None)
            for n, name, at, used in self._file.run(sql, person.number)
        )

    def remove_app(self, person: Person, number: int) -> None:
        """Let an app of that person sign in no more."""
        sql = "DELETE FROM app WHERE person = ? AND number = ?"
        self._file.run(sql, person.number, number)

    def of_app(self, secret: str) -> Person | None:
        """Whose app's password this is."""
        return self._by_app("digest", digest(secret))

    def of_fever(self, key: str) -> Person | None:
        """Whose app's Fever key this is."""
        return self._by_app("fever", digest(key.lower()))

    def _by_app(self, column: str, value: str) -> Person | None:
        rows = self._file.run(f"SELECT number, person, used FROM app WHERE {column} = ?", value)
        if not rows:
            return None
        number, person, used = rows[0]
        today = now()[:10]
        if used != today:
            self._file.run("UPDATE app SET used = ? WHERE number = ?", today, number)
        return self._numbered(int(str(person)))

    def begin_session(self, hashed: str, person: int = OWNER) -> None:
        """Remember a signed-in browser by a digest of what it holds."""
        sql = "INSERT INTO session (digest, at, person) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        self._file.run(sql, hashed, now(), person)

    def of_session(self, hashed: str) -> Person | None:
        """Who is signed in by that session."""
        since = (datetime.now(UTC) - timedelta(days=SESSION_DAYS)).isoformat(timespec="seconds")
        rows = self._file.run(
            "SELECT s.person, p.number, p.name, p.role, p.at FROM session s "
            "LEFT JOIN person p ON p.number = s.person WHERE s.digest = ? AND s.at > ?",
            *(hashed, since),
        )
        if rows and rows[0][1] is not None:
            return _person(rows[0][1:])
        return NOBODYS if rows and rows[0][0] == OWNER else None

    def end_session(self, hashed: str) -> None:
        """Sign a browser out."""
        self._file.run("DELETE FROM session WHERE digest = ?", hashed)

    def _numbered(self, number: int) -> Person | None:
        """Who has that number; the owner also without an account."""
        sql = "SELECT number, name, role, at FROM person WHERE number = ?"
        rows = self._file.run(sql, number)
        if rows:
            return _person(rows[0])
        return NOBODYS if number == OWNER else None
