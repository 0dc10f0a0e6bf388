"""The scorer of similar articles: known answers."""

from eval.similar import Press, judged
from rawi.relate import Window

STORY = {"a": "s", "b": "s", "c": "t", "d": "u", "e": "v", "f": "w"}
PRESS = Press(dict.fromkeys(STORY), STORY, {}, {"a": {"c"}}, Window())  # type: ignore[arg-type]


def test_what_is_given_is_counted_by_what_is_wrong_with_it() -> None:
    given = {"a": ["a", "b", "c", "d", "e", "f"], "d": ["e"]}
    gold = {"a": "fire", "d": "fire", "e": "flood"}
    affairs = {"a": "fires", "d": "fires", "e": ""}
    tally = judged(PRESS, lambda name: given.get(name, []), [gold], affairs)
    assert (tally.articles, tally.full, tally.given) == (3, 1, 6)
    assert tally.wrong == 3  # itself, its own story, its copy
    assert (tally.marked, tally.same) == (4, 2)  # itself and d; e is another happening, twice
    assert (tally.threaded, tally.astray) == (4, 2)  # e belongs to no affair


def test_nothing_given_is_nothing_wrong() -> None:
    tally = judged(PRESS, lambda _: [], [{"a": "fire"}], {"a": "fires"})
    assert (tally.articles, tally.full, tally.given, tally.wrong) == (1, 0, 0, 0)
