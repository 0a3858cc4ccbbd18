"""Measures every promise of speed, prints a table, and exits with 1 when one is broken.

python -m benchmarks           all of them
python -m benchmarks append    those whose file name contains the word
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import pace
from benchmarks.measurement import Measurement
from benchmarks.running import TRIES, measure_at_best

ROW = "{:<50} {:>11} {:>11} {:>6} {:>14}  {}"


def main(arguments: list[str]) -> int:
    """Runs the benchmarks whose names contain one of the words; returns the exit code."""
    promised = f"{pace.PROMISED_SECONDS * 1_000:g} ms"
    print(f"Amounts of time are promised for a machine whose Python counts to a million in {promised}.")
    print(f"What is broken is measured again, up to {TRIES} times; ours, reference and pace each count at their best.")
    print(ROW.format("promise", "ours", "reference", "ratio", "budget", ""))
    kept = True
    for name in _names(arguments):
        for measurement in measure_at_best(name):
            print(_row(measurement), flush=True)
            kept = kept and measurement.is_kept
    return 0 if kept else 1


def _names(words: list[str]) -> Iterator[str]:
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        if not words or any(word in path.stem for word in words):
            yield path.stem


def _row(measurement: Measurement) -> str:
    unit = measurement.unit
    reference = "" if measurement.reference is None else f"{measurement.reference:.2f} {unit}"
    ratio = "" if measurement.ratio is None else f"{measurement.ratio:.2f}"
    budget = f"{measurement.budget:g} {unit}" if measurement.ratio is None else f"{measurement.budget:g} x"
    budget += f" x {measurement.slowness:.2f}" if measurement.is_time else ""
    verdict = "kept" if measurement.is_kept else "BROKEN"
    verdict += f" ({measurement.tries} tries)" if measurement.tries > 1 else ""
    return ROW.format(measurement.name, f"{measurement.ours:.2f} {unit}", reference, ratio, budget, verdict)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
