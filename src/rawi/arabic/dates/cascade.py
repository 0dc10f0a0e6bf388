"""Tokens of dates, and the reduction of strings of tags by cascaded rules.

Each pass rewrites the tokens once, left to right: at each place the first rule
that matches replaces its tokens by one (S. Abney, "Partial parsing via
finite-state cascades", 1996). A rule's pattern is over tags, one character a
token; none nests repetitions, so that a pass is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple


class Token(NamedTuple):
    """``tag``: one character; ``start`` and ``end``: offsets into the folded text."""

    tag: str
    start: int
    end: int
    value: Any = None


Tokens = list[Token]
Built = tuple[str, Any] | None
Builder = Callable[[Tokens], Built]
"""Makes the (tag, value) of the token that replaces those matched; None: the rule fails."""


class Pass:
    """Rules tried in order at every place."""

    def __init__(self, rules: Sequence[tuple[str, Builder]]) -> None:
        self._rules = [(re.compile(pattern), builder) for pattern, builder in rules]
        self._any = re.compile("|".join(f"({pattern})" for pattern, _ in rules))

    def __call__(self, tokens: Tokens) -> Tokens:
        tags = "".join([t.tag for t in tokens])
        out: Tokens = []
        done = at = 0
        while found := self._any.search(tags, at):
            at = found.start()
            made = self._built(tags, tokens, at, (found.lastindex or 1) - 1)
            if made is None:
                at += 1
                continue
            out += tokens[done:at]
            token, at = made
            out.append(token)
            done = at
        return out + tokens[done:] if done else tokens

    def _built(self, tags: str, tokens: Tokens, at: int, first: int) -> tuple[Token, int] | None:
        for pattern, builder in self._rules[first:]:
            if (found := pattern.match(tags, at)) and (built := builder(tokens[at : found.end()])):
                end = found.end()
                tag, value = built
                return Token(tag, tokens[at].start, tokens[end - 1].end, value), end
        return None


def pick(tokens: Tokens, tags: str) -> Any:
    """The value of the first token whose tag is one of ``tags``, or None."""
    return next((t.value for t in tokens if t.tag in tags), None)


def has(tokens: Tokens, tags: str) -> bool:
    """Whether a token has one of ``tags``."""
    return any(t.tag in tags for t in tokens)
