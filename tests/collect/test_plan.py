"""Which announced items are fetched, by what is remembered of them."""

from __future__ import annotations

import msgspec

from rawi.collect.plan import planned
from rawi.collect.state import OutletState, Seen, item_id, item_print
from rawi.ingest.records import FeedItem

RECHECKS = (100.0, 1000.0)
ITEM = FeedItem(
    url="https://marfa.example/1", title="افتتاح الرصيف", published_raw="2024-05-20", key="guid-1"
)


def remembered(seen: Seen, item: FeedItem = ITEM) -> OutletState:
    return OutletState(outlet="o", seen={item_id(item, "o"): seen})


def wanted(state: OutletState, now: float, item: FeedItem = ITEM) -> int:
    return len(planned([item], "o", state, now, RECHECKS).wanted)


def test_new_items_are_wanted() -> None:
    assert wanted(OutletState(outlet="o"), 0.0) == 1


def test_known_items_are_looked_at_again_in_growing_steps() -> None:
    first = remembered(Seen(print=item_print(ITEM), at=0.0))
    second = remembered(Seen(print=item_print(ITEM), at=100.0, checks=1))
    third = remembered(Seen(print=item_print(ITEM), at=1100.0, checks=2))
    assert [wanted(first, t) for t in (99.0, 100.0)] == [0, 1]
    assert [wanted(second, t) for t in (1099.0, 1100.0)] == [0, 1]
    assert wanted(third, 1e9) == 0


def test_a_new_date_of_change_is_an_edit() -> None:
    state = remembered(Seen(print=item_print(ITEM), at=0.0))
    assert wanted(state, 1.0, msgspec.structs.replace(ITEM, modified_raw="2024-05-21")) == 1


def test_items_dated_anew_at_every_visit_are_fetched_ever_more_seldom() -> None:
    state = remembered(Seen(print="other", at=0.0, checks=5))
    assert [wanted(state, t) for t in (1.0, 2399.0, 2400.0)] == [0, 0, 1]


def test_the_outlets_key_shows_a_move() -> None:
    state = OutletState(outlet="o")
    (first,) = planned([ITEM], "o", state, 0.0, RECHECKS).wanted
    known = msgspec.structs.replace(
        remembered(Seen(print=item_print(ITEM), at=0.0)), names=dict.fromkeys(first.names, first.id)
    )
    renamed = msgspec.structs.replace(
        ITEM, url="https://marfa.example/rasif", title="افتتاح الرصيف الجديد بعد تأجيل"
    )
    (again,) = planned([renamed], "o", known, 1.0, RECHECKS).wanted
    assert (again.settled_id, again.again) == (first.id, True)


def test_a_headline_that_comes_back_is_a_new_article() -> None:
    daily = FeedItem(url="https://marfa.example/d1", title="أسعار السمك في السوق اليوم")
    (first,) = planned([daily], "o", OutletState(outlet="o"), 0.0, RECHECKS).wanted
    state = msgspec.structs.replace(
        remembered(Seen(print=item_print(daily), at=0.0), daily),
        names=dict.fromkeys(first.names, first.id),
    )
    tomorrow = msgspec.structs.replace(daily, url="https://marfa.example/d2")
    (new,) = planned([tomorrow], "o", state, 1.0, RECHECKS).wanted
    assert (new.settled_id, new.again) == (None, False)
