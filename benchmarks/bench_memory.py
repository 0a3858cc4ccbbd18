"""The program's own memory on Today, with records and course open."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.bench_start import make_home
from benchmarks.measurement import Measurement

BUDGET_MB = 130.0

_AT_HOME = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from trainer.app.stage import Stage
from trainer.clock import SimulatedClock

stage = Stage(Path(sys.argv[1]), SimulatedClock(datetime(2027, 1, 4, 17, tzinfo=UTC)))
stage.sit_down()
lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("Pss:")))
stage.close()
"""


def run() -> list[Measurement]:
    """Reads the proportional set size; on systems that do not tell it, measures nothing."""
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    with tempfile.TemporaryDirectory() as folder:
        make_home(Path(folder))
        done = subprocess.run(
            [sys.executable, "-c", _AT_HOME, folder],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            check=True,
            capture_output=True,
            text=True,
        )
    return [Measurement("memory on Today (PSS)", int(done.stdout.split()[-1]) / 1024, "MB", BUDGET_MB)]
