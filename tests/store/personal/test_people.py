"""Accounts, invitations and passwords of apps."""

from __future__ import annotations

from hashlib import md5

import pytest
from argon2 import PasswordHasher

from rawi.errors import InputError, NotFoundError
from rawi.store.personal import people as module
from rawi.store.personal.file import OWNER, PersonalFile
from rawi.store.personal.people import NOBODYS, People, Person

PASSWORD = "ثمانية أحرف"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> People:
    """No accounts, and hashing that costs little."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(module, "_hasher", lambda: cheap)
    module._no_password.cache_clear()
    return People(PersonalFile(None))


@pytest.fixture
def owner(people: People) -> Person:
    return people.add("سلمى", PASSWORD, "owner")


def test_the_first_account_is_the_owners(people: People) -> None:
    with pytest.raises(InputError, match="first account"):
        people.add("ليلى", PASSWORD)
    assert people.add("سلمى", PASSWORD, "owner").number == OWNER
    assert people.add("ليلى", PASSWORD).number > OWNER
    assert [one.role for one in people.all()] == ["owner", "reader"]


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize("name", ["", " ", "a b", "a:b", "a/b", "a" * 65, "a\n", "<b>", "سلمى"])
def test_names_that_will_not_do(people: People, name: str) -> None:
    if name == "a\n":  # an edge that is cut off
        assert people.add(name, PASSWORD).name == "a"
        return
    with pytest.raises(InputError):
        people.add(name, PASSWORD)


@pytest.mark.parametrize(("length", "good"), [(7, False), (8, True), (1024, True), (1025, False)])
def test_passwords_have_eight_letters(people: People, length: int, good: bool) -> None:
    if good:
        assert people.add("a", "x" * length, "owner")
        assert people.check("a", "x" * length)
        return
    with pytest.raises(InputError):
        people.add("a", "x" * length, "owner")


def test_only_name_and_password_together_are_known(people: People, owner: Person) -> None:
    assert people.check("سلمى", PASSWORD) == owner
    assert people.check("سلمى", PASSWORD + "x") is None
    assert people.check("ليلى", PASSWORD) is None
    assert PASSWORD not in str(people._file.run("SELECT * FROM person"))


def test_names_are_the_same_in_any_case(people: People) -> None:
    people.add("Salma", PASSWORD, "owner")
    assert people.check("sALMA", PASSWORD)
    with pytest.raises(InputError):
        people.add("SALMA", PASSWORD)


def test_a_new_password_signs_browsers_out(people: People, owner: Person) -> None:
    people.begin_session("d", owner.number)
    people.set_password(owner, "another one")
    assert people.of_session("d") is None
    assert people.check("سلمى", PASSWORD) is None
    assert people.check("سلمى", "another one")


@pytest.mark.usefixtures("owner")
def test_an_invitation_is_taken_up_once(people: People) -> None:
    code = people.invite()
    assert people.invited(code) == "reader"
    assert people.invited(code + "x") is None
    with pytest.raises(InputError):
        people.accept(code, "سلمى", PASSWORD)
    assert people.accept(code, "ليلى", PASSWORD).role == "reader"
    with pytest.raises(InputError, match="used already"):
        people.accept(code, "منى", PASSWORD)


@pytest.mark.usefixtures("owner")
def test_an_old_invitation_is_none(people: People) -> None:
    code = people.invite()
    people._file.run("UPDATE invitation SET until = '2020-01-01T00:00:00+00:00'")
    assert people.invited(code) is None


@pytest.mark.usefixtures("owner")
def test_who_is_removed_leaves_nothing(people: People) -> None:
    other = people.add("ليلى", PASSWORD)
    secret = people.add_app(other, "هاتف")
    people.begin_session("d", other.number)
    people.remove(other)
    assert people.of_app(secret) is None
    assert people.of_session("d") is None
    with pytest.raises(NotFoundError):
        people.known("ليلى")
    assert people.add("منى", PASSWORD).number > other.number


def test_the_last_owner_stays_while_there_are_readers(people: People, owner: Person) -> None:
    other = people.add("ليلى", PASSWORD)
    with pytest.raises(InputError, match="last owner"):
        people.remove(owner)
    people.remove(other)
    people.remove(owner)
    assert not people.any()
    assert people.owner() == NOBODYS


def test_each_app_signs_in_until_it_is_revoked(people: People, owner: Person) -> None:
    phone, desk = people.add_app(owner, "هاتف"), people.add_app(owner, "حاسوب")
    assert people.of_app(phone) == people.of_app(desk) == owner
    assert people.of_fever(md5(f"سلمى:{phone}".encode()).hexdigest().upper()) == owner
    assert [(app.name, app.used is None) for app in people.apps(owner)] == [
        ("حاسوب", False),
        ("هاتف", False),
    ]
    people.remove_app(owner, people.apps(owner)[1].number)
    assert (people.of_app(phone), people.of_app(desk)) == (None, owner)
    assert phone not in str(people._file.run("SELECT * FROM app"))


def test_nobody_revokes_an_app_of_somebody_else(people: People, owner: Person) -> None:
    other = people.add("ليلى", PASSWORD)
    secret = people.add_app(owner, "هاتف")
    people.remove_app(other, people.apps(owner)[0].number)
    assert people.of_app(secret)


def test_the_owner_without_an_account_has_apps_too(people: People) -> None:
    assert people.of_app(people.add_app(NOBODYS, "هاتف")) == NOBODYS
