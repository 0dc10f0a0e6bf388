"""Signing in and out, accounts, invitations, passwords of apps."""

from __future__ import annotations

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from rawi.errors import InputError
from rawi.serve.access import (
    SESSION_COOKIE,
    client_of,
    guard_guesses,
    knows_token,
    member_of,
    owner_only,
    people_of,
)
from rawi.serve.http import Ask
from rawi.serve.pages.forms import YEAR, Form, came_from, local
from rawi.serve.proxies import named_by_proxy
from rawi.serve.reader import Desk, Name, Reader, page_address
from rawi.store.personal.people import NOBODYS, Person, role_of


def login_context(
    request: Ask, reader: Reader, failed: bool = False, back: str = "/", typed: str = ""
) -> dict[str, object]:
    """What the page for signing in needs; ``back``: the page that was asked for."""
    return {
        "failed": failed,
        "back": back,
        "typed": typed,
        "unknown": named_by_proxy(request, reader.options),
        "accounts": reader.newsroom.people.any(),
        "with_token": reader.options.token is not None,
    }


@get("/login", sync_to_thread=False)
def login_form(request: Ask, reader: Desk) -> Response[bytes]:
    back = came_from(request) or "/"
    return reader.page(request, "login.html", login_context(request, reader, back=back))


@post("/login", status_code=303, sync_to_thread=True)
def login(request: Ask, reader: Desk, data: Form) -> Response[bytes] | Redirect:
    """Exchange a name and password, or the token, for a session cookie."""
    guesses = guard_guesses(request)
    person = _known(request, reader, data)
    if person is None:
        guesses.failed(client_of(request))
        back, typed = local(data.get("back")), data.get("name", "")
        context = login_context(request, reader, failed=True, back=back, typed=typed)
        return reader.page(request, "login.html", context, status=401)
    guesses.forget(client_of(request))
    return _signed_in(request, person, local(data.get("back")))


def _known(request: Ask, reader: Reader, data: dict[str, str]) -> Person | None:
    if name := data.get("name", "").strip():
        return people_of(request).check(name, data.get("password", ""))
    given = data.get("token") or data.get("password", "")
    return NOBODYS if knows_token(reader.options.token, given) else None


def _signed_in(request: Ask, person: Person, back: str = "/") -> Redirect:
    cookie = Cookie(
        SESSION_COOKIE,
        value=request.app.state["sessions"].begin(person),
        max_age=YEAR,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return Redirect(back, status_code=303, cookies=[cookie])


@post("/logout", status_code=303, sync_to_thread=True)
def logout(request: Ask) -> Redirect:
    """End the session, here and in the browser."""
    request.app.state["sessions"].end(request.cookies.get(SESSION_COOKIE))
    gone = Cookie(SESSION_COOKIE, value="", max_age=0, httponly=True, samesite="lax")
    kept = {"clear-site-data": '"storage"'}  # what the device kept of this person
    return Redirect("/", status_code=303, cookies=[gone], headers=kept)


def _invite_page(
    request: Ask, reader: Reader, code: str, problem: str | None = None, typed: str = ""
) -> Response[bytes]:
    good = people_of(request).invited(code) is not None
    context = {"code": code, "good": good, "problem": problem, "typed": typed}
    return reader.page(request, "invite.html", context, status=400 if problem else 200)


@get("/invite/{code:str}", sync_to_thread=False)
def invite_form(request: Ask, reader: Desk, code: Name) -> Response[bytes]:
    """Where somebody who was invited chooses a name and password."""
    return _invite_page(request, reader, code)


@post("/invite/{code:str}", status_code=303, sync_to_thread=True)
def accept(request: Ask, reader: Desk, code: Name, data: Form) -> Response[bytes] | Redirect:
    """Make the account that an invitation is for, and sign in."""
    guesses = guard_guesses(request)
    if people_of(request).invited(code) is None:
        guesses.failed(client_of(request))
        return _invite_page(request, reader, code, "bad")
    try:
        person = people_of(request).accept(code, data.get("name", ""), data.get("password", ""))
    except InputError as why:
        return _invite_page(request, reader, code, str(why), data.get("name", ""))
    return _signed_in(request, person)


def _people_page(
    request: Ask,
    reader: Reader,
    link: str | None = None,
    problem: str | None = None,
    typed: str = "",
    said: str = "",
) -> Response[bytes]:
    """``said``: whose password was changed."""
    context = {
        "said": said,
        "people": people_of(request).all(),
        "link": link,
        "me": member_of(request, reader.options),
        "problem": problem,
        "typed": typed,
    }
    return reader.page(request, "people.html", context, status=400 if problem else 200)


@get("/people", sync_to_thread=True)
def people(request: Ask, reader: Desk) -> Response[bytes]:
    """Who has an account here; for the owner."""
    owner_only(request, reader.options)
    return _people_page(request, reader)


@post("/people/add", status_code=200, sync_to_thread=True)
def add_person(request: Ask, reader: Desk, data: Form) -> Response[bytes] | Redirect:
    """Make the first account, the owner's own: from then on people sign in."""
    owner_only(request, reader.options)
    role = role_of(data.get("role", "owner"))
    name = data.get("name", "")
    try:
        person = people_of(request).add(name, data.get("password", ""), role)
    except InputError as why:
        return _people_page(request, reader, problem=str(why), typed=name)
    if person.number == NOBODYS.number:
        return _signed_in(request, person)
    return Redirect("/people", status_code=303)


@post("/people/invite", status_code=200, sync_to_thread=True)
def invite(request: Ask, reader: Desk, data: Form) -> Response[bytes]:
    """A link with which somebody makes an account, shown once."""
    owner_only(request, reader.options)
    code = people_of(request).invite(role_of(data.get("role", "reader")))
    return _people_page(request, reader, page_address(request, f"/invite/{code}", {}))


@post("/people/remove", status_code=303, sync_to_thread=True)
def remove_person(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Remove an account with its marks; needs the box ticked."""
    owner_only(request, reader.options)
    if data.get("sure"):
        people_of(request).remove(people_of(request).known(data.get("name", "")))
        reader.forget()
    return Redirect("/people", status_code=303)


@post("/people/password", status_code=200, sync_to_thread=True)
def new_password(request: Ask, reader: Desk, data: Form) -> Response[bytes]:
    """Another password for somebody who forgot theirs; their browsers are signed out."""
    owner_only(request, reader.options)
    person = people_of(request).known(data.get("name", ""))
    try:
        people_of(request).set_password(person, data.get("password", ""))
    except InputError as why:
        return _people_page(request, reader, problem=str(why))
    return _people_page(request, reader, said=person.name)


def _account_page(
    request: Ask, reader: Reader, secret: str | None = None, said: str | None = None
) -> Response[bytes]:
    person = member_of(request, reader.options)
    context = {
        "me": person,
        "apps": people_of(request).apps(person),
        "secret": secret,
        "said": said,
        "changed": "changed" in request.query_params,
        "site": page_address(request, "/", {}).rstrip("/"),
    }
    return reader.page(request, "account.html", context)


@get("/account", sync_to_thread=True)
def account(request: Ask, reader: Desk) -> Response[bytes]:
    """One's own password and apps."""
    return _account_page(request, reader)


@post("/account/password", status_code=303, sync_to_thread=True)
def change_password(request: Ask, reader: Desk, data: Form) -> Response[bytes] | Redirect:
    """A new password for who knows the old one; other browsers are signed out."""
    person = member_of(request, reader.options)
    guesses = guard_guesses(request)
    if people_of(request).check(person.name, data.get("password", "")) is None:
        guesses.failed(client_of(request))
        return _account_page(request, reader, said="password_wrong")
    try:
        people_of(request).set_password(person, data.get("new", ""))
    except InputError:
        return _account_page(request, reader, said="account_problem")
    return _signed_in(request, person, "/account?changed=1")


@post("/account/apps", status_code=200, sync_to_thread=True)
def add_app(request: Ask, reader: Desk, data: Form) -> Response[bytes]:
    """A new password for one app, shown once."""
    person = member_of(request, reader.options)
    secret = people_of(request).add_app(person, data.get("name", ""))
    return _account_page(request, reader, secret)


@post("/account/apps/remove", status_code=303, sync_to_thread=True)
def remove_app(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Let an app sign in no more."""
    person = member_of(request, reader.options)
    number = data.get("number", "")
    if number.isascii() and number.isdecimal():
        people_of(request).remove_app(person, int(number[:18]))
    return Redirect("/account", status_code=303)


HANDLERS = (
    login_form,
    login,
    logout,
    invite_form,
    accept,
    people,
    add_person,
    invite,
    remove_person,
    new_password,
    account,
    change_password,
    add_app,
    remove_app,
)
