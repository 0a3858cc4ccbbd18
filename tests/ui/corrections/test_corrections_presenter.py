"""Correcting hours on the screen: before and after first, a second person where one is needed, and nothing lost."""

from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from tests.cohorts.test_corrections import PIN, REASON, House
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.recording import RecordingView
from tests.fakes.records import ENROLMENT, PERSON, make_entry, make_person
from tests.fakes.runner import RunLater, RunNow
from trainer.cohorts.people import Role
from trainer.errors import TrainerError
from trainer.hours.doubts import Doubts
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.ledger import Entry, EntryKind
from trainer.ui.cells import Cell
from trainer.ui.corrections.doubts import DoubtWords
from trainer.ui.corrections.presenter import (
    CorrectionForm,
    CorrectionServices,
    CorrectionsPresenter,
    CorrectionsView,
    Kind,
    PreviewWords,
)
from trainer.ui.navigation import Place

ADJUST = CorrectionForm(Kind.ADJUST, 10, "subject:one-01", reason=REASON)


class Screen:
    """A presenter over one learner with a line of 25 minutes, of which 15 count."""

    def __init__(self, runner: RunNow | None = None) -> None:
        self.house, self.view, self.navigator = House(), RecordingView(CorrectionsView), RecordingNavigator()
        services = CorrectionServices(self.house.service, self.house.accounts, lambda: self.house.context)
        view: Any = self.view
        self.presenter = CorrectionsPresenter(
            view,
            services,
            self.house.clock,
            runner or RunNow(),
            self.navigator,
            self.house.staff.people.by_id["ines"],
            ENROLMENT,
        )
        self.presenter.open()

    @property
    def preview(self) -> PreviewWords:
        words: PreviewWords = self.view.last("show_preview")
        return words

    @property
    def totals(self) -> list[tuple[str, ...]]:
        assert self.preview.totals is not None
        return [tuple(cell.text for cell in row.cells) for row in self.preview.totals.rows]

    def write(self, form: CorrectionForm) -> None:
        self.presenter.edited(form)
        self.presenter.submit()


@pytest.fixture
def screen() -> Screen:
    return Screen()


def test_it_opens_with_the_lines_and_everything_that_can_be_chosen(screen: Screen) -> None:
    assert screen.view.last("show_heading") == "Correct the hours of Ana"
    (row,) = screen.view.last("show_lines").rows
    assert (row.id, row.cells[2].text) == ("line-1", "15 min")
    places, policies, people = next(told for name, told in screen.view.calls if name == "show_choices")
    assert [choice.id for choice in places] == [
        "", "subject:one-01", "subject:one-02", "subject:two-01", "subject:L01", "competency:one", "competency:two",
    ]  # fmt: skip
    assert [choice.id for choice in policies] == ["", "default-2", "default-1"]
    assert [choice.label for choice in people] == ["Alma (no PIN yet)", "Ben"]
    assert (screen.preview.ready, screen.preview.totals) == (False, None)


def test_where_the_providers_hour_is_shorter_the_total_is_said_in_it_too(screen: Screen) -> None:
    def heading() -> str:
        return str(next(told[1] for name, told in reversed(screen.view.calls) if name == "show_heading"))

    assert heading().endswith(". 15 min credited of 4 h.")
    policies = {"default-1": replace(screen.house.context.policies["default-1"], minutes_per_hour=50)}
    screen.house.context = replace(screen.house.context, policies=policies)
    screen.presenter.open()
    assert heading().endswith(". 15 min credited of 4 h. In hours of 50 minutes: 15 min.")


def test_before_and_after_are_shown_while_it_is_typed_and_nothing_is_written(screen: Screen) -> None:
    screen.presenter.edited(ADJUST)
    assert screen.preview.summary == "15 min before, 25 min after: +10 min."
    assert screen.totals == [("All together", "15 min", "25 min", "+10 min"), ("One", "15 min", "25 min", "+10 min")]
    assert screen.preview.ready
    assert screen.view.last("show_approval") == ""
    screen.presenter.edited(replace(ADJUST, minutes=-5))
    assert screen.preview.summary == "15 min before, 10 min after: −5 min."
    assert not screen.house.lines


def test_a_reason_or_a_pin_asks_for_no_new_preview(screen: Screen) -> None:
    screen.presenter.edited(ADJUST)
    count = screen.view.count("show_preview")
    screen.presenter.edited(replace(ADJUST, reason="x", approver="ben", pin="1"))
    assert screen.view.count("show_preview") == count


def test_the_correction_is_written_the_fields_emptied_and_the_lines_read_again(screen: Screen) -> None:
    screen.write(ADJUST)
    assert screen.view.last("show_saved") == "Written as a new entry. 15 min before, 25 min after: +10 min."
    assert screen.view.count("clear") == 1
    assert len(screen.view.last("show_lines").rows) == 2
    (entry_id,) = screen.house.lines
    assert screen.house.study.ledger.lines[entry_id].author_id == "ines"


def test_what_will_not_be_credited_is_said_before(screen: Screen) -> None:
    screen.presenter.edited(replace(ADJUST, minutes=60))
    assert screen.preview.remarks == ("35 min of it will not be credited: over its minutes.",)


def test_above_the_limit_a_second_person_is_asked_for_and_a_wrong_pin_loses_nothing(screen: Screen) -> None:
    form = replace(ADJUST, minutes=31)
    screen.presenter.edited(form)
    assert "more than 30 min" in screen.view.last("show_approval")
    screen.presenter.submit()
    assert screen.view.last("show_approval_problem") == "Please choose who approves."
    for approver, pin, says in (("alma", "", "no PIN yet"), ("ben", "000000", "not the PIN of Ben")):
        screen.write(replace(form, approver=approver, pin=pin))
        assert says in screen.view.last("show_approval_problem")
    assert not screen.house.lines
    assert screen.view.count("clear") == 0
    screen.write(replace(form, approver="ben", pin=PIN))
    (entry_id,) = screen.house.lines
    assert screen.house.study.ledger.lines[entry_id].second_author_id == "ben"


def test_where_nobody_else_teaches_it_says_what_to_do(screen: Screen) -> None:
    for key in ("ben", "alma"):
        screen.house.staff.people.by_id.pop(key)
    screen.presenter.open()
    screen.presenter.edited(replace(ADJUST, minutes=31))
    assert "nobody else teaches" in screen.view.last("show_approval")
    assert not screen.preview.ready


def test_the_learner_is_not_among_those_who_approve(screen: Screen) -> None:
    screen.house.staff.people.add_person(make_person(id=PERSON, role=Role.INSTRUCTOR, name="Ana"))
    screen.presenter.open()
    people = next(told for name, told in reversed(screen.view.calls) if name == "show_choices")[2]
    assert PERSON not in [choice.id for choice in people]


def test_an_entry_is_chosen_named_and_taken_back(screen: Screen) -> None:
    screen.presenter.edited(CorrectionForm(Kind.TAKE_BACK, reason=REASON))
    assert screen.preview.summary == "Choose an entry in the list below."
    screen.presenter.choose_line("nonsense")
    screen.presenter.choose_line("line-1")
    assert screen.view.last("show_chosen").endswith("First steps: 15 min credited")
    assert screen.totals[0] == ("All together", "15 min", "0 min", "−15 min")
    screen.presenter.submit()
    (entry_id,) = screen.house.lines
    assert screen.house.study.ledger.lines[entry_id].kind is EntryKind.REVERSAL
    screen.presenter.choose_line("line-1")
    assert screen.preview.summary == "This entry has been taken back already."
    assert not screen.preview.ready
    screen.presenter.submit()
    assert len(screen.house.lines) == 1
    screen.presenter.choose_line(entry_id)
    screen.presenter.submit()
    assert screen.view.last("show_saved").endswith("0 min before, 15 min after: +15 min.")


def test_a_recalculation_shows_every_line_that_differs_before_it_is_done(screen: Screen) -> None:
    form = CorrectionForm(Kind.RECALCULATE, policy="default-2", reason=REASON)
    screen.presenter.edited(form)
    assert screen.preview.lines is not None
    ((cells),) = [tuple(cell.text for cell in row.cells) for row in screen.preview.lines.rows]
    assert cells == ("First steps", "15 min", "20 min", "+5 min")
    assert screen.preview.remarks == (
        "1 entry is credited under another version.",
        "1 entry comes to other minutes.",
    )
    assert not screen.house.lines
    screen.presenter.submit()
    screen.presenter.edited(form)
    assert screen.preview.summary == "Every entry is credited under this policy already."
    assert not screen.preview.ready


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (replace(ADJUST, minutes=0), "what is to be corrected"),
        (replace(ADJUST, place=""), "what is to be corrected"),
        (CorrectionForm(Kind.RECALCULATE, reason=REASON), "what is to be corrected"),
        (replace(ADJUST, reason="because"), "at least 10 characters"),
        (replace(ADJUST, place="subject:nine-99"), "not part of the learner's course"),
        (CorrectionForm(Kind.RECALCULATE, policy="default-9", reason=REASON), "not known here"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(screen: Screen, form: CorrectionForm, says: str) -> None:
    screen.write(form)
    assert says in screen.view.last("show_problem")
    assert not screen.house.lines
    assert screen.view.count("clear") == 0


def test_after_a_full_disk_the_same_entry_is_tried_again(screen: Screen) -> None:
    screen.presenter.edited(ADJUST)
    screen.house.study.full_disk = True
    screen.presenter.submit()
    assert screen.view.last("show_problem") == "The disk is full."
    first = screen.presenter._entry_id
    screen.house.study.full_disk = False
    screen.presenter.submit()
    assert screen.house.lines == [first]


def test_while_a_preview_is_made_only_the_latest_wish_waits() -> None:
    runner = RunLater()
    screen = Screen(runner)
    runner.work()
    for minutes in (1, 2, 3, 4, 5):
        screen.presenter.edited(replace(ADJUST, minutes=minutes))
    assert len(runner.waiting) == 1
    runner.work()
    assert screen.totals[0][3] == "+5 min"
    assert screen.view.count("show_preview") == 2


def test_pressing_twice_writes_once() -> None:
    runner = RunLater()
    screen = Screen(runner)
    screen.presenter.edited(ADJUST)
    runner.work()
    screen.presenter.submit()
    screen.presenter.submit()
    runner.work()
    assert len(screen.house.lines) == 1


def test_a_personal_limit_is_granted_and_ended_with_its_history(screen: Screen) -> None:
    assert screen.view.last("show_accommodation").state.startswith("No personal limit.")
    screen.presenter.save_limit(15, "short")
    assert "at least 10 characters" in screen.view.last("show_accommodation_problem")
    screen.presenter.save_limit(15, REASON)
    words = screen.view.last("show_accommodation")
    assert (words.minutes, words.granted) == (15, True)
    assert words.state == f"A personal limit of 15 min is granted: {REASON}"
    screen.presenter.save_limit(None, "She asked for it to end.")
    words = screen.view.last("show_accommodation")
    rows = [
        (row.cells[1].text, row.cells[1].below, row.cells[2].text, row.cells[2].below) for row in words.history.rows
    ]
    assert rows == [
        ("no personal limit", "then 15 min", REASON, "Ines"),
        ("15 min", "then no personal limit", "She asked for it to end.", "Ines"),
    ]


def _both(cell: Cell) -> tuple[str, str]:
    return cell.text, cell.below


def test_every_correction_in_the_list_says_what_it_does_who_made_it_and_why(screen: Screen) -> None:
    screen.write(replace(ADJUST, minutes=31, place="competency:one"))
    screen.write(replace(ADJUST, minutes=31, place="competency:one", approver="ben", pin=PIN))
    screen.write(CorrectionForm(Kind.RECALCULATE, policy="default-2", reason=REASON))
    screen.presenter.edited(CorrectionForm(Kind.TAKE_BACK, reason=REASON))
    screen.presenter.choose_line("line-1")
    screen.presenter.submit()
    said = {row.cells[1].text: row.cells[1].below for row in screen.view.last("show_lines").rows}
    assert said == {
        "First steps": "Self-paced: reading",
        "Adjusted: One": f"Ines and Ben: {REASON}",
        "Recalculated under default-2": f"Ines: {REASON}",
        "Taken back: First steps": f"Ines: {REASON}",
    }


def test_somebody_who_may_not_sees_nothing() -> None:
    screen = Screen()
    screen.presenter._actor = screen.house.staff.people.by_id["lea"]
    with pytest.raises(TrainerError, match="instructor"):
        screen.presenter.open()


def test_back_leads_to_the_office(screen: Screen) -> None:
    screen.presenter.back()
    assert screen.navigator.places == [Place("office")]


# What is in doubt.


def _in_doubt(screen: Screen, *lines: Entry) -> None:
    findings = tuple(
        Finding(FindingKind.LOOSE, line.device_id, line.sequence, line.sequence, line.id) for line in lines
    )
    doubts = Doubts(ids=frozenset(line.id for line in lines), findings=findings)
    screen.house.study.doubts.of = lambda _enrolment: doubts  # type: ignore[method-assign]
    screen.presenter.open()


def test_nothing_in_doubt_is_said_and_cannot_be_settled(screen: Screen) -> None:
    assert screen.view.last("show_doubts") == DoubtWords()
    screen.write(CorrectionForm(Kind.SETTLE, reason=REASON))
    assert screen.preview.summary == "Nothing in this record is in doubt."
    assert not screen.house.lines


def test_what_is_in_doubt_is_named_with_the_entries_and_what_may_count(screen: Screen) -> None:
    line = screen.house.study.ledger.lines["line-1"] = structs.replace(screen.house.line, hash="of line 1")
    _in_doubt(screen, line)
    words = screen.view.last("show_doubts")
    assert words.found == ("Line 1 cannot be relied on: what it hangs on is not as it was.",)
    assert [text.partition("AM, ")[2] for text in words.lines] == ["First steps: 25 min measured"]
    assert words.offer == (
        "1 entry is whole in itself, but what it hangs on is not. If you know that it is true, let it count."
    )
    assert words.lead


def test_a_long_list_is_cut_and_counted(screen: Screen) -> None:
    lines = [screen.house.append(make_entry(n, id=f"line-{n}", gaps=())) for n in range(2, 20)]
    _in_doubt(screen, *lines)
    words = screen.view.last("show_doubts")
    assert words.found == ("Lines 3 to 20 cannot be relied on: what they hang on is not as it was.",)
    assert len(words.lines) == 13
    assert words.lines[-1] == "And 6 more."


def test_two_people_settle_it_and_see_before_what_it_comes_to(screen: Screen) -> None:
    line = screen.house.study.ledger.lines["line-1"] = structs.replace(screen.house.line, hash="of line 1")
    _in_doubt(screen, line)
    form = CorrectionForm(Kind.SETTLE, reason=REASON)
    screen.presenter.edited(form)
    assert screen.preview.summary == "The total stays at 0 min."
    assert "two people" in screen.view.last("show_approval")
    screen.presenter.edited(replace(form, count_unchanged=True))
    assert screen.preview.summary == "0 min before, 15 min after: +15 min."
    screen.presenter.submit()
    assert screen.view.last("show_approval_problem") == "Please choose who approves."
    screen.write(replace(form, count_unchanged=True, approver="ben", pin=PIN))
    assert screen.view.last("show_doubts") == DoubtWords()
    shown = [row.cells[1].text for row in screen.view.last("show_lines").rows]
    assert "Looked at: line 1, which counts as it is" in shown
