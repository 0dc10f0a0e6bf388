"""Words under pictures, told from who took them."""

import pytest

import rawi

PAGE = """<html lang="ar"><head><title>افتتاح الجسر</title></head><body>
<article><h1>افتتاح الجسر</h1>
<figure><img src="/a.jpg"><figcaption>{}</figcaption></figure>
<p>افتتح رئيس البلدية جسرًا جديدًا فوق مجرى السيل بعد عام من العمل، وحضر الافتتاح جمع كبير.</p>
<p>وقال إن الجسر يحتمل ضعف ما كان يحتمله الجسر القديم وإن كلفته لم تزد على التقدير.</p>
</article></body></html>"""


@pytest.mark.parametrize(
    ("written", "credit"),
    [
        ("الجسر صباح الافتتاح (تصوير: سامر حداد)", "سامر حداد"),
        ("الجسر صباح الافتتاح (عدسة: سامر حداد)", "سامر حداد"),
        ("الجسر صباح الافتتاح (سامر حداد)", "سامر حداد"),
        ("الجسر صباح الافتتاح - رويترز", "رويترز"),
    ],
)
def test_a_credit_behind_a_caption_stands_without_its_label(written: str, credit: str) -> None:
    (article,) = rawi.read(PAGE.format(written)).articles
    (caption,) = article.captions
    assert (caption.text, caption.credit) == ("الجسر صباح الافتتاح", credit)
