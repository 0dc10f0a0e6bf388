"""The CPU time that something takes, apart from what else the process of the tests holds.

Python's collector goes through all of the process whenever it is due, a half second in a run of
thousands of tests: whose call it falls into says nothing about that call, so it waits.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time


@contextmanager
def _collected_later() -> Iterator[None]:
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def seconds(call: Callable[[], object]) -> float:
    """CPU seconds of this process for the call, all of its threads together."""
    with _collected_later():
        begun = process_time()
        call()
        return process_time() - begun


@contextmanager
def within(most: float) -> Iterator[None]:
    """Fails where what stands inside takes ``most`` CPU seconds or more."""
    with _collected_later():
        begun = process_time()
        yield
        spent = process_time() - begun
    assert spent < most, f"{spent:.2f} seconds of the CPU, at most {most}"
