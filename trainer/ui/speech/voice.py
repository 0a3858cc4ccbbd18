"""What the lesson asks of a voice, and how long a sentence may take to say."""

from collections.abc import Callable
from typing import Protocol

FASTEST_LETTERS_A_SECOND = 54
"""Three times our fast pace, and more than any voice manages: eSpeak at its limit of 450 words a minute says 38."""

SLOWEST_LETTERS_A_SECOND = 4
"""Less than half of our slow pace; eSpeak says 11 letters a second then."""

PATIENCE_SECONDS = 15
"""How much longer a voice may take, to start on a slow computer or to find its loudspeaker."""


class Voice(Protocol):
    """A voice that says one sentence at a time."""

    @property
    def is_there(self) -> bool:
        """Whether this computer has a voice; asked anew each time, since one may just have been installed."""

    @property
    def advice(self) -> str:
        """What to do where there is none."""

    def say(self, text: str, language: str, pace: str, finished: Callable[[bool], None]) -> None:
        """Begins to say a text, and returns; ``finished`` is told later whether it was said to its end."""

    def stop(self) -> None:
        """Is silent at once, leaves no process behind, and forgets ``finished``."""


def count_letters(text: str) -> int:
    """Counts what can be heard of a text."""
    return sum(character.isalnum() for character in text)


def is_too_fast(text: str, seconds: float) -> bool:
    """Says whether nobody can have said this in so short a time: the voice made no sound."""
    return seconds < count_letters(text) / FASTEST_LETTERS_A_SECOND


def longest_seconds(text: str) -> float:
    """Returns after how many seconds a voice that is still at it must be stuck."""
    return PATIENCE_SECONDS + count_letters(text) / SLOWEST_LETTERS_A_SECOND
