import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.errors import InputError
from rawi.serve.access import check_bind, is_loopback
from rawi.serve.options import (
    Preferences,
    ServeOptions,
    chosen,
    preferences_cookie,
    read_preferences,
    zone_of,
    zone_shown,
)
from rawi.serve.ui.strings import available, strings_of


def test_preferences_survive_their_cookie() -> None:
    kept = Preferences(language="en", theme="dark", digits="arab", zone="Africa/Cairo")
    assert read_preferences(preferences_cookie(kept), ServeOptions()) == kept


@given(st.text())
def test_any_cookie_gives_usable_preferences(raw: str) -> None:
    assert read_preferences(raw, ServeOptions()).language in ("ar", "en")


def test_unknown_choices_are_ignored() -> None:
    fields = {"language": "xx", "zone": "../etc/passwd", "theme": "dark", "admin": "1"}
    assert chosen(Preferences(), fields) == Preferences(theme="dark")


def test_digits_follow_the_language_until_chosen() -> None:
    assert Preferences(language="ar").arabic_digits
    assert not Preferences(language="en").arabic_digits
    assert not Preferences(language="ar", digits="latn").arabic_digits


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "localhost", "::1", "[::1]"])
def test_loopback_needs_no_token(host: str) -> None:
    check_bind(ServeOptions(host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", ""])
def test_any_other_address_needs_a_token(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(InputError, match="token"):
        check_bind(ServeOptions(host=host))
    check_bind(ServeOptions(host=host, token="s3cret"))


@pytest.mark.parametrize(
    ("chosen_zone", "browser", "shown"),
    [
        ("Africa/Cairo", "Asia/Dubai", "Africa/Cairo"),
        ("", "Asia%2FDubai", "Asia/Dubai"),
        ("", "../etc/passwd", "Asia/Amman"),
        ("", None, "Asia/Amman"),
    ],
)
def test_times_stand_in_the_zone_chosen_else_the_browsers_else_the_servers(
    chosen_zone: str, browser: str | None, shown: str
) -> None:
    options = ServeOptions(zone="Asia/Amman")
    assert zone_shown(Preferences(zone=chosen_zone), browser, options).key == shown


def test_the_choice_of_a_zone_can_be_taken_back() -> None:
    assert chosen(Preferences(zone="Africa/Cairo"), {"zone": ""}).zone == ""


@pytest.mark.parametrize("code", available())
def test_every_zone_on_offer_is_known(code: str) -> None:
    assert all(zone_of(name) for name in strings_of(code).zones)
