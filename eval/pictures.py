"""``python -m eval.pictures``: the tutorial in the browser, gone through, with its pictures.

An empty newsroom is served; a browser finds an outlet of the invented press and follows it,
the press names its other outlets, one round collects them all; then the browser reads, saves
and compares, as docs/tutorial.md tells it. Whatever a step does not find stops it. The
pictures go to docs/images/tutorial.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

import rawi
from eval.apps import serving
from rawi.demo.run import COLLECT
from rawi.demo.server import PressServer

FOLDER = Path(__file__).parents[1] / "docs" / "images" / "tutorial"
QUALITY = 62
"""WebP: 15 to 40 kB a picture, letters clear."""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def picture(tab: Page, name: str) -> None:
    """What the window shows now, as a small file."""
    tab.wait_for_load_state("networkidle")
    with Image.open(BytesIO(tab.screenshot())) as shot:
        shot.save(FOLDER / f"{name}.webp", quality=QUALITY, method=6)


def followed(tab: Page, site: str, press: PressServer) -> None:
    """From an empty home page to outlets that are followed."""
    tab.goto(site)
    picture(tab, "1-empty")
    tab.get_by_role("link", name="تابع مصدرًا").first.click()
    tab.get_by_label("عنوان الموقع أو خلاصته").fill(f"{press.base}/{press.outlets()[0].id}/")
    tab.locator("input[name=private]").first.check()
    tab.locator("form[action='/follow/find'] button").click()
    tab.locator("form.found").wait_for(timeout=60_000)
    picture(tab, "2-found")
    tab.locator("form.found button").click()
    tab.goto(site)
    picture(tab, "3-collecting")
    tab.goto(f"{site}/start?q=الجزيرة")
    picture(tab, "4-catalogue")


def read(tab: Page, site: str) -> str:
    """Reading, saving and marking; the address of a story that several tell."""
    tab.goto(site)
    picture(tab, "5-home")
    card = tab.locator(".card", has=tab.locator("a[href^='/story/']")).first
    story = card.locator("a[data-open]").get_attribute("href") or ""
    tab.goto(site + story)
    picture(tab, "6-story")
    tab.locator(".thread a[data-open]").first.click()
    tab.get_by_role("button", name="احفظ", exact=True).first.click()
    tab.get_by_role("button", name="أزل من المحفوظات").wait_for()
    picture(tab, "7-article")
    tab.goto(f"{site}/saved")
    picture(tab, "8-saved")
    return story


def compared(tab: Page, site: str, story: str) -> None:
    """An editor's part: whose an outlet is, and a story side by side."""
    tab.goto(f"{site}{story}/coverage?by=kind")
    outlet = tab.locator("#owners ~ .table tbody a").first.get_attribute("href") or ""
    tab.goto(site + outlet)
    tab.locator("summary", has_text="بيانات المصدر").click()
    tab.locator("select[name=kind]").select_option("agency")
    tab.locator("input[name=owner]").fill("دولة مرجان")
    tab.locator("input[name=source]").fill("قانون الوكالة، المادة الأولى")
    tab.locator("select[name=kind]").scroll_into_view_if_needed()
    picture(tab, "9-whose")
    tab.locator("form[action$='/change'] button").click()
    tab.goto(f"{site}{story}/coverage?by=kind")
    tab.get_by_text("دولة مرجان").wait_for()
    picture(tab, "10-coverage")
    tab.locator("#owners").scroll_into_view_if_needed()
    picture(tab, "11-owners")


def main() -> int:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        print("no chromium found")
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        PressServer(0) as press,
        rawi.open(Path(folder) / "news.db") as news,
        sync_playwright() as play,
    ):
        site = serving(news)
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        tab = browser.new_page(viewport={"width": 980, "height": 640}, locale="ar")
        followed(tab, site, press)
        for found in news.outlets():  # all of the press are on one host: it names them itself
            news.remove_outlet(found.id)
        news.add_outlet(*press.outlets())
        news.collect(COLLECT)
        compared(tab, site, read(tab, site))
        browser.close()
    for made in sorted(FOLDER.iterdir()):
        print(f"{made.name}: {made.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
