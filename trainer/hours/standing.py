"""Which lines stand, and under which policy: copies counted once, and what people decided carried out."""

from collections.abc import Iterable, Mapping, Set
from operator import attrgetter

from msgspec import structs

from trainer.hours.ledger import CHANGES, TIMELESS, Entry, EntryKind, body_bytes
from trainer.hours.policy import Policy
from trainer.hours.record import Reason
from trainer.hours.reversals import carried_out
from trainer.hours.settlements import is_signed_by_two, standing_settlements


class Standing:
    """The lines of an enrolment, each fact once, and what became of them.

    Attributes:
        lines: By start, then device and sequence. Two lines share an id only where they contradict each other.
        starts: The first second of each of them, since 1970.
        struck: By id: the lines that count for nothing, and why.
        not_approved: Ids of changes that lack the reason or the second person whom the policy asks for.
        recalculated: Identities of the lines that were begun before the latest recalculation that stands.
        policy: The name of the policy that they are credited under; empty where there are none.
        odd: Identities of the lines that are not credited like any other: changes, struck and recalculated ones, and
            those of less than no time.
    """

    def __init__(self, entries: Iterable[Entry], policies: Mapping[str, Policy], doubtful: Set[str]) -> None:
        """Works everything out at once.

        Args:
            entries: In any order, with any repetition.
            policies: By name.
            doubtful: Ids of lines that the verification of the ledger found fault with.
        """
        lines, contradictory = _facts(list(entries))
        # Two lines seldom begin in the same second; where none do, their starts alone put them in order.
        is_plain = len({line.start_second for line in lines}) == len(lines)
        self.lines = sorted(lines, key=attrgetter("start_second") if is_plain else line_order)
        self.starts = [line.start_second for line in self.lines]
        self.struck = dict.fromkeys(contradictory | doubtful, Reason.IN_DOUBT)
        self.not_approved: set[str] = set()
        self.recalculated: frozenset[int] = frozenset()
        self.policy = ""
        changes = [line for line in self.lines if line.kind in CHANGES]
        if changes:
            self._judge(changes, {line.id: line for line in self.lines}, policies)
            self._recalculate(changes, policies)
        negative = [line for line in self.lines if line.measured_seconds < 0]
        struck = [line for line in self.lines if line.id in self.struck] if self.struck else []
        self.odd = self.recalculated.union(map(id, changes), map(id, negative), map(id, struck))

    def policy_of(self, line: Entry) -> str:
        """Returns the name of the policy that a line is credited under; changes are approved under their own."""
        return self.policy if id(line) in self.recalculated else line.policy

    def _judge(self, changes: list[Entry], by_id: Mapping[str, Entry], policies: Mapping[str, Policy]) -> None:
        self.not_approved = {
            line.id for line in changes if not _is_approved(line, stake(line, by_id), policies.get(line.policy))
        }
        left_out = self._left_out(by_id)
        reversals = [
            line
            for line in changes
            if line.kind is EntryKind.REVERSAL and line.id not in self.not_approved and line.id not in left_out
        ]
        in_doubt = {line.subject for line in reversals if line.id in self.struck}
        done, unclear = carried_out({line.id: line.subject for line in reversals if line.id not in self.struck})
        self.struck = {
            **dict.fromkeys(unclear | in_doubt, Reason.IN_DOUBT),
            **dict.fromkeys(done, Reason.REVERSED),
            **self.struck,
            **dict.fromkeys(left_out, Reason.LEFT_OUT),
        }

    def _left_out(self, by_id: Mapping[str, Entry]) -> set[str]:
        """Returns the ids of the lines that a settlement leaves out: never a settlement, or what takes one back."""
        settled = standing_settlements(self.lines, self.struck.keys() | self.not_approved)
        if not settled:
            return set()
        found = [line for line in self.lines if any(one.leaves_out(line) for one in settled)]
        return _with_what_they_took_back([line for line in found if not _is_about_settlement(line, by_id)], by_id)

    def _recalculate(self, changes: list[Entry], policies: Mapping[str, Policy]) -> None:
        """Puts every line before the latest recalculation that stands under the policy that it names."""
        for line in reversed(changes):
            if line.kind is EntryKind.RECALCULATION and self._stands(line) and line.subject in policies:
                place = next(index for index, found in enumerate(self.lines) if found is line)
                self.policy = line.subject
                self.recalculated = frozenset([id(found) for found in self.lines[:place] if found.kind not in TIMELESS])
                return

    def _stands(self, line: Entry) -> bool:
        return line.id not in self.struck and line.id not in self.not_approved


_WITHOUT_END = 2**62


def line_order(entry: Entry) -> tuple[int, str, int, str, str]:
    """Returns the key that puts lines in the order in which a record shows them."""
    return (entry.start_second, entry.device_id, entry.sequence, entry.id, entry.hash)


def needs_second_person(seconds: int, policy: Policy) -> bool:
    """Says whether changing this many seconds takes a second person under a policy."""
    return policy.adjustment_limit_seconds is None or abs(seconds) > policy.adjustment_limit_seconds


def stake(line: Entry, by_id: Mapping[str, Entry]) -> int:
    """Returns how many seconds a change decides: an adjustment's own, or those of the line at the end of reversals.

    How many a recalculation decides is judged once, when it is made: lines that arrive later from another computer must
    not undo it. What two people recalculated or settled, one alone does not take back.
    """
    found = _end_of(line, by_id)
    if found is not None and found.second_author_id and found.kind in (EntryKind.RECALCULATION, EntryKind.SETTLEMENT):
        return _WITHOUT_END
    return 0 if found is None else found.measured_seconds


def _end_of(line: Entry, by_id: Mapping[str, Entry]) -> Entry | None:
    """Follows reversals to what they are about; None where it is not here."""
    seen: set[str] = set()
    found: Entry | None = line
    while found is not None and found.kind is EntryKind.REVERSAL and found.id not in seen:
        seen.add(found.id)
        found = by_id.get(found.subject)
    return found


def _with_what_they_took_back(lines: list[Entry], by_id: Mapping[str, Entry]) -> set[str]:
    """Returns the lines' ids and, of reversals, those of what they took back: leaving out must give nobody hours."""
    found: set[str] = set()
    for line in lines:
        current: Entry | None = line
        while current is not None and current.id not in found:
            found.add(current.id)
            current = by_id.get(current.subject) if current.kind is EntryKind.REVERSAL else None
    return found


def _is_about_settlement(line: Entry, by_id: Mapping[str, Entry]) -> bool:
    found = _end_of(line, by_id)
    return found is not None and found.kind is EntryKind.SETTLEMENT


def _is_approved(line: Entry, seconds: int, policy: Policy | None) -> bool:
    if line.kind is EntryKind.SETTLEMENT:
        return is_signed_by_two(line)
    if policy is None or not line.reason.strip():
        return False
    return not needs_second_person(seconds, policy) or line.second_author_id not in ("", line.author_id)


def _facts(lines: list[Entry]) -> tuple[list[Entry], set[str]]:
    """Returns each fact once, and the ids under which lines say different things."""
    if len({line.id for line in lines}) == len(lines):
        return lines, set()
    variants = _variants(lines)
    contradictory = {id_ for id_, found in variants.items() if len(found) > 1}
    return [line for found in variants.values() for line in found], contradictory


def _variants(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Groups lines by id; a group has several lines only where they say different things."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        known = found.setdefault(entry.id, [entry])
        if known[0] is not entry and entry not in known:
            known.append(entry)
    for id_, known in found.items():
        if len(known) > 1:
            found[id_] = _distinct(known)
    return found


def _distinct(lines: list[Entry]) -> list[Entry]:
    """Keeps one line for each thing said; where a line lies in its chain is not part of what it says."""
    by_facts: dict[bytes, list[Entry]] = {}
    for line in lines:
        by_facts.setdefault(body_bytes(structs.replace(line, sequence=0, previous_hash="", hash="")), []).append(line)
    return [
        min(same, key=lambda line: (not line.hash, line.hash, line.sequence)) for _, same in sorted(by_facts.items())
    ]
