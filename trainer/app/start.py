"""Opens the window where there is a display, and says so kindly where there is none."""

import os
import sys

from trainer.i18n import _

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def start_window(*, quit_when_shown: bool = False) -> int:
    """Opens the window and runs until it is closed.

    Returns:
        The exit code: 2 when no window can be opened here.
    """
    if sys.platform == "linux" and not any(map(os.environ.get, _DISPLAYS)):
        print(_("There is no display here, so the window cannot open."), file=sys.stderr)
        print(_("To see the whole program at work without one: trainer demo --out FOLDER"), file=sys.stderr)
        return 2
    from trainer.app.window import open_window

    return open_window(quit_when_shown=quit_when_shown)
