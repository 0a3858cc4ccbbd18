"""The real program at study, with the computer's own clocks: tells of every tick, and does what it is told.

Run as a program of its own, so that its clocks can be moved from outside while its event loop runs.
"""

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QDateTime, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest

from trainer.app.stage import Stage
from trainer.clock import SystemClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Role
from trainer.hours.policy import Policy
from trainer.ui.navigation import Place

LESSON = "hope-01"
EVER = date(2000, 1, 1)
"""The enrolment begins long before any clock here is moved to, so that no minute is refused for its date."""


class WallClock(SystemClock):
    """A broken build: it takes durations from the wall clock."""

    def monotonic(self) -> float:
        return self.now().timestamp()


class Session:
    """A learner who presses a key twice a second until told to stop."""

    def __init__(self, folder: Path, clock: SystemClock) -> None:
        self._stage = Stage(folder, clock)  # nothing here moves the clock by hand
        self._clock = clock
        self._hands = QTimer(interval=500)
        self._hands.timeout.connect(self._press)
        self._heard = b""
        self._ear = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self._ear.activated.connect(self._listen)

    def run(self) -> None:
        """Studies in Qt's own event loop."""
        self._sit_down()
        self._stage.go(Place("lesson", LESSON))
        self._shell.activateWindow()
        self._shell.screen_shown.widget.second_passed.connect(self._tick)
        self._hands.start()
        _say(f"studying {self._clocks()}")
        self._stage.application.exec()
        self._ear.setEnabled(False)
        self._stage.close()
        _say("closed")

    def _sit_down(self) -> None:
        space = self._stage.window.workspace
        if not space.accounts.people():
            person = space.accounts.add(NewPerson(Role.LEARNER, "Ana", "en"))
            course, policy = space.catalogue, Policy().name
            space.accounts.enrol(person, course.programme_ids()[0], course.edition, policy, EVER)
        self._stage.sit_down()

    @property
    def _shell(self) -> object:
        return self._stage.window.shell

    def _press(self) -> None:
        QTest.keyClick(self._shell.windowHandle(), Qt.Key.Key_Shift)

    def _tick(self) -> None:
        _say(f"tick {self._clocks()}")

    def _clocks(self) -> str:
        """Writes Python's and Qt's wall clock, the monotonic clock and the zone."""
        by_python, by_qt = datetime.now(UTC).timestamp(), QDateTime.currentMSecsSinceEpoch() / 1_000
        return f"{by_python} {by_qt} {monotonic()} {self._clock.zone()}"

    def _listen(self) -> None:
        self._heard += os.read(0, 4_096)
        *lines, self._heard = self._heard.split(b"\n")
        for line in lines:
            word, *rest = line.decode().split()
            getattr(self, f"_on_{word}")(*rest)

    def _on_stop(self) -> None:
        self._hands.stop()
        self._stage.application.exit(0)

    def _on_zone(self, name: str) -> None:
        os.environ["TZ"] = name

    def _on_minimize(self) -> None:
        self._shell.showMinimized()

    def _on_restore(self) -> None:
        self._shell.showNormal()
        self._shell.activateWindow()


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Session(Path(sys.argv[1]), WallClock() if "wall" in sys.argv[2:] else SystemClock()).run()
