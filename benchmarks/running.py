"""Runs one benchmark, in a process of its own, and notes the pace of the machine meanwhile."""

import importlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

from benchmarks import pace
from benchmarks.measurement import Measurement

TRIES = 4
"""What else a machine does comes in bursts and makes every figure worse: a broken promise is measured again."""


def measure_at_best(name: str) -> list[Measurement]:
    """Measures until every promise is kept, or as often as is allowed; each figure counts at its best."""
    best = measure_apart(name)
    for _try in range(1, TRIES):
        if all(one.is_kept for one in best):
            break
        best = [one.at_best(other) for one, other in zip(best, measure_apart(name), strict=True)]
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
