"""Commands about accounts: who may sign in, invitations, passwords of apps."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rawi.cli import console
from rawi.cli.common import DEFAULT, Json, NewsroomPath, open_newsroom, print_json
from rawi.errors import InputError

people_app = typer.Typer(
    help="Who may sign in to the reader.", no_args_is_help=True, pretty_exceptions_enable=False
)
Named = Annotated[str, typer.Argument(help="The name that they sign in with.")]
Owner = Annotated[bool, typer.Option("--owner", help="As an owner, not as a reader.")]


def _password(prompt: str = "Password") -> str:
    """Asked for twice on a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise InputError("give the password on standard input")
    return line


@people_app.command()
def add(name: Named, newsroom: NewsroomPath = DEFAULT, owner: Owner = False) -> None:
    """Make an account; the first is the owner's. The password is asked for."""
    with open_newsroom(newsroom) as news:
        role = "owner" if owner or not news.people.any() else "reader"
        person = news.people.add(name, _password(), "owner" if role == "owner" else "reader")
    console.console().print(f"{person.name}  {person.role}", markup=False)


@people_app.command("list")
def list_(newsroom: NewsroomPath = DEFAULT, as_json: Json = False) -> None:
    """Everybody with an account."""
    with open_newsroom(newsroom, create=False) as news:
        people = news.people.all()
    if as_json:
        print_json(people)
        return
    for person in people:
        console.console().print(f"{person.name}  {person.role}  {person.at}", markup=False)


@people_app.command()
def remove(name: Named, newsroom: NewsroomPath = DEFAULT) -> None:
    """Remove an account with what it read and saved."""
    with open_newsroom(newsroom, create=False) as news:
        news.people.remove(news.people.known(name))


@people_app.command()
def password(name: Named, newsroom: NewsroomPath = DEFAULT) -> None:
    """Set a new password; it is asked for, and every browser is signed out."""
    with open_newsroom(newsroom, create=False) as news:
        news.people.set_password(news.people.known(name), _password())


@people_app.command()
def invite(newsroom: NewsroomPath = DEFAULT, owner: Owner = False) -> None:
    """Print the path with which somebody makes an account, once, within seven days."""
    with open_newsroom(newsroom, create=False) as news:
        if not news.people.any():
            raise InputError("make your own account first: rawi people add NAME")
        code = news.people.invite("owner" if owner else "reader")
    print(f"/invite/{code}")


@people_app.command()
def app(
    label: Annotated[str, typer.Argument(metavar="APP", help="What the app is called.")],
    newsroom: NewsroomPath = DEFAULT,
    person: Annotated[str | None, typer.Option(help="Whose; else the owner's.")] = None,
) -> None:
    """Print a password with which one app signs in; its page /account revokes it."""
    with open_newsroom(newsroom, create=False) as news:
        if person is None and news.people.any():
            raise InputError("say whose: --person NAME")
        whose = news.people.known(person) if person else news.people.owner()
        secret = news.people.add_app(whose, label)
    print(f"{whose.name} {secret}")
