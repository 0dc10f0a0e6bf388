"""Letters in words: alerts and digests as mail and as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from rawi.model import Outlet, Record, Statement
from rawi.newsroom import Newsroom
from rawi.notify.letters import Letter, Told, Write
from rawi.notify.mail import Notice, Written
from rawi.serve.options import Digits, Preferences, ServeOptions
from rawi.serve.reader import environment
from rawi.serve.ui.screen import Screen, address
from rawi.serve.ui.strings import available

LEAD, LEAD_OF_ALERT = 260, 400
"""Letters of a lead in a digest, and in an alert, which has one story or few."""
TITLE, LINES = 160, 5
"""Letters of a line of a browser's notice, and lines of it: 4,000 bytes is all that it may have."""
QUOTE = 240
"""Letters of a statement."""


class Group(Record, frozen=True, kw_only=True):
    """Stories under one heading."""

    title: str
    stories: tuple[Told, ...]


def writer(news: Newsroom, site: str) -> Write:
    """What puts letters into words; ``site``: address of the reader, without a slash at its end."""

    def write(letter: Letter) -> Written:
        return written(letter, {outlet.id: outlet for outlet in news.outlets()}, site)

    return write


def written(letter: Letter, outlets: dict[str, Outlet], site: str) -> Written:
    """A letter in the language, zone and digits of whom it is for."""
    ui = _screen(letter, outlets)
    context = {
        "ui": ui,
        "letter": letter,
        "groups": _groups(letter, ui),
        "subject": _subject(letter, ui),
        "site": site,
        "link": lambda told: site + _path(told),
        "shown": cut,
        "words": words_of,
        "lead": LEAD if letter.kind == "digest" else LEAD_OF_ALERT,
        "quote": QUOTE,
    }
    text = environment().get_template("letter.txt")
    return Written(
        subject=_subject(letter, ui),
        text=_closed(text.render(context | {"short": False})),
        short=_closed(text.render(context | {"short": True})),
        html=environment().get_template("letter.html").render(context),
        notice=_notice(letter, ui),
        key=letter.key,
    )


def _notice(letter: Letter, ui: Screen) -> Notice:
    """What a browser shows: a story with its beginning, of several their headlines."""
    language, path, lines = ui.language, "/", [one.brief.headline for one in letter.stories]
    if letter.kind == "test":
        path, lines = "/alerts", [ui.t("test_text")]
    elif len(letter.stories) == 1:
        (alone,) = letter.stories
        leading = alone.brief.leading
        language = (leading.language if leading else None) or ui.language
        path = _path(alone)
        lines = [ui.count("independent", alone.reports), alone.brief.lead]
    return Notice(
        title=cut(_subject(letter, ui), TITLE),
        body="\n".join(cut(line, TITLE) for line in lines[:LINES] if line),
        lang=language,
        dir=ui.direction_of(language),
        tag=letter.key if path == "/" else path,
        path=path,
    )


def _screen(letter: Letter, outlets: dict[str, Outlet]) -> Screen:
    how = letter.how
    language = how.language if how.language in available() else "ar"
    digits: Digits = "arab" if how.arabic_digits else "latn"
    preferences = Preferences(language=language, digits=digits, zone=how.zone)
    now = letter.at.astimezone(ZoneInfo(how.zone))
    return Screen(preferences, ServeOptions(), outlets, now, None)


def _subject(letter: Letter, ui: Screen) -> str:
    if letter.kind == "test":
        return ui.t("test_subject")
    first = letter.stories[0]
    headline = first.brief.headline or ui.t("untitled")
    if letter.kind == "digest":
        return f"{ui.t('digest_hourly' if letter.hourly else 'digest_daily')}: {headline}"
    if len(letter.stories) > 1:
        return f"{ui.count('story', len(letter.stories))}: {headline}"
    return f"{ui.t('update')}: {headline}" if first.kind == "update" else headline


def _groups(letter: Letter, ui: Screen) -> tuple[Group, ...]:
    """Stories under what they concern or their topic, in the order in which those come up; the
    others under none where there is nothing else."""
    found: dict[str, list[Told]] = {}
    for told in letter.stories:
        found.setdefault(_heading(letter, told, ui), []).append(told)
    if found.keys() == {ui.t("other_stories")}:
        return (Group(title="", stories=letter.stories),)
    return tuple(Group(title=title, stories=tuple(some)) for title, some in found.items())


def _heading(letter: Letter, told: Told, ui: Screen) -> str:
    if letter.kind == "alert":
        return ui.comma.join(told.why) or ui.t("other_stories")
    if letter.by_follow:
        return told.why[0] if told.why else ui.t("followed_before")
    topic = told.brief.topic
    return ui.topic(topic) if topic else told.brief.section or ui.t("other_stories")


def _path(told: Told) -> str:
    return address("story", told.brief.id)


def cut(text: str, limit: int) -> str:
    """The text, at most so many letters of it, cut between words."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ،,;؛:.") + " …"


def words_of(said: Statement, ui: Screen) -> tuple[str, str]:
    """Who said it, and what: their own words between quotation marks."""
    name = said.quote.said_by or said.quote.speaker or ui.t("unknown_speaker")
    text = cut(said.quote.text.strip('«»"“” '), QUOTE)
    return name, f"«{text}»" if said.quote.kind == "direct" else text


def _closed(text: str) -> str:
    """Without the empty lines that a template leaves behind."""
    lines = [line.strip() for line in text.splitlines()]
    return "\n".join(_single(lines)).strip() + "\n"


def _single(lines: Iterable[str]) -> Iterable[str]:
    before = ""
    for line in lines:
        if line or before:
            yield line
        before = line
