"""In a real browser: channels, alerts and digests without JavaScript, on phones and wide."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize

from rawi.newsroom import Newsroom
from tests.notify.conftest import Hook, hook
from tests.serve.browsing import PHONE, SHIFTS, WCAG, WIDE, axe, serving

__all__ = ["hook"]


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_somebody_sets_up_alerts_without_javascript(
    room: Newsroom, browser: Browser, hook: tuple[Hook, str], size: ViewportSize
) -> None:
    held, address = hook
    room.follow(room.followable("keyword", "السيول"))
    with serving(room) as site:
        context = browser.new_context(viewport=size, java_script_enabled=False)
        tab = context.new_page()
        tab.goto(f"{site}/settings")
        tab.get_by_role("link", name="التنبيهات والنشرات").click()
        tab.get_by_label("عنوان القناة").fill(address)
        tab.get_by_role("button", name="أضفها وأرسل تجربة").click()
        tab.get_by_text("أُرسلت رسالة التجربة").wait_for()
        tab.get_by_label("السيول").check()
        tab.locator("[name=threshold]").select_option("3")
        tab.locator("[name=quiet_from]").select_option("23")
        tab.locator("[name=quiet_until]").select_option("7")
        tab.get_by_role("button", name="احفظ", exact=True).click()
        tab.get_by_text("حُفظ", exact=False).first.wait_for()
        tab.locator("[name=hour]").select_option("-1")
        tab.get_by_role("button", name="أضف النشرة").click()
        tab.get_by_text("كل ساعة").first.wait_for()
        context.close()
        held.status = 503
        context = browser.new_context(viewport=size, bypass_csp=True)
        tab = context.new_page()
        tab.add_init_script(SHIFTS)
        tab.goto(f"{site}/alerts")
        tab.get_by_role("button", name="أرسل تجربة: ").click()
        tab.get_by_text("في الخادم عطل (503)").wait_for()
        assert tab.evaluate("window.shift") == 0
        assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert axe(context, f"{site}/alerts", WCAG) == []
        context.close()
    how = room.notices.alerting()
    assert how is not None
    assert (how.threshold, how.quiet, len(room.notices.alerted())) == (3, (23, 7), 1)
    assert [d.hour for d in room.notices.digests()] == [-1]
    assert len(held.posts) == 1
