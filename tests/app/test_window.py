"""The real window on real records, driven as a person would: from first run to the lesson and back."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import current_thread

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.app.walk import PLACES, START
from tests.fakes.clipping import clipped
from tests.fakes.voice import StandIn
from trainer import i18n
from trainer.app.ahead import BEHIND, STEP_BY_STEP
from trainer.app.stage import Key, Stage
from trainer.clock import SimulatedClock
from trainer.errors import TrainerError
from trainer.store.database import open_database
from trainer.store.failures import StoreError
from trainer.ui.errors import show_error
from trainer.ui.navigation import Place
from trainer.ui.speech.system_voice import SystemVoice


def _begin(stage: Stage, name: str = "Marisol") -> None:
    stage.press("I am learning")
    stage.type_into("What should we call you?", name)
    stage.press("Continue")


@pytest.mark.skipif(sys.platform != "linux", reason="the stand-in takes the place of a Linux voice")
@pytest.mark.parametrize("key", ["pause", "leave quickly", "leave", "close"])
def test_no_voice_outlives_what_it_reads(
    qtbot: QtBot, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program = StandIn(tmp_path, "espeak-ng", "exec sleep 600")
    _begin(stage)
    stage.press("Start lesson")
    stage.key(Key.Key_F4)
    qtbot.waitUntil(lambda: program.words != "")
    child = stage.window.shell.findChild(SystemVoice).process_id
    assert Path(f"/proc/{child}").exists()
    ways = {"pause": Key.Key_F8, "leave quickly": Key.Key_F9}
    if key in ways:
        stage.key(ways[key])
    elif key == "leave":
        stage.go(Place("home"))
    else:
        stage.close()
    assert not Path(f"/proc/{child}").exists()


def test_the_record_is_loaded_behind_the_first_screen(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[tuple[str, bool]] = []
    window = current_thread()
    monkeypatch.setattr(
        "trainer.app.ahead.import_module", lambda name: loaded.append((name, current_thread() is window))
    )
    _begin(stage)
    qtbot.waitUntil(lambda: ("trainer.app.places.hours", True) in loaded)
    assert loaded == [*((name, False) for name in BEHIND), *((name, True) for name in STEP_BY_STEP)]


def test_qt_is_loaded_on_the_thread_of_the_window_alone(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.app.walk", str(folder)]
    walked = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    assert walked.returncode == 0, walked.stderr
    assert json.loads(walked.stdout) == {"places": list(PLACES), "elsewhere": [], "loaded_ahead": True}


def test_a_learner_studies_and_the_minutes_arrive_on_today(stage: Stage) -> None:
    _begin(stage)
    stage.press("Start lesson")
    stage.pass_time(300)
    stage.go(Place("home"))
    record = stage.window.workspace.record(stage.window.enrolment)
    assert 299 <= record.credited_seconds <= 301
    assert stage.can_press("Continue lesson")


def test_first_run_says_what_is_missing_and_keeps_what_was_typed(stage: Stage) -> None:
    stage.type_into("What should we call you?", "Marisol")
    stage.press("Continue")
    assert stage.says("Please choose who is at this computer.")
    stage.press("I am learning")
    stage.type_into("PIN (optional)", "123456")
    stage.press("Continue")
    assert stage.says("The two PINs are not the same. Please type them again, or leave both empty.")
    stage.type_into("PIN again", "123456")
    stage.press("Continue")
    assert stage.can_press("Start lesson")


def test_from_first_run_one_comes_back_to_the_people_of_this_computer(stage: Stage) -> None:
    assert not stage.can_press("Back")
    _begin(stage)
    stage.window.end_session()
    stage.settle()
    stage.press("Someone new")
    stage.press("Back")
    assert stage.says("Who is here?")
    stage.press("Someone new")
    stage.key(Key.Key_Escape)
    assert stage.says("Who is here?")
    assert stage.can_press("Open the profile of Marisol")


def test_the_course_that_is_still_being_written_says_so_and_is_not_chosen_by_itself(stage: Stage) -> None:
    assert not any(words.startswith("In preparation") for words in _labels(stage))
    stage.choose("Course", 1)
    assert "In preparation: 4 of 66 lessons are here." in _labels(stage)
    stage.choose("Course", 0)
    _begin(stage)
    assert stage.window.enrolment.programme_id == "first-steps"


def _labels(stage: Stage) -> list[str]:
    return [label.text() for label in stage.window.shell.findChildren(QLabel) if label.isVisible()]


def test_leaving_quickly_saves_the_minutes_and_shows_a_page_that_tells_nothing(stage: Stage) -> None:
    _begin(stage)
    stage.press("Start lesson")
    stage.pass_time(120)
    stage.key(Key.Key_F9)
    assert stage.window.shell.windowTitle() == "Notes"
    assert not stage.says("Marisol")
    record = stage.window.workspace.record(stage.window.enrolment)
    assert record.credited_seconds >= 119
    stage.press("Close notes")
    assert stage.says("Who is here?")


def test_a_lesson_is_resumed_where_it_was_left(stage: Stage) -> None:
    _begin(stage)
    stage.press("Start lesson")
    stage.key(Key.Key_Right, control=True)
    stage.pass_time(10)
    stage.go(Place("home"))
    stage.press("Continue lesson")
    assert stage.can_press("Next: part 3")


def test_text_grows_and_shrinks_by_key_and_the_place_stays(stage: Stage) -> None:
    _begin(stage)
    stage.key(Key.Key_Plus, control=True)
    assert stage.window.settings.text_scale == 115
    assert stage.can_press("Start lesson")
    stage.key(Key.Key_0, control=True)
    assert stage.window.settings.text_scale == 100


def test_a_chosen_language_stays_with_the_person(stage: Stage) -> None:
    _begin(stage)
    stage.change_looks(replace(stage.window.settings, language="es"))
    stage.window.end_session()
    stage.settle()
    stage.sit_down("Marisol")
    assert i18n.language() == "es"
    assert stage.window.workspace.accounts.people()[0].language == "es"


def test_a_name_like_markup_is_shown_as_it_is(stage: Stage) -> None:
    name = '<img src="file:///etc/passwd"> & Co'
    _begin(stage, name)
    assert stage.says(f"Good morning, {name}")


def test_records_that_another_program_holds_are_told_kindly(qtbot: QtBot, folder: Path) -> None:
    holder = open_database(folder, SimulatedClock(START))
    try:
        with pytest.raises(StoreError) as told:
            Stage(folder, SimulatedClock(START))
        assert "Another program" in told.value.message
    finally:
        holder.close()


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("code", ["en", "es", "qps", "qpr"])
def test_no_screen_clips_its_words(stage: Stage, every_language: Path, code: str, scale: int) -> None:
    faults = clipped(stage.window.shell)
    _begin(stage)
    stage.change_looks(replace(stage.window.settings, language=code, text_scale=scale))
    for place in PLACES:
        stage.go(Place(place))
        faults += [f"{place}: {fault}" for fault in clipped(stage.window.shell)]
    stage.window.end_session()
    stage.settle()
    faults += [f"people: {fault}" for fault in clipped(stage.window.shell)]
    stage.go(Place("first_run"))
    faults += [f"first run: {fault}" for fault in clipped(stage.window.shell)]
    assert not faults, "\n".join(faults)


def _teach(stage: Stage, name: str, pin: str = "") -> None:
    stage.window.end_session()
    stage.settle()
    stage.press("Someone new")
    stage.press("I teach or run the course")
    stage.type_into("What should we call you?", name)
    stage.type_into("PIN (optional)", pin)
    stage.type_into("PIN again", pin)
    stage.press("Continue")


def test_an_administrator_publishes_a_version_and_the_next_line_is_written_under_it(stage: Stage) -> None:
    _begin(stage)
    enrolment = stage.window.enrolment
    _teach(stage, "Ana")
    stage.press("Hours policy")
    stage.edit("Idle limit, in minutes", "10")
    stage.press_and_answer("Publish version 2", "Publish version 2")
    assert stage.window.workspace.policy_of(enrolment).name == "default-2"
    stage.sit_down("Marisol")
    stage.press("Start lesson")
    stage.pass_time(120)
    stage.go(Place("home"))
    (credit,) = stage.window.workspace.record(enrolment).credits
    assert credit.policy == "default-2"


def test_hours_are_corrected_in_the_window_with_a_second_person(stage: Stage) -> None:
    _begin(stage)
    stage.press("Start lesson")
    stage.pass_time(120)
    stage.go(Place("home"))
    enrolment = stage.window.enrolment
    stage.clock.advance(60)
    _teach(stage, "Ben", "493817")
    _teach(stage, "Ana")
    stage.press("Correct hours")
    stage.set_number("Minutes", 35)
    stage.choose("Where it belongs", 1)
    stage.write("Reason", "She studied this lesson on paper.")
    stage.choose("Who approves", 1)
    stage.type_into("Their PIN", "493817")
    stage.press("Write the correction")
    record = stage.window.workspace.record(enrolment)
    assert record.credited_seconds == pytest.approx(120 + 35 * 60, abs=2)
    assert stage.window.workspace.examine().faults == ()
    stage.press("Back to the office")
    assert stage.can_press("Correct hours")


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("code", ["es", "qpr"])
def test_no_screen_of_the_office_clips_its_words(stage: Stage, every_language: Path, code: str, scale: int) -> None:
    _begin(stage)
    enrolment_id = stage.enrolment_id
    _teach(stage, "Ana")
    stage.change_looks(replace(stage.window.settings, language=code, text_scale=scale))
    faults: list[str] = []
    for place in (Place("office"), Place("corrections", enrolment_id)):
        stage.go(place)
        tabs = stage._screen()._tabs._buttons  # type: ignore[attr-defined]
        for number, tab in enumerate(tabs):
            tab.click()
            stage.settle()
            faults += [f"{place.screen} {number}: {fault}" for fault in clipped(stage.window.shell)]
    assert not faults, "\n".join(faults)


def test_without_a_person_a_kind_error_is_told_in_its_own_words(stage: Stage) -> None:
    show_error(None, TrainerError("The disk is full.", "Please make room."), Path("x"))
    with pytest.raises(TrainerError, match="The disk is full"):
        stage.settle()
