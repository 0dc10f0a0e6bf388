"""What people call the browser they sit before."""

from __future__ import annotations

import pytest

from rawi.serve.pages.devices import device_of

MOZILLA = "Mozilla/5.0 "
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (f"{MOZILLA}(Linux; Android 10; K) {WEBKIT}Mobile Safari/537.36", "Chrome, Android"),
        (f"{MOZILLA}(Windows NT 10.0) {WEBKIT}Safari/537.36 Edg/120.0.0.0", "Edge, Windows"),
        (f"{MOZILLA}(X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox, Linux"),
        (
            f"{MOZILLA}(iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_its_name_and_system(agent: str, device: str) -> None:
    assert device_of(agent) == device
