"""Lines that are kept and not relied on, and what came of lines that were brought from elsewhere."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from trainer.hours.findings import ChainReport, Finding
from trainer.hours.ledger import Entry, Head
from trainer.hours.settlements import Settlement


@dataclass(frozen=True)
class Doubts:
    """What an enrolment's sound lines leave out.

    Attributes:
        lines: Lines that are not in the ledger as they were written, or not in it at all; as far as they can be read.
        ids: The lines that count for nothing until somebody has looked at them. A line that waits outside the ledger
            and is beyond dispute is not among them.
        hidden: Hashes of lines that give way: they do not count, and carry the id of one that does.
        findings: What the verification of the chains found that hold the enrolment's lines.
        elsewhere: What was settled in the records of other learners; it holds for whatever no line of this one's names.
    """

    lines: tuple[Entry, ...] = ()
    ids: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    hidden: frozenset[str] = frozenset()
    elsewhere: tuple[Settlement, ...] = ()

    @property
    def count(self) -> int:
        """How many things ask for a look: findings, and lines in doubt that no finding names."""
        return len(self.findings) + len(self.ids.difference(finding.entry_id for finding in self.findings))


NO_DOUBTS = Doubts()


class DoubtStore(Protocol):
    """Knows which lines cannot be relied on."""

    def of(self, enrolment_id: str) -> Doubts:
        """Returns the doubts about an enrolment's lines."""

    def settled(self) -> tuple[Settlement, ...]:
        """Returns what was settled in the record of any learner."""

    def chains_before(self, device_id: str) -> Sequence[str]:
        """Returns the ids of the chains that a computer wrote before its present one, the latest first."""

    def concerned(self, device_id: str) -> Collection[str]:
        """Returns the ids of the enrolments whose lines the verification of one device's chain names."""

    def chain(self, device_id: str, *, afresh: bool = False) -> ChainReport:
        """Returns what the verification of one device's chain finds, from its first line on if it is to be afresh."""

    def remember_sound(self, heads: Iterable[Head]) -> None:
        """Takes over that these chains were verified to their ends just now, in this transaction, without a finding."""

    def head(self, device_id: str) -> Head | None:
        """Returns the end of what counts of a device's lines: the one to hand out.

        It does not depend on the order in which the lines came, as the end of the ledger's own chain does where lines
        contradict each other.
        """


def heads_of(devices: Iterable[str], doubts: DoubtStore) -> list[Head]:
    """Returns the heads that may be handed out for some devices, by device id."""
    found = [doubts.head(device_id) for device_id in sorted(set(devices))]
    return [head for head in found if head is not None]


@dataclass(frozen=True)
class Intake:
    """What came of lines that were brought here; every one of them is in just one of the four.

    Attributes:
        accepted: Ids of lines that joined their chains.
        known: Ids of lines that were here already.
        set_aside: Ids of lines that wait for an earlier one, or that another line contradicts.
        unreadable: Why each of the others is no line of a ledger; they were not taken in.
    """

    accepted: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


class IntakeStore(Protocol):
    """Where lines of other computers arrive. Whatever arrived once is kept."""

    def take_in(self, lines: Iterable[tuple[bytes, str]]) -> Intake:
        """Takes in lines, each as its exact bytes and its hash, in any order and any number of times."""

    def revoke(self, device_id: str, last_sequence: int, *, author_id: str, reason: str, at: datetime) -> None:
        """Stops trusting a device from the line after ``last_sequence`` on; its lines are kept and no longer count."""

    def last_sequences(self) -> Mapping[str, int]:
        """Returns the last line that still counts, of every revoked device."""

    def waiting(self) -> Sequence[Entry]:
        """Returns the lines that are set aside and not in the ledger."""
