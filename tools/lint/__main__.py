"""Runs every lint over the checkout; exit code 1 when one of them found something."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.lint import bare_qt, docstrings, sizes, sql_text, untranslated, waiting
from tools.lint.source import Fault, Source, read_sources

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("trainer", "tests", "tools", "benchmarks")
LINTS: tuple[Callable[[Source], Iterator[Fault]], ...] = (
    bare_qt.find,
    docstrings.find,
    sizes.find,
    sql_text.find,
    untranslated.find,
    waiting.find,
)


def main() -> int:
    """Prints every fault; returns the exit code."""
    faults = [fault for source in read_sources(ROOT, *FOLDERS) for lint in LINTS for fault in lint(source)]
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
