"""In a real browser: notifications are allowed on the page, come sealed, and lead to the story.

What a push service does stands here: the page gets its answer from the test, the server sends
to a service of the test, and what that opened is delivered to the browser.
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, Worker

from rawi.newsroom import Newsroom
from rawi.notify.rounds import Post, run_round
from rawi.notify.sending import Senders
from rawi.notify.web_push import signer_of
from rawi.serve.letters import writer
from tests.notify.conftest import PushService, push_service
from tests.serve.browsing import PHONE, SHIFTS, WCAG, WIDE, axe, serving
from tests.serve.conftest import NOW, press_articles

__all__ = ["push_service"]
ALLOW = "أرني إشعارات في هذا المتصفح"


def vendor(service: PushService) -> str:
    """A script by which the browser's maker seems to take the subscription."""
    told = service.subscription
    keys = {"p256dh": told["p256dh"], "auth": told["auth"]}
    answer = json.dumps({"endpoint": told["endpoint"], "keys": keys})
    return (
        "PushManager.prototype.subscribe = async (how) => { "
        "localStorage.keySize = how.applicationServerKey.length; "
        f"return {{ toJSON: () => ({answer}) }}; }};"
    )


def shown(tab: Page) -> list[dict[str, str]]:
    """The notifications that stand on the screen, once there is one, or none after ten seconds."""
    found: list[dict[str, str]] = tab.evaluate(
        """async () => {
            const worker = await navigator.serviceWorker.ready;
            let all = [];
            for (let turn = 0; turn < 200 && !all.length; turn++) {
                await new Promise((done) => setTimeout(done, 50));
                all = await worker.getNotifications();
            }
            return all.map(({ title, body, lang, dir, data }) =>
                ({ title, body, lang, dir, path: data.path }));
        }"""
    )
    return found


def deliver(context: BrowserContext, tab: Page, site: str, message: object) -> None:
    """A message, as it comes out of the browser's own unsealing."""
    session = context.new_cdp_session(tab)
    numbers: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: numbers.extend(one["registrationId"] for one in told["registrations"]),
    )
    session.send("ServiceWorker.enable")
    tab.wait_for_timeout(100)
    session.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": site, "registrationId": numbers[-1], "data": json.dumps(message)},
    )


@pytest.mark.parametrize("size", [PHONE, WIDE])
def test_notifications_are_allowed_shown_and_lead_to_the_story(
    room: Newsroom, browser: Browser, push_service: PushService, size: ViewportSize
) -> None:
    with serving(room) as site:
        context = browser.new_context(viewport=size, bypass_csp=True)
        context.grant_permissions(["notifications"], origin=site)
        tab = context.new_page()
        tab.add_init_script(SHIFTS + ";" + vendor(push_service))
        tab.goto(f"{site}/alerts")
        tab.get_by_role("button", name=ALLOW).click()
        tab.get_by_text("أُرسلت رسالة التجربة").wait_for()
        tab.get_by_text("Chrome, Linux").first.wait_for()
        assert tab.evaluate("localStorage.keySize") == "65"
        assert tab.evaluate("window.shift") == 0
        assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert axe(context, f"{site}/alerts", WCAG) == []
        tab.locator("[name=threshold]").select_option("2")
        tab.get_by_role("button", name="احفظ", exact=True).click()
        tab.get_by_text("حُفظ", exact=False).first.wait_for()
        room.add(press_articles()[12:24])
        sent = Post(writer(room, site), Senders(signer=signer_of(room.notices.file, site)))
        run_round(room, sent, NOW + timedelta(minutes=1))
        test, alert = push_service.taken
        assert (test["title"], test["path"]) == ("رسالة تجربة من راوٍ", "/alerts")
        deliver(context, tab, site, alert | {"path": "/story/1", "tag": "/story/1"})
        (notice,) = shown(tab)
        assert (notice["title"], notice["body"]) == (alert["title"], alert["body"])
        assert (notice["lang"], notice["dir"]) == ("ar", "rtl")
        (worker,) = context.service_workers
        assert opened(worker) == f"{site}/story/1"
        context.close()


def opened(worker: Worker) -> str:
    """What pressing the notification opens: a click itself only the system gives."""
    address: str = worker.evaluate(
        """async () => {
            const went = new Promise((done) => { self.clients.openWindow = async (a) => done(a); });
            const [notification] = await self.registration.getNotifications();
            self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
            return went;
        }"""
    )
    return address


def test_without_javascript_the_page_says_what_it_needs(room: Newsroom, browser: Browser) -> None:
    with serving(room) as site:
        context = browser.new_context(viewport=PHONE, java_script_enabled=False)
        tab = context.new_page()
        tab.goto(f"{site}/alerts")
        tab.get_by_text("تحتاج إلى JavaScript").wait_for()
        assert tab.get_by_role("button", name=ALLOW).is_disabled()
        context.close()


def test_a_browser_that_is_forbidden_to_show_them_says_so(room: Newsroom, browser: Browser) -> None:
    with serving(room) as site:
        context = browser.new_context(viewport=PHONE)
        tab = context.new_page()
        tab.add_init_script("Notification.requestPermission = async () => 'denied'")
        tab.goto(f"{site}/alerts")
        tab.get_by_role("button", name=ALLOW).click()
        tab.get_by_text("يمنع المتصفح إشعارات هذا الموقع").wait_for()
        context.close()
    assert room.notices.channels() == ()
