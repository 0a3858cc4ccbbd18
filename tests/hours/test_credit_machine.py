"""Random histories of one learner: every identity holds, no cap is passed, and slow counting comes to the same."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

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
from msgspec import structs

from tests.hours.histories import adjustment, at, credited, line, make_programme, recalculation, reversal, settlement
from tests.hours.profiles import random_histories
from tests.hours.slow_credit import SlowCredit
from trainer.hours import fold, local_days, settlements, silence, standing, terms
from trainer.hours.caps import Caps
from trainer.hours.credit import Credit, EnrolmentWindow, HoursRecord, credit
from trainer.hours.ledger import TIMELESS, Entry, EntryKind, Gap, GapKind
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
    "2026-11-01 01:50:00",
    "2026-10-31 23:40:00",
)
POLICIES = st.builds(
    Policy,
    idle_limit_seconds=st.sampled_from([60, 100, 300]),
    daily_cap_seconds=st.sampled_from([None, None, 400, 1_000]),
    smallest_stint_seconds=st.just(0),
    lesson_cap=st.booleans(),
    attendance_tolerance_seconds=st.sampled_from([0, 60]),
    break_rule=st.sampled_from(["not_counted", "counted_in_sessions"]),
    adjustment_limit_seconds=st.sampled_from([None, 0, 120]),
)
# A name that nobody knows comes now and then.
NAMES = st.sampled_from(["default-1"] * 5 + ["default-2"] * 5 + ["default-9"])
# Just under, at and over the five, seven and ten minutes that things count for, and anything else.
SECONDS = st.sampled_from([299, 300, 301, 420, 600]) | st.integers(0, 800)
GAPS = st.lists(
    st.tuples(st.sampled_from(list(GapKind)), st.integers(0, 120), st.sampled_from([20, 60]) | st.integers(1, 400)),
    max_size=4,
)


class History(RuleBasedStateMachine):
    """Lines arrive one by one; after each the record must be right."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.policies = {"default-1": Policy()}
        self.window: EnrolmentWindow | None = None
        self.origin = at(STARTS[0])
        self.last: HoursRecord = self.credited()

    @initialize(
        start=st.sampled_from(STARTS), first=POLICIES, second=POLICIES, days=st.sampled_from([None, None, 0, 1])
    )
    def enrol(self, start: str, first: Policy, second: Policy, days: int | None) -> None:
        self.origin = at(start)
        self.policies = {"default-1": first, "default-2": replace(second, version=2)}
        if days is not None:
            day = date.fromisoformat(start[:10])
            self.window = EnrolmentWindow(day, day + timedelta(days=days))

    def credited(self, entries: list[Entry] | None = None) -> HoursRecord:
        found = self.entries if entries is None else entries
        return credit(found, self.policies, PROGRAMME, self.window)

    def add(self, subject: str, offset: int, seconds: int, gaps: list[tuple[GapKind, int, int]], **more: Any) -> None:
        start = self.origin + timedelta(seconds=offset)
        self.entries.append(
            line(subject, start, seconds, gaps=_gaps(gaps, seconds), sequence=len(self.entries) + 1, **more)
        )

    @rule(
        subject=st.sampled_from(LESSONS),
        offset=st.integers(-300, 2_400),
        seconds=SECONDS,
        gaps=GAPS,
        more=st.fixed_dictionaries(
            {
                "device_id": st.sampled_from(DEVICES),
                "zone": st.sampled_from(ZONES),
                "policy": NAMES,
                "idle_limit_seconds": st.sampled_from([None, None, 200]),
                "interrupted": st.booleans(),
            }
        ),
    )
    def study(self, subject: str, offset: int, seconds: int, gaps: Any, more: dict[str, Any]) -> None:
        self.add(subject, offset, seconds, gaps, **more)

    @precondition(lambda self: self.entries and self.entries[-1].kind is EntryKind.SELF_PACED)
    @rule(quiet=st.integers(1, 200), seconds=st.integers(0, 200), policy=NAMES)
    def the_line_is_cut_and_the_silence_goes_on(self, quiet: int, seconds: int, policy: str) -> None:
        """As at midnight, on a journey, or when the clock is moved."""
        before = self.entries[-1]
        first = structs.replace(
            before, id=f"{before.id} cut", gaps=_gaps([(GapKind.QUIET, 20, 900)], before.measured_seconds)
        )
        self.entries[-1] = first
        start = before.started_at + timedelta(seconds=before.measured_seconds)
        gaps = _gaps([(GapKind.QUIET, 0, quiet)], quiet + seconds)
        self.entries.append(
            structs.replace(
                first,
                id=f"{before.id} on",
                started_at=start,
                measured_seconds=quiet + seconds,
                wall_seconds=quiet + seconds,
                gaps=gaps,
                sequence=before.sequence + 1,
                policy=policy,
            )
        )

    @rule(
        subject=st.sampled_from(["L01", "L02", "L03"]),
        kind=st.sampled_from([EntryKind.LIVE, EntryKind.LIVE, EntryKind.MAKE_UP]),
        offset=st.integers(-300, 2_400),
        seconds=SECONDS,
        gaps=GAPS,
        policy=NAMES,
    )
    def attend(self, subject: str, kind: EntryKind, offset: int, seconds: int, gaps: Any, policy: str) -> None:
        self.add(subject, offset, seconds, gaps, kind=kind, device_id="office", policy=policy)

    @rule(offset=st.integers(-300, 2_400), seconds=SECONDS, gaps=GAPS, device=st.sampled_from(DEVICES), policy=NAMES)
    def sit_the_exam(self, offset: int, seconds: int, gaps: Any, device: str, policy: str) -> None:
        self.add("final", offset, seconds, gaps, kind=EntryKind.EXAM, device_id=device, policy=policy)

    @rule(
        subject=st.sampled_from([*LESSONS, "L02", "final"]),
        seconds=st.integers(-200, 300).filter(bool),
        offset=st.integers(-300, 3_000),
        second=st.sampled_from(["", "coordinator", "instructor"]),
        policy=NAMES,
    )
    def adjust(self, subject: str, seconds: int, offset: int, second: str, policy: str) -> None:
        start = self.origin + timedelta(seconds=offset)
        self.entries.append(adjustment(subject, seconds, start=start, second_author_id=second, policy=policy))

    @rule(subject=NAMES, offset=st.integers(-300, 3_000), second=st.sampled_from(["", "coordinator"]), policy=NAMES)
    def recalculate(self, subject: str, offset: int, second: str, policy: str) -> None:
        start = self.origin + timedelta(seconds=offset)
        self.entries.append(recalculation(subject, start=start, second_author_id=second, policy=policy))

    @precondition(lambda self: self.entries)
    @rule(data=st.data(), second=st.sampled_from(["", "coordinator", "coordinator"]), policy=NAMES)
    def reverse(self, data: st.DataObject, second: str, policy: str) -> None:
        target = data.draw(st.sampled_from(self.entries))
        self.entries.append(reversal(target, start=self.origin, second_author_id=second, policy=policy))

    @precondition(lambda self: self.entries)
    @rule(
        data=st.data(),
        more=st.integers(0, 2),
        seen=st.sampled_from(["", "", ":columns"]),
        second=st.sampled_from(["", "coordinator", "coordinator", "coordinator", "instructor"]),
        sequence=st.integers(0, 12),
    )
    def settle(self, data: st.DataObject, more: int, seen: str, second: str, sequence: int) -> None:
        target = data.draw(st.sampled_from(self.entries))
        places = f"{target.device_id}:{target.sequence}-{target.sequence + more}{seen}"
        place = {"device_id": target.device_id, "sequence": sequence, "start": self.origin}
        self.entries.append(settlement(places, second_author_id=second, **place))

    @precondition(lambda self: _changes(self.entries))
    @rule(data=st.data())
    def take_back_a_change(self, data: st.DataObject) -> None:
        target = data.draw(st.sampled_from(_changes(self.entries)))
        self.entries.append(reversal(target, start=self.origin))

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def the_same_packet_arrives_again(self, data: st.DataObject) -> None:
        self.entries.append(data.draw(st.sampled_from(self.entries)))

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def a_line_arrives_that_says_something_else(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(self.entries))
        if chosen.kind is not EntryKind.REVERSAL:
            self.entries.append(structs.replace(chosen, measured_seconds=chosen.measured_seconds + 1))

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
        """Where lines of several policies meet, the most generous of them is the limit."""
        for subject, seconds in self.last.by_subject.items():
            caps = [
                _cap(subject, policy) for policy in self.policies_of(lambda item, name=subject: item.subject == name)
            ]
            assert None in caps or seconds <= max(caps)
        for day, seconds in _studied(self.last, self.entries).items():
            on_day = self.policies_of(lambda item, wanted=day: wanted in [share.day for share in item.days])
            daily = [policy.daily_cap_seconds for policy in on_day]
            assert None in daily or seconds <= max(daily), day

    def policies_of(self, wanted: Callable[[Credit], bool]) -> list[Policy]:
        return [self.policies[item.policy] for item in self.last.credits if item.credited_seconds and wanted(item)]

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
        self.the_short_way_leads_to_the_same_place()
        child = SlowCredit(self.entries, self.policies, PROGRAMME, self.window)
        slow = child.count()
        assert {(line.id, child.policy_name(line)) for line in child.lines} == {
            (item.entry_id, item.policy) for item in self.last.credits
        }
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

    def the_short_way_leads_to_the_same_place(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fold.Fold, "_in_one_piece", lambda *_: None)
            assert self.credited() == self.last


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


def _changes(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind in TIMELESS]


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


SITUATIONS = {
    *["idle", "away", "break", "asleep", "stalled", "lesson_cap", "daily_cap", "overlap", "outside_enrolment"],
    *["reversed", "in_doubt", "not_in_edition", "left_out"],
    *["clock_moved", "interrupted", "within_tolerance", "not_approved", "recalculated", "unknown_policy"],
    *["a day changes", "clocks go forward", "clocks go back", "two devices", "a reversal taken back", "a full subject"],
}


def _situations(history: History) -> set[str]:
    """Names what a history met."""
    items = history.last.credits
    caps = {_cap(subject, policy) for policy in history.policies.values() for subject in history.last.by_subject}
    changed = {entry.subject for entry in history.entries if entry.kind is EntryKind.REVERSAL}
    crossed = {_offset(item, 0) - _offset(item, item.measured_seconds) for item in items if item.credited_seconds}
    facts = {
        "a day changes": any(len(item.days) > 1 for item in items),
        "clocks go forward": timedelta(hours=-1) in crossed,
        "clocks go back": timedelta(hours=1) in crossed,
        "two devices": len({entry.device_id for entry in history.entries if entry.kind is EntryKind.SELF_PACED}) > 1,
        "a reversal taken back": any(
            entry.id in changed for entry in history.entries if entry.kind is EntryKind.REVERSAL
        ),
        "a full subject": bool(caps.intersection(history.last.by_subject.values())),
    }
    said = {refusal.reason.value for item in items for refusal in item.refusals}
    said |= {flag for item in items for flag in item.flags}
    return said | {name for name, holds in facts.items() if holds}


def _offset(item: Credit, seconds: int) -> timedelta:
    moment = item.started_at + timedelta(seconds=seconds)
    return moment.astimezone(ZoneInfo(item.zone)).utcoffset() or timedelta()


def test_the_histories_meet_every_situation() -> None:
    """A machine that never meets a thing proves nothing about it."""
    met: Counter[str] = Counter()

    class Watched(History):
        def teardown(self) -> None:
            met.update(_situations(self))

    run_state_machine_as_test(Watched, settings=settings(random_histories, max_examples=300, phases=[Phase.generate]))
    assert not {name for name in SITUATIONS if met[name] < 3}, met


def _all_is_free(_claims: Claims, pieces: list[Any], _clock: object) -> list[Any]:
    return pieces


def _everything_fits(_caps: Caps, _terms: terms.Terms, pieces: list[Any]) -> tuple[list[Any], list[Any]]:
    return [piece[1:3] for piece in pieces if piece[0] is None], [piece for piece in pieces if piece[0]]


def _nothing_is_cut(start: int, end: int, *_: object) -> tuple[list[Any], int]:
    return [(None, start, end, None)] if start < end else [], 0


def _is_in_its_place(settled: settlements.Settlement, line: Entry) -> bool:
    return settled._holds(line.device_id, line.sequence, line.sequence)


BROKEN_CREDITS: dict[str, tuple[object, str, object]] = {
    "overlaps go unseen": (Claims, "cut", _all_is_free),
    "caps go unseen": (Caps, "grant", _everything_fits),
    "caps go unseen on the short way": (Caps, "take", lambda _caps, _id, _cap, seconds: seconds),
    "gaps go unseen": (fold, "cut_at_gaps", _nothing_is_cut),
    "lines are taken as they come": (standing, "sorted", lambda lines, key=None: list(lines)),
    "reversals go unseen": (standing, "carried_out", lambda _reversals: (set(), set())),
    "nobody needs to approve": (standing, "needs_second_person", lambda _seconds, _policy: False),
    "days begin at midnight in Greenwich": (local_days, "ZoneInfo", lambda _zone: UTC),
    "the enrolment is for ever": (terms.TermsBook, "_bounds_in", lambda *_: (-(2**62), 2**62)),
    "nobody recalculates": (standing.Standing, "_recalculate", lambda *_: None),
    "what was taken back recalculates": (standing.Standing, "_stands", lambda *_: True),
    "a midnight renews the limit": (silence.Silence, "left", lambda *_: None),
    "nobody leaves anything out": (standing, "standing_settlements", lambda _lines, _doubtful: ()),
    "what was only seen is left out": (settlements.Settlement, "leaves_out", _is_in_its_place),
    "copies count again": (standing, "_facts", lambda lines: (lines, set())),
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
    monkeypatch.setattr(Claims, "cut", _all_is_free)
    assert credited(*two).credited_seconds == 4_800
