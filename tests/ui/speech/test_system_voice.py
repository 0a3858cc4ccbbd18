"""The voice as a child process: a stand-in on PATH is really started, told, ended and reaped."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from tests.fakes.voice import StandIn
from trainer.ui.speech.system_voice import SystemVoice

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script for sh")

HOSTILE = "-x \"; touch gone; $(touch gone) `touch gone` & 'señora' …\nsecond line"

Install = Callable[..., StandIn]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Makes stand-ins the only programs on PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return lambda name="espeak-ng", then="": StandIn(tmp_path, name, then)


@pytest.fixture
def voice(qtbot: QtBot) -> SystemVoice:
    owner = QObject()
    made = SystemVoice(owner, "linux")
    made.owner = owner
    return made


def _is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


def _say(qtbot: QtBot, voice: SystemVoice, text: str = "Hello there.") -> bool:
    """Says a text and returns whether it was said to its end."""
    told: list[bool] = []
    voice.say(text, "es", "fast", told.append)
    qtbot.waitUntil(lambda: bool(told))
    return told[0]


def test_a_sentence_is_handed_over_as_it_is(qtbot: QtBot, install: Install, voice: SystemVoice) -> None:
    program = install()
    assert _say(qtbot, voice, HOSTILE)
    assert program.words == HOSTILE
    assert program.arguments == ["--stdin", "-v", "es-419", "-s", "210"]
    assert not (program.folder / "gone").exists()


@pytest.mark.parametrize("then", ["exit 1", "kill -9 $$", "echo no device >&2; exit 3"])
def test_a_voice_that_fails_is_told_and_nothing_is_raised(
    qtbot: QtBot, install: Install, voice: SystemVoice, then: str
) -> None:
    install(then=then)
    assert not _say(qtbot, voice)


def test_a_program_that_cannot_be_started_is_told(
    qtbot: QtBot, tmp_path: Path, install: Install, voice: SystemVoice
) -> None:
    install()
    (tmp_path / "espeak-ng").write_bytes(b"\x7fELF nothing")
    assert not _say(qtbot, voice)


def test_a_program_that_reads_nothing_is_no_trouble(
    qtbot: QtBot, tmp_path: Path, install: Install, voice: SystemVoice
) -> None:
    install()
    (tmp_path / "espeak-ng").write_text("#!/bin/sh\nexec <&-\nexit 0\n")
    assert _say(qtbot, voice, "word " * 50_000)


def test_to_stop_leaves_no_child_behind_and_tells_nobody(qtbot: QtBot, install: Install, voice: SystemVoice) -> None:
    program = install(then="exec sleep 600")
    told: list[bool] = []
    voice.say("Hello.", "en", "normal", told.append)
    qtbot.waitUntil(lambda: program.words == "Hello.")
    child = voice.process_id
    assert _is_running(child)
    voice.stop()
    assert not _is_running(child)
    assert (voice.process_id, told) == (0, [])
    voice.stop()


def test_the_next_sentence_ends_the_one_before(qtbot: QtBot, install: Install, voice: SystemVoice) -> None:
    program = install(then="exec sleep 600")
    voice.say("One.", "en", "normal", lambda _whole: None)
    qtbot.waitUntil(lambda: program.words == "One.")
    first = voice.process_id
    voice.say("Two.", "en", "normal", lambda _whole: None)
    assert not _is_running(first)
    voice.stop()


def test_a_sentence_stopped_before_it_began_is_never_said(qtbot: QtBot, install: Install, voice: SystemVoice) -> None:
    install(then="exec sleep 600")
    voice.say("One.", "en", "normal", lambda _whole: None)
    child = voice.process_id
    voice.stop()
    assert not child or not _is_running(child)


def test_a_program_that_has_handed_its_sentence_on_is_told_to_be_silent(
    qtbot: QtBot, install: Install, voice: SystemVoice
) -> None:
    program = install("spd-say", "exec sleep 600")
    voice.say("-x Hello.", "en", "normal", lambda _whole: None)
    qtbot.waitUntil(lambda: "-x Hello." in program.arguments)
    assert program.arguments == ["-w", "-l", "en", "--", "-x Hello."]
    voice.stop()
    assert program.arguments[5:] == ["-S"]


def test_a_voice_just_installed_is_found(install: Install, voice: SystemVoice) -> None:
    assert not voice.is_there
    assert "espeak-ng" in voice.advice
    install()
    assert voice.is_there


def test_without_a_voice_a_sentence_fails(qtbot: QtBot, install: Install, voice: SystemVoice) -> None:
    assert not _say(qtbot, voice)
