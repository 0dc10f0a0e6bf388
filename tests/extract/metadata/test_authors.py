"""Where names of authors are looked for on an English page, and what speaks for them."""

from __future__ import annotations

import pytest

from rawi.extract.html.html_page import View, opened
from rawi.extract.html.layout import Layout
from rawi.extract.metadata.bylines import split_names, written_by
from rawi.extract.metadata.facts import site_names
from rawi.extract.metadata.people import Naming, author_candidates
from rawi.extract.metadata.ranking import Candidate

TITLE = "How the harbour got its second lighthouse"
TEXT = "The council voted for a second lighthouse after three ships ran aground in one winter. "


def candidates(line: str = "", head: str = "", foot: str = "") -> list[Candidate]:
    """The candidates of a page with these parts; its text is one paragraph."""
    body = f"<h1>{TITLE}</h1>{line}<article><p>{TEXT * 4}</p></article>{foot}"
    view = opened(f"<html lang=en><head>{head}</head><body>{body}</body></html>")
    assert isinstance(view, View)
    blocks = view.cutting.blocks
    text = next(i for i, b in enumerate(blocks) if b.text.startswith(TEXT[:30]))
    layout = Layout.of(blocks, [text], TITLE)
    sites = site_names(view.head, view.told, "https://gazette.example/a")
    pictures = view.cutting.pictures
    return author_candidates(Naming(view.head, view.told, layout, sites, pictures))


def names(found: list[Candidate]) -> list[tuple[str, ...]]:
    return [c.value for c in found if c.value]


def traits(found: list[Candidate], *wanted: str) -> frozenset[str]:
    return next(c.traits for c in found if c.value == wanted)


@pytest.mark.parametrize(
    "parts",
    [
        {"line": "<p>by harbourcat</p>"},
        {"head": '<meta name="author" content="harbourcat">'},
    ],
)
def test_one_word_can_be_an_author(parts: dict[str, str]) -> None:
    assert ("harbourcat",) in names(candidates(**parts))


def test_who_reviewed_is_an_author_of_another_kind() -> None:
    found = candidates("<p>Reviewed by Jane Doe, MD</p>")
    assert "reviewer beside" in traits(found, "Jane Doe")


def test_several_names_in_a_line_of_their_own() -> None:
    found = candidates("<p>Jane Doe, John Roe and Mary Poe</p><p>May 3, 2020</p>")
    assert ("Jane Doe", "John Roe", "Mary Poe") in names(found)


def test_an_element_for_authors_far_from_the_text() -> None:
    far = "<p>Tides of the week</p>" * 30
    found = candidates(foot=f'{far}<div class="author-name">Jane Doe</div>')
    assert "author element rest" in traits(found, "Jane Doe")


def test_an_author_of_a_teaser_far_from_the_text_is_passed_over() -> None:
    far = "<p>Tides of the week</p>" * 30
    found = candidates(foot=f'{far}<div class="card"><p class="author">Jane Doe</p></div>')
    assert names(found) == []


def test_the_outlet_after_a_name_falls_off() -> None:
    site = '<meta property="og:site_name" content="Harbour Gazette">'
    found = candidates('<p class="author">Jane Doe Harbour Gazette</p>', site)
    assert names(found) == [("Jane Doe",)]


def test_a_site_that_bears_a_persons_name() -> None:
    found = candidates(head="<title>" + TITLE + " | Jane Doe</title>")
    assert "site name in title" in traits(found, "Jane Doe")


def test_what_is_told_and_shown_has_two_sources() -> None:
    found = candidates("<p>By Jane Doe</p>", '<meta name="author" content="Jane Doe">')
    assert "sources 2" in traits(found, "Jane Doe")


def test_a_given_name_speaks_for_a_person() -> None:
    found = candidates("<p>Jane Doe</p><p>Harbour Notices</p><p>May 3, 2020</p>")
    assert "given name" in traits(found, "Jane Doe")
    assert "given name" not in traits(found, "Harbour Notices")


def test_an_arabic_name_needs_no_list() -> None:
    found = candidates("<p>بقلم: هدى الرفاعي</p>")
    assert "given name" in traits(found, "هدى الرفاعي")


def test_a_page_with_an_element_for_authors_is_less_likely_to_name_nobody() -> None:
    assert "none, author element" in candidates('<p class="byline">x</p>')[0].traits


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Par Claire Fontaine", ("Claire Fontaine",)),
        ("Von Jürgen Klaus und Petra Lang", ("Jürgen Klaus", "Petra Lang")),
        ("por María Ruiz y Pedro Sanz", ("María Ruiz", "Pedro Sanz")),
        ("Door Anne Vermeer en route", ("Anne Vermeer en route",)),
        ("Da Paolo Neri", ("Paolo Neri",)),
        ("Texte : Claire Fontaine", ("Claire Fontaine",)),
        ("De Wever", ("De Wever",)),
        ("Da Vinci Verrocchio", ("Da Vinci Verrocchio",)),
        ("كتب: وائل نصار", ("وائل نصار",)),
    ],
)
def test_words_for_by_in_other_languages_are_no_names(
    written: str, expected: tuple[str, ...]
) -> None:
    assert split_names(written) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Von Jürgen Klaus", ["Jürgen Klaus"]),
        ("par Claire Fontaine et Luc Petit | 3 mars", ["Claire Fontaine et Luc Petit"]),
        ("Von der Leyen besucht den Hafen", []),
        ("De Paris à Marseille en train", []),
        ("Do 4. Mai | 14:07 Uhr | Von Petra Lang", ["Petra Lang"]),
        ("Von: Petra Lang, Jürgen Klaus", ["Petra Lang, Jürgen Klaus"]),
        ("Von Petra Lang, Hafen Nord", ["Petra Lang"]),
    ],
)
def test_bylines_in_other_languages(line: str, expected: list[str]) -> None:
    assert list(written_by(line)) == expected


@pytest.mark.parametrize("kind", ["NewsArticle", "BlogPosting"])
def test_a_page_that_calls_itself_news_weighs_its_sources_apart(kind: str) -> None:
    data = f'{{"@type":"{kind}","author":{{"@type":"Person","name":"Jane Doe"}}}}'
    found = candidates(head=f'<script type="application/ld+json">{data}</script>')
    assert ("news json-ld author" in traits(found, "Jane Doe")) is (kind == "NewsArticle")


def test_the_site_that_only_the_title_names_is_no_author_of_its_pages() -> None:
    head = '<title>خطة المرفأ | أخبار الخليج</title><meta name="author" content="أخبار الخليج">'
    assert ("أخبار الخليج",) not in names(candidates(head=head))


def test_an_outlet_beside_a_person_who_is_shown_says_so() -> None:
    head = '<meta property="og:site_name" content="The Gulf Herald">'
    by = '<p class="author">By The Gulf Herald</p>'
    assert "beside a person" not in traits(candidates(line=by, head=head), "The Gulf Herald")
    both = by + '<p class="byline">By Maria Lopez</p>'
    assert "beside a person" in traits(candidates(line=both, head=head), "The Gulf Herald")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "Elena Hofer (eh), Otto Maier (om), Petra Pohl (pp.)",
            ["Elena Hofer", "Otto Maier", "Petra Pohl"],
        ),
        ("Mona Adel (Cairo) and Omar Said (Beirut)", ["Mona Adel", "Omar Said"]),
        ("هدى سالم (بيروت)، منى عادل", ["هدى سالم", "منى عادل"]),
        ("هدى سالم (بيروت) ومنى عادل (عمان)", ["هدى سالم", "منى عادل"]),
        ("Jean Roux (photos)", ["Jean Roux"]),
        (
            "Ann Weller1 ; Joan Green1,2 ; Carl Grossmann3",
            ["Ann Weller", "Joan Green", "Carl Grossmann"],
        ),
        ("Studio54", ["Studio54"]),
    ],
)
def test_brackets_and_figures_of_notes_part_no_names(line: str, names: list[str]) -> None:
    assert list(split_names(line)) == names


@pytest.mark.parametrize(
    "line", ["Autorin/Autor Hana Sabbagh", "Autor/in: Hana Sabbagh", "Autor/Autorin Hana Sabbagh"]
)
def test_a_label_may_name_both_genders(line: str) -> None:
    assert list(written_by(line)) == ["Hana Sabbagh"]


@pytest.mark.parametrize("name", ["Maria", "Marie", "Mark", "Janine", "Augusta"])
def test_a_name_that_begins_as_a_month_is_a_name(name: str) -> None:
    assert split_names(f"{name} & Katerina") == (name, "Katerina")


@pytest.mark.parametrize(
    "text",
    ["March", "20 Dec", "Sat", "Quelle: Agentur", "von", "Folgen", "Journalist", "Press Release"],
)
def test_days_labels_and_jobs_are_no_names(text: str) -> None:
    assert split_names(text) == ()


def test_a_card_may_name_the_writer_second() -> None:
    head = (
        '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="3">'
        '<meta name="twitter:label2" content="Written by">'
        '<meta name="twitter:data2" content="Jane Doe">'
    )
    assert names(candidates(head=head)) == [("Jane Doe",)]


def test_what_names_the_first_of_several_speaks_for_them_all() -> None:
    data = '{"@type":"NewsArticle","author":[{"name":"Jane Doe"},{"name":"Mary Poe"}]}'
    head = f'<script type="application/ld+json">{data}</script>'
    found = candidates("<p>By Jane Doe</p>", head)
    assert "byline beside" in traits(found, "Jane Doe", "Mary Poe")


def test_the_outlet_among_persons_falls_off() -> None:
    site = '<meta property="og:site_name" content="Harbour Gazette">'
    found = candidates("<p>By Jane Doe and Harbour Gazette</p>", site)
    assert names(found) == [("Jane Doe",)]


@pytest.mark.parametrize("alt", ["Jane Doe", "Photo of Jane Doe", "Jane Doe's avatar"])
def test_a_portrait_beside_a_name_speaks_for_a_person(alt: str) -> None:
    box = f'<div><img src="a.jpg" alt="{alt}"><span>Jane Doe</span></div>'
    assert "portrait beside" in traits(candidates(line=box), "Jane Doe")


def test_a_portrait_without_a_name_beside_it_names_nobody() -> None:
    box = '<div><img src="a.jpg" alt="Jane Doe"><p>Doe scores twice in the rain</p></div>'
    assert names(candidates(line=box)) == []


def test_a_name_at_a_picture_is_weighed_as_such() -> None:
    figure = "<figure><figcaption>Jane Doe</figcaption></figure>"
    assert "at a picture" in traits(candidates(figure), "Jane Doe")
    assert "at a picture" not in traits(candidates("<p>Jane Doe</p>"), "Jane Doe")


@pytest.mark.parametrize("text", ["kadmin7fk2", "user_42", "Harbour Works Inc.", "Gull Labs LLC"])
def test_accounts_and_firms_are_no_names(text: str) -> None:
    assert split_names(text) == ()


@pytest.mark.parametrize("text", ["harbourcat", "Agent 47", "Inca Roe", "Mary LLCoe"])
def test_what_only_looks_like_an_account_or_a_firm_is_a_name(text: str) -> None:
    assert split_names(text) == (text,)


@pytest.mark.parametrize("text", ["Jane DoeFounder", "Jane DoeSenior Editor", "Jane DoeCo-Founder"])
def test_a_job_glued_to_a_name_falls_off(text: str) -> None:
    assert split_names(text) == ("Jane Doe",)


@pytest.mark.parametrize("text", ["Jane McEditor-Roe", "Jane DoeFounders", "Jane McChiefy"])
def test_a_name_that_holds_a_job_is_kept(text: str) -> None:
    assert split_names(text) == (text,)
