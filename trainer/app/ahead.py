"""Loads behind the first screen what will be wanted next."""

from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from trainer.ui.runner import Runner

BEHIND = (
    "trainer.hours.wording",
    "trainer.hours.plan",
    "trainer.exchange.calendar_export",
    "trainer.exchange.hours_export",
)
"""What the hours record needs and what knows nothing of Qt: loaded beside the window."""

STEP_BY_STEP = (
    "trainer.ui.plan.presenter",
    "trainer.ui.widgets.cell_painting",
    "trainer.ui.widgets.cell_table",
    "trainer.ui.widgets.dialogs",
    "trainer.ui.widgets.printer",
    "trainer.app.places.hours",
)
"""The rest of it, each short enough to fit between two frames."""


def load_ahead(runner: Runner, owner: QObject) -> None:
    """Loads the hours record, which has much to load, and should open within a frame.

    What knows Qt is loaded on the window's thread: a class with signals that is made on another thread, while the
    window handles its events, ends the program now and then.

    Args:
        runner: Of the program.
        owner: When it is gone, nothing more is loaded.
    """
    runner.run(lambda: [import_module(name) for name in BEHIND], lambda _loaded: _step(STEP_BY_STEP, owner))


def _step(names: Sequence[str], owner: QObject) -> None:
    import_module(names[0])
    if names[1:]:
        QTimer.singleShot(0, owner, lambda: _step(names[1:], owner))
