"""A long session does not use up None, True and False."""

import subprocess
import sys

MANY_CALLS = """
import sys
{guard}
from PySide6.QtCore import QCoreApplication, QEvent, QObject
thing, event = QObject(), QEvent(QEvent.Type.User)
for _ in range(200_000):
    thing.setObjectName("a")
    event.isAccepted()
    thing.blockSignals(False)
print("still here")
"""


def outcome(guard: str) -> str:
    command = [sys.executable, "-c", MANY_CALLS.format(guard=guard)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def test_the_window_survives_many_calls() -> None:
    assert outcome("import trainer.ui") == "still here"
