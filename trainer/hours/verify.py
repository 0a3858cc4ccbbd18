"""Verifies the ledger's chains: finds what was changed, taken out, put in, copied or moved, and names the line.

What this proves, and what it does not: nothing up to a head that somebody else holds can be changed unseen. Whoever
holds the file can rebuild what came after the last head that was given away, and the program itself could have been
changed. The report is evidence from the last receipt on; it says nothing about who sat at the desk.
"""

from collections.abc import Iterable, Mapping

from trainer.hours.chain import Chain
from trainer.hours.entry_reader import LedgerFault, read_body
from trainer.hours.findings import ChainReport, Finding, FindingKind
from trainer.hours.ledger import Entry, Head, StoredLine

__all__ = ["ChainReport", "Finding", "FindingKind", "verify_chain", "vouched_for"]


def verify_chain(lines: Iterable[StoredLine], known_heads: Iterable[Head] = ()) -> ChainReport:
    """Follows every device's chain to its end, and reads every line in full.

    Never raises for what a line says; an error of the store is passed on.

    Args:
        lines: Each device's in the order in which they lie in the table.
        known_heads: Receipts: heads that were handed out earlier, any number for each device.
    """
    run = _Run(known_heads)
    count = 0
    for count, line in enumerate(lines, 1):  # noqa: B007 - the number of lines is wanted afterwards
        run.take(line)
    chains = sorted(run.chains.items())
    findings = tuple([finding for _, chain in chains for finding in chain.finish()])
    return ChainReport(findings, count, tuple([chain.head for _, chain in chains if chain.head.sequence]))


def vouched_for(heads: Iterable[Head], beside: Iterable[Entry]) -> list[Head]:
    """Returns what receipts say about the ledger itself, where some lines are kept beside it.

    Whoever holds a line's hash holds the whole chain behind it: so a receipt of a line that is kept beside the ledger
    is one of the line to which that was chained.
    """
    before = {
        Head(line.device_id, line.sequence, line.hash): Head(line.device_id, line.sequence - 1, line.previous_hash)
        for line in beside
    }
    return [found for head in heads if (found := _behind(head, before)).sequence]


def _behind(head: Head, before: Mapping[Head, Head]) -> Head:
    while head in before:
        head = before[head]
    return head


class _Run:
    """One verification: the chains met so far."""

    def __init__(self, known_heads: Iterable[Head]) -> None:
        self._ids: set[str] = set()
        self._scratch = bytearray()
        self._receipts: dict[str, list[Head]] = {}
        self.chains: dict[str, Chain] = {}
        for head in known_heads:
            self._receipts.setdefault(head.device_id, []).append(head)
        for device_id in self._receipts:
            self._chain(device_id)
        self._current = Chain("", ())
        self._current_id: object = None

    def take(self, line: StoredLine) -> None:
        if line.device_id != self._current_id:
            self._current = self._chain(str(line.device_id))
            self._current_id = line.device_id
        try:
            said = read_body(line.body, self._scratch)
        except (LedgerFault, TypeError) as fault:
            self._current.examine(line, None, str(fault))
            return
        if not self._current.accept(line, said):
            self._chain(said.device).examine(line, said, "")
        elif said.id in self._ids:
            self._current.copied(line, said)
        self._ids.add(said.id)

    def _chain(self, device_id: str) -> Chain:
        if device_id not in self.chains:
            self.chains[device_id] = Chain(device_id, self._receipts.get(device_id, ()))
        return self.chains[device_id]
