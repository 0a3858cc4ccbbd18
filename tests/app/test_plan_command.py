"""``trainer hours plan``: a plan in the terminal, a file for the calendar, and kind words for what cannot be."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from trainer import cli, paths
from trainer.app.workspace import Workspace
from trainer.clock import SystemClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.people import Role

LATER = (date.today() + timedelta(days=120)).isoformat()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRAINER_HOME", str(tmp_path))
    workspace = Workspace(paths.data_folder(), SystemClock())
    workspace.enrol(workspace.accounts.add(NewPerson(Role.LEARNER, "Marisol", "en")), "first-steps")
    workspace.close()
    return tmp_path


def test_a_plan_is_said_and_written(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = home / "plan.ics"
    call = [
        "hours",
        "plan",
        "--learner",
        "Marisol",
        "--finish",
        LATER,
        "--days",
        "mon,Wed, saturday",
        "--ics",
        str(file),
    ]
    assert cli.run([*call, "--from", "07:15", "--minutes", "50", "--remind", "10"]) == 0
    said = capsys.readouterr().out
    assert "You need " in said
    assert f"Written: {file}" in said
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert events
    assert all(event["DTSTART"].dt.weekday() in {0, 2, 5} for event in events)
    assert {(event["DTSTART"].dt.hour, event["DTSTART"].dt.minute) for event in events} == {(7, 15)}
    assert all(event.walk("VALARM") for event in events)
    assert f"{len(events)} sessions" in said


@pytest.mark.parametrize("days", ["mon;wed", "mon wed", "Monday, WEDNESDAY;"])
def test_every_day_that_is_named_is_planned(home: Path, capsys: pytest.CaptureFixture[str], days: str) -> None:
    file = home / "plan.ics"
    assert cli.run(["hours", "plan", "--finish", LATER, "--days", days, "--ics", str(file)]) == 0
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert {event["DTSTART"].dt.weekday() for event in events} == {0, 2}


def test_a_plan_that_is_not_enough_ends_with_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    soon = (date.today() + timedelta(days=6)).isoformat()
    assert cli.run(["hours", "plan", "--finish", soon, "--days", "mon", "--minutes", "1", "--from", "23:58"]) == 1
    assert "would make room" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--finish", "2020-03-27", "--days", "mon"], "March 27, 2020 has passed already."),
        (["--finish", "27.3.2027", "--days", "mon"], "By which day would you like to finish?"),
        (["--days", "mon"], "By which day would you like to finish?"),
        (["--finish", LATER], "On which days of the week would you like to study?"),
        (["--finish", LATER, "--days", "mon,funday"], "On which days of the week would you like to study?"),
        (["--finish", LATER, "--days", "monkey"], "On which days of the week would you like to study?"),
        (["--finish", LATER, "--days", "mon.wed"], "On which days of the week would you like to study?"),
        (["--finish", LATER, "--days", "mon", "--from", "six"], "From what time would you like to study?"),
        (["--finish", LATER, "--days", "mon", "--learner", "Nobody"], "There is no learner Nobody here."),
    ],
)
def test_what_cannot_be_is_said_kindly(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert cli.run(["hours", "plan", *arguments]) == 2
    assert words in capsys.readouterr().err
