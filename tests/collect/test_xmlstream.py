"""Small XML in a stream: how deep, what is refused, what came before a mistake."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rawi.collect.xmlstream import EntityRefusedError, Node, nodes


def until_it_fails(data: bytes) -> tuple[list[Node], Exception | None]:
    held: list[Node] = []
    found: Iterator[Node] = nodes(data)
    try:
        held.extend(found)
    except ValueError as why:
        return held, why
    return held, None


@pytest.mark.parametrize(("deep", "read"), [(200, True), (201, False)])
def test_so_deep_is_read_and_no_deeper(deep: int, read: bool) -> None:
    held, why = until_it_fails(b"<a>" * deep + b"</a>" * deep)
    assert (why is None) == read
    assert max(node.depth for node in held) == 199
    assert read or "200 deep" in str(why)


def test_names_and_attributes_are_local_and_text_is_stripped() -> None:
    data = b"<x:A xmlns:x='u' x:B='1' c='2'> t<i>in</i> </x:A>"
    assert list(nodes(data)) == [
        Node("a", {"b": "1", "c": "2"}, "", True, 0),
        Node("i", {}, "", True, 1),
        Node("i", {}, "in", False, 1),
        Node("a", {"b": "1", "c": "2"}, "t", False, 0),
    ]


def test_entities_are_refused() -> None:
    with pytest.raises(EntityRefusedError, match="'e'"):
        list(nodes(b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'))


def test_what_was_before_a_mistake_is_given_out() -> None:
    held, why = until_it_fails(b"<a><b>x</b><c></a>")
    assert [node.name for node in held if not node.opened] == ["b"]
    assert why is not None


@pytest.mark.parametrize("data", [b"", b"<a>", b"<a></a><b/>", b"x"])
def test_what_is_no_document_is_told(data: bytes) -> None:
    assert until_it_fails(data)[1] is not None


def test_pieces_of_a_long_document_are_joined() -> None:
    data = b"<a>" + b"<b>" + b"x" * 200_000 + b"</b></a>"
    held = [node for node in nodes(data) if node.name == "b" and not node.opened]
    assert len(held[0].text) == 200_000
