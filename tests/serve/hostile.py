"""An article of which every field would do harm if it were not escaped."""

from __future__ import annotations

from rawi.model import Article, Caption, Rival
from tests.serve.conftest import NOW

EVIL = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>\"'><svg onload=hacked=1>"
)


def hostile() -> Article:
    return Article(
        id=f"evil {EVIL}",
        url="javascript:window.hacked=1",
        outlet="evil.example",
        title=f"سيول {EVIL}",
        summary=f"موجز {EVIL}",
        standfirst=f"مقدمة {EVIL}",
        body=(f'قال الوزير: "{EVIL}"، وأضاف أن السيول {EVIL} بلغت المدينة.', EVIL, "عنوان"),
        subheads=("عنوان", EVIL),
        authors=(EVIL,),
        source=EVIL,
        section=EVIL,
        tags=(EVIL,),
        language="ar",
        captions=(Caption(text=EVIL, credit=EVIL),),
        image="javascript:window.hacked=1",
        related=(EVIL,),
        published="2026-03-12T08:00:00+00:00",
        collected=NOW.isoformat(),
        evidence={EVIL: EVIL},
        rivals={EVIL: (Rival(value=EVIL, source=EVIL),)},
        unread={EVIL: EVIL},
    )
