"""One device's chain, followed line by line; where a line does not fit, works out what happened to it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from trainer.hours.entry_reader import Body
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import FIRST_HASH, QUERIED, Head, StoredLine

_OTHERWISE_NAMED = {"device_id": "device", "enrolment_id": "enrolment"}
_what_it_says = attrgetter(*[_OTHERWISE_NAMED.get(column, column) for column in QUERIED])
"""Returns what a body says of each column that queries use."""

_columns = attrgetter(*QUERIED)

REBUILT = "a receipt for a later line does not hold"
"""The detail of a loose line that may itself have been written anew, with all others up to that receipt."""

_Place = tuple[str, int]
"""A row that claims a place in the chain: the id of its line, and where it lies in the table."""


@dataclass(frozen=True)
class _Link:
    """What a line says about its place; for one that cannot be read, what its columns say.

    Attributes:
        hashes: The hash that is stored and the one that its bytes have; one and the same unless something was changed.
        previous_hash: None where it cannot be read.
    """

    place: _Place
    sequence: int
    previous_hash: str | None
    hashes: frozenset[str]


class Chain:
    """The lines of one device, in the order in which they lie in the table."""

    def __init__(self, device_id: str, receipts: Iterable[Head]) -> None:
        """``receipts`` are heads of this device that somebody holds."""
        self._device_id = device_id
        self._receipts: dict[int, set[str]] = {}
        for head in receipts:
            self._receipts.setdefault(head.sequence, set()).add(head.hash)
        self._sequence = 0
        self._position = -1
        self._tip = FIRST_HASH
        self._tip_place = ("", -1)
        self._rivals: dict[str, _Place] = {}
        self._seen: set[str] = set()
        self._missing: list[tuple[int, int]] = []
        self._occupied: dict[int, frozenset[str]] = {}
        self._loose: list[_Link] = []
        self._unvouched: dict[int, _Place] = {}
        self._findings: list[Finding] = []

    # ``_occupied`` are places that a copy of an earlier line takes up, each with the copy's hashes: what is written
    # next comes behind it and is chained to it.

    # ``_unvouched`` are the lines since the last receipt that held, by sequence: where the next one does not hold, each
    # of them may have been rebuilt.

    # Where a line names a line before it that is not here, either the line before was changed, or this one and all
    # behind it were put in: ``_loose`` holds these, until a receipt vouches for one of them.

    # While more than one hash may be the tip, because a line was changed or two rows claim one place, ``_rivals`` holds
    # them all; the next line shows which one it was chained to.

    @property
    def head(self) -> Head:
        """The end of the chain as it is now."""
        return Head(self._device_id, self._sequence, self._tip)

    def accept(self, line: StoredLine, said: Body) -> bool:
        """Takes a line that fits in every respect, as nearly all do; any other is left for :meth:`examine`."""
        try:
            if not self._fits(line, said):
                return False
        except TypeError:
            return False
        self._sequence = said.sequence
        self._position = line.position
        self._tip = line.hash
        self._tip_place = place = (said.id, line.position)
        self._seen.add(line.hash)
        if self._receipts:
            self._unvouched[said.sequence] = place
        return True

    def _fits(self, line: StoredLine, said: Body) -> bool:
        return (
            said.sequence == self._sequence + 1
            and said.previous_hash == self._tip
            and line.position > self._position
            and hashlib.sha256(line.body).hexdigest() == line.hash
            and _columns(line) == _what_it_says(said)
            # True and 1.0 would pass for 1.
            and type(line.measured_seconds) is type(line.sequence) is type(line.started_at) is int
            and not self._rivals
            and not self._loose
            and said.sequence not in self._receipts
        )

    def examine(self, line: StoredLine, said: Body | None, fault: str) -> None:
        """Takes a line that does not fit, and writes down in which way.

        Args:
            line: As it lies in the table.
            said: What its body says, or None where it cannot be read.
            fault: Why it cannot be read.
        """
        link = _link(line, said, self._sequence + 1)
        if len(link.hashes) > 1:
            self._find(FindingKind.CHANGED, link)
        if said is None:
            self._find(FindingKind.UNREADABLE, link, detail=fault)
        else:
            self._compare_columns(line, said, link)
        self._put(link, line.sequence)
        self._seen |= link.hashes
        self._position = max(self._position, link.place[1])

    def copied(self, line: StoredLine, said: Body) -> None:
        """Writes down that a line's id had been used before."""
        self._find(FindingKind.COPIED, _link(line, said, self._sequence))

    def finish(self) -> list[Finding]:
        """Returns all findings by sequence, with those that only the end of the chain can show."""
        for place in list(dict.fromkeys(self._rivals.values()))[1:]:
            self._find(FindingKind.INSERTED, _Link(place, self._sequence, None, frozenset()))
        for link in self._loose:
            self._find(FindingKind.LOOSE, link)
        for first, last in self._missing:
            self._findings.append(Finding(FindingKind.MISSING, self._device_id, first, last))
        last = max(self._receipts, default=0)
        if last > self._sequence:
            self._findings.append(Finding(FindingKind.CUT, self._device_id, self._sequence + 1, last))
        return sorted(self._findings, key=lambda finding: finding.sequence)

    def _put(self, link: _Link, column: object) -> None:
        """Finds a line's place by its sequence, which the column of that name may contradict."""
        if link.hashes & self._seen:
            self._find(FindingKind.COPIED, link)
            if isinstance(column, int):
                self._occupied[column] = link.hashes
        elif link.sequence > self._sequence:
            self._append(link)
        elif self._turned_up(link.sequence):
            self._find(FindingKind.REORDERED, link)
            self._check_receipt(link)
        elif link.sequence == self._sequence:
            self._rivals = self._rivals or {self._tip: self._tip_place}
            self._rivals |= dict.fromkeys(link.hashes, link.place)
        else:
            self._find(FindingKind.INSERTED, link)

    def _append(self, link: _Link) -> None:
        if self._loose:
            self._loose.append(link)
        passed_over = range(self._sequence + 1, link.sequence)
        if passed_over and link.previous_hash not in self._occupied.get(passed_over[-1], ()):
            self._missing.append((passed_over[0], passed_over[-1]))
        elif passed_over:
            self._pass_over(passed_over)
        elif link.previous_hash is not None:
            self._follow(link.previous_hash, link)
        if link.place[1] <= self._position:
            self._find(FindingKind.REORDERED, link)
        self._check_receipt(link)
        self._sequence = link.sequence
        self._tip_place = link.place
        self._tip = min(link.hashes)
        self._rivals = dict.fromkeys(link.hashes, link.place) if len(link.hashes) > 1 else {}

    def _pass_over(self, places: range) -> None:
        """Writes down as missing what lies between occupied places; a place can be a billion lines away."""
        first = places[0]
        for place in sorted(place for place in self._occupied if place in places):
            if first < place:
                self._missing.append((first, place - 1))
            first = place + 1

    def _follow(self, previous_hash: str, link: _Link) -> None:
        """Checks that a line was chained to the one before it; where two rows claim that place, shows the false one."""
        tips = self._rivals or {self._tip: self._tip_place}
        true = tips.get(previous_hash)
        if true is not None:
            for place in dict.fromkeys(tips.values()):
                if place != true:
                    self._find(FindingKind.INSERTED, _Link(place, self._sequence, None, frozenset()))
        elif self._sequence == 0:
            self._find(FindingKind.CHANGED, link, detail="the first line names a line before it")
        elif self._tip in self._receipts.get(self._sequence, ()):
            self._loose = self._loose or [link]
        elif not self._is_known_as_changed(self._sequence):
            before = _Link(self._tip_place, self._sequence, None, frozenset())
            self._find(FindingKind.CHANGED, before, detail="the next line was chained to another one")
            self._loose = self._loose or [link]

    def _is_known_as_changed(self, sequence: int) -> bool:
        kinds = (FindingKind.CHANGED, FindingKind.UNREADABLE)
        return any(finding.sequence == sequence and finding.kind in kinds for finding in self._findings)

    def _turned_up(self, sequence: int) -> bool:
        """Says whether a place that was passed over is now filled."""
        for index, (first, last) in enumerate(self._missing):
            if first <= sequence <= last:
                left = [(first, sequence - 1), (sequence + 1, last)]
                self._missing[index : index + 1] = [(a, b) for a, b in left if a <= b]
                return True
        return False

    def _check_receipt(self, link: _Link) -> None:
        held = self._receipts.get(link.sequence, set())
        if held - link.hashes:
            self._find(FindingKind.NOT_AS_RECEIPT, link)
            for sequence, place in self._unvouched.items():
                self._find(FindingKind.LOOSE, _Link(place, sequence, None, frozenset()), detail=REBUILT)
        elif held and len(link.hashes) == 1:
            # Whoever holds this line's hash holds the whole chain behind it up to where it was torn.
            self._loose.clear()
        if held:
            self._unvouched.clear()
        elif self._receipts:
            self._unvouched[link.sequence] = link.place

    def _compare_columns(self, line: StoredLine, said: Body, link: _Link) -> None:
        compared = zip(QUERIED, _columns(line), _what_it_says(said), strict=True)
        wrong = [name for name, value, due in compared if type(value) not in (str, int) or value != due]
        if wrong:
            self._find(FindingKind.COLUMNS, link, columns=tuple(sorted(wrong)))

    def _find(self, kind: FindingKind, link: _Link, *, columns: tuple[str, ...] = (), detail: str = "") -> None:
        place = (link.sequence, link.sequence, *link.place)
        self._findings.append(Finding(kind, self._device_id, *place, columns, detail))


def _link(line: StoredLine, said: Body | None, expected: int) -> _Link:
    """Finds out where a line wants to be; whatever was put into the table by hand may have any type."""
    body, position, id_, sequence = map(_anything, (line.body, line.position, line.id, line.sequence))
    digest = hashlib.sha256(body).hexdigest() if isinstance(body, bytes) else ""
    hashes = frozenset({str(line.hash), digest})
    row = position if isinstance(position, int) else -1
    if said is not None:
        return _Link((said.id, row), said.sequence, said.previous_hash, hashes)
    place = (id_ if isinstance(id_, str) else "", row)
    return _Link(place, sequence if isinstance(sequence, int) else expected, None, hashes)


def _anything(value: object) -> object:
    return value
