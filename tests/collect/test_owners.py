"""Whose the outlets of the catalogue are: each fact with what states it."""

from typing import get_args

from rawi.collect.catalogue import _owners, catalogue, named_outlet, ownership_of
from rawi.model import OutletKind


def test_every_fact_is_of_an_outlet_of_the_catalogue_and_names_its_source() -> None:
    known = {outlet.id for outlet in catalogue()}
    assert set(_owners()) <= known
    for owned in _owners().values():
        assert owned.kind in get_args(OutletKind)
        assert len(owned.source) > 8
        assert owned.owner


def test_what_is_not_listed_is_unknown() -> None:
    assert ownership_of("nowhere.example") is None


def test_an_outlet_of_the_catalogue_brings_its_owner() -> None:
    owned = named_outlet("https://www.dw.com/").ownership
    assert owned == ownership_of("dw.com")
    assert owned is not None
    assert owned.kind == "public"
