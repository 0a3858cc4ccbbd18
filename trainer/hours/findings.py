"""What verification can find in the ledger, line by line, and the report that it hands out."""

from dataclasses import dataclass
from enum import StrEnum

from trainer.hours.ledger import Head


class FindingKind(StrEnum):
    """What is wrong with a line or with its place."""

    CHANGED = "changed"
    COLUMNS = "columns"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    REORDERED = "reordered"
    INSERTED = "inserted"
    COPIED = "copied"
    CUT = "cut"
    NOT_AS_RECEIPT = "not_as_receipt"
    CHECKPOINT = "checkpoint"
    LOOSE = "loose"


@dataclass(frozen=True)
class Finding:
    """One fault, and the line that it is about.

    Attributes:
        sequence: The line's place in its device's chain; for missing lines the first of them.
        last_sequence: For missing lines the last of them; otherwise the same as ``sequence``.
        entry_id: Empty where there is no line, or none that can be read.
        position: Where the row lies in the table, or None where there is no row.
        columns: The columns that do not say what the body says.
        detail: Technical words for a log.
    """

    kind: FindingKind
    device_id: str
    sequence: int
    last_sequence: int
    entry_id: str = ""
    position: int | None = None
    columns: tuple[str, ...] = ()
    detail: str = ""


_DOUBTFUL = frozenset({FindingKind.CHANGED, FindingKind.INSERTED, FindingKind.NOT_AS_RECEIPT, FindingKind.LOOSE})


@dataclass(frozen=True)
class ChainReport:
    """What verification found.

    Attributes:
        findings: By device and sequence.
        lines: How many lines were read.
        heads: The ends of the chains as they lie in the ledger now.
    """

    findings: tuple[Finding, ...]
    lines: int
    heads: tuple[Head, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def doubtful(self) -> frozenset[str]:
        """Ids of lines whose content cannot be relied on; credit keeps them and refuses them."""
        return frozenset(finding.entry_id for finding in self.findings if finding.kind in _DOUBTFUL) - {""}
