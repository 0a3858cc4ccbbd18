"""Opening a course and taking a lesson out of it, in a course as large as the finished one."""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.course import PROGRAMME, large_pack
from benchmarks.measurement import Measurement
from trainer.courses.pack_reader import PackCatalogue

OPENINGS = 40


def run() -> list[Measurement]:
    """Opens the pack again and again, and then reads every lesson once."""
    with tempfile.TemporaryDirectory() as folder:
        path = large_pack(Path(folder))
        opened = [milliseconds(lambda: PackCatalogue.open(path).close()) for _number in range(OPENINGS)]
        catalogue = PackCatalogue.open(path)
        lessons = list(catalogue.programme(PROGRAMME).lessons)
        read = [milliseconds(partial(catalogue.lesson, lesson_id, "en")) for lesson_id in lessons]
        catalogue.close()
    return [
        Measurement("course opened, as a rule within", sorted(opened)[OPENINGS // 2], "ms", 20.0),
        Measurement("lesson read and cleaned, 95 in 100 within", within(read), "ms", 16.0),
    ]


def milliseconds(job: Callable[[], object]) -> float:
    """Returns how long a job takes."""
    started = time.perf_counter()
    job()
    return (time.perf_counter() - started) * 1000


def within(taken: list[float]) -> float:
    """Returns the time within which 95 in 100 are done."""
    return sorted(taken)[int(len(taken) * 0.95)]
