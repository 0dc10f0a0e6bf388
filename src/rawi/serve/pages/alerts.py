"""Where somebody is told of stories, and of which: channels, alerts, digests, quiet hours."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from anyio import to_thread
from litestar import Response, get, post
from litestar.response import Redirect
from msgspec.structs import replace

from rawi.errors import InputError
from rawi.notify.addresses import Checked, by_mail_server, checked
from rawi.notify.letters import Letter
from rawi.notify.rounds import put_off
from rawi.notify.sending import RefusedError, Senders
from rawi.notify.timing import next_edition
from rawi.notify.web_push import checked_subscription, public_of, signer_of
from rawi.serve.access import member_of
from rawi.serve.http import Ask
from rawi.serve.letters import written
from rawi.serve.pages.devices import device_of
from rawi.serve.pages.forms import Form
from rawi.serve.reader import Desk, Reader, site_of
from rawi.store.personal.notice_rows import HOURLY, Alerting, Channel, Digest
from rawi.store.personal.notices import Notices
from rawi.store.personal.people import Person

THRESHOLDS = (2, 3, 5, 8, 12, 20)
"""Independent reports to choose from: of 100 stories some 12 reach three, two reach eight."""
SIZES = (10, 20, 40)
"""Stories of a digest to choose from: forty are some 60 KB of mail, and Gmail cuts at 102."""
EXAMPLES = (
    ("Telegram", "tgram://123456789:BOT-TOKEN/CHAT-ID"),
    ("ntfy", "https://ntfy.sh/my-topic"),
    ("Slack", "https://hooks.slack.com/services/..."),
    ("Matrix", "matrixs://name:password@matrix.example/#room"),
    ("webhook", "https://hooks.example/rawi"),
)
"""Addresses as services give them, or as apprise has them."""
OWN_MAIL = ("to", "server", "name", "password")
"""Fields of an account of one's own."""
NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})
TOO_MANY = "channel_too_many"
"""The word for test messages beyond what one person may have sent."""
LIST = "https://github.com/caronc/apprise/wiki"
"""Where all kinds of addresses are described."""


def _notices(request: Ask, reader: Reader) -> Notices:
    """Of whoever asks. Raises 403 for a visitor."""
    person = member_of(request, reader.options)
    return reader.newsroom.notices.of(person.number)


def _page(
    request: Ask,
    reader: Reader,
    said: str = "",
    problem: str = "",
    typed: Mapping[str, str] = NOTHING_TYPED,
) -> Response[bytes]:
    notices, ui = _notices(request, reader), reader.screen(request)
    waiting = notices.backlog()
    channels = notices.channels()
    context: dict[str, Any] = {
        "channels": [(one, waiting.get(one.number, 0)) for one in channels],
        "named": {one.number: one for one in channels},
        "how": notices.alerting() or Alerting(zone=ui.zone.key),
        "follows": reader.newsroom.follows.of(notices.person).all(),
        "alerted": notices.alerted(),
        "service": lambda one: ui.strings.words.get(f"service_{one.service}", one.service),
        "digests": notices.digests(),
        "thresholds": THRESHOLDS,
        "sizes": SIZES,
        "examples": EXAMPLES,
        "kinds_list": LIST,
        "bare": bool(reader.options.mail),
        "push_key": public_of(signer_of(notices.file, "").key),
        "said": said,
        "problem": problem,
        "typed": {field: typed.get(field, "") for field in ("address", "to", "server", "name")},
    }
    refused = 429 if problem == TOO_MANY else 400
    return reader.page(request, "alerts.html", context, status=refused if problem else 200)


@get("/alerts", sync_to_thread=True)
def alerts(request: Ask, reader: Desk) -> Response[bytes]:
    """What somebody is told, and where."""
    stored = request.query_params.get("stored")
    return _page(request, reader, "alerts_stored" if stored else "")


def _begin(request: Ask, reader: Reader, notices: Notices) -> Alerting:
    """How this person is told: as the page is shown to them, where nothing was set so far.

    Nothing that came in before somebody had a channel is told.
    """
    reader.newsroom.number_arrivals()
    last = reader.newsroom.marks.last_number()
    notices.catch_up(last)
    if (how := notices.alerting()) is not None:
        return how
    made = _as_shown(request, reader, Alerting(person=notices.person, place=last))
    notices.set_alerting(made)
    return made


def _as_shown(request: Ask, reader: Reader, how: Alerting) -> Alerting:
    """With the language, zone and digits of the page."""
    ui = reader.screen(request)
    digits = ui.preferences.arabic_digits
    return replace(how, zone=ui.zone.key, language=ui.language, arabic_digits=digits)


@post("/alerts", status_code=303)
async def store(request: Ask, reader: Desk) -> Redirect:
    """Be told like this from now on."""
    form = await request.form()
    given = {name: str(form.get(name) or "") for name in form}
    follows = [_number(str(one), 1, 1 << 60, 0) for one in form.getall("follow", [])]
    return await to_thread.run_sync(_store, request, reader, given, follows)


def _store(request: Ask, reader: Reader, data: dict[str, str], follows: list[int]) -> Redirect:
    notices = _notices(request, reader)
    how = Alerting(
        person=notices.person,
        place=_begin(request, reader, notices).place,
        threshold=_number(data.get("threshold"), 1, 1000, 0),
        updates=bool(data.get("updates")),
        quiet_from=_number(data.get("quiet_from"), 0, 23, HOURLY),
        quiet_until=_number(data.get("quiet_until"), 0, 23, HOURLY),
    )
    notices.set_alerting(_as_shown(request, reader, how))
    own = {follow.number for follow in reader.newsroom.follows.of(notices.person).all()}
    notices.set_alerted(own & set(follows))
    return Redirect("/alerts?stored=1", status_code=303)


@post("/alerts/channels", status_code=200, sync_to_thread=True)
def add_channel(request: Ask, reader: Desk, data: Form) -> Response[bytes]:
    """Add a channel, and send a test message there."""
    person, notices = member_of(request, reader.options), _notices(request, reader)
    try:
        found = checked(_typed(data), owner=person.role == "owner", mail=reader.options.mail)
    except InputError as why:
        return _page(request, reader, problem=str(why), typed=data)
    if not reader.test_messages.take(person.number, reader.clock()):
        return _page(request, reader, problem=TOO_MANY, typed=data)
    _begin(request, reader, notices)
    number = notices.add_channel(_channel(person, found))
    return _page(request, reader, _tried(request, reader, notices.channel(number)))


def _typed(data: Mapping[str, str]) -> str:
    """The address of a form, or of an account of one's own in its fields."""
    if "server" not in data:
        return data.get("address", "")
    to, server, name, password = (data.get(f, "").strip() for f in OWN_MAIL)
    return by_mail_server(to, server, name, password)


def _channel(person: Person, found: Checked) -> Channel:
    return Channel(
        person=person.number,
        service=found.service,
        shown=found.shown,
        address=found.address,
        guarded=person.role != "owner",
    )


@post("/alerts/browser", status_code=200, sync_to_thread=True)
def add_browser(request: Ask, reader: Desk, data: Form) -> Response[bytes]:
    """Send messages to the browser that asks, and one to try it.

    With ``renewed`` the browser itself tells of a new address, and nothing is tried.
    """
    person, notices = member_of(request, reader.options), _notices(request, reader)
    device = device_of(request.headers.get("user-agent", ""))
    try:
        found = checked_subscription(data, owner=person.role == "owner", device=device)
    except InputError as why:
        return _page(request, reader, problem=str(why))
    renewed = bool(data.get("renewed"))
    if not renewed and not reader.test_messages.take(person.number, reader.clock()):
        return _page(request, reader, problem=TOO_MANY)
    _begin(request, reader, notices)
    number = notices.take_browser(_channel(person, found))
    said = "" if renewed else _tried(request, reader, notices.channel(number))
    return _page(request, reader, said)


def _tried(request: Ask, reader: Reader, channel: Channel) -> str:
    """Send a test message; the word for what became of it."""
    notices, now = _notices(request, reader), reader.clock()
    how = _as_shown(request, reader, notices.alerting() or Alerting(person=notices.person))
    letter = Letter(kind="test", how=how, at=now, key=f"test.{channel.number}.{now.timestamp()}")
    site = reader.options.site or site_of(request)
    signer = signer_of(notices.file, site)
    try:
        told = written(letter, reader.outlets(), site)
        Senders(reader.options.mail, signer).send(channel, told, now)
    except RefusedError as why:
        put_off(notices, channel, why, now)
        return "channel_not_tested"
    notices.went_well(channel.number, now)
    return "channel_tested"


@post("/alerts/channels/change", status_code=200, sync_to_thread=True)
def change_channel(request: Ask, reader: Desk, data: Form) -> Response[bytes] | Redirect:
    """Try a channel, pause it or go on, send alerts there or digests alone, remove it.

    Raises ``NotFoundError`` for a channel of somebody else.
    """
    notices = _notices(request, reader)
    channel = notices.channel(_number(data.get("number"), 1, 1 << 60, 0))
    act = data.get("act", "")
    if act == "test" and channel.address:
        if not reader.test_messages.take(notices.person, reader.clock()):
            return _page(request, reader, problem=TOO_MANY)
        return _page(request, reader, _tried(request, reader, channel))
    if act == "remove":
        notices.remove_channel(channel.number)
    elif channel.address:
        _begin(request, reader, notices)
        notices.change_channel(
            channel.number,
            paused=act == "pause" or (channel.paused and act != "resume"),
            alerts=act == "alerts" or (channel.alerts and act != "digests"),
        )
    return Redirect("/alerts", status_code=303)


@post("/alerts/digests", status_code=303, sync_to_thread=True)
def add_digest(request: Ask, reader: Desk, data: Form) -> Redirect:
    """A digest from now on. Raises ``NotFoundError`` for no channel of one's own."""
    notices = _notices(request, reader)
    how = _begin(request, reader, notices)
    hour = _number(data.get("hour"), HOURLY, 23, 7)
    due = next_edition(reader.clock(), hour, ZoneInfo(how.zone))
    notices.add_digest(
        Digest(
            channel=_number(data.get("channel"), 1, 1 << 60, 0),
            hour=hour,
            scope="followed" if data.get("scope") == "followed" else "all",
            most=_number(data.get("most"), 1, max(SIZES), 20),
            place=reader.newsroom.marks.last_number(),
            due=due.isoformat(timespec="seconds"),
        )
    )
    return Redirect("/alerts", status_code=303)


@post("/alerts/digests/remove", status_code=303, sync_to_thread=True)
def remove_digest(request: Ask, reader: Desk, data: Form) -> Redirect:
    """Send it no more."""
    notices = _notices(request, reader)
    notices.remove_digest(_number(data.get("number"), 1, 1 << 60, 0))
    return Redirect("/alerts", status_code=303)


def _number(text: str | None, least: int, most: int, otherwise: int) -> int:
    """A number of a form; ``otherwise`` for what is none."""
    digits = (text or "").strip()
    if not digits.removeprefix("-").isascii() or not digits.removeprefix("-").isdecimal():
        return otherwise
    found = int(digits[:18])
    return found if least <= found <= most else otherwise


HANDLERS = (alerts, store, add_channel, add_browser, change_channel, add_digest, remove_digest)
