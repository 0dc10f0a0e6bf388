"""Lists of outlets: the catalogue, OPML, what state says of health and pace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.annotation.topics import TOPICS
from rawi.arabic import as_seen
from rawi.collect.catalogue import catalogue, everywhere, named_outlet, topics
from rawi.collect.opml import read_opml, write_opml
from rawi.collect.options import CollectOptions
from rawi.collect.outlet_ids import feed_address, outlet_id
from rawi.collect.state import OutletState, Visited, articles_a_day, health, interval, visited
from rawi.errors import InputError
from rawi.model import Outlet
from tests.timing import within

NOW = datetime(2024, 5, 20, 12, 0, tzinfo=UTC)
OPTIONS = CollectOptions()


def test_catalogue_has_sixty_outlets_of_many_countries() -> None:
    held = catalogue()
    assert len(held) >= 60
    assert len({outlet.country for outlet in held}) >= 15


def test_catalogue_is_sound() -> None:
    held = catalogue()
    assert len({outlet.id for outlet in held}) == len(held)
    feeds = [feed for outlet in held for feed in outlet.feeds]
    assert len(set(feeds)) == len(feeds)
    for outlet in held:
        assert outlet.feeds
        assert not outlet.allow_private
        assert all(urlsplit(u).scheme == "https" for u in (outlet.url or "", *outlet.feeds))


def test_topics_and_the_well_known_are_of_outlets_that_are_there() -> None:
    held = {outlet.id for outlet in catalogue()}
    assert set(topics()) | set(everywhere()) <= held
    assert set(topics().values()) <= set(TOPICS)


def test_catalogue_survives_opml() -> None:
    assert read_opml(write_opml(catalogue())).outlets == catalogue()


names = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).map(
    lambda s: " ".join(as_seen(s).split()).replace("&", "و")
)


@given(st.lists(names.filter(bool), max_size=5))
def test_opml_keeps_names(given: list[str]) -> None:
    outlets = tuple(
        Outlet(id=f"o{n}", name=name, feeds=(f"https://s{n}.example/feed",))
        for n, name in enumerate(given)
    )
    if outlets:
        assert read_opml(write_opml(outlets)).outlets == outlets


def test_private_networks_are_believed_of_a_list_only_when_allowed() -> None:
    own = Outlet(id="o", name="بوابة", feeds=("http://10.0.0.7/feed",), allow_private=True)
    other = Outlet(id="p", name="مرفأ", feeds=("https://p.example/feed",))
    written = write_opml([own, other])
    assert read_opml(written, allow_private=True).outlets == (own, other)
    careful = read_opml(written)
    assert [outlet.allow_private for outlet in careful.outlets] == [False, False]
    assert careful.notes == ("1 of a private network: visited there only if you allow it",)


def test_opml_of_another_reader() -> None:
    (outlet,) = read_opml(
        b'<opml version="1.0"><body><outline text="Press"><outline text="Al Marfa" type="rss" '
        b'xmlUrl="https://www.marfa.example.sa/rss" htmlUrl="https://www.marfa.example.sa/"/>'
        b'<outline xmlUrl="https://www.marfa.example.sa/sport" '
        b'htmlUrl="https://www.marfa.example.sa/"/></outline></body></opml>'
    ).outlets
    assert (outlet.id, outlet.country, outlet.section) == ("marfa.example.sa", "sa", "Press")
    assert len(outlet.feeds) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<opml><body>",
        b"<opml><body/></opml>",
        b'<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><opml><body>&b;</body></opml>',
        b'<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body>&x;</body></opml>',
    ],
)
def test_bad_opml_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_opml(data)


def paced(a_day: int) -> OutletState:
    days = {f"{NOW - timedelta(days=n):%Y-%m-%d}": a_day for n in range(1, 8)}
    return OutletState(outlet="o", last_success=NOW.isoformat(), days=days)


def test_pace_counts_a_week() -> None:
    assert articles_a_day(paced(15), NOW) == pytest.approx(14, abs=1)


@given(st.integers(0, 2000), st.integers(0, 2000))
def test_faster_outlets_are_visited_oftener(one: int, other: int) -> None:
    fast, slow = max(one, other), min(one, other)
    assert interval(paced(fast), NOW, OPTIONS) <= interval(paced(slow), NOW, OPTIONS)


@given(st.integers(0, 100_000), st.integers(0, 50))
def test_intervals_keep_their_bounds(a_day: int, errors: int) -> None:
    state = msgspec.structs.replace(paced(a_day), errors=errors)
    found = interval(state, NOW, OPTIONS)
    assert OPTIONS.shortest_interval <= found <= OPTIONS.longest_interval


def test_silent_outlet_is_called_silent() -> None:
    state = msgspec.structs.replace(paced(10), last_article=(NOW - timedelta(hours=30)).isoformat())
    assert health(state, NOW).silent
    assert not health(state, NOW - timedelta(hours=20)).silent


def test_slow_outlet_is_not_called_silent_early() -> None:
    days = {f"{NOW - timedelta(days=n):%Y-%m-%d}": 0 for n in range(14)}
    days[min(days)] = 2
    state = OutletState(outlet="o", days=days, last_article=(NOW - timedelta(days=14)).isoformat())
    assert not health(state, NOW).silent


def test_a_visit_without_answer_keeps_the_last_success() -> None:
    before = paced(3)
    came = Visited(outlet="o", errors=("no answer",), failed=True)
    after = visited(before, came, NOW + timedelta(hours=1), OPTIONS)
    assert (after.last_success, after.last_error) == (before.last_success, "no answer")


def opml(*outlines: str) -> bytes:
    return f'<opml version="2.0"><body>{"".join(outlines)}</body></opml>'.encode()


def feed(address: str, site: str = "", name: str = "م") -> str:
    return f'<outline type="rss" text="{name}" xmlUrl="{address}" htmlUrl="{site}"/>'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.youtube.com/feeds/videos.xml?channel_id=UC1", "https://youtube.com/@two"),
        ("https://t.me/s/marfa", "https://t.me/s/sahil"),
        ("https://rsshub.app/telegram/channel/marfa", "https://rsshub.app/youtube/user/marfa"),
        ("https://medium.com/feed/@marfa", "https://medium.com/feed/sahil"),
        (
            "https://news.google.com/rss?hl=ar&amp;gl=EG",
            "https://news.google.com/rss?hl=ar&amp;gl=SA",
        ),
        ("https://feeds.feedburner.com/marfa", "https://feeds.feedburner.com/sahil"),
        (
            "https://bridge.example/?action=display&amp;bridge=Telegram&amp;u=a",
            "https://bridge.example/?action=display&amp;bridge=Facebook&amp;u=a",
        ),
    ],
)
def test_every_channel_of_a_shared_host_is_an_outlet(one: str, other: str) -> None:
    found = read_opml(opml(feed(one, name="أولى"), feed(other, name="ثانية"))).outlets
    assert [o.name for o in found] == ["أولى", "ثانية"]


def test_a_channel_is_the_same_by_its_page_and_by_its_feed() -> None:
    feeds = "https://www.youtube.com/feeds/videos.xml?channel_id=UCx"
    assert outlet_id(feeds) == outlet_id("https://youtube.com/channel/UCx") == "UCx@youtube.com"


def test_a_feed_on_a_shared_host_belongs_to_the_site_it_names() -> None:
    burner = feed("https://feeds.feedburner.com/marfa", "https://www.marfa.example/")
    (outlet,) = read_opml(opml(burner, feed("https://marfa.example/rss"))).outlets
    assert (outlet.id, len(outlet.feeds)) == ("marfa.example", 2)


def test_each_feed_keeps_the_section_of_its_folder() -> None:
    one = feed("https://w.example/politics.xml")
    other = feed("https://w.example/sport.xml")
    listed = opml(f'<outline text="سياسة">{one}</outline><outline text="رياضة">{other}</outline>')
    (outlet,) = read_opml(listed).outlets
    assert outlet.section == "سياسة"
    assert outlet.sections == {"https://w.example/sport.xml": "رياضة"}
    assert read_opml(write_opml([outlet])).outlets == (outlet,)


@pytest.mark.parametrize(
    "tail",
    [
        '<outline text="خبر & رأي" xmlUrl="https://b.example/rss?x=1&y=2"/></body></opml>',
        '<outline text="خبر&nbsp;&mdash;&nbsp;رأي" xmlUrl="https://b.example/rss"/></body></opml>',
        '<outline text="b" xmlUrl="https://b.example/rss"/><outline text="ناقص" xmlU',
        "<outline text=\"b\" xmlUrl='https://b.example/rss'></body></opml>",
        "<outline text=b xmlUrl=https://b.example/rss /></body></opml>",
        '<outline text="b" text="b" type="rss" url="https://b.example/rss"/></body></opml>',
    ],
)
def test_a_damaged_list_gives_what_it_holds_with_a_word(tail: str) -> None:
    data = f'<opml><body><outline text="م">{feed("https://a.example/rss")}</outline>{tail}'.encode()
    read = read_opml(data)
    assert [o.id for o in read.outlets] == ["a.example", "b.example"]
    assert [o.section for o in read.outlets] == ["م", None]
    assert read.notes


def test_a_damaged_list_takes_linear_time() -> None:
    data = b"<opml>" + b'<outline "' * 200_000
    with within(5), pytest.raises(InputError):
        read_opml(data)


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("feed://a.example/rss", "http://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("feed:a.example/rss", "http://a.example/rss"),
        ("FEED:HTTP://a.example/rss", "HTTP://a.example/rss"),
        ("pcast://a.example/rss", "http://a.example/rss"),
        ("https://a.example/feed:x", "https://a.example/feed:x"),
        ("//a.example/rss", "https://a.example/rss"),
        ("a.example/rss", "https://a.example/rss"),
        ("feed:javascript:alert(1)", None),
        ("ftp://a.example/rss", None),
        (7, None),
    ],
)
def test_addresses_of_feeds(written: object, address: str | None) -> None:
    assert feed_address(written) == address


@pytest.mark.parametrize("name", ["alarabiya.net", "www.alarabiya.net", "https://alarabiya.net/"])
def test_an_outlet_that_only_articles_name_is_called_as_in_the_catalogue(name: str) -> None:
    assert named_outlet(name).name == "العربية"
    assert named_outlet(name).id == name


def test_an_outlet_that_nobody_knows_keeps_its_name() -> None:
    assert named_outlet("صدى الوادي").name == "صدى الوادي"


LINES = "# خلاصاتي\nالنجم; https://najm.example/rss\n\nfeed:https://qamar.example/atom.xml\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_a_text_gives_the_feed_of_each_line(encoding: str) -> None:
    found = read_opml(LINES.encode(encoding)).outlets
    assert [(o.name, o.feeds) for o in found] == [
        ("النجم", ("https://najm.example/rss",)),
        ("qamar.example", ("https://qamar.example/atom.xml",)),
    ]


def test_a_table_gives_the_feed_of_each_row() -> None:
    table = (
        'الاسم,الرابط\n"النجم, يوميا",https://najm.example/rss\nالقمر,https://qamar.example/rss\n'
    )
    assert [o.name for o in read_opml(table.encode()).outlets] == ["النجم", "القمر"]


@pytest.mark.parametrize(
    "data",
    [
        b"One line.\nTwo lines.\nSee https://a.example/rss for more.\n",
        b"%PDF-1.7 https://a.example/rss\n",
        b'[{"url": "https://a.example/rss"}]',
        b"javascript:alert(1)\nfile:///etc/passwd\n",
    ],
)
def test_a_text_that_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="no feed in this"):
        read_opml(data)


@pytest.mark.parametrize(
    ("category", "section"),
    [("رياضة", "رياضة"), ("/رياضة/كرة,/صحف", "كرة"), ("/رياضة/", "رياضة"), ("/", None)],
)
def test_a_category_may_be_a_path(category: str, section: str | None) -> None:
    line = f'<outline xmlUrl="https://a.example/rss" category="{category}"/>'
    assert read_opml(f"<opml><body>{line}</body></opml>".encode()).outlets[0].section == section


def test_a_bare_ampersand_before_a_name_of_an_entity_is_itself() -> None:
    line = '<outline text="أ & ب" xmlUrl="https://a.example/f?x=1&lt=3&copy=2"/>'
    found = read_opml(f"<opml><body>{line}</body></opml>".encode()).outlets
    assert found[0].feeds == ("https://a.example/f?x=1&lt=3&copy=2",)


def test_a_feed_listed_twice_keeps_its_first_folder() -> None:
    one = '<outline xmlUrl="https://marfa.example/rss" text="Marfa"/>'
    folders = "".join(f'<outline text="{name}">{one}</outline>' for name in ("Sea", "All"))
    (outlet,) = read_opml(f"<opml><body>{folders}</body></opml>".encode()).outlets
    assert (outlet.section, outlet.sections) == ("Sea", {})


def test_titles_and_tags_of_newsboat() -> None:
    lines = (
        'https://marfa.example/rss "~المرفأ" بحر "كل يوم"\nhttps://sahl.example/rss زراعة\n'
        '"query:جديد:unread = \\"yes\\""\n'
    )
    first, second = read_opml(lines.encode()).outlets
    assert (first.name, first.section) == ("المرفأ", "بحر")
    assert (second.name, second.section) == ("sahl.example", "زراعة")


def test_a_word_behind_an_address_is_its_name_where_no_title_is_marked() -> None:
    (outlet,) = read_opml("https://sahl.example/rss السهل\n".encode()).outlets
    assert (outlet.name, outlet.section) == ("السهل", None)


def test_a_table_of_channels_gives_their_feeds() -> None:
    channel = "UCabcdefghijklmnopqrstuv"
    table = f"Id,Url,Title\n{channel},http://www.youtube.com/channel/{channel},قناة السهل\n"
    (outlet,) = read_opml(table.encode()).outlets
    assert outlet.name == "قناة السهل"
    assert outlet.feeds == (f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}",)


@pytest.mark.parametrize(
    "path", ["channel/UCshort", "user/sahl", "channel/UCabcdefghijklmnopqrstuv/videos"]
)
def test_pages_whose_name_is_not_that_of_a_feed_stay(path: str) -> None:
    assert feed_address(f"https://www.youtube.com/{path}") == f"https://www.youtube.com/{path}"
