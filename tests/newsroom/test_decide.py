"""What a batch is decided to be, out of values alone."""

from __future__ import annotations

from typing import Any

from rawi.model import Capture, Rejection
from rawi.newsroom.decide import NAME, Decided, Taken, decide
from rawi.newsroom.prepare import Prepared, prepare, record_capture
from rawi.store.codec import fingerprint
from rawi.store.stored import Known, Stored

BODY = "افتتحت البلدية يوم الخميس جسرا جديدا فوق مجرى السيل بعد عام من العمل على ضفتيه."


def taken(number: int | None = None, **record: Any) -> Taken:
    capture = record_capture({"body": BODY} | record)
    assert isinstance(capture, Capture)
    return Taken(capture, prepare(capture), number)


def known(item: Taken, **changed: Any) -> Known:
    """The store's view of the first article of a capture."""
    article = item.prepared.articles[0].article
    fields = {
        "intake": 7,
        "id": article.id,
        "edition": 1,
        "fingerprint": fingerprint(article),
        "outlet": article.outlet,
    }
    return Known(**(fields | changed))


def held(*found: Known, **more: Any) -> Stored:
    return Stored(known={one.id: one for one in found}, last_intake=7, last_capture=3, **more)


def placed(decided: Decided) -> list[tuple[str, int, int, int]]:
    return [(a.article.id, a.intake, a.edition, a.capture) for a in decided.accepted]


def test_a_new_article_gets_the_next_numbers() -> None:
    decided = decide([taken(id="a"), taken(id="b", title="آخر")], held())
    assert placed(decided) == [("a", 8, 1, 4), ("b", 9, 1, 5)]
    assert [number for number, _, _ in decided.captures] == [4, 5]


def test_the_same_text_again_is_unchanged_and_its_capture_not_kept() -> None:
    item = taken(id="a")
    decided = decide([item], held(known(item)))
    assert (placed(decided), decided.captures, decided.unchanged) == ([], [], 1)


def test_another_text_is_an_edition_under_the_first_number() -> None:
    decided = decide([taken(id="a", title="جديد")], held(known(taken(id="a"), edition=3)))
    assert placed(decided) == [("a", 7, 4, 4)]


def test_editions_within_a_batch_follow_each_other() -> None:
    items = [taken(id="a", title=title) for title in ("أول", "ثان", "ثان", "أول")]
    decided = decide(items, held())
    assert [edition for _, _, edition, _ in placed(decided)] == [1, 2, 3]
    assert decided.unchanged == 1


def test_an_address_stands_for_the_article_imported_under_it() -> None:
    first = taken(id="own", url="https://n.example/1")
    later = taken(url="https://n.example/1", title="عنوان معدل")
    addresses = {first.prepared.articles[0].address or "": ("own",)}
    decided = decide([later], held(known(first), addresses=addresses))
    assert placed(decided) == [("own", 7, 2, 4)]


def test_the_id_of_another_outlet_is_refused_with_its_capture() -> None:
    item = taken(id="a", outlet="two.example", title="غيره")
    decided = decide([item], held(known(item, outlet="one.example", fingerprint=b"")))
    assert placed(decided) == []
    assert [(number, told.kind) for number, told in decided.refused] == [(4, "clash")]
    assert [told.kind for told in decided.reported] == ["clash"]


def test_what_was_taken_down_is_told_and_not_kept() -> None:
    item = taken(url="https://n.example/1")
    address = item.prepared.articles[0].address or ""
    decided = decide([item], held(barred=frozenset({address})))
    assert [told.kind for told in decided.reported] == ["takedown"]
    assert (decided.captures, decided.refused) == ([], [])


def hopeless(item: str | None = None) -> Taken:
    capture = Capture(body="صفحة بلا خبر".encode())
    prepared = Prepared(b"digest", b"", (), (Rejection(kind="page", reason="no article"),))
    return Taken(capture, prepared, item=item)


def test_a_refusal_is_kept_once_and_told_each_time() -> None:
    first = decide([hopeless()], held())
    again = decide([hopeless()], held(refused=frozenset({b"digest"})))
    assert (len(first.captures), len(first.refused), len(first.reported)) == (1, 1, 1)
    assert (len(again.captures), len(again.refused), len(again.reported)) == (0, 0, 1)


def test_a_refused_capture_keeps_what_it_was_called() -> None:
    ((_, capture, _),) = decide([hopeless("folder/page.html")], held()).captures
    again = decide([Taken(capture, hopeless().prepared, number=4)], held())
    assert capture.headers[NAME] == "folder/page.html"
    assert [told.item for told in again.reported] == ["folder/page.html"]


def test_a_stored_capture_keeps_its_number() -> None:
    decided = decide([taken(2, id="a")], held())
    assert (placed(decided), decided.captures) == ([("a", 8, 1, 2)], [])
