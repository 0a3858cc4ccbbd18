"""Text from outside: what a field can keep, and how a terminal and a log write it without obeying it."""

import unicodedata
from typing import Final

from trainer.errors import TrainerError
from trainer.i18n import _

_MOST_NAMED: Final = 6


def checked_line(text: str) -> str:
    """Returns one line of text, each stretch of white space as one space and everything else as it was typed.

    Raises:
        TrainerError: It holds control characters, or halves of a character that no file can carry.
    """
    line = " ".join(text.split())
    refuse_unwritable(line)
    return line


def refuse_unwritable(text: str, allowed: str = "") -> None:
    """Refuses what no letter of any language is.

    Raises:
        TrainerError: The text holds control characters other than ``allowed``, or halves of a character.
    """
    found = dict.fromkeys(sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs") and sign not in allowed)
    if found:
        named = ", ".join(f"U+{ord(sign):04X}" for sign in list(found)[:_MOST_NAMED])
        raise TrainerError(
            _("This text holds signs that cannot be kept: %(signs)s.") % {"signs": named},
            _("They are invisible, and often come along when something is pasted. Please type it again."),
        )


def one_line(text: str) -> str:
    """Writes a text for a terminal or a log, where what is not printable could move the cursor or forge a line."""
    return "".join(sign if _is_harmless(sign) else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _is_harmless(sign: str) -> bool:
    """Says whether a sign is a letter, or a space of any width."""
    return sign.isprintable() or unicodedata.category(sign) == "Zs"


def printable_lines(text: str) -> str:
    """Writes several lines for a terminal, each as :func:`one_line` does."""
    return "\n".join(map(one_line, text.replace("\r\n", "\n").split("\n")))
