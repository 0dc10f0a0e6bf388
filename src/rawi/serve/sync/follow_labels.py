"""What somebody follows, as labels: lists of articles that apps show beside the folders of feeds.

Nobody puts them on or takes them off an article; a label that is deleted is followed no more.
"""

from __future__ import annotations

from collections.abc import Iterable

from rawi.errors import InputError
from rawi.serve.sync.asking import Asked
from rawi.serve.ui.strings import Strings, strings_of
from rawi.store.personal.follows import Follow


def follow_labels(given: Asked) -> dict[str, Follow]:
    """By the label, each its own: what whoever asks follows."""
    words = strings_of(given.reader.options.language)
    found: dict[str, Follow] = {}
    for one in given.follows.all():
        label = words.word("followed_as").replace("{what}", called(one, words))
        found[f"{label} ({one.number})" if label in found else label] = one
    return found


def called(follow: Follow, words: Strings) -> str:
    """What is followed, in a word or two."""
    if follow.kind == "speaker":
        return f"{words.word('said_by')} {follow.title}"
    return f"«{follow.title}»" if follow.kind == "search" else follow.title


def labels_on(given: Asked, ids: Iterable[str]) -> dict[str, list[str]]:
    """By the id of each article that matches something followed: the labels of it."""
    names = {one.number: name for name, one in follow_labels(given).items()}
    concerned = given.follows.concerned(ids) if names else {}
    return {article: [names[n] for n in numbers] for article, numbers in concerned.items()}


def rename_followed(given: Asked, label: str, new: str | None) -> bool:
    """End following what a label stands for, with ``new`` None; False where it is no such label.

    Raises ``InputError`` for another name: the label says what is followed.
    """
    follow = follow_labels(given).get(label)
    if follow is None:
        return False
    if new is not None:
        raise InputError(f"{label!r} is named by what is followed")
    given.follows.remove(follow)
    return True
