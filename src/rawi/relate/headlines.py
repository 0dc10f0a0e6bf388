"""Which report of a story speaks for it: the latest development that most reports share.

A headline that most others echo says what the story is about; of several the latest
is the newest development. Headlines that tease (questions, "watch", trailing dots)
come last, for they withhold what happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rawi.arabic import tokens

_OPENINGS = (
    "شاهد|بالفيديو|فيديو|بالصور|صور|صورة|انفوغراف|انفوجراف|إنفوغراف|إنفوجراف|تعرف على|كيف|لماذا|هل"
    "|ماذا|ما هي|ما هو|من هو|من هي|كل ما تريد|ما لا تعرف|مباشر|تحليل|رأي|مقال|بروفايل|تايم لاين"
    "|watch|video|photos|opinion|how|why|what|who"
)
_TEASES = re.compile(
    rf"^[\W_]*(?:{_OPENINGS})\b|[؟?]\s*$|[؟?].{{0,3}}$|(?:\.\.|…)\s*[\"”»]?$", re.I
)
_ALIKE = 0.3
"""Share of a headline's words in another from which the two say the same."""
_NEARLY = 0.7
"""Of the most echoed headline's support: what is echoed so much may lead when it is later."""
LATEST = 40
"""Reports of a story, the latest, that are asked."""


def teases(title: str) -> bool:
    """Whether a headline withholds what happened, or is no report."""
    return bool(_TEASES.search(title))


def leading(titles: Sequence[str | None]) -> int:
    """Place of the report whose headline stands for all, of reports in order of time.

    0 for none.
    """
    words = [_words(title) for title in titles]
    told = [at for at, title in enumerate(titles) if title and words[at]]
    plain = [at for at in told if not teases(titles[at] or "")] or told
    support = {at: sum(_alike(words[at], words[o]) for o in told if o != at) for at in plain}
    most = max(support.values(), default=0)
    return max((at for at in plain if support[at] >= _NEARLY * most), default=0)


def _words(title: str | None) -> frozenset[str]:
    return frozenset(t.lemma for t in tokens(title or "") if not t.stop)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * max(min(len(one), len(other)), 3)
