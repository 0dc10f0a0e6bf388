"""The reader in a real browser: hostile text, accessibility, keys, weight, stillness."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from rawi.model import Article, Outlet
from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from rawi.serve.ui.screen import address
from tests.serve.browsing import PHONE, WCAG, WIDE, axe, serving, still
from tests.serve.hostile import EVIL, hostile

PATHS = (
    "/",
    "/story/mna-flood",
    "/article/sahel-flood",
    "/story/mna-flood/coverage",
    "/search?q=السيول",
    "/outlets",
    "/outlet/mna",
    "/settings",
    "/account",
    "/unread",
    "/saved",
    "/people",
    "/login",
    "/api/docs",
    "/article/none",
)


def test_pages_are_accessible(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    assert [v for path in PATHS[:-1] for v in axe(context, site + path, WCAG)] == []
    context.close()


def test_dark_pages_have_contrast(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=WIDE, color_scheme="dark", bypass_csp=True)
    rules = ["color-contrast"]
    assert [v for path in PATHS[:6] for v in axe(context, site + path, rules)] == []
    context.close()


def test_the_english_interface_is_accessible(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=WIDE, bypass_csp=True)
    cookie = {"name": "rawi_preferences", "value": "language=en", "url": site}
    context.add_cookies([cookie])  # type: ignore[list-item]
    assert axe(context, site, WCAG) == []
    context.close()


def test_no_request_leaves_this_server(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PATHS:
        page.goto(site + path)
    assert asked
    assert [url for url in asked if not url.startswith(site)] == []


def test_nothing_breaks_the_policy_or_the_script(page: Page, site: str) -> None:
    said: list[str] = []
    page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    for path in PATHS[:-1]:
        page.goto(site + path)
    assert said == []


def test_text_never_becomes_live(room: Newsroom, page: Page) -> None:
    room.add_outlet(Outlet(id="evil.example", name=EVIL, url="javascript:window.hacked=1"))
    evil = hostile()
    room.add([evil])
    room.add([Article(**{f: getattr(evil, f) for f in evil.__struct_fields__} | {"title": EVIL})])
    with serving(room) as site:
        page.goto(site)
        links = page.eval_on_selector_all("main a", "all => all.map(a => a.href)")
        own = [x for x in links if "evil" in x]
        assert own
        queries = ["/search?q=السيول", f"/search?q={EVIL}", "/outlets", "/outlet/evil.example"]
        for address in [*own, *(f"{x}/versions" for x in own), *(site + q for q in queries)]:
            page.goto(address)
            assert page.evaluate("window.hacked") is None, address
            assert page.locator("main script, main img, main [onerror]").count() == 0, address
            live = page.eval_on_selector_all("a", "all => all.map(a => a.protocol)")
            assert set(live) <= {"http:", "https:"}, address


def test_an_id_with_a_slash_has_a_page(room: Newsroom) -> None:
    """Over a real server: the test client undoes one quoting more than servers do."""
    name = "a/b %2F?#"
    room.add([Article(id=name, title="خبر برقم غريب", body=("نص الخبر",))])
    with serving(room) as site:
        assert "خبر برقم غريب" in httpx.get(site + address("article", name)).text
        assert httpx.get(f"{site}/feeds/story/{address('x', name)[3:]}.atom").status_code == 200


def test_keys_move_open_and_ask_for_help(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-open]").nth(1).get_attribute("href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == second
    page.keyboard.press("k")
    first = page.locator("[data-open]").nth(0).get_attribute("href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("?")
    assert page.locator("dialog#help").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Tab")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(f"{site}{second}")


def test_saving_with_a_key_and_without_script(room: Newsroom, browser: Browser) -> None:
    name = room.stories(limit=1)[0].first.id
    with serving(room) as site:
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(f"{site}/article/{name}")
        tab.keyboard.press("s")
        tab.get_by_role("button", name="أزل من المحفوظات").wait_for()
        context.close()
        plain = browser.new_context(java_script_enabled=False)
        tab = plain.new_page()
        tab.goto(f"{site}/article/{name}")
        tab.get_by_role("button", name="أزل من المحفوظات").click()
        tab.get_by_role("button", name="احفظ").wait_for()
        plain.close()


def test_the_theme_button_turns_the_page_dark_and_is_remembered(page: Page, site: str) -> None:
    page.goto(site)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    with page.expect_response("**/settings"):
        page.get_by_role("button", name="بدّل المظهر").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_times_are_those_of_the_browser_until_a_zone_is_chosen(browser: Browser, site: str) -> None:
    context = browser.new_context(timezone_id="Asia/Dubai")
    tab = context.new_page()
    tab.goto(site)
    tab.get_by_text("الأوقات: دبي").wait_for()
    tab.goto(f"{site}/settings")
    tab.get_by_label("المنطقة الزمنية").select_option("Africa/Cairo")
    tab.get_by_role("button", name="احفظ الإعدادات").click()
    tab.get_by_text("الأوقات: القاهرة").wait_for()
    context.close()


def test_a_report_is_shared_by_its_address_where_the_device_shares_nothing(
    browser: Browser, site: str
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.add_init_script("delete Navigator.prototype.share")
    tab.goto(f"{site}/article/sahel-flood")
    tab.get_by_role("button", name="شارك").click()
    tab.get_by_role("button", name="نُسخ").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == f"{site}/article/sahel-flood"
    context.close()


def test_a_statement_is_copied_with_its_source(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(f"{site}/article/sahel-flood")
    button = tab.get_by_role("button", name="انسخ التصريح ومصدره").first
    said = button.get_attribute("data-copy")
    button.click()
    tab.get_by_text("نُسخ").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == said
    context.close()


def test_a_larger_text_and_a_wider_column_are_chosen(page: Page, site: str) -> None:
    def measures() -> list[float]:
        page.goto(f"{site}/article/sahel-flood")
        style = "parseFloat(getComputedStyle(document.querySelector('.prose')).fontSize)"
        asked = (style, "document.querySelector('.sheet').clientWidth")
        return [page.evaluate(script) for script in asked]

    before = measures()
    page.goto(f"{site}/settings")
    page.get_by_label("كبير").check()
    page.get_by_label("عريض").check()
    page.get_by_role("button", name="احفظ الإعدادات").click()
    page.wait_for_url("**/settings")
    assert all(now > then for now, then in zip(measures(), before, strict=True))


def test_home_is_light(page: Page, site: str) -> None:
    """Unpacked: over the wire it is less."""
    weights: dict[str, int] = {}
    page.on("response", lambda r: weights.__setitem__(r.url, len(r.body())))
    page.goto(site)
    page.wait_for_load_state("networkidle")
    fonts = [n for url, n in weights.items() if url.endswith(".woff2")]
    assert len(fonts) == 3
    assert sum(fonts) < 100_000
    assert sum(weights.values()) < 150_000, weights


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_no_page_shifts_while_it_loads(browser: Browser, site: str, size: ViewportSize) -> None:
    with still(browser, [site + path for path in PATHS], viewport=size) as tabs:
        assert len(tabs) == len(PATHS)


def test_the_header_is_shown_once_it_is_whole(page: Page, site: str) -> None:
    """On a slow device a page is painted while its header still comes in."""
    page.goto(site)
    seen = page.evaluate(
        """() => {
            const shown = () => getComputedStyle(document.querySelector(".masthead")).visibility;
            const whole = shown();
            document.querySelector("main").remove();
            return [whole, shown()];
        }"""
    )
    assert seen == ["visible", "hidden"]


def test_no_word_of_a_table_is_broken_on_a_phone(browser: Browser, site: str) -> None:
    """Arabic letters that are torn apart lose their joined forms."""
    context = browser.new_context(viewport=PHONE)
    tab = context.new_page()
    tab.goto(site + "/outlets")
    torn = tab.evaluate(
        """() => [...document.querySelectorAll('.table td, .table th')].filter(cell => {
            const range = document.createRange();
            const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode()); )
                for (const word of node.data.matchAll(/\\S+/g)) {
                    range.setStart(node, word.index);
                    range.setEnd(node, word.index + word[0].length);
                    if (new Set([...range.getClientRects()].map(r => r.top)).size > 1) return true;
                }
            return false;
        }).map(cell => cell.textContent)"""
    )
    assert torn == []
    context.close()


def test_a_phone_page_never_scrolls_sideways(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    tab = context.new_page()
    for path in PATHS:
        tab.goto(site + path)
        wide = tab.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, f"{path} is {wide} wide"
    context.close()


def test_keys_of_the_reading_state(room: Newsroom, page: Page) -> None:
    with serving(room, ServeOptions(page_size=5)) as site:
        page.goto(site)
        cards = page.locator("[data-read]")
        for key in ("j", "j", "m"):
            page.keyboard.press(key)
        chosen = page.locator("[data-read]").nth(1)
        chosen.and_(page.locator(".is-read")).wait_for(state="attached")
        assert chosen.get_by_text("مقروء", exact=True).is_visible()
        assert page.locator("[data-said]").text_content() == "عُلّم مقروءًا."
        with page.expect_response("**/saved"):
            page.keyboard.press("s")
        page.locator("[data-saved]").wait_for()
        saved = page.locator("[data-saved]").get_attribute("data-read")
        assert saved is not None
        assert len(room.marks.saved(5)) + len(room.marks.saved_among([saved], "story")) == 1
        page.keyboard.press("o")
        page.wait_for_url(re.compile("/(story|article)/"))
        page.go_back()
        focused = "document.activeElement.closest('[data-read]').dataset.read"
        assert page.evaluate(focused) == cards.nth(1).get_attribute("data-read")
        page.keyboard.press("n")
        page.wait_for_url("**/?after=*")
        page.goto(site)
        page.keyboard.press("Shift+A")
        page.get_by_role("button", name="تراجع").click()
        page.wait_for_url(site + "/")
        assert cards.count() - page.locator("[data-read].is-read").count() >= 3


def test_results_of_a_search_are_marked_with_a_key(room: Newsroom, page: Page) -> None:
    with serving(room) as site:
        name = next(room.articles()).id
        page.goto(f"{site}/search?q=id:{name}")
        for key in ("j", "m"):
            page.keyboard.press(key)
        page.locator(f"[data-read='{name}'].is-read").wait_for()
        assert room.marks.read_among([name]) == {name}


def test_saving_without_a_network_says_so(room: Newsroom, page: Page) -> None:
    with serving(room) as site:
        page.goto(f"{site}/article/{next(room.articles()).id}")
        page.context.set_offline(True)
        page.get_by_role("button", name="احفظ", exact=True).click()
        page.get_by_role("button", name="لا اتصال بالشبكة").wait_for()
        assert page.locator("[data-said]").text_content() == "لا اتصال بالشبكة"
        page.context.set_offline(False)


def test_a_dark_page_is_printed_as_ink_on_paper(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=WIDE, color_scheme="dark")
    tab = context.new_page()
    tab.goto(f"{site}/article/sahel-flood")
    tab.emulate_media(media="print")
    ink = "getComputedStyle(document.querySelector('.prose p')).color"
    assert tab.evaluate(ink) == "rgb(0, 0, 0)"
    assert tab.locator("main :is(button, input, summary):visible").count() == 0
    context.close()


def test_the_page_that_is_shown_is_marked_in_forced_colours(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=WIDE, forced_colors="active")
    tab = context.new_page()
    tab.goto(site)
    border = "link => getComputedStyle(link).borderBottomColor"
    drawn = [link.evaluate(border) for link in tab.locator(".menu a").all()]
    assert drawn.count(drawn[0]) == 1
    context.close()


def test_what_was_opened_is_read_in_the_list_that_one_comes_back_to(
    room: Newsroom, page: Page
) -> None:
    """A browser shows the list as it was made, without asking for it again."""
    with serving(room) as site:
        page.goto(site)
        opened = page.locator("[data-read]").nth(1)
        opened.locator("[data-open]").click()
        page.wait_for_url(re.compile("/(story|article)/"))
        page.go_back()
        opened.and_(page.locator(".is-read")).wait_for()
        assert page.locator(".is-read").count() == 1


def test_stories_that_went_by_are_read(room: Newsroom, browser: Browser) -> None:
    with serving(room) as site:
        context = browser.new_context(viewport=PHONE)
        cookie = {"name": "rawi_preferences", "value": "scroll=on", "url": site}
        context.add_cookies([cookie])  # type: ignore[list-item]
        tab = context.new_page()
        tab.goto(site)
        with tab.expect_response("**/read"):
            tab.mouse.wheel(0, 4000)
        tab.reload()
        assert tab.locator("[data-read].is-read").count() >= 1
        context.close()
