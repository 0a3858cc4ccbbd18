"""Signed ends of chains: when they are made, and that none can be changed or made by another computer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.clock import SimulatedClock
from trainer.errors import TrainerError
from trainer.hours.checkpoints import Checkpoint, Purpose, make_checkpoint, sort_out
from trainer.hours.device_key import DeviceKey, make_device_key
from trainer.hours.findings import ChainReport, Finding, FindingKind
from trainer.hours.ledger import Head
from trainer.hours.notary import LINES_BETWEEN, Notary
from trainer.hours.receipts import receipt_from_text, receipt_text
from trainer.identifiers import new_id

NOW = datetime(2026, 9, 14, 16, tzinfo=UTC)
KEY = DeviceKey(bytes(range(32)))
HEAD = Head("laptop", 7, "ab" * 32)


def test_a_checkpoint_is_genuine_as_it_was_made_and_in_no_other_way() -> None:
    made = make_checkpoint(HEAD, NOW, Purpose.PAPER, KEY)
    assert made.is_genuine
    for changed in (
        replace(made, head=replace(HEAD, sequence=8)),
        replace(made, head=replace(HEAD, hash="ac" * 32)),
        replace(made, head=replace(HEAD, device_id="phone")),
        replace(made, made_at=NOW + timedelta(seconds=1)),
        replace(made, purpose=Purpose.PERIODIC),
        replace(made, key=make_device_key().public),
        replace(made, signature="00" * 64),
        replace(made, signature="no signature"),
        replace(made, key=""),
    ):
        assert not changed.is_genuine


def test_one_computer_signs_one_chain() -> None:
    ours, theirs = make_checkpoint(HEAD, NOW, Purpose.PERIODIC, KEY), make_device_key()
    witness = make_checkpoint(replace(HEAD, device_id="phone"), NOW, Purpose.PAPER, theirs)
    later = make_checkpoint(replace(HEAD, sequence=9), NOW, Purpose.PERIODIC, theirs)
    own = {"laptop": KEY.public}
    assert sort_out([ours, witness], own) == ([ours.head, witness.head], [])
    heads, false = sort_out([later, ours, replace(witness, signature="")], own)
    assert heads == [ours.head]
    assert [(found.kind, found.sequence) for found in false] == [
        (FindingKind.CHECKPOINT, 9),
        (FindingKind.CHECKPOINT, 7),
    ]
    assert sort_out([ours, later])[0] == [ours.head], "whoever signed a chain first signs it on"


def test_another_desk_that_signs_a_chain_on_paper_is_no_forger_and_vouches_only_where_it_is_known() -> None:
    """A transcript that one desk prints holds the lines of another: its signature was taken for a forgery."""
    other_key = make_device_key()
    first = make_checkpoint(Head("desk 1", 1, "1" * 64), NOW, Purpose.PERIODIC, KEY)
    witness = make_checkpoint(Head("desk 1", 4, "4" * 64), NOW, Purpose.PAPER, other_key)
    assert sort_out([first, witness], {"desk 2": other_key.public}) == ([first.head, witness.head], [])
    assert sort_out([first, witness]) == ([first.head], []), "whoever invents a desk and its key accuses nobody"
    periodic = make_checkpoint(Head("desk 1", 4, "4" * 64), NOW, Purpose.PERIODIC, other_key)
    assert [found.sequence for found in sort_out([first, periodic])[1]] == [4]


def test_a_false_checkpoint_does_not_hide_a_true_one_of_the_same_line() -> None:
    ours = make_checkpoint(HEAD, NOW, Purpose.PERIODIC, KEY)
    junk = replace(ours, head=replace(HEAD, hash="cd" * 32))
    heads, false = sort_out([junk, ours], {"laptop": KEY.public})
    assert (heads, len(false)) == ([HEAD], 1)


def test_a_key_says_nothing_of_itself() -> None:
    assert KEY.seed.hex() not in repr(KEY) + KEY.public + KEY.fingerprint
    with pytest.raises(ValueError, match="32 bytes"):
        DeviceKey(b"short")


class _Unit:
    """A chain and its checkpoints."""

    def __init__(self) -> None:
        self.made: list[Checkpoint] = []
        self.length = 0
        self.ledger = self.checkpoints = self.doubts = self
        self.findings: tuple[Finding, ...] = ()

    def head(self, device_id: str) -> Head | None:
        return Head(device_id, self.length, f"{self.length:064x}") if self.length else None

    def chain(self, device_id: str) -> ChainReport:
        return ChainReport(self.findings, self.length, ())

    def latest(self, device_id: str) -> Checkpoint | None:
        return self.made[-1] if self.made else None

    def add(self, checkpoint: Checkpoint) -> None:
        self.made.append(checkpoint)


def test_checkpoints_come_with_the_first_line_every_fifty_lines_and_every_day() -> None:
    unit, clock = _Unit(), SimulatedClock(NOW)
    notary = Notary("laptop", KEY, clock)
    notary.after_append(unit)  # type: ignore[arg-type]
    for length in range(1, 2 * LINES_BETWEEN + 2):
        unit.length = length
        notary.after_append(unit)  # type: ignore[arg-type]
    assert [made.head.sequence for made in unit.made] == [1, 1 + LINES_BETWEEN, 1 + 2 * LINES_BETWEEN]
    clock.advance(86_400)
    notary.after_append(unit)  # type: ignore[arg-type]
    assert len(unit.made) == 3, "nothing new was written"
    unit.length += 1
    notary.after_append(unit)  # type: ignore[arg-type]
    assert unit.made[-1].head.sequence == unit.length
    assert all(made.is_genuine for made in unit.made)


def test_nothing_is_signed_over_what_somebody_else_put_there() -> None:
    unit = _Unit()
    unit.length, unit.findings = 3, (Finding(FindingKind.CHANGED, "laptop", 2, 2),)
    notary = Notary("laptop", KEY, SimulatedClock(NOW))
    notary.after_append(unit)  # type: ignore[arg-type]
    notary.sign_end(unit)  # type: ignore[arg-type]
    assert not unit.made


@given(st.integers(1, 10**9), st.binary(min_size=32, max_size=32))
def test_a_receipt_is_read_back_as_it_was_printed(sequence: int, digest: bytes) -> None:
    device = new_id(NOW)
    head = Head(device, sequence, digest.hex())
    text = receipt_text(head)
    assert receipt_from_text(text) == head
    assert receipt_from_text("  " + text.upper().replace(" ", "  ") + "\n") == head
    with pytest.raises(TrainerError, match="not a line of a receipt"):
        receipt_from_text(text[:-4])
