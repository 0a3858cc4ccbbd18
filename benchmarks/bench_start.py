"""The window shown and usable, against a bare Qt window of the same size; both are whole programs."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measurement import Measurement
from trainer import paths
from trainer.app.workspace import Workspace
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Role

ROUNDS = 15
BUDGET = 2.0

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, QApplication.quit)

application = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""

_OURS = "import sys; from trainer.__main__ import main; sys.exit(main())"
"""What the installed command ``trainer`` does."""


def run() -> Measurement:
    """Starts both by turns and compares the medians."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TRAINER_HOME": folder, "QT_QPA_PLATFORM": "offscreen"}
        make_home(Path(folder))
        ours: list[float] = []
        bare: list[float] = []
        for _round in range(ROUNDS):
            bare.append(_seconds([sys.executable, "-c", _BARE], environment))
            ours.append(_seconds([sys.executable, "-c", _OURS, "--quit-when-shown"], environment))
    return Measurement(
        "window shown and usable", statistics.median(ours) * 1000, "ms", BUDGET, statistics.median(bare) * 1000
    )


def make_home(folder: Path) -> None:
    """Makes records with one learner in them."""
    workspace = Workspace(folder, SimulatedClock(datetime(2027, 1, 4, 17, tzinfo=UTC)), paths.content_folder())
    person = workspace.accounts.add(NewPerson(Role.LEARNER, "Marisol", "en"))
    workspace.enrol(person, "first-steps")
    workspace.close()


def _seconds(command: list[str], environment: dict[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - started
