"""The log that a bug report asks for: one line for one message, whatever a message or an error holds."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from trainer import paths
from trainer.plain_text import one_line

_GOES_ON = "    | "
"""Begins each further line of an error, so that no text in it can pass for a message."""


class OneLine(logging.Formatter):
    """Writes a message as one line; the lines of an error follow, each marked as such."""

    def __init__(self) -> None:
        """With the moment, the weight and the place."""
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Leaves nothing in a message that could begin another line; what follows it is marked."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        further = self.formatException(record.exc_info) if record.exc_info else ""
        lines = [one_line(self.formatMessage(record)), *filter(None, (further, record.stack_info))]
        return "\n".join([lines[0], *map(marked, lines[1:])])


def marked(text: str) -> str:
    """Returns several lines, each marked as one that goes on."""
    return "\n".join(_GOES_ON + one_line(line) for line in text.split("\n"))


def begin_log(path: Path) -> logging.Handler:
    """Lets the program's messages go to a file of at most a megabyte, and three older ones."""
    paths.make_private_folder(path.parent)
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    handler.setFormatter(OneLine())
    ours = logging.getLogger("trainer")
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    return handler


def write_down(path: Path) -> None:
    """Writes the error that is being handled to the log, with no window there to do it."""
    paths.make_private_folder(path.parent)
    with path.open("a", encoding="utf-8") as file:
        file.write(marked(traceback.format_exc().rstrip("\n")) + "\n")
