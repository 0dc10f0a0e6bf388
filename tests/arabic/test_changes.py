from hypothesis import given
from hypothesis import strategies as st

from rawi.arabic.changes import paragraph_changes, word_changes

WORDS = st.lists(st.sampled_from(["فاض", "النهر", "ليلا", "2", "\n", "  "]), max_size=12).map(
    " ".join
)


@given(WORDS, WORDS)
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    runs = word_changes(old, new)
    assert "".join(r.text for r in runs if r.change != "added") == old
    assert "".join(r.text for r in runs if r.change != "removed") == new


def test_only_the_changed_word_is_marked() -> None:
    runs = word_changes("فاض النهر ليلا", "فاض النهر فجرا")
    assert [(r.change, r.text) for r in runs] == [
        ("same", "فاض النهر "),
        ("removed", "ليلا"),
        ("added", "فجرا"),
    ]


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_paragraphs_too(old: list[str], new: list[str]) -> None:
    runs = [r for p in paragraph_changes(tuple(old), tuple(new)) for r in p]
    assert "".join(r.text for r in runs if r.change != "added") == "".join(old)
    assert "".join(r.text for r in runs if r.change != "removed") == "".join(new)
