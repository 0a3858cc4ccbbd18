"""The family of errors whose message is written for the person at the screen."""

from pathlib import Path


class TrainerError(Exception):
    """Something a person can understand and act on; every other exception is a bug.

    Attributes:
        message: What happened, in plain words and already translated.
        advice: What is safe and what to do next; may be empty.
        path: The file it is about, if there is one.
        details: Codes and technical text, shown only under "Details".
    """

    def __init__(self, message: str, advice: str = "", *, path: Path | None = None, details: str = "") -> None:
        """Keeps the parts apart so that a window can lay them out and a terminal can join them."""
        super().__init__(message)
        self.message = message
        self.advice = advice
        self.path = path
        self.details = details

    def __str__(self) -> str:
        """Joins message, file and advice for a terminal or a log."""
        parts = [self.message, str(self.path) if self.path else "", self.advice]
        return "\n".join(part for part in parts if part)


class CancelledError(TrainerError):
    """A job stopped because the person asked for it; nothing went wrong."""
