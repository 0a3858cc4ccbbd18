"""The voice of the operating system: its own command as a child process, one sentence at a time, with no shell."""

import logging
import sys
from collections.abc import Callable

from PySide6.QtCore import QLocale, QObject, QProcess, QStandardPaths

from trainer.ui.speech.engines import Command, Engine, choose_engine, how_to_get_one

ENDING_MILLISECONDS = 1_000
"""How long a process that was ended may take to go; it takes a few milliseconds."""

_log = logging.getLogger(__name__)

Finished = Callable[[bool], None]


class SystemVoice(QObject):
    """Implements :class:`trainer.ui.speech.voice.Voice`."""

    def __init__(self, parent: QObject, platform: str = sys.platform) -> None:
        """Nothing is started before the first sentence."""
        super().__init__(parent)
        self._platform = platform
        self._process: QProcess | None = None
        self._command = Command("", ())
        self._finished: Finished = _nobody

    @property
    def is_there(self) -> bool:
        """See the protocol."""
        return self._engine() is not None

    @property
    def advice(self) -> str:
        """See the protocol."""
        return how_to_get_one(self._platform)

    @property
    def process_id(self) -> int:
        """The process that speaks now, or 0."""
        return self._process.processId() if self._process is not None else 0

    def say(self, text: str, language: str, pace: str, finished: Finished) -> None:
        """See the protocol; whatever goes wrong is told to ``finished``, and nothing is raised."""
        self.stop()
        engine = self._engine()
        if engine is None:
            finished(False)
            return
        self._command, self._finished = engine(text, language, pace), finished
        self._start()

    def stop(self) -> None:
        """See the protocol."""
        process, self._process, self._finished = self._process, None, _nobody
        if process is None:
            return
        _end(process)
        if self._command.silencer:
            # It has handed the sentence on to a service, which goes on speaking after it has ended.
            silencer = QProcess()
            silencer.start(self._command.program, list(self._command.silencer))
            silencer.waitForFinished(ENDING_MILLISECONDS)
            _end(silencer)

    def _start(self) -> None:
        process = self._process = QProcess(self)
        process.setProgram(self._command.program)
        process.setArguments(list(self._command.arguments))
        process.setStandardOutputFile(QProcess.nullDevice())
        process.started.connect(self._on_started)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start()

    def _on_started(self) -> None:
        if self._process is not None:
            self._process.write(self._command.words.encode())
            self._process.closeWriteChannel()

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        said = bytes(self._process.readAllStandardError().data()) if self._process is not None else b""
        if said:
            _log.info("the voice said: %s", said[:300].decode(errors="replace"))
        self._tell(code == 0 and status is QProcess.ExitStatus.NormalExit)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        # A crash is told by `finished` too, and a pipe that broke is a program that ended.
        if error is QProcess.ProcessError.FailedToStart:
            self._tell(False)

    def _tell(self, whole: bool) -> None:
        process, self._process = self._process, None
        finished, self._finished = self._finished, _nobody
        if process is not None:
            process.deleteLater()
        finished(whole)

    def _engine(self) -> Engine | None:
        language = QLocale.system().name().partition("_")[0]
        return choose_engine(self._platform, QStandardPaths.findExecutable, language)


def _end(process: QProcess) -> None:
    process.blockSignals(True)
    if process.state() is not QProcess.ProcessState.NotRunning:
        process.kill()
        process.waitForFinished(ENDING_MILLISECONDS)
    process.deleteLater()


def _nobody(_whole: bool) -> None:
    pass
