"""Builds the screen of a place: the view, its presenter, and the services between them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainer.app.session import Session
from trainer.cohorts.people import Person, Role
from trainer.i18n import _, format_day, language
from trainer.rules import Rules
from trainer.ui.first_run import FirstRunPresenter, FirstRunWidget
from trainer.ui.help import HelpLine, HelpWidget
from trainer.ui.home import HomePresenter, HomeWidget
from trainer.ui.looks import LooksDialog
from trainer.ui.navigation import Place
from trainer.ui.notes import NotesWidget
from trainer.ui.people import PeoplePresenter, PeopleWidget
from trainer.ui.screen import PlainScreen, Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def make_screen(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen of a place; without a session only the doors of the house are open."""
    if place.screen == "welcome":
        place = Place("people") if _anyone_here(window) else Place("first_run")
    open_to_all: dict[str, Callable[[TrainerWindow, Place], Screen]] = {
        "first_run": _first_run,
        "people": _people,
        "help": _help,
        "notes": _notes,
    }
    if place.screen in open_to_all:
        return open_to_all[place.screen](window, place)
    if window.session is None:
        return _people(window, place)
    return _of_session(place.screen)(window, place)


def _of_session(name: str) -> "Callable[[TrainerWindow, Place], Screen]":
    from trainer.app import learner_screens

    return {
        "home": _home,
        "course": learner_screens.course,
        "lesson": learner_screens.lesson,
        "exams": learner_screens.exams,
        "exam": learner_screens.exam,
        "result": learner_screens.result,
        "hours": learner_screens.hours,
        "certificate": learner_screens.certificate,
        "office": learner_screens.office,
    }[name]


def _anyone_here(window: "TrainerWindow") -> bool:
    from trainer.store.quick_look import quick_look

    seen = quick_look(window.workspace.folder)
    return seen is not None and bool(seen.people)


def _first_run(window: "TrainerWindow", place: Place) -> Screen:
    widget = FirstRunWidget()

    def _ready(person: Person) -> None:
        programme = widget.programme_id()
        if person.role is not Role.LEARNER:
            window.open_session(Session(person))
            return
        window.runner.run(
            lambda: window.workspace.enrol(person, programme),
            lambda enrolment: window.open_session(Session(person, enrolment)),
        )

    presenter = FirstRunPresenter(
        widget,
        lambda: window.workspace.accounts,
        lambda: window.workspace.catalogue,
        window.runner,
        _ready,
        lambda code: _change_language(window, code),
    )
    widget.language_chosen.connect(presenter.language_chosen)
    widget.submitted.connect(presenter.submitted)
    widget.looks_pressed.connect(lambda: ask_looks(window))
    presenter.start()
    return PlainScreen(widget, _("Peer Trainer"), full=True, keep=presenter)


def _people(window: "TrainerWindow", place: Place) -> Screen:
    widget = PeopleWidget()

    def _open(person: Person) -> None:
        window.runner.run(
            lambda: window.workspace.accounts.enrolments(person.id),
            lambda found: window.open_session(Session(person, found[-1] if found else None)),
        )

    presenter = PeoplePresenter(widget, lambda: window.workspace.accounts, window.runner, _open)
    widget.chosen.connect(presenter.chosen)
    widget.add_pressed.connect(lambda: window.go(Place("first_run")))
    presenter.start()
    return PlainScreen(widget, _("Peer Trainer"), full=True, keep=presenter)


def _home(window: "TrainerWindow", place: Place) -> Screen:
    session = window.session
    assert session is not None
    widget = HomeWidget()
    presenter = HomePresenter(widget, window.workspace.clock, window, session.person.name)
    widget.continue_pressed.connect(presenter.continue_pressed)
    widget.record_pressed.connect(presenter.record_pressed)
    widget.exams_pressed.connect(presenter.exams_pressed)
    widget.looks_pressed.connect(lambda: ask_looks(window))
    enrolment = session.enrolment
    if enrolment is not None:
        window.runner.run(lambda: window.workspace.home(enrolment), lambda seen: presenter.show(*seen))
    return PlainScreen(widget, _("Today"), keep=presenter)


def _help(window: "TrainerWindow", place: Place) -> Screen:
    rules = window.workspace.catalogue.rules()
    lines = [
        HelpLine(_("988 Suicide & Crisis Lifeline: call or text, day and night"), "988", _as_of(rules, "l988.phone")),
        HelpLine(
            _("California Peer-Run Warm Line: someone who has been there"),
            str(rules.value("warmline.phone") or ""),
            _as_of(rules, "warmline.phone"),
        ),
        HelpLine(_("Emergency"), "911", ""),
    ]
    about = [
        _("Peer Trainer 0.1.0. The program is free software under the Apache License 2.0; the course is CC BY 4.0."),
        _("Fonts: Atkinson Hyperlegible Next and Source Serif 4 (SIL Open Font License 1.1). Icons: Lucide (ISC)."),
        _("The course is original. It is not made, checked or endorsed by CalMHSA or DHCS."),
    ]
    return PlainScreen(HelpWidget([line for line in lines if line.number], about), _("Help"))


def _as_of(rules: Rules, rule_id: str) -> str:
    rule = rules.get(rule_id)
    if rule is None or rule.checked is None:
        return ""
    return _("Checked on %(day)s") % {"day": format_day(rule.checked)}


def _notes(window: "TrainerWindow", place: Place) -> Screen:
    widget = NotesWidget()
    widget.back_pressed.connect(window.end_session)
    return PlainScreen(widget, _("Notes"), full=True)


def ask_looks(window: "TrainerWindow") -> None:
    """Shows the dialog for text size and colours, and applies what was chosen when it closes."""
    chosen = [window.settings]
    dialog = LooksDialog(window.shell, window.settings, language())
    dialog.changed.connect(lambda settings: chosen.append(settings))
    dialog.exec()
    if chosen[-1] != window.settings:
        window.change_looks(chosen[-1])


def _change_language(window: "TrainerWindow", code: str) -> None:
    from dataclasses import replace

    window.change_looks(replace(window.settings, language=code))
