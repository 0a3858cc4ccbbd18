"""Measures every promise of speed, prints a table, and exits with 1 when one is broken.

python -m benchmarks           all of them
python -m benchmarks append    those whose file name contains the word
"""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measurement import Measurement

ROW = "{:<44} {:>12} {:>12} {:>8} {:>10}  {}"


def main(arguments: list[str]) -> int:
    """Runs the benchmarks whose names contain one of the words; returns the exit code."""
    print(ROW.format("promise", "ours", "reference", "ratio", "budget", ""))
    kept = True
    for name in _names(arguments):
        for measurement in _measure(name):
            print(_row(measurement), flush=True)
            kept = kept and measurement.is_kept
    return 0 if kept else 1


def _names(words: list[str]) -> Iterator[str]:
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not words or any(word in path.stem for word in words):
            yield path.stem


def _measure(name: str) -> list[Measurement]:
    """Calls a benchmark's ``run()``, which gives one measurement or several."""
    found = importlib.import_module(f"benchmarks.{name}").run()
    return [found] if isinstance(found, Measurement) else list(found)


def _row(measurement: Measurement) -> str:
    unit = measurement.unit
    reference = "" if measurement.reference is None else f"{measurement.reference:.2f} {unit}"
    ratio = "" if measurement.ratio is None else f"{measurement.ratio:.2f}"
    budget = f"{measurement.budget:g} {unit}" if measurement.ratio is None else f"{measurement.budget:g} x"
    verdict = "kept" if measurement.is_kept else "BROKEN"
    return ROW.format(measurement.name, f"{measurement.ours:.2f} {unit}", reference, ratio, budget, verdict)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
