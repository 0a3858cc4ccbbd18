"""Drives the real window with no display: presses what a person would press, moves the clock, takes pictures."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TypeVar

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from trainer.app.session import Session
from trainer.app.window import TrainerWindow
from trainer.app.workspace import Workspace
from trainer.clock import SimulatedClock
from trainer.cohorts.people import Role
from trainer.errors import TrainerError
from trainer.settings import Settings
from trainer.ui.errors import report_instead
from trainer.ui.navigation import Place

Key = Qt.Key
"""Qt's keys, for callers that may not know Qt."""

PATIENCE_SECONDS = 60.0

W = TypeVar("W", bound=QWidget)


def quiet_qt() -> None:
    """Drops the one thing that Qt says over and over about a window without a screen; all else is still said."""
    qInstallMessageHandler(_say)


def _say(_kind: object, _context: object, text: str) -> None:
    if not text.startswith("This plugin does not support"):
        sys.stderr.write(text + "\n")


class StageError(RuntimeError):
    """What should be on the screen is not there; a fault of the program, never of its user."""


class Stage:
    """A window, a clock that is moved by hand, and a pair of hands."""

    def __init__(self, folder: Path, clock: SimulatedClock) -> None:
        """Opens the window on the records in ``folder``."""
        found = QApplication.instance()
        self.application = found if isinstance(found, QApplication) else QApplication(["trainer"])
        self.application.setQuitOnLastWindowClosed(False)
        self.clock = clock
        self.folder = folder
        self._errors: list[BaseException] = []
        self.open()

    def open(self, settings: Settings | None = None) -> None:
        """Starts the program, as a double click would."""
        report_instead(self._errors.append)
        self.window = TrainerWindow(self.application, Workspace(self.folder, self.clock), self._errors.append)
        self.window.open_records()
        if settings is not None:
            self.window.change_looks(settings)
        self.window.start()
        try:
            self.settle()
        except (StageError, TrainerError):
            self.window.runner.close()
            self._process()
            self.window.shell.allow_closing()
            self.forget()
            report_instead(None)
            raise

    def close(self) -> None:
        """Closes the window as a person does: what is open is saved."""
        self.window.shell.close()
        end = monotonic() + PATIENCE_SECONDS
        while self.window.shell.isVisible():
            self._process()
            if monotonic() > end:
                raise StageError("the window did not close")
        report_instead(None)

    def settle(self) -> None:
        """Waits until everything asked for is done and shown."""
        end = monotonic() + PATIENCE_SECONDS
        quiet = 0
        while quiet < 3:
            self._process()
            quiet = 0 if self.window.runner.busy else quiet + 1
            if self._errors:
                found = self._errors.pop()
                # What is worded for a person is told as it is.
                raise found if isinstance(found, TrainerError) else StageError("the program showed an error") from found
            if monotonic() > end:
                raise StageError("the program did not come to rest")

    def press(self, *words: str) -> None:
        """Presses the first button on the screen whose words begin like this."""
        for word in words:
            for button in self._shown(QAbstractButton):
                said = (button.accessibleName(), button.text().replace("&&", "&"))
                if button.isEnabled() and any(text.startswith(word) for text in said):
                    button.click()
                    self.settle()
                    return
        raise StageError(f"no button says {words}; there are {self.words()}")

    def words(self) -> list[str]:
        """Returns what the buttons on the screen say."""
        return [button.accessibleName() or button.text() for button in self._shown(QAbstractButton)]

    def press_and_answer(self, word: str, answer: str) -> None:
        """Presses a button that asks a question, and answers it."""
        answered: list[str] = []

        def _answer() -> None:
            dialog = self.application.activeModalWidget()
            for button in dialog.findChildren(QAbstractButton) if dialog else ():
                if button.text().startswith(answer):
                    answered.append(button.text())
                    button.click()
                    return
            QTimer.singleShot(20, _answer)

        QTimer.singleShot(20, _answer)
        self.press(word)
        if not answered:
            raise StageError(f"nobody asked a question that {answer!r} answers; there are {self.words()}")

    def says(self, words: str) -> bool:
        """Says whether these words stand on the screen."""
        return any(words == label.text() for label in self._shown(QLabel))

    def forget(self) -> None:
        """Lets go of a closed window, so that another stage can follow in the same program."""
        self.window.shell.deleteLater()
        self._process()

    def can_press(self, word: str) -> bool:
        """Says whether a button with this word can be pressed now."""
        return any(word == button.accessibleName() and button.isEnabled() for button in self._shown(QAbstractButton))

    def type_into(self, label: str, text: str) -> None:
        """Types into the field with this label."""
        for field in self._shown(QLineEdit):
            if field.accessibleName() == label:
                field.setText(text)
                return
        raise StageError(f"no field is called {label!r}")

    def edit(self, label: str, text: str) -> None:
        """Types into a field as a person does, so that the screen answers while it is typed."""
        field = self._named(QLineEdit, label)
        field.setText(text)
        field.textEdited.emit(text)
        self.settle()

    def write(self, label: str, text: str) -> None:
        """Writes into a field of several lines."""
        self._named(QPlainTextEdit, label).setPlainText(text)
        self.settle()

    def choose(self, label: str, index: int) -> None:
        """Chooses from a list."""
        self._named(QComboBox, label).setCurrentIndex(index)
        self.settle()

    def set_number(self, label: str, value: int) -> None:
        """Sets a number."""
        self._named(QSpinBox, label).setValue(value)
        self.settle()

    def key(self, key: Qt.Key, *, control: bool = False) -> None:
        """Presses a key wherever the focus is."""
        self._sit_up()
        shell = self.window.shell
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(shell.windowHandle(), key, modifier)
        self.settle()

    def sit_down(self, name: str = "", *, speaking: str = "") -> None:
        """Opens the profile with this name, or the first learner's; ``speaking`` is a language for now alone."""
        people = self.window.workspace.accounts.people()
        fitting = [person for person in people if name in ("", person.name) and (name or person.role is Role.LEARNER)]
        person = replace(fitting[0], language=speaking or fitting[0].language)
        enrolments = self.window.workspace.accounts.enrolments(person.id)
        self.window.open_session(Session(person, enrolments[-1] if enrolments else None))
        self.settle()

    @property
    def enrolment_id(self) -> str:
        """The enrolment of the learner at the screen."""
        session = self.window.session
        if session is None or session.enrolment is None:
            raise StageError("no learner has sat down")
        return session.enrolment.id

    def pass_time(self, seconds: int, *, signs_every: int = 12, each_second: Callable[[], None] | None = None) -> None:
        """Lets simulated seconds pass on the screen that is open; every few seconds the person turns or reads on."""
        self._sit_up()
        for second in range(seconds):
            self.clock.advance(1)
            widget = self._screen()
            if signs_every and second % signs_every == 0:
                QTest.keyClick(self.window.shell.windowHandle(), Qt.Key.Key_Down)
            passed = getattr(widget, "second_passed", None)
            if passed is not None:
                passed.emit()
            if each_second is not None:
                each_second()
            if second % 60 == 0:
                self.settle()
        self.settle()

    def go(self, place: Place) -> None:
        """Goes to a place as the navigation does."""
        self.window.go(place)
        self.settle()

    def grab(self, path: Path) -> Path:
        """Saves a picture of the window."""
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.window.shell.grab().save(str(path))
        return path

    def grab_dialog(self, path: Path, place: Place) -> Path:
        """Saves a picture of the dialog that a place opens, and closes it again."""
        waiting = [place]

        def _grab() -> None:
            dialog = self.application.activeModalWidget()
            if dialog is not None:
                waiting.clear()
                path.parent.mkdir(parents=True, exist_ok=True)
                dialog.grab().save(str(path))
                dialog.close()
            elif waiting:
                QTimer.singleShot(20, _grab)

        QTimer.singleShot(20, _grab)
        self.go(place)
        if waiting:
            waiting.clear()
            raise StageError(f"no dialog came at {place}")
        return path

    def change_looks(self, settings: Settings) -> None:
        """Applies language, theme and text size as the dialog does."""
        self.window.change_looks(settings)
        self.settle()

    def _sit_up(self) -> None:
        """Gives the window the focus: a key that is pressed elsewhere is no key for the program."""
        shell, end = self.window.shell, monotonic() + PATIENCE_SECONDS
        shell.activateWindow()
        while not shell.isActiveWindow() and monotonic() < end:
            self._process()

    def _screen(self) -> QWidget:
        screen = self.window.shell.screen_shown
        if screen is None:
            raise StageError("no screen is open")
        return screen.widget

    def _named(self, kind: type[W], label: str) -> W:
        for widget in self._shown(kind):
            if widget.accessibleName() == label:
                return widget
        raise StageError(f"nothing here is called {label!r}")

    def _shown(self, kind: type[W]) -> list[W]:
        return [widget for widget in self.window.shell.findChildren(kind) if widget.isVisible()]

    def _process(self) -> None:
        self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        # The running program's event loop does this by itself.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def save_jpeg(pdf: Path, out: Path) -> None:
    """Saves a certificate as a picture, as its screen does."""
    from trainer.ui.certificate.rendering import save_jpeg as save

    save(pdf, out)
