"""What PostgreSQL says when somebody connects, without a SQLSTATE, in Rawi's words."""

import psycopg
import pytest

from rawi.store.engines.postgres_words import STATES, told


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ('FATAL:  could not write init file "base/5/pg_internal.init"', "53100"),
        ("FATAL:  could not extend file: No space left on device", "53100"),
        ("FATAL:  the database system is starting up", "57P03"),
        ("FATAL:  the database system is shutting down", "57P03"),
        ("FATAL:  the database system is not yet accepting connections", "57P03"),
    ],
)
def test_what_is_said_while_connecting(said: str, state: str) -> None:
    error = psycopg.OperationalError(f"connection failed: {said}")
    assert str(told("news", error)) == f"news: {STATES[state]}"
