"""What stands between Rawi and PostgreSQL and can stop passing bytes, as a network that hangs."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread


class Proxy:
    """On a port of its own; connections stay open while nothing passes."""

    def __init__(self, server: Path) -> None:
        """``server``: the socket of the server."""
        self._server = str(server)
        self._passing = Event()
        self._passing.set()
        self._taking = socket.create_server(("127.0.0.1", 0))
        self.port = self._taking.getsockname()[1]
        self._open: list[socket.socket] = []
        Thread(target=self._take, daemon=True).start()

    def stop(self) -> None:
        """Pass nothing more in either direction, and say nothing to either side."""
        self._passing.clear()

    def go_on(self) -> None:
        self._passing.set()

    def close(self) -> None:
        for one in (self._taking, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._passing.set()

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._taking.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._open += [client, server]
                for two in ((client, server), (server, client)):
                    Thread(target=self._pass, args=two, daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._passing.wait()
                target.sendall(data)
        with suppress(OSError):
            self._passing.wait()
            target.shutdown(socket.SHUT_RDWR)
