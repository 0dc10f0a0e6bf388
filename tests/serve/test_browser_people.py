"""In a real browser: the first account, an invitation, signing in and out, with script and not."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from rawi.newsroom import Newsroom
from tests.serve.browsing import PHONE, WCAG, WIDE, axe, serving

WAYS = [(PHONE, False), (WIDE, True)]
SECRET = "كلمة طويلة بما يكفي"


def _fill(tab: Page, name: str, password: str, button: str) -> None:
    tab.get_by_label("الاسم", exact=True).fill(name)
    tab.get_by_label("كلمة المرور", exact=True).fill(password)
    tab.get_by_role("button", name=button).click()


def _marked(tab: Page, site: str) -> int:
    tab.goto(site)
    return tab.locator(".is-read").count()


@pytest.mark.parametrize(("size", "script"), WAYS)
def test_one_invites_another_and_each_reads_with_marks_of_their_own(
    room: Newsroom, browser: Browser, size: ViewportSize, script: bool
) -> None:
    def opened() -> BrowserContext:
        return browser.new_context(viewport=size, java_script_enabled=script)

    with serving(room) as site:
        mine, theirs = opened(), opened()
        tab = mine.new_page()
        tab.goto(f"{site}/people")
        _fill(tab, "ليلى", SECRET, "أنشئ حسابك")
        tab.goto(f"{site}/people")
        tab.get_by_label("قارئ").check()
        tab.get_by_role("button", name="ادعُ شخصًا").click()
        link = tab.locator(".secret code").inner_text()

        other = theirs.new_page()
        other.goto(site)
        assert other.get_by_role("button", name="دخول").is_visible()
        other.goto(link)
        _fill(other, "اسم بمسافات", SECRET, "أنشئ الحساب")
        assert other.get_by_role("alert").is_visible()
        _fill(other, "سامي", SECRET, "أنشئ الحساب")
        other.locator("[data-open]").first.click()
        other.wait_for_load_state()
        assert (_marked(other, site), _marked(tab, site)) == (1, 0)
        other.goto(f"{site}/people")
        assert other.locator("form[action='/people/invite']").count() == 0
        other.goto(link)
        assert "استُعملت" in other.get_by_role("alert").inner_text()
        mine.close()
        theirs.close()


@pytest.mark.parametrize(("size", "script"), WAYS)
def test_signing_in_fails_aloud_and_signing_out_ends_it(
    room: Newsroom, browser: Browser, size: ViewportSize, script: bool
) -> None:
    room.people.add("ليلى", SECRET, "owner")
    with serving(room) as site:
        context = browser.new_context(viewport=size, java_script_enabled=script)
        tab = context.new_page()
        tab.goto(f"{site}/unread")
        _fill(tab, "ليلى", "كلمة غير صحيحة", "دخول")
        assert "غير صحيح" in tab.get_by_role("alert").inner_text()
        _fill(tab, "ليلى", SECRET, "دخول")
        assert tab.locator("[data-item]").count() > 0
        wide = tab.evaluate("document.documentElement.scrollWidth") if script else size["width"]
        assert wide <= size["width"]
        tab.get_by_role("button", name="خروج").click()
        tab.get_by_label("كلمة المرور", exact=True).wait_for()
        tab.goto(site)
        assert tab.locator("[data-item]").count() == 0
        context.close()


def test_pages_of_accounts_are_accessible(room: Newsroom, browser: Browser) -> None:
    room.people.add("ليلى", SECRET, "owner")
    code = room.people.invite()
    with serving(room) as site:
        context = browser.new_context(viewport=PHONE, bypass_csp=True)
        found = axe(context, f"{site}/login", WCAG) + axe(context, f"{site}/invite/{code}", WCAG)
        tab = context.new_page()
        tab.goto(f"{site}/login")
        _fill(tab, "ليلى", SECRET, "دخول")
        for path in ("/people", "/account"):
            found += axe(context, f"{site}{path}", WCAG)
        assert found == []
        context.close()
