"""Voices for tests: one that remembers what it is given, and a program that stands in for a system's own."""

from collections.abc import Callable
from pathlib import Path

from trainer.ui.speech.engines import Find


def finder(*there: str) -> Find:
    """Finds only these programs."""
    return lambda name: f"/there/{name}" if name in there else ""


class RecordingVoice:
    """Says nothing, and remembers.

    Attributes:
        said: Text, language and pace of each sentence.
        stops: How often it was silenced.
        is_there: Whether the computer has a voice.
    """

    advice = "Install one."

    def __init__(self) -> None:
        self.said: list[tuple[str, str, str]] = []
        self.stops = 0
        self.is_there = True
        self._finished: Callable[[bool], None] | None = None

    @property
    def texts(self) -> list[str]:
        """The words alone."""
        return [text for text, _language, _pace in self.said]

    @property
    def is_speaking(self) -> bool:
        """A sentence is being said."""
        return self._finished is not None

    def say(self, text: str, language: str, pace: str, finished: Callable[[bool], None]) -> None:
        self.said.append((text, language, pace))
        self._finished = finished

    def stop(self) -> None:
        self.stops += 1
        self._finished = None

    def finish(self, whole: bool = True) -> None:
        """Ends the sentence."""
        assert self._finished is not None
        finished, self._finished = self._finished, None
        finished(whole)


class StandIn:
    """A program on PATH in the place of a system's own voice; it writes down what it is given.

    Attributes:
        folder: Where it stands, and what it writes.
    """

    def __init__(self, folder: Path, name: str, then: str = "") -> None:
        """``then`` is what it does after it has read its input, in the words of a shell."""
        self.folder = folder
        program = folder / name
        program.write_text(
            f"#!/bin/sh\nPATH=/usr/bin:/bin\nprintf '%s\\n' \"$@\" >> {folder}/arguments\n"
            f'case "$*" in -S) exit 0;; esac\ncat > {folder}/words\n{then}\n'
        )
        program.chmod(0o700)

    @property
    def words(self) -> str:
        """What it was told to say."""
        path = self.folder / "words"
        return path.read_text("utf-8") if path.exists() else ""

    @property
    def arguments(self) -> list[str]:
        """How it was called, each time."""
        path = self.folder / "arguments"
        return path.read_text("utf-8").splitlines() if path.exists() else []
