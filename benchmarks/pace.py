"""How fast this machine runs plain Python at the moment, beside the one that promises in milliseconds are made for."""

import time

PROMISED_SECONDS = 0.035
"""What that machine takes to count to a million: an amount of time means nothing without one."""

_COUNT = 1_000_000
_ROUNDS = 5


def slowness() -> float:
    """Returns how many times longer this machine takes than the promised one; at the best of a few tries."""
    return min(_count() for _round in range(_ROUNDS)) / PROMISED_SECONDS


def _count() -> float:
    start = time.perf_counter()
    total = 0
    for _number in range(_COUNT):
        total += 1
    assert total == _COUNT
    return time.perf_counter() - start
