"""What the index holds of an article is the same whether its tokens are known or not."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic import tokens
from rawi.model import Article
from rawi.search.entries import analysed, fields
from rawi.search.index import Analysed, Entry, Fields

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            (
                "افتتح الوزير جسر المدينة يوم الخميس",
                "قال: «نعود غدا» #جسر_المدينة @press",
                "نشر في www.news.example 12/3/2018 ٣٤٥,٦",
                "می\u200cشود این است که برای آن",
                "ٹرین کے لیے ہے",
                "",
            )
        ),
        st.text(max_size=12),
    ),
    max_size=4,
)


@given(LINES, LINES)
def test_known_tokens_change_nothing(head: list[str], body: list[str]) -> None:
    title, standfirst = [*head, "", ""][:2]
    article = Article(id="a", title=title, standfirst=standfirst, body=tuple(body))
    assert fields(Entry(article), tokens(article.text)) == fields(Entry(article))


def test_fields_go_through_msgpack_and_are_not_made_twice() -> None:
    made = analysed(Entry(Article(id="a", title="جسر", published="2018-04-03T10:00:00+00:00")))
    packed = msgspec.msgpack.encode(made.fields)
    again = Analysed("a", msgspec.msgpack.decode(packed, type=Fields))
    assert analysed(again) is again
    assert again == made
    assert (made.fields.month, made.fields.day) == (4, 17624)
