"""Runs one benchmark, in a process of its own, and notes the pace of the machine meanwhile."""

import importlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from benchmarks import pace
from benchmarks.measurement import Measurement

TRIES = 4
"""What else a machine does comes in bursts and only makes a figure worse: a broken promise is measured again."""


def measure_at_best(name: str) -> list[Measurement]:
    """Measures until every promise is kept, or as often as is allowed; of each promise the best try counts."""
    best = measure_apart(name)
    for tries in range(2, TRIES + 1):
        if all(one.is_kept for one in best):
            break
        again = [replace(one, tries=tries) for one in measure_apart(name)]
        best = [min(pair, key=lambda one: one.load) for pair in zip(best, again, strict=True)]
    return best


def measure_apart(name: str) -> list[Measurement]:
    """Measures in another process: what one benchmark leaves behind would be a burden to the next."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, name).result()


def measure(name: str) -> list[Measurement]:
    """Calls a benchmark's ``run()``, which gives one measurement or several.

    The machine's pace is taken before and after; the better one counts, so that a promise is rather broken than kept.
    """
    before = pace.slowness()
    found = importlib.import_module(f"benchmarks.{name}").run()
    slowness = min(before, pace.slowness())
    return [replace(one, slowness=slowness) for one in ([found] if isinstance(found, Measurement) else found)]
