"""The one place where an error meets a person: what happened, what is safe, what to do."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QWidget

from trainer.errors import CancelledError, TrainerError
from trainer.i18n import _

Report = Callable[[BaseException], None]

_instead: list[Report] = []
_shown: set[str] = set()


def report_instead(report: Report | None) -> None:
    """Hands errors to somebody else than a person, where there is nobody to close a dialog; None ends it."""
    _instead[:] = [] if report is None else [report]


def show_error(parent: QWidget | None, error: BaseException, log_file: Path) -> None:
    """Shows an error kindly; one that nobody foresaw is logged and offers the log file."""
    if isinstance(error, CancelledError):
        return
    if _instead:
        _instead[0](error)
        return
    words = str(error) or type(error).__name__
    if words in _shown:
        # Two jobs met the same trouble: one dialog says it for both.
        return
    _shown.add(words)
    try:
        _ask(parent, error, log_file)
    finally:
        _shown.discard(words)


def _ask(parent: QWidget | None, error: BaseException, log_file: Path) -> None:
    # Imported when there is an error: at start nothing waits for a dialog.
    from trainer.ui.widgets.dialogs import Notice

    if isinstance(error, TrainerError):
        Notice(parent, error.message, [str(error.path or ""), error.advice], error.details).exec()
        return
    # Imported here, as wherever the window comes first: most starts have nothing to write down.
    import logging

    logging.getLogger(__name__).error("unforeseen", exc_info=error)
    Notice(
        parent,
        _("Something in the program went wrong."),
        [
            _("Your records are safe: every minute and every answer is saved as it happens."),
            _("You can go on. If it comes back, please send this file to your training provider: %(path)s")
            % {"path": log_file},
        ],
        f"{type(error).__name__}: {error}",
    ).exec()


def catch_everything(show: Callable[[Exception], None]) -> None:
    """Makes sure that no traceback ever reaches the person at the screen."""

    def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            show(error.with_traceback(trace))
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = _hook
