"""The office: learners and where they stand, attendance, the provider and its key."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from tests.fakes.navigator import RecordingNavigator
from tests.fakes.recording import RecordingView
from tests.fakes.runner import RunNow
from tests.fakes.study_unit import MemoryStudyUnit
from tests.fixtures.certificates import PASSPHRASE, Office
from tests.ui.certificate.test_certificate_presenter import People
from trainer.cohorts.attendance import AttendanceService
from trainer.cohorts.people import Enrolment
from trainer.courses.outline import Programme
from trainer.errors import TrainerError
from trainer.hours.service import HoursService
from trainer.ui.navigation import Place
from trainer.ui.office.presenter import (
    AttendanceForm,
    OfficePresenter,
    OfficeServices,
    OfficeView,
    PinForm,
    ProviderForm,
)

DAY = date(2027, 3, 14)


class Screen(RecordingView):
    """Types PINs as a test wants."""

    def __init__(self) -> None:
        super().__init__(OfficeView)
        self.pins: list[PinForm | None] = []
        self.asked: list[tuple[bool, str]] = []

    def ask_pin(self, has_pin: bool, error: str) -> PinForm | None:
        self.asked.append((has_pin, error))
        return self.pins.pop(0) if self.pins else None


class Desk:
    """A presenter over two learners; attendance goes to records of its own."""

    def __init__(self, office: Office) -> None:
        self.office, self.view, self.navigator = office, Screen(), RecordingNavigator()
        self.outlines, self.in_doubt = 0, frozenset[str]()
        self.study = MemoryStudyUnit()
        contexts = {"of-ana": office.finished, "of-ben": office.unfinished}
        people: Any = People(office.unit)
        self.attendance = AttendanceService(HoursService(self.study.open), office.clock, "device-1")
        self.totals = {"of-ana": {"self_paced": 4_800, "live": 3_600}, "of-ben": {"self_paced": 4_740}}
        services = OfficeServices(
            office.service,
            people,
            self.attendance,
            office.unit.register.provider,
            lambda one: contexts[one.id],
            self._programme,
            lambda: self.totals,
            in_doubt=lambda: self.in_doubt,
        )
        view: Any = self.view
        self.presenter = OfficePresenter(
            view, services, office.clock, RunNow(), self.navigator, office.unit.people.by_id["ines"]
        )
        self.presenter.open()

    def _programme(self, enrolment: Enrolment) -> Programme:
        self.outlines += 1
        if enrolment.edition != "pack-1":
            raise TrainerError("another edition")
        return self.office.finished.programme

    @property
    def states(self) -> dict[str, str]:
        return {row.cells[0].text: row.cells[3].text for row in self.view.last("show_learners").rows}


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def form(**changes: Any) -> AttendanceForm:
    values: dict[str, Any] = {
        "enrolment_id": "of-ben",
        "session_id": "L01",
        "day": DAY,
        "arrived": time(18, 0),
        "left": time(19, 10),
        "break_from": time(18, 30),
        "break_minutes": 10,
    }
    return AttendanceForm(**{**values, **changes})


def test_learners_stand_there_with_hours_and_state(desk: Desk) -> None:
    assert desk.states == {"Ana": "Enough hours", "Ben": "1 h 01 to go"}
    hours = {row.cells[0].text: (row.cells[2].text, row.cells[2].below) for row in desk.view.last("show_learners").rows}
    assert hours == {"Ana": ("2 h 20", "of 2 h 20"), "Ben": ("1 h 19", "of 2 h 20")}


def test_no_line_is_credited_and_each_outline_is_read_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(office.service), "preflight", None)
    monkeypatch.setattr(type(office.unit.ledger), "entries", None)
    ana = office.unit.people.by_id["ana"]
    for number in range(1_000):
        key = f"{number:04}"
        office.unit.people.by_id[key] = replace(ana, id=key, name=key)
        enrolment = replace(office.unit.people.enrolments_by_id["of-ana"], id=f"of-{key}", person_id=key)
        office.unit.people.enrolments_by_id[enrolment.id] = enrolment
    desk = Desk(office)
    assert len(desk.view.last("show_learners").rows) == 1_002
    assert desk.outlines == 1


def test_a_record_that_waits_for_a_look_says_so_instead_of_enough_hours(desk: Desk) -> None:
    desk.in_doubt = frozenset({"of-ana"})
    desk.presenter.open()
    assert desk.states == {"Ana": "Needs a look", "Ben": "1 h 01 to go"}
    hours = [row.cells[2] for row in desk.view.last("show_learners").rows]
    assert [cell.below for cell in hours] == ["of 2 h 20, not final", "of 2 h 20"]
    assert [cell.spoken.endswith("not final") for cell in hours] == [True, False]


def test_a_certificate_stands_in_the_list_a_real_one_before_a_sample(office: Office) -> None:
    office.service.issue("ines", office.finished)
    row = Desk(office).view.last("show_learners").rows[0]
    assert (row.cells[3].text, row.cells[3].below) == ("Enough hours", "A SAMPLE was issued.")
    (sample,) = office.unit.register.issued
    real = replace(sample, id="real", facts=replace(sample.facts, sample=False, number="BBPA-7"))
    office.unit.register.issued.append(real)
    row = Desk(office).view.last("show_learners").rows[0]
    assert (row.cells[3].text, row.cells[3].below) == ("Issued", "BBPA-7")


def test_a_learner_opens_on_the_certificate_page_or_to_correct_hours(desk: Desk) -> None:
    desk.presenter.open_learner("of-ana")
    desk.presenter.open_learner("nobody")
    desk.presenter.correct_learner("of-ben")
    desk.presenter.correct_learner("nobody")
    assert desk.navigator.places == [Place("certificate", "ana"), Place("corrections", "of-ben")]


def test_a_learner_of_another_edition_hides_nobody(office: Office) -> None:
    enrolment = office.unit.people.enrolments_by_id["of-ana"]
    office.unit.people.enrolments_by_id["of-ana"] = replace(enrolment, edition="pack-0")
    desk = Desk(office)
    assert desk.states == {"Ana": "Another edition", "Ben": "1 h 01 to go"}
    desk.presenter.choose_learner("of-ana")
    assert desk.view.last("show_sessions") == []


def test_a_pin_is_typed_twice_and_the_current_one_is_asked_for(desk: Desk) -> None:
    desk.view.pins = [PinForm("", "493817", "493818"), PinForm("", "1234", "1234"), PinForm("", "493817", "493817")]
    desk.presenter.change_pin()
    assert desk.view.last("show_saved") == "Your PIN is set."
    assert [has_pin for has_pin, _error in desk.view.asked] == [False, False, False]
    assert "not the same" in desk.view.asked[1][1]
    assert "6 digits" in desk.view.asked[2][1]
    desk.view.pins = [PinForm("000000", "", ""), PinForm("493817", "", "")]
    desk.presenter.change_pin()
    assert desk.view.last("show_saved") == "Your profile has no PIN now."
    assert desk.view.asked[3:] == [(True, ""), (True, "This is not your current PIN. Please try again.")]


def test_attendance_becomes_a_line_with_the_instructor_as_author(desk: Desk) -> None:
    desk.presenter.record(form())
    (line,) = desk.study.ledger.lines.values()
    assert (line.author_id, line.subject, line.measured_seconds) == ("ines", "L01", 4_200)
    assert line.started_at.isoformat() == "2027-03-15T01:00:00+00:00"
    assert desk.view.last("show_saved") == "Recorded for Ben: 1 h credited."


def test_the_preview_counts_without_the_break(desk: Desk) -> None:
    desk.presenter.preview(form())
    assert desk.view.last("show_attendance_preview") == "Present for 1 h, without the break."
    desk.presenter.preview(form(break_from=None))
    assert desk.view.last("show_attendance_preview") == "Present for 1 h 10."
    desk.presenter.preview(form(left=time(18, 0)))
    assert desk.view.last("show_attendance_preview") == ""


def test_an_evening_may_end_after_midnight(desk: Desk) -> None:
    desk.presenter.record(form(day=date(2027, 3, 12), arrived=time(23, 0), left=time(0, 10), break_from=time(0, 0)))
    (line,) = desk.study.ledger.lines.values()
    assert (line.measured_seconds, line.gaps[0].start_second) == (4_200, 3_600)


def test_the_night_when_clocks_change_is_as_long_as_it_was(desk: Desk) -> None:
    desk.presenter.preview(form(day=DAY, arrived=time(1, 0), left=time(4, 0), break_from=None))
    assert desk.view.last("show_attendance_preview") == "Present for 2 h."


@pytest.mark.parametrize(
    "changes", [{"enrolment_id": ""}, {"session_id": ""}, {"left": time(18, 0)}, {"day": date(2027, 3, 20)}]
)
def test_what_cannot_be_is_said_and_nothing_is_written(desk: Desk, changes: dict[str, Any]) -> None:
    desk.presenter.record(form(**changes))
    assert desk.view.last("show_attendance_problem")
    assert not desk.study.ledger.lines


def test_after_a_full_disk_the_same_line_is_tried_again(desk: Desk) -> None:
    desk.study.full_disk = True
    desk.presenter.record(form())
    first = desk.presenter._entry_id
    desk.study.full_disk = False
    desk.presenter.record(form())
    assert list(desk.study.ledger.lines) == [first]


def test_choosing_a_learner_offers_the_sessions_of_the_programme(desk: Desk) -> None:
    desk.presenter.choose_learner("of-ben")
    (choice,) = desk.view.last("show_sessions")
    assert (choice.id, choice.label) == ("L01", "L01  Beginning with hope")
    desk.presenter.choose_learner("")
    assert desk.view.last("show_sessions") == []


def test_the_provider_is_stored_and_needs_a_name(desk: Desk) -> None:
    desk.presenter.save_provider(ProviderForm(name="  "))
    assert desk.view.last("show_provider_error") == "Please enter the provider's name."
    desk.presenter.save_provider(ProviderForm(name=" Bay  Bridges ", signatory="Dolores", approval_id="TP-1"))
    provider = desk.office.unit.register.provider()
    assert provider is not None
    assert (provider.id, provider.name, provider.approval_id) == ("bbpa", "Bay Bridges", "TP-1")
    shown = [arguments for name, arguments in desk.view.calls if name == "show_provider"]
    assert shown[-1][1] == "Certificates are issued under approval TP-1."


def test_without_approval_the_sample_is_explained(desk: Desk) -> None:
    words = next(arguments[1] for name, arguments in desk.view.calls if name == "show_provider")
    assert "SAMPLE stands across each page" in words


@pytest.mark.parametrize(("first", "again"), [("short words", "short words"), (PASSPHRASE, PASSPHRASE + "!")])
def test_a_passphrase_must_be_long_and_typed_alike(desk: Desk, first: str, again: str) -> None:
    desk.presenter.make_key(first, again)
    assert desk.view.last("show_key_error")
    assert not desk.office.service.trusted_keys()


def test_a_key_is_made_and_its_fingerprint_shown(desk: Desk) -> None:
    desk.presenter.make_key(PASSPHRASE, PASSPHRASE)
    assert desk.view.count("clear_passphrase") == 1
    words = desk.view.last("show_key")
    assert len(words.fingerprint.replace(" ", "")) == 64
    assert words.button == "Make a new signing key"
