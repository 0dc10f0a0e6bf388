"""How tests are run: how laws are tried, where files stand, which servers there are.

Laws are tried without a deadline, for the first call of a room reads its word lists.

Where ``CI`` is set every run tries the same inputs, so that a red run is the change's doing.
Elsewhere each run tries others: what those find belongs into a test of its own.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from eval.clusters import Cluster, cluster, found

settings.register_profile("exploring", deadline=None)
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable" if os.environ.get("CI") else "exploring")

MEMORY, ROOM = Path("/dev/shm"), 4 << 30
"""Where temporary folders stand if so many bytes are free: each newsroom waits for the disk at
every commit, a quarter of the time of those tests."""
if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of our own; tests are passed over where there is none to start."""
    try:
        found("postgres")
    except FileNotFoundError:
        if os.environ.get("RAWI_REQUIRE_POSTGRES"):
            raise
        pytest.skip("PostgreSQL is not installed")
    with cluster() as running:
        yield running


@pytest.fixture
def address(postgres: Cluster) -> Callable[[], str]:
    """Gives addresses of new, empty databases."""
    return postgres.database
