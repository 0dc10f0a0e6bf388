"""The process that reads pages: one bad capture costs that one."""

from __future__ import annotations

import pytest

from rawi.corpus import pages as pages_module
from rawi.corpus.pages import Pages, read_capture
from rawi.model import Capture
from rawi.processes import Process
from tests.corpus.making import article, page, reports


def test_a_page_is_read_as_everywhere() -> None:
    report = reports()[3]
    with Pages() as pages:
        (read,) = pages.read([Capture(body=page(report))])
    assert read == read_capture(Capture(body=page(report)))
    assert read.articles[0].title == article(report).title


def test_a_capture_over_which_the_process_ends_costs_itself_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages_module, "Process", lambda _: Process("tests.corpus.dying"))
    with Pages() as pages:
        found = pages.read([Capture(body=body) for body in (b"a", b"die", b"b")])
    assert [[a.id for a in read.articles] for read in found] == [["a"], [], ["b"]]
    assert [r.kind for r in found[1].rejected] == ["fatal"]


def test_a_mistake_over_one_capture_refuses_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Capture) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr(pages_module, "page_of", fail)
    assert [r.kind for r in read_capture(Capture(body=b"")).rejected] == ["mistake"]
