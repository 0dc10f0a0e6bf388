"""First passes: numbers in words, months of two words, days named by distance."""

from __future__ import annotations

from rawi.arabic.dates.cascade import Built, Pass, Tokens, has, pick


def _spelled(tokens: Tokens) -> Built:
    """A cardinal of several words; years from 1000 on get their own tag."""
    values = [t.value for t in tokens if t.tag != "&"]
    if not has(tokens, "s"):
        return _small(values, has(tokens, "&"))
    total = group = 0
    for token in tokens:
        if token.tag != "s":
            group += token.value if token.tag != "&" else 0
            continue
        value, scale = token.value
        if scale == 1:
            group += value
        else:
            total, group = total + (group or 1) * scale * value, 0
    total += group
    return ("Y", total) if 1000 <= total <= 2999 else ("c", total)


def _small(values: list[int], joined: bool) -> Built:
    if len(values) != 2:
        return None
    small, large = values
    if small >= 10 or (large < 20) is joined or (large != 10 and not joined):
        return None
    return "c", small + large


def _ordinal(tokens: Tokens) -> Built:
    tens = tokens[-1].value
    if tokens[0].value > 9 or (tens == 10) is has(tokens, "&") or tens > 30 or tens < 10:
        return None
    return tokens[0].tag, tokens[0].value + tens


def _paired(tokens: Tokens) -> Built:
    known = tokens[0].value.get(tokens[1].value)
    return ("M", known) if known else None


def _dhu(tokens: Tokens) -> Built:
    return ("M", tokens[1].value) if not tokens[0].value else None


def _month(tokens: Tokens) -> Built:
    """A month named twice (نيسان/أبريل), or with the word month before it."""
    months = [t.value for t in tokens if t.tag in "Mm"]
    if tokens[0].tag == "u" and tokens[0].value != "month":
        return None
    if months[0] != months[-1] or (len(months) == 1 and tokens[0].tag != "u"):
        return None
    return "M", months[0]


def _before_yesterday(tokens: Tokens) -> Built:
    return ("G", -2) if pick(tokens, "G") == -1 and pick(tokens, "oa") in (1, -1) else None


def _after_tomorrow(tokens: Tokens) -> Built:
    return ("G", 2) if pick(tokens, "G") == 1 else None


def _day_named(tokens: Tokens) -> Built:
    return ("G", tokens[1].value) if tokens[0].value == "day" else None


PASSES = (
    Pass(
        [
            (r"k[oOi]", _paired),
            (r"km", _dhu),
            (r"[oO]&D", _ordinal),
            (r"[oO]c", _ordinal),
            (r"c&D", _spelled),
            (r"[cs1](?:&?[cs1]){1,9}|s", _spelled),
        ]
    ),
    Pass(
        [
            (r"u?[Mm](?:[/-]?[Mm](?![Mm/-])|\([Mm]\))?", _month),
            (r"of?G|au?G|Go", _before_yesterday),
            (r"bu?G", _after_tomorrow),
            (r"uG", _day_named),
        ]
    ),
)
