"""In a real browser: recordings, word of new stories, what is read without a network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from rawi.model import Article, Enclosure
from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from rawi.store.personal.file import OWNER
from tests.serve.browsing import PHONE, SHIFTS, WCAG, WIDE, axe, serving

SOUND = Enclosure(url="http://cdn.invalid/9.mp3", type="audio/mpeg", length=12_340_000)
FILM = Enclosure(url="http://cdn.invalid/9.mp4", type="video/mp4")
EPISODE = Article(id="e", title="حلقة عن الملاحة", body=("نص الحلقة",), enclosures=(SOUND, FILM))


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_a_recording_is_asked_for_once_play_is_pressed(
    room: Newsroom, browser: Browser, size: ViewportSize
) -> None:
    room.add([EPISODE])
    with serving(room) as site:
        context = browser.new_context(viewport=size, bypass_csp=True)
        assert axe(context, f"{site}/article/e", WCAG) == []
        context.close()
        context = browser.new_context(viewport=size)
        tab = context.new_page()
        tab.add_init_script(SHIFTS)
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(f"{site}/article/e")
        tab.wait_for_load_state("networkidle")
        assert [url for url in asked if not url.startswith(site)] == []
        assert tab.evaluate("window.shift") == 0
        with tab.expect_request("**/9.mp3"):
            tab.evaluate("document.querySelector('audio').play().catch(() => {})")
        context.close()


def test_new_stories_are_announced_and_shown_on_a_press(room: Newsroom, page: Page) -> None:
    with serving(room) as site:
        page.clock.install()
        page.add_init_script(SHIFTS)
        page.goto(site)
        bar = page.locator("[data-arrivals]")
        assert (bar.get_attribute("role"), bar.text_content()) == ("status", "")
        room.add([Article(id="n", title="افتتاح مكتبة في حيّ قديم", body=("نص",))])
        with page.expect_response("**/arrivals*"):
            page.clock.fast_forward(31_000)
        page.get_by_role("link", name="قصة جديدة").click()
        page.get_by_text("افتتاح مكتبة في حيّ قديم").first.wait_for()
        assert bar.text_content() == ""
        assert page.evaluate("window.shift") == 0


def test_nothing_is_asked_for_ever_more_often(page: Page, site: str) -> None:
    """Thirty seconds, then half as long again each time while nothing comes."""
    page.clock.install()
    page.goto(site)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    seen = "/arrivals"
    for seconds, so_far in ((20, 0), (15, 1), (30, 1), (20, 2)):
        page.clock.fast_forward(seconds * 1000)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(100)
        assert sum(seen in url for url in asked) == so_far


def _shelves(tab: Page) -> list[str]:
    names: list[str] = tab.evaluate("caches.keys()")
    return [name for name in names if name.startswith("rawi-saved-")]


def _until(tab: Page, true: str) -> None:
    """Wait for it by asking again: a page's policy lets nothing be evaluated that waits in it."""
    for _ in range(100):
        if tab.evaluate(true):
            return
        tab.wait_for_timeout(50)
    raise AssertionError(f"never: {true}")


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_a_saved_report_is_read_without_a_network(
    room: Newsroom, browser: Browser, size: ViewportSize
) -> None:
    kept, other = (a for a, _ in zip(room.articles(), "ab", strict=False))
    room.marks.save(kept.id, saved=True)
    with serving(room) as site:
        context = browser.new_context(viewport=size)
        tab = context.new_page()
        with tab.expect_response(f"**/article/{kept.id}"):
            tab.goto(f"{site}/saved")
        tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
        _until(tab, "sessionStorage.getItem('stocked')")
        assert not room.marks.read_among([kept.id])
        context.set_offline(True)
        tab.goto(f"{site}/saved")
        tab.get_by_role("link", name=kept.title).click()
        tab.wait_for_url(f"**/article/{kept.id}")
        assert kept.body[0] in (tab.text_content(".prose") or "")
        style = "getComputedStyle(document.querySelector('.prose')).fontFamily"
        assert "Rawi Naskh" in tab.evaluate(style)
        tab.goto(f"{site}/article/{other.id}")
        assert tab.get_by_role("heading", name="لا اتصال بالشبكة").is_visible()
        context.close()


def test_nobody_reads_what_another_person_kept(room: Newsroom, browser: Browser) -> None:
    name = next(room.articles()).id
    room.marks.save(name, saved=True)
    with serving(room, ServeOptions(token="secret")) as site:
        context = browser.new_context()
        tab = context.new_page()

        def sign_in() -> None:
            tab.goto(f"{site}/login")
            tab.get_by_label("رمز الدخول").fill("secret")
            tab.get_by_role("button", name="دخول").click()
            with tab.expect_response("**/saved/pages"):
                tab.goto(f"{site}/saved")
            tab.wait_for_load_state("networkidle")

        sign_in()
        assert _shelves(tab) == [f"rawi-saved-{OWNER}"]
        with tab.expect_navigation():
            tab.get_by_role("button", name="خروج").click()
        tab.wait_for_load_state("networkidle")
        assert _shelves(tab) == []
        sign_in()
        context.clear_cookies()
        tab.goto(site)
        tab.wait_for_load_state("networkidle")
        assert _shelves(tab) == []
        context.close()
