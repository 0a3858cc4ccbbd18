"""The window's life: start, paint, open the records behind it, go from place to place, save, close."""

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from trainer import paths
from trainer.app.ahead import load_ahead
from trainer.app.screens import make_screen
from trainer.app.session import Session
from trainer.app.workspace import Workspace
from trainer.clock import Clock, SystemClock
from trainer.cohorts.people import Enrolment, Person, Role
from trainer.errors import TrainerError
from trainer.i18n import _, language, set_language
from trainer.settings import TEXT_SCALES, Settings, load_settings, save_settings
from trainer.ui import theme
from trainer.ui.background import BackgroundRunner
from trainer.ui.doors import Door, Here
from trainer.ui.errors import catch_everything, show_error
from trainer.ui.navigation import Place
from trainer.ui.shell import Shell

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator


class TrainerWindow:
    """Holds the one shell and swaps its screens.

    Attributes:
        workspace: The opened installation.
        session: Who is here, or None.
        runner: The worker.
        shell: The window.
    """

    def __init__(
        self,
        application: QApplication,
        workspace: Workspace,
        on_error: Callable[[Exception], None] | None = None,
        on_closed: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepares everything; ``on_error`` replaces the dialog where nobody could see it."""
        self._on_closed = on_closed
        self._on_error = on_error
        self.application = application
        self.workspace = workspace
        self.session: Session | None = None
        self._settings_file = workspace.folder / "settings.json"
        self.settings = load_settings(self._settings_file)
        self._trail: list[Place] = []
        self._translator: QTranslator | None = None
        self.runner = BackgroundRunner(self.show_error)
        self.runner.hold()
        self._dress()
        self.shell = self._make_shell()

    # --- starting and ending

    def start(self, place: Place | None = None) -> None:
        """Shows the first screen at once; the records open behind it."""
        self.go(place or Place("welcome"))
        self.shell.show()

    def open_records(self) -> None:
        """Opens course and records on the worker, now that the window is on the screen."""
        self.runner.run(lambda: (self.workspace.catalogue, self.workspace.database))
        self.runner.release()

    def show_error(self, error: Exception) -> None:
        """Shows an error kindly."""
        if self._on_error is not None:
            self._on_error(error)
        else:
            show_error(self.shell, error, paths.log_file())

    def close(self) -> None:
        """Saves what is open, waits for the worker, and ends."""

        def _end() -> None:
            self.runner.close()
            self.workspace.close()
            self.shell.allow_closing()
            self._on_closed()

        self._leave_screen(_end)

    # --- places

    def go(self, place: Place) -> None:
        """See :class:`trainer.ui.navigation.Navigator`."""
        if place.screen == "looks":
            self._ask_looks()
        else:
            self._leave_screen(lambda: self._show(place))

    def back(self) -> None:
        """See :class:`trainer.ui.navigation.Navigator`."""
        if len(self._trail) > 1:
            self._trail.pop()
        self.go(self._trail.pop() if self._trail else Place("home"))

    def open_session(self, session: Session) -> None:
        """Someone sat down: their language, their doors, their first screen."""
        self.session = session
        self.settings = replace(self.settings, last_person_id=session.person.id)
        self._save_settings()
        self._trail.clear()
        first = Place("office" if session.person.role is not Role.LEARNER else "home")
        if session.person.language != language():
            self.change_looks(replace(self.settings, language=session.person.language), first)
        else:
            self._show_doors()
            self.go(first)
        if session.enrolment is not None:
            load_ahead(self.runner, self.shell)

    def end_session(self) -> None:
        """Hands the computer to the next person."""

        def _hand_over() -> None:
            self.session = None
            self._trail.clear()
            self._show(Place("people"))

        self._leave_screen(_hand_over)

    def leave_quickly(self) -> None:
        """Saves what is open and shows a page that tells nothing."""
        self._leave_screen(lambda: self._show(Place("notes")))

    # --- looks

    def change_looks(self, settings: Settings, place: Place | None = None) -> None:
        """Applies language, theme and text size by building the window anew, at ``place`` or where it was."""
        self.settings = settings
        self._save_settings()
        self._keep_language(settings.language)
        shown = place or (self._trail[-1] if self._trail else None)
        # After the click that asked for it: the button that was pressed is about to go.
        self._leave_screen(lambda: QTimer.singleShot(0, self.shell, lambda: self._rebuild(shown)))

    def _rebuild(self, place: Place | None) -> None:
        old, frame = self.shell, self.shell.geometry()
        old.allow_closing()
        old.deleteLater()
        QCoreApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete)
        self._dress()
        self.shell = self._make_shell()
        self.shell.setGeometry(frame)
        self._show_doors()
        if place is not None:
            self._show(place)
        self.shell.show()

    def _keep_language(self, code: str) -> None:
        """Keeps the language that a person chose with the person."""
        if self.session is None or not code or self.session.person.language == code:
            return
        person = replace(self.session.person, language=code)
        self.session = replace(self.session, person=person)
        self.runner.run(lambda: self.workspace.accounts.set_language(person.id, code))

    def step_text_size(self, step: int) -> None:
        """Makes text larger (1), smaller (-1) or normal (0)."""
        index = TEXT_SCALES.index(self.settings.text_scale)
        scale = TEXT_SCALES[min(len(TEXT_SCALES) - 1, max(0, index + step))] if step else 100
        if scale != self.settings.text_scale:
            self.change_looks(replace(self.settings, text_scale=scale))

    # --- who is here

    @property
    def here(self) -> Session:
        """Who has sat down; places that ask are opened for nobody else."""
        if self.session is None:
            raise RuntimeError("nobody has sat down")
        return self.session

    @property
    def enrolment(self) -> Enrolment:
        """The learner's course."""
        if self.here.enrolment is None:
            raise RuntimeError("this place needs a learner")
        return self.here.enrolment

    # --- inside

    def _ask_looks(self) -> None:
        from trainer.ui.looks import LooksDialog

        chosen = [self.settings]
        dialog = LooksDialog(self.shell, self.settings, language())
        dialog.changed.connect(chosen.append)
        dialog.exec()
        if chosen[-1] != self.settings:
            self.change_looks(chosen[-1])

    def _make_shell(self) -> Shell:
        shell = Shell()
        shell.asked.connect(self.go)
        shell.scale_asked.connect(self.step_text_size)
        shell.leave_asked.connect(self.leave_quickly)
        shell.closing.connect(self.close)
        return shell

    def _dress(self) -> None:
        code = self.settings.language or _system_language()
        set_language(code)
        self._translate_qt(code)
        theme.apply(
            self.application,
            self.settings.theme,
            self.settings.text_scale,
            reduce_motion=self.settings.reduce_motion,
            always_show_focus=self.settings.always_show_focus,
        )

    def _translate_qt(self, code: str) -> None:
        if self._translator is not None:
            self.application.removeTranslator(self._translator)
            self._translator = None
        if code == "en":
            return
        from PySide6.QtCore import QLibraryInfo, QTranslator

        self._translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{code}", folder):
            self.application.installTranslator(self._translator)

    def _show(self, place: Place) -> None:
        with self.runner.painting_first(self.shell):
            screen, place = make_screen(self, place)
            if not self._trail or self._trail[-1] != place:
                self._trail.append(place)
            self.shell.show_screen(screen, place)

    def _leave_screen(self, then: Callable[[], None]) -> None:
        screen = self.shell.screen_shown
        if screen is None:
            then()
        else:
            screen.leave(then)

    def _show_doors(self) -> None:
        if self.session is None:
            return
        person = self.session.person
        self.shell.show_doors(_doors(person), Here(person.name, _("Change person"), self.end_session))

    def _save_settings(self) -> None:
        try:
            save_settings(self.settings, self._settings_file)
        except OSError as error:
            import logging

            logging.getLogger(__name__).info("settings were not kept: %s", error)


def _doors(person: Person) -> list[Door]:
    help_door = Door(Place("help"), _("Help and crisis lines"), "life-buoy", _("Help"))
    if person.role is not Role.LEARNER:
        return [Door(Place("office"), _("Office"), "users"), help_door]
    return [
        Door(Place("home"), _("Today"), "sunrise"),
        Door(Place("course"), _("Course"), "book-open"),
        Door(Place("exams"), _("Practice exams"), "file-check", _("Exams")),
        Door(Place("hours"), _("My hours"), "clock"),
        Door(Place("certificate"), _("Certificate"), "award"),
        help_door,
    ]


def open_window(*, quit_when_shown: bool = False, clock: Clock | None = None, folder: Path | None = None) -> int:
    """Opens the program's window and runs until it is closed; returns the exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Peer Trainer")
    application.setQuitOnLastWindowClosed(False)
    try:
        home = paths.make_private_folder(folder or paths.data_folder())
    except OSError as error:
        return _cannot_begin(application, error)
    window = TrainerWindow(application, Workspace(home, clock or SystemClock()), on_closed=lambda: application.exit(0))
    catch_everything(window.show_error)

    def _shown() -> None:
        if quit_when_shown:
            application.exit(0)
        else:
            # Imported once the window is on the screen: it brings sockets and pickles with it.
            from trainer.app.log import begin_log

            begin_log(paths.log_file())
            window.open_records()
            window.runner.run(spare_what_stays)

    window.shell.first_painted.connect(_shown)
    window.start()
    return application.exec()


def _cannot_begin(application: QApplication, error: OSError) -> int:
    """Says where the records cannot be kept; there is no window yet, and no log to write to."""
    found = TrainerError(
        _("Your records cannot be kept in this place."),
        _("Check that the folder exists and may be written to, or name another one with TRAINER_HOME."),
        path=paths.data_folder(),
        details=str(error),
    )
    sys.stderr.write(f"{found}\n")
    theme.apply(application, "system", 100)
    show_error(None, found, paths.log_file())
    return 2


def spare_what_stays() -> None:
    """Tells Python's collector that all there is now will stay: the modules, the course, the records.

    It would walk through them whenever it looks for rubbish, and stop window and worker for the length of five frames.
    """
    gc.freeze()


def _system_language() -> str:
    # Asked for at the very first start alone: loading the names of all languages takes a while.
    from PySide6.QtCore import QLocale

    return "es" if QLocale.system().name().startswith("es") else "en"
