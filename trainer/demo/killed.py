"""A sitting that ends without warning: a second program studies until it is killed."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from trainer.clock import SimulatedClock

_READY = "studying"


def study_until_killed(folder: Path, lesson_id: str, start: datetime, seconds: int) -> None:
    """Starts a real second program on the records, lets it study so long, and kills it in the middle of the lesson.

    Args:
        folder: The records; nobody else may have them open.
        lesson_id: What is studied.
        start: Where its simulated clock begins.
        seconds: Simulated time before it is killed.
    """
    command = [
        sys.executable,
        "-m",
        "trainer.demo.killed",
        str(folder),
        lesson_id,
        str(start.timestamp()),
        str(seconds),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for line in program.stdout:
            if line.strip() == _READY:
                break
        program.kill()


def _main(folder: str, lesson_id: str, start: str, seconds: str) -> None:
    from trainer.app.stage import Stage
    from trainer.ui.navigation import Place

    stage = Stage(Path(folder), SimulatedClock(datetime.fromtimestamp(float(start), UTC)))
    stage.sit_down()
    stage.go(Place("lesson", lesson_id))
    stage.pass_time(int(seconds))
    sys.stdout.write(_READY + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    # Nobody killed it, so it waits on: it never closes its sitting.
    while True:
        stage.settle()


if __name__ == "__main__":
    _main(*sys.argv[1:5])
