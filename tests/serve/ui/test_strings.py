import msgspec
import pytest

from rawi.serve.ui.strings import available, read, strings_of

TABLES = ("words", "fields", "origins", "topics", "countries", "languages", "zones")
FRENCH = """
name = "Français"
direction = "ltr"
digits = "latn"
comma = ", "
today = "Aujourd'hui"
yesterday = "Hier"
months = ["janvier"]
weekdays = ["lundi"]

[words]
home = "Actualités"

[counted.day]
one = "{n} jour"
other = "{n} jours"
"""


@pytest.mark.parametrize("table", TABLES)
def test_arabic_and_english_have_the_same_words(table: str) -> None:
    arabic, english = (getattr(strings_of(code), table) for code in ("ar", "en"))
    assert arabic.keys() == english.keys()


@pytest.mark.parametrize("code", available())
@pytest.mark.parametrize("table", TABLES)
def test_no_word_is_empty(code: str, table: str) -> None:
    assert all(word.strip() for word in getattr(strings_of(code), table).values())


@pytest.mark.parametrize("code", available())
def test_every_noun_has_the_form_that_stands_for_all(code: str) -> None:
    assert all("other" in forms for forms in strings_of(code).counted.values())


def test_a_third_language_is_one_file_and_english_where_it_is_silent() -> None:
    french = read(FRENCH, "fr")
    assert (french.word("home"), french.word("search")) == ("Actualités", "Search")
    assert french.form("day", 0) == "{n} jour"
    assert french.form("day", 2) == "{n} jours"


def test_a_country_that_no_file_names_has_its_name_of_cldr() -> None:
    assert strings_of("ar").country("jp") == "اليابان"


def test_a_file_without_a_direction_is_an_error() -> None:
    with pytest.raises(msgspec.ValidationError, match="direction"):
        read('name = "x"', "fr")
