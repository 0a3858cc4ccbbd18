"""Measures every promise of speed, prints a table, and exits with 1 when one is broken.

python -m benchmarks           all of them
python -m benchmarks append    those whose file name contains the word
"""

import importlib
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from benchmarks import pace
from benchmarks.measurement import Measurement

ROW = "{:<50} {:>11} {:>11} {:>6} {:>14}  {}"


def main(arguments: list[str]) -> int:
    """Runs the benchmarks whose names contain one of the words; returns the exit code."""
    promised = f"{pace.PROMISED_SECONDS * 1_000:g} ms"
    print(f"Amounts of time are promised for a machine whose Python counts to a million in {promised}.")
    print(ROW.format("promise", "ours", "reference", "ratio", "budget", ""))
    kept = True
    for name in _names(arguments):
        for measurement in _measure_apart(name):
            print(_row(measurement), flush=True)
            kept = kept and measurement.is_kept
    return 0 if kept else 1


def _names(words: list[str]) -> Iterator[str]:
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not words or any(word in path.stem for word in words):
            yield path.stem


def _measure_apart(name: str) -> list[Measurement]:
    """Measures in a process of its own: what one benchmark leaves behind would be a burden to the next."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measure, name).result()


def _measure(name: str) -> list[Measurement]:
    """Calls a benchmark's ``run()``, which gives one measurement or several.

    The machine's pace is taken before and after; the better one counts, so that a promise is rather broken than kept.
    """
    before = pace.slowness()
    found = importlib.import_module(f"benchmarks.{name}").run()
    slowness = min(before, pace.slowness())
    return [replace(one, slowness=slowness) for one in ([found] if isinstance(found, Measurement) else found)]


def _row(measurement: Measurement) -> str:
    unit = measurement.unit
    reference = "" if measurement.reference is None else f"{measurement.reference:.2f} {unit}"
    ratio = "" if measurement.ratio is None else f"{measurement.ratio:.2f}"
    budget = f"{measurement.budget:g} {unit}" if measurement.ratio is None else f"{measurement.budget:g} x"
    budget += f" x {measurement.slowness:.2f}" if measurement.is_time else ""
    verdict = "kept" if measurement.is_kept else "BROKEN"
    return ROW.format(measurement.name, f"{measurement.ours:.2f} {unit}", reference, ratio, budget, verdict)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
