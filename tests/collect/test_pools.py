"""Whom connections trust."""

from __future__ import annotations

from pathlib import Path

import certifi
import pytest

from rawi.collect.pools import Pools


def trusted(pools: Pools) -> int:
    return len(pools._tls.get_ca_certs())


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)


def test_the_authorities_of_certifi_are_trusted() -> None:
    assert trusted(Pools(1)) > 100


def test_the_environment_names_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    first = Path(certifi.where()).read_text("utf-8").split(begin)[1].split(end)[0]
    one = tmp_path / "one.pem"
    one.write_text(f"{begin}{first}{end}\n", "utf-8")
    monkeypatch.setenv("SSL_CERT_FILE", str(one))
    assert trusted(Pools(1)) == 1


def test_a_folder_of_authorities_is_read_as_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert trusted(Pools(1)) == 0
