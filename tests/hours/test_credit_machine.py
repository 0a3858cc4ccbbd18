"""Random histories of one learner: every identity holds, no cap is passed, and slow counting comes to the same."""

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.hours.histories import adjustment, at, credited, line, make_programme, reversal
from tests.hours.profiles import random_histories
from tests.hours.slow_credit import SlowCredit
from trainer.hours import fold, local_days, standing
from trainer.hours.caps import Caps
from trainer.hours.credit import Credit, EnrolmentWindow, HoursRecord, credit
from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind
from trainer.hours.policy import Policy
from trainer.hours.reconcile import check_identities
from trainer.hours.stretches import Claims

# Short lessons and sessions, so that caps are met often and counting by seconds stays bearable.
PROGRAMME = make_programme(lesson_minutes=5, session_minutes=10, exam_minutes=7)
LESSONS = ("hope-01", "hope-02", "role-01", "self-01")
DEVICES = ("laptop", "phone", "library")
ZONES = ("America/Los_Angeles", "America/Los_Angeles", "America/Denver", "Asia/Kolkata")
STARTS = (
    "2026-09-14 14:00:00",
    "2026-09-14 23:50:00",
    "2027-03-14 01:50:00",
    "2026-11-01 00:50:00",
    "2026-10-31 23:40:00",
)
POLICIES = st.builds(
    Policy,
    idle_limit_seconds=st.sampled_from([60, 100, 300]),
    daily_cap_seconds=st.sampled_from([None, None, 400, 1_000]),
    smallest_stint_seconds=st.just(0),
    lesson_cap=st.booleans(),
    attendance_tolerance_seconds=st.sampled_from([0, 60]),
    adjustment_limit_seconds=st.sampled_from([None, 0, 120]),
)
GAPS = st.lists(st.tuples(st.sampled_from(list(GapKind)), st.integers(0, 120), st.integers(1, 400)), max_size=4)


class History(RuleBasedStateMachine):
    """Lines arrive one by one; after each the record must be right."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.policy = Policy()
        self.window: EnrolmentWindow | None = None
        self.origin = at(STARTS[0])
        self.last: HoursRecord = self.credited()

    @initialize(start=st.sampled_from(STARTS), policy=POLICIES, days=st.sampled_from([None, None, 0, 1]))
    def enrol(self, start: str, policy: Policy, days: int | None) -> None:
        self.origin = at(start)
        self.policy = policy
        if days is not None:
            day = date.fromisoformat(start[:10])
            self.window = EnrolmentWindow(day, day + timedelta(days=days))

    def credited(self, entries: list[Entry] | None = None) -> HoursRecord:
        found = self.entries if entries is None else entries
        return credit(found, {self.policy.name: self.policy}, PROGRAMME, self.window)

    def add(self, subject: str, offset: int, seconds: int, gaps: list[tuple[GapKind, int, int]], **more: Any) -> None:
        start = self.origin + timedelta(seconds=offset)
        self.entries.append(
            line(subject, start, seconds, gaps=_gaps(gaps, seconds), sequence=len(self.entries) + 1, **more)
        )

    @rule(
        subject=st.sampled_from(LESSONS),
        offset=st.integers(-300, 2_400),
        seconds=st.integers(0, 700),
        gaps=GAPS,
        device=st.sampled_from(DEVICES),
        zone=st.sampled_from(ZONES),
        limit=st.sampled_from([None, None, 200]),
    )
    def study(
        self, subject: str, offset: int, seconds: int, gaps: Any, device: str, zone: str, limit: int | None
    ) -> None:
        self.add(subject, offset, seconds, gaps, device_id=device, zone=zone, idle_limit_seconds=limit)

    @rule(
        subject=st.sampled_from(["L01", "L02", "L03"]),
        kind=st.sampled_from([EntryKind.LIVE, EntryKind.LIVE, EntryKind.MAKE_UP]),
        offset=st.integers(-300, 2_400),
        seconds=st.integers(0, 800),
        gaps=GAPS,
    )
    def attend(self, subject: str, kind: EntryKind, offset: int, seconds: int, gaps: Any) -> None:
        self.add(subject, offset, seconds, gaps, kind=kind, device_id="office")

    @rule(offset=st.integers(-300, 2_400), seconds=st.integers(0, 600), gaps=GAPS, device=st.sampled_from(DEVICES))
    def sit_the_exam(self, offset: int, seconds: int, gaps: Any, device: str) -> None:
        self.add("final", offset, seconds, gaps, kind=EntryKind.EXAM, device_id=device)

    @rule(
        subject=st.sampled_from([*LESSONS, "L02", "final"]),
        seconds=st.integers(-200, 300).filter(bool),
        offset=st.integers(-300, 3_000),
        second=st.sampled_from(["", "coordinator", "instructor"]),
    )
    def adjust(self, subject: str, seconds: int, offset: int, second: str) -> None:
        start = self.origin + timedelta(seconds=offset)
        self.entries.append(adjustment(subject, seconds, start=start, second_author_id=second))

    @precondition(lambda self: self.entries)
    @rule(data=st.data(), second=st.sampled_from(["", "coordinator", "coordinator"]))
    def reverse(self, data: st.DataObject, second: str) -> None:
        target = data.draw(st.sampled_from(self.entries))
        self.entries.append(reversal(target, start=self.origin, second_author_id=second))

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def the_same_packet_arrives_again(self, data: st.DataObject) -> None:
        self.entries.append(data.draw(st.sampled_from(self.entries)))

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def a_line_arrives_that_says_something_else(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(self.entries))
        if chosen.kind is not EntryKind.REVERSAL:
            self.entries.append(replace(chosen, measured_seconds=chosen.measured_seconds + 1))

    @rule(subject=st.sampled_from(["old-07", "L01"]), offset=st.integers(0, 1_000), seconds=st.integers(1, 400))
    def study_what_is_not_of_the_course(self, subject: str, offset: int, seconds: int) -> None:
        self.add(subject, offset, seconds, [], device_id="laptop")

    @invariant()
    def everything_adds_up(self) -> None:
        self.last = self.credited()
        assert not check_identities(self.last)
        for item in self.last.credits:
            if item.measured_seconds >= 0:
                assert 0 <= item.credited_seconds <= item.measured_seconds

    @invariant()
    def no_cap_is_passed(self) -> None:
        for subject, seconds in self.last.by_subject.items():
            cap = _cap(subject, self.policy)
            assert cap is None or seconds <= cap
        if self.policy.daily_cap_seconds is not None:
            for day, seconds in _studied(self.last, self.entries).items():
                assert seconds <= self.policy.daily_cap_seconds, day

    @invariant()
    def no_second_is_credited_to_two_devices(self) -> None:
        by_device = Counter[str]()
        lines = {entry.id: entry for entry in self.entries}
        span = [
            entry for entry in lines.values() if entry.kind is not EntryKind.ADJUSTMENT and entry.measured_seconds > 0
        ]
        if not span or len({(entry.device_id, entry.kind) for entry in span}) < len(span):
            return  # One clock twice: its stamps may overlap, since they were moved.
        for item in self.last.credits:
            if lines[item.entry_id] in span:
                by_device[item.entry_id] = item.credited_seconds
        start = min(entry.started_at for entry in span)
        end = max(entry.started_at + timedelta(seconds=entry.measured_seconds) for entry in span)
        assert sum(by_device.values()) <= (end - start).total_seconds()

    def teardown(self) -> None:
        self.order_and_repetition_do_not_matter()
        slow = SlowCredit(self.entries, self.policy, PROGRAMME, self.window).count()
        fast: dict[str, list[tuple[int, Counter[str], Counter[date]]]] = {}
        for item in self.last.credits:
            fast.setdefault(item.entry_id, []).append(_counted(item))
        counted = {id_: [(one.credited, one.refused, one.days) for one in found] for id_, found in slow.items()}
        assert {id_: sorted(found, key=str) for id_, found in fast.items()} == {
            id_: sorted(found, key=str) for id_, found in counted.items()
        }

    def order_and_repetition_do_not_matter(self) -> None:
        shuffled = self.entries * 2
        random.Random(len(self.entries)).shuffle(shuffled)
        assert self.credited(shuffled) == self.last
        assert self.credited(list(reversed(self.entries))) == self.last


def _gaps(wanted: list[tuple[GapKind, int, int]], seconds: int) -> tuple[Gap, ...]:
    """Lays gaps one after another, each some seconds after the last; what does not fit is left out."""
    found = []
    cursor = 0
    for kind, distance, length in wanted:
        end = min(cursor + distance + length, seconds)
        if cursor + distance < end:
            found.append(Gap(kind, cursor + distance, end - cursor - distance))
        cursor += distance + length
    return tuple(found)


def _cap(subject: str, policy: Policy) -> int | None:
    if subject in PROGRAMME.lessons:
        return PROGRAMME.lessons[subject].minutes * 60 if policy.lesson_cap else None
    plans = {**PROGRAMME.live_by_id, **PROGRAMME.exams_by_id}
    return plans[subject].minutes * 60


def _studied(record: HoursRecord, entries: list[Entry]) -> Counter[date]:
    adjustments = {entry.id for entry in entries if entry.kind is EntryKind.ADJUSTMENT}
    found: Counter[date] = Counter()
    for item in record.credits:
        if item.entry_id not in adjustments:
            found.update({share.day: share.seconds for share in item.days})
    return found


def _counted(item: Credit) -> tuple[int, Counter[str], Counter[date]]:
    refused: Counter[str] = Counter()
    for refusal in item.refusals:
        refused[refusal.reason.value] += refusal.seconds
    return item.credited_seconds, refused, Counter({share.day: share.seconds for share in item.days})


TestHistory = History.TestCase
TestHistory.settings = random_histories


def _all_is_free(_claims: Claims, start: int, end: int, _clock: object) -> list[tuple[int, int, bool]]:
    return [(start, end, True)]


def _everything_fits(
    _caps: Caps, _line: Entry, _policy: Policy, _subject: object, stretch: Any, credited: list[Any], _refused: list[Any]
) -> None:
    credited.append(stretch)


def _no_gaps(_line: Entry, _policy: Policy) -> tuple[Gap, ...]:
    return ()


BROKEN_CREDITS: dict[str, tuple[object, str, object]] = {
    "overlaps go unseen": (Claims, "split", _all_is_free),
    "caps go unseen": (Caps, "grant", _everything_fits),
    "gaps go unseen": (fold, "_counted_gaps", _no_gaps),
    "lines are taken as they come": (standing, "sorted", lambda lines, key=None: list(lines)),
    "reversals go unseen": (standing, "carried_out", lambda _reversals: (set(), set())),
    "nobody needs to approve": (standing, "needs_second_person", lambda _seconds, _policy: False),
    "days begin at midnight in Greenwich": (local_days, "ZoneInfo", lambda _zone: UTC),
    "the enrolment is for ever": (fold.Fold, "_bounds_in", lambda *_: (-(2**62), 2**62)),
    "copies count again": (standing, "_variants", lambda entries: {str(n): [entry] for n, entry in enumerate(entries)}),
}


@pytest.mark.parametrize("name", BROKEN_CREDITS)
def test_a_broken_credit_is_found_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, attribute, value = BROKEN_CREDITS[name]
    monkeypatch.setattr(owner, attribute, value, raising=attribute != "sorted")
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            History, settings=settings(random_histories, max_examples=300, phases=[Phase.generate])
        )


def test_without_the_overlap_step_an_hour_at_two_desks_counts_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same control in one plain history, so that nobody has to believe in random ones."""
    two = [line("hope-01", seconds=2_400), line("role-01", seconds=2_400, device_id="phone")]
    assert credited(*two).credited_seconds == 2_400
    monkeypatch.setattr(Claims, "split", _all_is_free)
    assert credited(*two).credited_seconds == 4_800
