"""What is wrong with authored content: one line for a person with a text editor."""

from dataclasses import dataclass
from pathlib import Path

from trainer.errors import TrainerError
from trainer.i18n import _


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend.

    Attributes:
        rule: The short name of the rule that it breaks, such as ``alt-text``.
    """

    path: Path
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """Writes it the way that editors and terminals know how to jump to."""
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}"


class ContentError(TrainerError):
    """Content that cannot be read or compiled; the message names the file and the line of the first fault.

    Attributes:
        faults: Everything that was found wrong at once, at least one.
    """

    def __init__(self, *faults: Fault) -> None:
        """Builds the message from the first fault."""
        first = faults[0]
        super().__init__(
            _("The course text in “%(file)s” has a fault in line %(line)s: %(message)s")
            % {"file": first.path.name, "line": first.line, "message": first.message},
            _("Mend the file and run “trainer content check” to see everything that is left to mend."),
            path=first.path,
            details="\n".join(str(fault) for fault in faults),
        )
        self.faults = faults
