"""The hours record: every line says what counted and why the rest did not, and four sums agree to the second."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.navigator import RecordingNavigator
from tests.fakes.programmes import make_programme
from tests.fakes.recording import RecordingView
from tests.fakes.records import ENROLMENT, START, make_entry
from tests.fakes.runner import RunNow
from tests.fakes.study_unit import MemoryStudyUnit
from trainer.clock import SimulatedClock
from trainer.errors import TrainerError
from trainer.exchange.calendar_export import as_ics
from trainer.exchange.hours_export import as_csv, export_rows
from trainer.hours.credit import Credit, Mode, credit, totals
from trainer.hours.ledger import EntryKind, Gap, GapKind
from trainer.hours.policy import Policy
from trainer.hours.service import HoursContext, HoursService
from trainer.ui.cells import LazyRows, Sheet
from trainer.ui.hours.lines import details_of, sheet_of_lines
from trainer.ui.hours.presenter import HoursPresenter, HoursView, Papers
from trainer.ui.hours.sheets import sheet_of_competencies
from trainer.ui.hours.sums import TotalCard
from trainer.ui.navigation import Place
from trainer.ui.plan.presenter import PlanForm, PlanPresenter, PlanView


class Screen(RecordingView):
    """Answers where to save."""

    def __init__(self) -> None:
        super().__init__(HoursView)
        self.path: Path | None = None

    def ask_path(self, title: str, suggestion: str, kind: str) -> Path | None:
        return self.path


class Room:
    """A record of a lesson with a quiet gap, a live session with a break, and an exam."""

    def __init__(self, empty: bool = False, minutes_per_hour: int = 60) -> None:
        self.unit, self.view, self.navigator = MemoryStudyUnit(), Screen(), RecordingNavigator()
        self.programme = make_programme(with_exam=True)
        if not empty:
            self._fill()
        policy = Policy(minutes_per_hour=minutes_per_hour)
        context = HoursContext(ENROLMENT, self.programme, {policy.name: policy})
        self.printed: list[Any] = []
        self.clock = SimulatedClock(START + timedelta(days=7))
        papers = Papers(
            lambda: b"%PDF-",
            lambda record: as_csv(export_rows(record, ())),
            lambda plan, reminder: as_ics(plan, ENROLMENT, self.clock.now(), reminder),
            lambda pdf: [pdf],
            tuple,
        )
        self.plan = PlanPresenter(context, Policy(), self.clock)
        view: Any = self.view
        self.presenter = HoursPresenter(
            view, HoursService(self.unit.open), context, papers, RunNow(), self.navigator, self.plan, "Marisol Vega"
        )

    def _fill(self) -> None:
        quiet = Gap(GapKind.QUIET, 300, 900)
        away = Gap(GapKind.AWAY, 1_300, 100)
        self.unit.ledger.append(make_entry(0, gaps=(quiet, away), evidence={"pages": 3, "answers": 5, "keys": 9}))
        live = make_entry(
            1,
            kind=EntryKind.LIVE,
            subject="L01",
            started_at=START + timedelta(days=1),
            measured_seconds=7_800,
            gaps=(Gap(GapKind.PAUSED, 3_600, 600),),
            evidence={"attendance": 1},
        )
        self.unit.ledger.append(live)
        exam = make_entry(2, kind=EntryKind.EXAM, subject="final", started_at=START + timedelta(days=2), gaps=())
        self.unit.ledger.append(exam)

    def open(self) -> "Room":
        self.presenter.open()
        return self

    @property
    def lines(self) -> Sheet:
        return self.view.last("show_lines")  # type: ignore[no-any-return]

    @property
    def cards(self) -> tuple[TotalCard, ...]:
        return next(arguments[1] for name, arguments in self.view.calls if name == "show_totals")  # type: ignore[no-any-return]


@pytest.fixture
def room() -> Room:
    return Room().open()


def test_a_line_names_its_evidence_and_its_reasons(room: Room) -> None:
    when, what, credited, refused = room.lines.rows[0].cells
    assert (when.text, when.below) == ("Sep 14, 2026", "9:00\u00a0AM to 9:25\u00a0AM")
    assert (what.text, what.below, what.token) == ("First steps", "Self-paced: reading, answers", "laurel")
    assert (credited.text, credited.sort) == ("13 min", 1_500 - 600 - 100)
    assert (refused.text, refused.below) == ("11 min", "No activity 10 min, lesson not in front 1 min")


def test_a_line_without_a_page_or_an_answer_names_its_small_signs_and_its_details_name_all() -> None:
    entries = [make_entry(0, evidence={"keys": 57, "reader": 1}), make_entry(1, evidence={"pages": 2, "keys": 9})]
    credits_ = [
        Credit(one.id, one.subject, Mode.SELF_PACED, one.start_second, one.zone, one.policy, 1, 1, (), {}, ())
        for one in entries
    ]
    by_id = {entry.id: entry for entry in entries}
    rows = sheet_of_lines(totals(credits_), by_id, {}).rows
    assert [row.cells[1].below for row in rows] == ["Self-paced: keys, screen reader", "Self-paced: reading"]
    assert "Self-paced: reading, keys" in details_of(credits_[1], by_id, {}).lines


def test_one_reason_says_from_when(room: Room) -> None:
    refused = room.lines.rows[1].cells[3]
    assert (refused.text, refused.below) == ("10 min", "Break, from 10:00\u00a0AM")
    assert room.lines.rows[1].cells[1].below == "Live: attendance taken"
    assert room.lines.rows[2].cells[3].text == "None"


def test_the_four_totals_are_each_added_up_and_agree(room: Room) -> None:
    assert {card.seconds for card in room.cards} == {800 + 7_200 + 1_500}
    assert [card.title for card in room.cards] == ["By mode", "By competency", "By day", "By entry"]
    summary = room.view.last("show_totals")
    assert summary.sound
    assert summary.lines == ("The four totals below agree to the second: 2:38:20.",)


def test_where_the_providers_hour_is_shorter_the_total_is_said_in_it_too() -> None:
    room = Room(minutes_per_hour=50).open()
    assert room.view.last("show_totals").lines == (
        "The four totals below agree to the second: 2:38:20.",
        "In hours of 50 minutes: 3 h and 8 min.",
    )
    assert {card.amount for card in room.cards} == {"2 h 38"}


def test_totals_that_do_not_agree_are_explained_in_no_other_hours() -> None:
    room = Room(minutes_per_hour=50)
    loaded = room.presenter._load()
    room.presenter._on_loaded(replace(loaded, record=replace(loaded.record, credited_seconds=1)))
    summary = room.view.last("show_totals")
    assert (len(summary.lines), summary.sound) == (1, False)


def test_the_matrix_shows_what_is_still_to_go(room: Room) -> None:
    sheet = room.view.last("show_competencies")
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in sheet.rows}
    assert rows["One"] == ["13 min", "2 h", "–", "2 h 13", "3 h 20", "1 h 07"]
    assert rows["Two"] == ["–", "–", "–", "–", "40 min", "40 min"]
    assert rows["Exams"] == ["–", "–", "25 min", "25 min", "1 h 30", "1 h 05"]
    assert rows["All together"] == ["13 min", "2 h", "25 min", "2 h 38", "5 h 30", "2 h 52"]


def test_the_days_add_up_to_the_total(room: Room) -> None:
    days = room.view.last("show_days").rows
    assert [day.cells[-2].sort for day in days] == [800, 7_200, 1_500]
    assert [day.cells[-1].sort for day in days] == [800, 8_000, 9_500]


def test_the_lines_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room()
    asked: list[str] = []
    entries = room.unit.ledger.entries
    monkeypatch.setattr(room.unit.ledger, "entries", lambda enrolment: (asked.append(enrolment), entries(enrolment))[1])
    room.open()
    assert asked == [ENROLMENT]


@pytest.mark.parametrize("sheet", ["show_lines", "show_competencies", "show_days"])
def test_every_column_is_sorted_by_what_its_cells_say(room: Room, sheet: str) -> None:
    rows = room.view.last(sheet).rows
    if not isinstance(rows, LazyRows):
        return
    for column, cell in enumerate(rows[0].cells):
        keys = rows.keys(column)
        assert len(keys) == len(rows)
        if cell.number:
            assert keys == [row.cells[column].sort for row in rows]


def test_a_line_explains_its_arithmetic(room: Room) -> None:
    room.presenter.open_line(room.lines.rows[0].id)
    details = room.view.last("show_details")
    assert details.title == "First steps"
    assert "Measured: 0:25:00" in details.lines
    assert "Credited: 0:13:20" in details.lines
    assert any("Your limit is 5 min." in line for line in details.lines)
    assert room.lines.rows[0].id in details.codes
    room.presenter.open_line("nobody")


def test_an_empty_record_says_where_hours_come_from() -> None:
    room = Room(empty=True).open()
    assert room.view.last("show_empty") is True
    room.presenter.open_course()
    assert room.navigator.places == [Place("course")]


def test_the_report_and_the_lines_are_saved_where_one_wants_them(room: Room, tmp_path: Path) -> None:
    room.view.path = tmp_path / "report.pdf"
    room.presenter.save_report()
    assert room.view.path.read_bytes() == b"%PDF-"
    room.view.path = tmp_path / "hours.csv"
    room.presenter.export_csv()
    assert room.view.path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(room.view.path.read_text("utf-8-sig").splitlines()) == 4
    assert room.view.last("show_saved") == "Saved as hours.csv"


def test_thinking_better_of_it_saves_nothing(room: Room) -> None:
    room.presenter.save_report()
    room.presenter.export_csv()
    assert room.view.count("show_saved") == 0


def test_a_folder_that_is_not_there_is_told_kindly(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    room.view.path = file / "report.pdf"
    with pytest.raises(TrainerError):
        room.presenter.save_report()


def test_printing_hands_over_the_pages(room: Room) -> None:
    room.presenter.print_report()
    assert room.view.last("print_pages") == [b"%PDF-"]


def test_a_plan_is_saved_for_a_calendar(room: Room, tmp_path: Path) -> None:
    room.view.path = tmp_path / "study-time.ics"
    room.presenter.save_plan()
    assert not room.view.path.exists()
    panel: Any = RecordingView(PlanView)
    room.plan.show_on(panel)
    room.plan.wish(PlanForm((START + timedelta(days=60)).date(), reminder_minutes=10))
    room.presenter.save_plan()
    text = room.view.path.read_text("utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "TRIGGER:-PT10M" in text
    assert room.view.last("show_saved") == "Saved as study-time.ics"


def test_a_correction_says_what_it_does_and_why_and_not_from_when_to_when() -> None:
    room = Room()
    why = {"reason": "The power went out in class.", "gaps": (), "evidence": None, "author_id": "ines"}
    adjusted = make_entry(5, kind=EntryKind.ADJUSTMENT, measured_seconds=600, second_author_id="omar", **why)
    for entry in (
        adjusted,
        make_entry(6, kind=EntryKind.REVERSAL, subject=adjusted.id, measured_seconds=0, second_author_id="omar", **why),
    ):
        room.unit.ledger.append(entry)
    room.open()
    rows = {row.id: row.cells for row in room.lines.rows}
    when, what, *_others = rows[adjusted.id]
    assert (what.text, what.below, what.token) == ("Adjusted: First steps", "The power went out in class.", "")
    assert when.below == "11:30\u00a0AM"
    assert any(cells[1].text == "Taken back: First steps" for cells in rows.values())
    room.presenter.open_line(adjusted.id)
    details = room.view.last("show_details")
    assert details.title == "Adjusted: First steps"
    assert "Adjusted by: 0:10:00" in details.lines
    assert "Hours policy: default-1" in details.lines
    assert "omar" in details.codes


def test_what_one_should_know_about_the_records_stands_above_them() -> None:
    room = Room()
    room.presenter._papers = replace(room.presenter._papers, notes=lambda: ["Look here."])
    room.open()
    assert room.view.last("show_notes") == ["Look here."]


def test_hours_beyond_what_one_competency_needs_leave_the_others_to_go() -> None:
    programme = make_programme(with_exam=True)
    granted = make_entry(
        kind=EntryKind.ADJUSTMENT,
        subject="",
        competency="one",
        measured_seconds=330 * 60,
        gaps=(),
        reason="Studied on paper.",
        second_author_id="coordinator",
    )
    record = credit([granted], {Policy().name: Policy()}, programme)
    rows = {row.cells[0].text: row.cells[-1].text for row in sheet_of_competencies(record, programme).rows}
    assert rows == {"One": "Done", "Two": "40 min", "Exams": "1 h 30", "All together": "2 h 10"}
