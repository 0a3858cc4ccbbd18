"""The tab of the hours policy: what a version would change while it is typed, publishing, and two people at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.fakes.recording import RecordingView
from tests.fakes.runner import RunNow
from tests.fakes.staff import MemoryStaffUnit, make_notary
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.people import Person, Role
from trainer.cohorts.policy_service import PolicyService
from trainer.errors import TrainerError
from trainer.hours.policy import Policy
from trainer.ui.policy.form import PolicyForm, form_of, policy_of, rule_fields
from trainer.ui.policy.presenter import Confirmation, PolicyPresenter, PolicyServices, PolicyView

NOW = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
TODAY = date(2027, 1, 4)


class Tab(RecordingView):
    """Answers the question as a test wants."""

    def __init__(self) -> None:
        super().__init__(PolicyView)
        self.yes = True
        self.asked: list[Confirmation] = []

    def confirm(self, question: Confirmation) -> bool:
        self.asked.append(question)
        return self.yes


class Room:
    """A presenter over two instructors and a learner; Ana came first."""

    def __init__(self, actor: str = "ana") -> None:
        self.unit, self.clock, self.view = MemoryStaffUnit(), SimulatedClock(NOW), Tab()
        roles = {"ana": Role.INSTRUCTOR, "ben": Role.INSTRUCTOR, "lea": Role.LEARNER}
        for number, (key, role) in enumerate(roles.items()):
            self.unit.people.add_person(Person(key, role, key.title(), "en", NOW + timedelta(hours=number)))
        self.service = PolicyService(self.unit.open, self.clock, make_notary(self.clock))
        self.refreshed = 0
        services = PolicyServices(self.service, AccountService(self.unit.open, self.clock), self._refresh)
        view: Any = self.view
        self.presenter = PolicyPresenter(view, services, RunNow(), self.unit.people.by_id[actor])
        self.presenter.open()

    def _refresh(self) -> None:
        self.refreshed += 1

    @property
    def form(self) -> PolicyForm:
        form: PolicyForm = self.view.last("fill")
        return form

    def type(self, numbers: Mapping[str, str] | None = None, **changes: Any) -> None:
        self.presenter.edited(replace(self.form, numbers={**self.form.numbers, **(numbers or {})}, **changes))

    @property
    def changes(self) -> list[tuple[str, ...]]:
        return [tuple(cell.text for cell in row.cells) for row in self.view.last("show_difference").rows]

    @property
    def summary(self) -> str:
        return next(str(told[1]) for name, told in reversed(self.view.calls) if name == "show_difference")

    @property
    def versions(self) -> list[tuple[str, ...]]:
        return [tuple(cell.text for cell in row.cells) for row in self.view.last("show_versions").rows]


def test_it_opens_with_the_version_in_force_and_nothing_to_publish() -> None:
    room = Room()
    assert room.form.numbers["idle_limit_seconds"] == "5"
    assert room.form.numbers["daily_cap_seconds"] == ""
    assert room.form.day == TODAY
    assert (room.changes, room.summary) == ([], "Nothing changed yet.")
    words = room.view.last("show_publish")
    assert words.label == "Publish version 2"
    assert words.why_not
    assert room.versions == [("Version 1", "Jul 1, 2026", "Came with the program", "In force today")]
    assert "you can publish one" in room.view.last("show_lead")


def test_every_rule_is_a_field_with_its_note_its_standing_and_what_empty_means() -> None:
    fields = {field.name: field for field in rule_fields()}
    assert fields["idle_limit_seconds"].label == "Idle limit, in minutes"
    assert fields["idle_limit_seconds"].hint.startswith("Our choice")
    assert "not a rule of the state" in fields["idle_limit_seconds"].hint
    assert fields["daily_cap_seconds"].open_words == "no limit"
    assert "Empty means “not known: ask CalMHSA”." in fields["minimum_live_share"].hint
    assert fields["break_rule"].tick == "The break of a live session counts"
    assert "No rule on breaks was found." in fields["break_rule"].hint
    assert fields["rounding"].fixed.startswith("down")


def test_what_is_typed_is_compared_at_once_in_words() -> None:
    room = Room()
    room.type({"idle_limit_seconds": "1:30", "daily_cap_seconds": "480", "minimum_live_share": "25"}, lesson_cap=False)
    assert room.changes == [
        ("Holds from", "July 1, 2026", "January 4, 2027"),
        ("Idle limit", "5 min", "0:01:30"),
        ("Most in one day", "no limit", "8 h"),
        ("Most for a lesson", "its stated minutes", "no limit"),
        ("Least share of live hours", "not known: ask CalMHSA", "25 %"),
    ]
    assert room.summary == "4 rules change."
    assert room.view.last("show_publish").why_not == ""
    room.type()
    assert room.summary == "Nothing changed yet."


def test_a_break_that_counts_is_a_change_like_any_other() -> None:
    room = Room()
    room.type(counts_breaks=True)
    assert [change for change in room.changes if change[0] == "Breaks"] == [
        ("Breaks", "not counted", "the break of a live session counts")
    ]


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("idle_limit_seconds", "", "Please type whole minutes"),
        ("idle_limit_seconds", "five", "Please type whole minutes"),
        ("idle_limit_seconds", "5.5", "Please type whole minutes"),
        ("idle_limit_seconds", "-5", "Please type whole minutes"),
        ("idle_limit_seconds", "٥", "Please type whole minutes"),
        ("idle_limit_seconds", "0:59", "This can be from 1 min to 1 h."),
        ("idle_limit_seconds", "99999", "This can be from 1 min to 1 h."),
        ("daily_cap_seconds", "1", "This can be from 1 h to 24 h."),
        ("smallest_stint_seconds", "1:00", "Please type a whole number."),
        ("minimum_live_share", "101", "This can be from 0 % to 100 %."),
        ("minutes_per_hour", "29", "This can be from 30 minutes to 60 minutes."),
    ],
)
def test_a_fault_is_said_under_its_field_and_stops_publishing(name: str, typed: str, says: str) -> None:
    room = Room()
    room.type({name: typed, "attendance_tolerance_seconds": "5"})
    faults = room.view.last("show_faults")
    assert list(faults) == [name]
    assert faults[name].startswith(says)
    room.presenter.publish()
    assert not room.view.asked
    assert not room.unit.policies.published
    assert room.view.last("show_publish").why_not == "Please look at the field that is marked."


def test_an_empty_name_and_a_day_that_is_past_are_faults() -> None:
    room = Room()
    room.type(title=" ", day=date(2027, 1, 3))
    assert room.view.last("show_faults").keys() == {"title", "effective_from"}


def test_publishing_asks_once_and_shows_the_new_version() -> None:
    room = Room()
    room.type({"idle_limit_seconds": "10"}, day=date(2027, 2, 1))
    room.presenter.publish()
    (asked,) = room.view.asked
    assert "February 1, 2027" in asked.text
    assert "keep their version" in asked.text
    assert room.refreshed == 1
    assert room.view.last("show_saved") == "Version 2 is published. It holds from February 1, 2027."
    assert room.versions == [
        ("Version 1", "Jul 1, 2026", "Came with the program", "In force today"),
        ("Version 2", "Feb 1, 2027", "Ana", "Begins later"),
    ]
    assert (room.form.numbers["idle_limit_seconds"], room.form.day) == ("10", date(2027, 2, 1))
    assert room.summary == "Nothing changed yet."
    room.presenter.open_version("default-2")
    assert room.view.last("show_version") == "Default hours policy, Version 2"


def test_thinking_better_of_it_changes_nothing() -> None:
    room = Room()
    room.view.yes = False
    room.type({"idle_limit_seconds": "10"})
    room.presenter.publish()
    assert not room.unit.policies.published


def test_somebody_who_may_not_sees_the_rules_and_who_may() -> None:
    room = Room("ben")
    assert room.view.calls[-1][0] == "show_publish"
    assert next(told for name, told in room.view.calls if name == "fill")[1] is False
    assert "Here Ana can publish one." in room.view.last("show_lead")
    room.type({"idle_limit_seconds": "10"})
    room.presenter.publish()
    assert not room.view.asked
    assert "administrator" in room.view.last("show_publish").why_not


def test_what_was_published_meanwhile_is_compared_with_and_nothing_typed_is_lost() -> None:
    room = Room()
    room.type({"idle_limit_seconds": "10", "daily_cap_seconds": "480"})
    other = replace(Policy(), effective_from="2027-01-04", idle_limit_seconds=600)
    room.service.publish("ana", other, "default-1")
    fills = room.view.count("fill")
    room.presenter.publish()
    assert "version 2" in room.view.last("show_problem")
    assert room.view.count("fill") == fills
    assert room.changes == [("Most in one day", "no limit", "8 h")]
    room.presenter.publish()
    assert room.service.book().policies["default-3"].daily_cap_seconds == 28_800


def test_a_full_disk_is_said_and_the_same_can_be_tried_again() -> None:
    room = Room()
    room.unit.fails = TrainerError("The disk is full.", "Please make room.")
    room.type({"idle_limit_seconds": "10"})
    room.presenter.publish()
    assert room.view.last("show_problem") == "The disk is full."
    room.presenter.publish()
    assert room.service.book().next_version("default") == 3


def test_a_row_that_cannot_be_read_is_told_kindly() -> None:
    room = Room()
    room.unit.policies.unreadable.append("default-2")
    room.presenter.open()
    note = next(told[1] for name, told in reversed(room.view.calls) if name == "show_versions")
    assert note.startswith("default-2 cannot be read. It is kept")
    assert room.view.last("show_publish").label == "Publish version 3"


def test_a_rule_with_a_fault_is_compared_as_unchanged() -> None:
    form = replace(form_of(Policy(), TODAY), numbers={**form_of(Policy(), TODAY).numbers, "minutes_per_hour": "x"})
    policy, faults = policy_of(form, Policy(), TODAY)
    assert policy == replace(Policy(), effective_from="2027-01-04")
    assert list(faults) == ["minutes_per_hour"]
