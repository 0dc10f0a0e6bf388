"""Following and muting in a real browser, without a script, on a phone and on a wide screen."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from rawi.newsroom import Newsroom
from tests.serve.browsing import PHONE, WCAG, WIDE, axe, serving, still
from tests.serve.pages.test_reading import report

VALLEY = "وادي السنديان"
FLOOD = "سيول تغرق حي المطاحن"


def _follow_and_read(tab: Page, site: str) -> None:
    """From the page of a name to its list, all read there, and no more followed."""
    tab.goto(f"{site}/entity/{VALLEY}")
    tab.get_by_role("button", name="تابع", exact=True).click()
    tab.get_by_role("button", name="ألغِ المتابعة").wait_for()
    tab.goto(site)
    tab.get_by_role("navigation", name="متابعاتي").get_by_role("link", name=f"{VALLEY} ٢").click()
    assert tab.get_by_role("link", name=FLOOD).count() == 1
    tab.get_by_role("button", name="علّم الكل مقروءًا").click()
    tab.get_by_role("link", name="غير المقروء وحده").click()
    tab.get_by_text("قرأت كل شيء.").wait_for()
    tab.goto(f"{site}/following")
    tab.get_by_role("button", name="ألغِ المتابعة").click()
    tab.get_by_text("لا تتابع شيئًا بعد.").wait_for()


def _mute_and_show(tab: Page, site: str) -> None:
    """From an article to a rule, to what it hides, and back."""
    tab.goto(f"{site}/article/f1")
    tab.locator("summary", has_text="اكتم").click()
    with tab.expect_navigation():
        tab.get_by_role("button", name="اكتم ما يتناوله").first.click()
    tab.goto(f"{site}/mutes")
    tab.get_by_label("كلمة أو عبارة").fill("السنديان")
    tab.locator("form", has=tab.get_by_label("كلمة أو عبارة")).get_by_role("button").click()
    tab.locator("strong", has_text="السنديان").first.wait_for()
    tab.goto(site)
    assert tab.get_by_role("link", name=FLOOD).count() == 0
    tab.get_by_role("link", name="أظهرها").click()
    tab.get_by_role("link", name=FLOOD).first.wait_for()
    assert tab.locator(".muted-by").count() == 1
    tab.goto(f"{site}/mutes")
    while tab.get_by_role("button", name="ألغِ الكتم").count():
        with tab.expect_navigation():
            tab.get_by_role("button", name="ألغِ الكتم").first.click()
    tab.goto(site)
    tab.get_by_role("link", name=FLOOD).first.wait_for()


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_following_and_muting_need_no_script(
    room: Newsroom, browser: Browser, size: ViewportSize
) -> None:
    room.add([report("f1", "mna"), report("f2", "sahel")])
    with serving(room) as site:
        context = browser.new_context(viewport=size, java_script_enabled=False)
        tab = context.new_page()
        _follow_and_read(tab, site)
        _mute_and_show(tab, site)
        context.close()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (WIDE, "dark")])
def test_their_pages_are_accessible_and_still(
    room: Newsroom, browser: Browser, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    room.add([report("f1", "mna"), report("f2", "sahel")])
    follow = room.follow(room.followable("entity", VALLEY))
    room.follow(room.followable("search", "q=السد", "السد"))
    room.mute("outlet", "mna")
    room.mute("section", "سياسة")
    pages = ("/?muted=1", "/following", f"/following/{follow.number}", "/mutes", "/article/f1")
    with serving(room) as site:
        context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
        for path in (*pages, f"/entity/{VALLEY}"):
            assert axe(context, site + path, WCAG) == []
        context.close()
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        with still(browser, [site + path for path in pages], viewport=size) as tabs:
            assert [tab.url for tab in tabs if not tab.evaluate(wide)] == []
