"""``python -m trainer``, and the ``trainer`` command."""

import gc
import sys


def main() -> int:
    """Opens the window, or runs the command that was given; returns the exit code."""
    arguments = sys.argv[1:]
    if not arguments or arguments == ["--quit-when-shown"]:
        # Whatever is made until the window is painted stays, so Python need not look for rubbish among it.
        gc.disable()
        # The window alone needs no parser of commands.
        from trainer.app.start import start_window

        return start_window(quit_when_shown=bool(arguments))
    from trainer.cli import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
