"""Listening: reader processes over one newsroom; beside them one collects, one embeds."""

from __future__ import annotations

import errno
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path

import uvicorn
from litestar.concurrency import set_asyncio_executor

import rawi
from rawi.collect.options import CollectOptions
from rawi.collect.schedule import run_forever
from rawi.errors import InputError, NewsroomError, RawiError
from rawi.newsroom import Newsroom
from rawi.newsroom.options import from_settings
from rawi.notify import rounds
from rawi.notify.sending import Senders
from rawi.notify.web_push import signer_of
from rawi.serve.access import check_bind
from rawi.serve.app import create_app
from rawi.serve.connections import GuardedProtocol
from rawi.serve.letters import writer
from rawi.serve.meter import Meter
from rawi.serve.options import ServeOptions
from rawi.store.engines.opening import is_address, personal_at
from rawi.store.personal.file import marks_path
from rawi.store.personal.notices import people_told
from rawi.store.personal.people import People

PATIENCE = 20.0
"""Seconds that the collector gets to finish its batch at the end."""
THREADS = 2
"""That make pages: one works while the other waits for the disk, more get in each other's way."""
WARMING = 200
"""Recent headlines that are searched beside the first pages: the texts that are found hold most
words of later ones, each of which is analysed once a process: half of what a search costs."""
BREATH = 0.5
"""Seconds between two of them, else pages wait: of a reader that just began 95 of 100 pages came
within 70 ms with .02, 49 with .1, 41 with .25 and 35 with .5 (decision 0235)."""
LONG, LONGEST_PAUSE = 60.0, 300.0
"""Seconds after which a collector that died had been well, and between two beginnings at most."""
log = logging.getLogger("rawi.serve")
NICE, NICEST = 10, 19
"""How far the collector stands back where pages want the processor too, and how far what
embeds, also from the collector."""
EMBED_EVERY = 5.0
"""Seconds between two looks at whether vectors are missing."""
_Child = tuple[Callable[..., None], tuple[object, ...]]
"""What runs in a process beside the reader, and what it is given."""


def run(
    newsroom_path: str | os.PathLike[str],
    options: ServeOptions | None = None,
    collect: CollectOptions | None = None,
) -> None:
    """Serve the newsroom until interrupted; with ``collect``, visit its outlets meanwhile.

    Raises ``InputError`` for an address beyond loopback without a token, before
    anything is opened.
    """
    options = options or ServeOptions()
    path = os.fspath(newsroom_path)
    check_bind(options, has_accounts(path))
    check_free(options)
    _end_in_order()
    children: list[_Child] = [] if collect is None else [(_collect, (path, collect))]
    if options.notify:
        children.append((_notify, (path, _site(options), options.mail)))
    if options.semantic:
        children.append((_embed, (path,)))
    if options.readers > 1:
        _read_together(path, options, children)
        return
    with _opened(path, options) as newsroom, _beside(children):
        _answer(newsroom, options, Meter())


@contextmanager
def _opened(path: str, options: ServeOptions) -> Iterator[Newsroom]:
    with (
        rawi.open(path, options=from_settings(options.semantic)) as newsroom,
        _following(newsroom),
    ):
        yield newsroom


def _read_together(path: str, options: ServeOptions, children: list[_Child]) -> None:
    """Several processes that answer at one address, each with a window of its own, until
    interrupted; any of them tells what all of them counted."""
    with rawi.open(path, options=from_settings(options.semantic)):
        pass  # made, migrated and indexed once, before each looks by itself
    with closing(_bound(options)) as listener, tempfile.TemporaryDirectory() as counts:
        reader: _Child = (_read, (path, options, listener, counts))
        with _beside([reader] * options.readers + children), suppress(KeyboardInterrupt):
            threading.Event().wait()


def _read(path: str, options: ServeOptions, listener: socket.socket, counts: str) -> None:
    """One of several that answer, until the first process says or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_in_order()
    with _opened(path, options) as newsroom:
        _answer(newsroom, options, Meter(Path(counts)), listener)


def _answer(
    newsroom: Newsroom,
    options: ServeOptions,
    meter: Meter,
    listener: socket.socket | None = None,
) -> None:
    """Answer until interrupted; on ``listener``, which others may share, else on one's own."""
    set_asyncio_executor(ThreadPoolExecutor(THREADS))
    _warm(newsroom)
    config = uvicorn.Config(
        create_app(newsroom, options, meter=meter),
        host=options.host,
        port=options.port,
        log_level="warning",
        server_header=False,
        http=GuardedProtocol,
        proxy_headers=False,  # see ``behind_proxies``
    )
    server = uvicorn.Server(config)
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_after, args=(parent, server), daemon=True).start()
    meeting = _threads([partial(_meet, newsroom)])
    with meeting, meter.told(), suppress(KeyboardInterrupt):
        server.run(sockets=[listener] if listener else None)


def _end_after(parent: BaseProcess, server: uvicorn.Server) -> None:
    parent.join()
    server.should_exit = True


@contextmanager
def _following(newsroom: Newsroom) -> Iterator[None]:
    """Threads beside the pages: one numbers what is stored, until it is done, and one keeps up with
    what other machines store, which a file needs not."""
    work = [newsroom.keep_numbering, *([newsroom.keep_up] if newsroom.shared else [])]
    with _threads(work):
        yield


@contextmanager
def _threads(work: Sequence[Callable[[threading.Event], None]]) -> Iterator[None]:
    """Run these beside, each in a thread of its own, until they are told to end."""
    ended = threading.Event()
    threads = [threading.Thread(target=one, args=(ended,), daemon=True) for one in work]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join(PATIENCE)


def has_accounts(newsroom: str) -> bool:
    """Whether anybody has an account in the newsroom at that path."""
    if not is_address(newsroom) and not marks_path(Path(newsroom)).exists():
        return False
    with personal_at(newsroom) as file:
        return People(file).any()


def check_free(options: ServeOptions) -> None:
    """Raise ``InputError`` where nothing can listen at that address, before anything is opened."""
    _bound(options).close()


def _bound(options: ServeOptions) -> socket.socket:
    """A socket that has that address. Raises ``InputError`` where it cannot be had.

    It names its protocol: asyncio sends without delay on connections of TCP so named alone, and
    else the end of each answer waits 40 ms for the client's acknowledgement.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((options.host, options.port))
    except OSError as why:
        made.close()
        busy = why.errno == errno.EADDRINUSE
        told = "another program listens there; choose another --port" if busy else why.strerror
        raise InputError(f"{options.host}:{options.port}: {told}") from why
    return made


def _end_in_order() -> None:
    """Told to end from outside, leave as by Ctrl+C: the collector is waited for.

    uvicorn hands the signal on when it is done, and alone it would end this at once.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def _warm(newsroom: Newsroom) -> None:
    """Load the window and the lexicon now, not when somebody waits for a page."""
    for story in newsroom.briefs(limit=1):
        newsroom.similar(story.first.id, limit=1)
        newsroom.search(story.headline, limit=1)
    _settle()


def _meet(newsroom: Newsroom, ended: threading.Event) -> None:
    """Meet the words of recent texts before somebody waits for the searches that show them."""
    with suppress(NewsroomError):  # whoever asks next is told
        for story in newsroom.briefs(limit=WARMING):
            if ended.wait(BREATH):
                return
            newsroom.search(story.headline, limit=20)
    _settle()


def _settle() -> None:
    """What is held by now stays: the window, dictionaries, the words of the index. Looking
    through it for garbage again and again would hold pages up, for a tenth of a second each."""
    gc.collect()
    gc.freeze()


@contextmanager
def _beside(children: list[_Child]) -> Iterator[None]:
    """What collects and what embeds run in processes of their own: pages never wait for them."""
    ended = threading.Event()
    keepers = [
        threading.Thread(target=_keep, args=(child, ended), daemon=True) for child in children
    ]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        ended.set()
        for keeper in keepers:
            keeper.join(PATIENCE + 1)


def _keep(child: _Child, ended: threading.Event) -> None:
    """Begin a child again whenever its process dies, after a while that grows."""
    pause = 1.0
    while not ended.is_set():
        begun = time.monotonic()
        try:
            code = _outlived(child, ended)
        except OSError as why:  # no memory or no process left: perhaps later
            code = why.errno
        if ended.is_set():
            return
        pause = 1.0 if time.monotonic() - begun > LONG else min(2 * pause, LONGEST_PAUSE)
        log.error("%s ended (%s); begun again in %.0f s", _NAMES[child[0]], code, pause)
        ended.wait(pause)


def _outlived(child: _Child, ended: threading.Event) -> int | None:
    """Begin a child, wait for its end or end it; its exit code."""
    process = multiprocessing.get_context("spawn").Process(target=_told, args=child)
    process.start()
    while process.is_alive() and not ended.wait(0.2):
        pass
    if process.is_alive():
        process.terminate()
        process.join(PATIENCE)
        process.kill()
    return process.exitcode


def _told(target: Callable[..., None], args: tuple[object, ...]) -> None:
    """Run a child to its end; what we can explain is a line, not a trace."""
    try:
        target(*args)
    except RawiError as why:
        raise SystemExit(f"{_NAMES[target]}: {why}") from why


def _collect(path: str, options: CollectOptions) -> None:
    stop = _told_to_stop(NICE)
    with rawi.open(path, options=from_settings()) as newsroom:
        run_forever(newsroom, stop, options)


def _embed(path: str) -> None:
    """Make the vectors that are missing, whenever nothing else wants the processor."""
    stop = _told_to_stop(NICEST)
    with rawi.open(path, options=from_settings()) as newsroom:
        while not stop.is_set():
            newsroom.embed(stop)
            stop.wait(EMBED_EVERY)


def _notify(path: str, site: str, mail: str) -> None:
    """Send alerts and digests; the newsroom is opened when somebody wants to be told."""
    stop = _told_to_stop(NICE)
    with personal_at(path) as file:
        while not people_told(file):
            if stop.wait(rounds.EVERY):
                return
    with rawi.open(path, options=from_settings()) as newsroom:
        post = rounds.Post(
            writer(newsroom, site), Senders(mail, signer_of(newsroom.notices.file, site))
        )
        rounds.run_forever(newsroom, stop, post)


def _site(options: ServeOptions) -> str:
    """The address of the reader that messages lead to."""
    host = f"[{options.host}]" if ":" in options.host else options.host
    return options.site.rstrip("/") or f"http://{host}:{options.port}"


_NAMES: dict[Callable[..., None], str] = {
    _read: "a reader",
    _collect: "the collector",
    _embed: "the embedder",
    _notify: "the sender of alerts",
}


def _told_to_stop(nice: int) -> threading.Event:
    """What is set when the reader ends, or ends this child; it stands back so far."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    os.nice(nice)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all; the reader says when
    threading.Thread(target=_follow_parent, args=(stop,), daemon=True).start()
    return stop


def _follow_parent(stop: threading.Event) -> None:
    """End with the reader, however it ended."""
    if parent := multiprocessing.parent_process():
        parent.join()
    stop.set()
