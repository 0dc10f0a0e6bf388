"""What falls off a paragraph: advertising markers after its end, words on how a link opens."""

from __future__ import annotations

import re

from rawi.extract.dumps import vocabulary
from rawi.extract.dumps.phrases import folded, pattern

_AD_TAIL = re.compile(rf"(?<=[.!؟?…\"»”])\s*(?:{pattern(vocabulary.AD)})\s*$")
_NEW_TAB = re.compile(
    r"\s?\((?:(?:link |this )?(?:will )?opens? in (?:a )?new (?:browser )?(?:tab"
    r"|window)(?: or tab)?|external(?: link)?|"
    r"(?:(?:ي|ت)?فتح|رابط خارجي)(?: في)?(?: (?:نافذة|تبويب|علامة تبويب|صفحة) جديدة?)?|"
    r"(?:s.ouvre dans )?(?:un )?(?:nouvel onglet|une? nouvelle (?:fenêtre|page))|"
    r"(?:öffnet |wird )?in (?:einem )?neue[mns] (?:Fenster|Tab)(?: geöffnet)?|"
    r"se abre en (?:una )?(?:nueva )?(?:ventana|pestaña)(?: nueva)?)\)",
    re.IGNORECASE,
)
_CLOSED = frozenset('.!؟?…"»”')
_AD_REACH = 60
"""Letters at the end of a paragraph among which an advertising marker is looked for."""


def without_tab(text: str) -> str:
    """The paragraph without notes in brackets that a link opens a new window or tab."""
    return _NEW_TAB.sub("", text) if "(" in text else text


def without_ad(text: str) -> str:
    """The paragraph without an advertising marker after its last sentence."""
    if text[-1] in _CLOSED:
        return text
    tail = text[-_AD_REACH:]
    found = _AD_TAIL.search(folded(tail))
    return text[: len(text) - len(tail) + found.start()] if found else text
