"""One device's chain, followed line by line; where a line does not fit, works out what happened to it."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import FIRST_HASH, Entry, Head, StoredLine

_COLUMNS = ("device_id", "enrolment_id", "id", "kind", "measured_seconds", "sequence", "started_at", "subject")
_values_of = itemgetter(*_COLUMNS)


@dataclass(frozen=True)
class _Place:
    """A row that claims a place in the chain."""

    entry_id: str
    position: int


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
        self._tip_place = _Place("", -1)
        self._rivals: dict[str, _Place] = {}
        self._seen: set[str] = set()
        self._missing: list[tuple[int, int]] = []
        self._occupied: dict[int, frozenset[str]] = {}
        self._loose: list[_Link] = []
        self._unvouched: list[tuple[int, _Place]] = []
        self._findings: list[Finding] = []

    # ``_occupied`` are places that a copy of an earlier line takes up, each with the copy's hashes: what is written
    # next comes behind it and is chained to it.

    # ``_unvouched`` are the lines since the last receipt that held: where the next one does not hold, each of them may
    # have been rebuilt.

    # Where a line names a line before it that is not here, either the line before was changed, or this one and all
    # behind it were put in: ``_loose`` holds these, until a receipt vouches for one of them.

    # While more than one hash may be the tip, because a line was changed or two rows claim one place, ``_rivals`` holds
    # them all; the next line shows which one it was chained to.

    @property
    def head(self) -> Head:
        """The end of the chain as it is now."""
        return Head(self._device_id, self._sequence, self._tip)

    def accept(self, line: StoredLine) -> bool:
        """Takes a line that fits in every respect, as nearly all do; any other is left for :meth:`examine`."""
        try:
            if not self._fits(line, self._sequence + 1):
                return False
        except (KeyError, ValueError, AttributeError, TypeError):
            return False
        self._sequence += 1
        self._position = line.position
        self._tip = line.hash
        self._tip_place = _Place(line.columns["id"], line.position)
        self._seen.add(line.hash)
        if self._receipts:
            self._unvouched.append((self._sequence, self._tip_place))
        return True

    def _fits(self, line: StoredLine, sequence: int) -> bool:
        """Compares without parsing the body.

        Each name stands in a body once and in order, and a quote inside a text is always escaped: so a column with the
        names around it is found there only if the body says the same.
        """
        device, enrolment, id_, kind, measured, place, started, subject = _values_of(line.columns)
        text = line.body.decode()
        return (
            place == sequence
            and type(measured) is type(started) is int
            and line.position > self._position
            and hashlib.sha256(line.body).hexdigest() == line.hash
            and f',"device":"{device}","edition":"' in text
            and f',"enrolment":"{enrolment}","evidence":{{' in text
            and f',"id":"{id_}","idle_limit_seconds":' in text
            and f',"kind":"{kind}","measured_seconds":{measured},"policy":"' in text
            and f',"previous_hash":"{self._tip}","reason":"' in text
            and f',"sequence":{place},"started_at":{started},"subject":"{subject}","wall_seconds":' in text
            and len(line.columns) == len(_COLUMNS)
            and not self._rivals
            and not self._loose
            and sequence not in self._receipts
        )

    def examine(self, line: StoredLine, entry: Entry | None, fault: str) -> None:
        """Takes a line that does not fit, and writes down in which way.

        Args:
            line: As it lies in the table.
            entry: What its body says, or None where it cannot be read.
            fault: Why it cannot be read.
        """
        link = _link(line, entry, self._sequence + 1)
        if len(link.hashes) > 1:
            self._find(FindingKind.CHANGED, link)
        if entry is None:
            self._find(FindingKind.UNREADABLE, link, detail=fault)
        else:
            self._compare_columns(line.columns, entry, link)
        self._put(link, line.columns.get("sequence"))
        self._seen |= link.hashes
        self._position = max(self._position, link.place.position)

    def unreadable(self, line: StoredLine, fault: str) -> None:
        """Writes down that a line's place is right and what it says is not."""
        self._find(FindingKind.UNREADABLE, _link(line, None, self._sequence), detail=fault)

    def copied(self, line: StoredLine, entry: Entry) -> None:
        """Writes down that a line's id had been used before."""
        self._find(FindingKind.COPIED, _link(line, entry, self._sequence))

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
            self._missing += [(place, place) for place in passed_over if place not in self._occupied]
        elif link.previous_hash is not None:
            self._follow(link.previous_hash, link)
        if link.place.position <= self._position:
            self._find(FindingKind.REORDERED, link)
        self._check_receipt(link)
        self._sequence = link.sequence
        self._tip_place = link.place
        self._tip = min(link.hashes)
        self._rivals = dict.fromkeys(link.hashes, link.place) if len(link.hashes) > 1 else {}

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
            for sequence, place in self._unvouched:
                self._find(FindingKind.LOOSE, _Link(place, sequence, None, frozenset()))
        elif held and len(link.hashes) == 1:
            # Whoever holds this line's hash holds the whole chain behind it up to where it was torn.
            self._loose.clear()
        if held:
            self._unvouched.clear()
        elif self._receipts:
            self._unvouched.append((link.sequence, link.place))

    def _compare_columns(self, columns: Mapping[str, Any], entry: Entry, link: _Link) -> None:
        said = {
            "device_id": entry.device_id,
            "enrolment_id": entry.enrolment_id,
            "id": entry.id,
            "kind": entry.kind.value,
            "measured_seconds": entry.measured_seconds,
            "sequence": entry.sequence,
            "started_at": int(entry.started_at.timestamp()),
            "subject": entry.subject,
        }
        wrong = [name for name, value in columns.items() if name in said and not _is_same(value, said[name])]
        if wrong:
            self._find(FindingKind.COLUMNS, link, columns=tuple(sorted(wrong)))

    def _find(self, kind: FindingKind, link: _Link, *, columns: tuple[str, ...] = (), detail: str = "") -> None:
        place = link.place
        self._findings.append(
            Finding(
                kind,
                self._device_id,
                link.sequence,
                link.sequence,
                place.entry_id,
                place.position,
                columns,
                detail,
            )
        )


def _is_same(column: object, said: object) -> bool:
    return type(column) is type(said) and column == said


def _link(line: StoredLine, entry: Entry | None, expected: int) -> _Link:
    """Finds out where a line wants to be; whatever was put into the table by hand may have any type."""
    body, position, columns = _anything(line.body), _anything(line.position), line.columns
    digest = hashlib.sha256(body).hexdigest() if isinstance(body, bytes) else ""
    hashes = frozenset({str(line.hash), digest})
    row = position if isinstance(position, int) else -1
    if entry is not None:
        return _Link(_Place(entry.id, row), entry.sequence, entry.previous_hash, hashes)
    id_, sequence = columns.get("id"), columns.get("sequence")
    place = _Place(id_ if isinstance(id_, str) else "", row)
    return _Link(place, sequence if isinstance(sequence, int) else expected, None, hashes)


def _anything(value: object) -> object:
    return value
