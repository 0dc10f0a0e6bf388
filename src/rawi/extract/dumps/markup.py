"""What converters leave in a text: addresses, marks of links and emphasis, entities.

A page that went through html2text, lynx, w3m or a Markdown writer carries link
targets, numbers of references, backslashes and tags of its form fields. They are
taken out before anything is judged, so that one reader serves all converters.
Every pattern is linear: what it repeats cannot begin again inside itself.
"""

from __future__ import annotations

import html
import re
import zlib

from rawi.arabic import as_seen

_LETTERS = re.compile(r"&#(?:1[56]\d\d|x06[0-9a-fA-F]{2});")
_WRITTEN_SO = 0.2
"""Where letters stand as numbers they must be read first; a quotation mark here and there can
wait until the parts are known: segments are told apart by signs that it would add to."""
_RUN = re.compile(r"\s{200,}+|([^\w\s]|[_\u0640])\1{199,}+")
"""White space or one mark without end, through which other patterns would look at every place."""
_BLOCK, _BEGINNING, _SAME = 20_000, 1_000, 0.03
"""Of a block of so many code points only the beginning is read where it compresses to this share
of its length; news compresses to .4."""
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")

_TARGET = (
    r"\(\s{0,3}<?(?:[a-z+.-]{2,12}:|/|#|\?|\.|www\.|[\w.-]+\.\w)"
    r"(?:[^()\n]|(?<=-)\n){0,2500}(?:\([^()\n]{0,300}\)[^()\n]{0,2000}){0,3}\)"
)
"""html2text breaks lines inside addresses, at their hyphens."""
_EMPTY = r"\(\s{0,3}(?:<>)?\s{0,3}\)"
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,500}}\](?:{_TARGET}|{_EMPTY})", re.I)
_LINK = re.compile(rf"\[([^\[\]\n]{{0,600}})\](?:{_TARGET}|{_EMPTY})", re.I)
_NUMBERED = re.compile(r"\[([^\[\]\n]{1,600})\]\[\d{0,4}\]")
_DEFINITION = re.compile(r"^[ \t]*\[\d{1,4}\]:[ \t]+\S.*$", re.M)
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]{1,2000}>")

_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+(?=\S)|[ \t]+#{1,6}[ \t]*$", re.M)
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.M)
_EMPHASIS = re.compile(r"(?<![\w*_\\])([*_]{1,3})(?=[^\s*_])([^*_\n]{1,600})(?<=\S)\1(?![\w*_])")
_STRONG = re.compile(r"\*\*")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_TABLE_RULE = re.compile(r"^[ \t|:+-]*-{3,}[ \t|:+-]*$", re.M)
_IS_MARKDOWN = re.compile(r"\]\([^()\s]|^#{1,6} \S|\*\*\S|\]\[\d{1,4}\]", re.M)

_REFERENCE = re.compile(
    r"^[ \t]*\d{1,5}\.[ \t]+(?:[a-z]{3,10}://|mailto:|tel:|javascript:|data:)\S*[ \t]*$", re.M
)
_LIST_OF = re.compile(
    r"^[ \t]*(?:References|Visible links:?|Hidden links:?)[ \t]*\n(?=\s*(?:\Z|\Wremoved\W))", re.M
)
_MARK = re.compile(r"\[\d{1,5}\](?=\S|$)|\[\d{1,5}\]\s", re.M)
_FIELD = re.compile(r"\((?:BUTTON|X|\*| )\)|\[_\]|_{6,}|\[(?:IFRAME|INLINE|IMG|EMBED|BUTTON)\]")
_PACKED = re.compile(r"\[[a-z]{0,10}[+/]?[a-z]{2,8};base64,[A-Za-z0-9+/=\s]*\]?")
_MANY_REFERENCES = 3
"""So many numbered addresses make a list of references."""
_ADDRESS_LINE = re.compile(
    r"^[ \t]*[<(\[]?(?:https?://|www\.)\S{1,2000}[ \t]*$"
    r"|^[ \t]*(?:file|data|javascript):\S{1,2000}[ \t]*$",
    re.M | re.I,
)


def sound(text: str) -> str:
    """``text`` with one kind of line break, without invisible characters and references.

    The numbers of links go before lines are measured: lynx wraps as if they were not there.
    """
    text = as_seen(text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " "))
    text = _RUN.sub(_shorter, text)
    text = _without_repeats(text) if len(text) > _BLOCK else text
    if sum(map(len, _LETTERS.findall(text))) > _WRITTEN_SO * len(text):
        text = unescaped(text)
    many = len(_REFERENCE.findall(text)) >= _MANY_REFERENCES
    return _without_references(text) if many else text


def _shorter(run: re.Match[str]) -> str:
    """A few of what stands there again and again; of white space with line breaks two of these."""
    return "\n\n" if "\n" in run[0] else run[0][:100]


def _without_repeats(text: str) -> str:
    """Without what says the same again and again: blocks that compress to next to nothing."""
    blocks = (text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK))
    return "".join(block[:_BEGINNING] if _repeats(block) else block for block in blocks)


def _repeats(block: str) -> bool:
    packed = zlib.compress(block.encode("utf-8", "replace"), 1)
    return len(block) > _BEGINNING and len(packed) < _SAME * len(block)


def unescaped(text: str) -> str:
    """``text`` with entities as the characters they stand for; some are escaped twice."""
    for _ in range(2):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda found: html.unescape(found.group()).replace("\u00a0", " "), text)
    return text


def unmarked(text: str) -> str:
    """``text`` without targets of links, emphasis and lines that are addresses."""
    if ";base64," in text:
        text = _PACKED.sub("", text)
    if _IS_MARKDOWN.search(text):
        text = _without_markdown(text)
    return _ADDRESS_LINE.sub("", text)


def _without_references(text: str) -> str:
    """Without the numbers of links and the list of their addresses, as lynx writes them."""
    text = _FIELD.sub(" ", _MARK.sub("", text))
    text = _REFERENCE.sub("\x00removed\x00", text)
    return _LIST_OF.sub("", text).replace("\x00removed\x00", "")


def _without_markdown(text: str) -> str:
    text = _LINK.sub(r"\1", _AUTOLINK.sub("", _IMAGE.sub("", text)))
    text = _LINK.sub(r"\1", text) if "](" in text else text  # a picture inside a link
    text = _DEFINITION.sub("", _NUMBERED.sub(r"\1", text))
    text = _TABLE_RULE.sub("", _QUOTED.sub("", _HEADING.sub("", text)))
    text = _STRONG.sub("", _EMPHASIS.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text)
