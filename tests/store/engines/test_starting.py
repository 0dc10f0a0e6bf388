"""A server that is there and takes nobody yet is waited for."""

import signal
import threading
import time
from pathlib import Path

import psycopg
import pytest

from eval.clusters import Cluster, cluster
from rawi.errors import StorageError
from rawi.store.engines import postgres
from rawi.store.engines.opening import opened


def let_go(hold: "psycopg.Connection[object]") -> None:
    time.sleep(0.8)
    hold.close()


@pytest.mark.usefixtures("postgres")
def test_who_comes_while_a_server_takes_nobody_asks_again(tmp_path: Path) -> None:
    with cluster() as server:
        place = server.database()
        hold = psycopg.connect(place)
        assert server.process is not None
        server.process.send_signal(signal.SIGTERM)  # it ends when the last one has left
        until_refusing(server, place)
        threading.Thread(target=let_go, args=(hold,)).start()
        begun = time.monotonic()
        with pytest.raises(StorageError):
            opened(place, beside=tmp_path)
        assert time.monotonic() - begun > 0.5


def until_refusing(server: Cluster, place: str) -> None:
    for _ in range(100):
        if postgres._is_starting(place):
            return
        time.sleep(0.05)
    raise AssertionError(server.folder)
