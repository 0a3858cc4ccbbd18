"""``python -m trainer``, and the ``trainer`` command."""

import sys


def main() -> int:
    """Opens the window, or runs the command that was given; returns the exit code."""
    from trainer.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
