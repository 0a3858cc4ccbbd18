"""Which command speaks, and what it is told."""

import pytest

from tests.fakes.voice import finder
from trainer.ui.speech.engines import Command, choose_engine, how_to_get_one

HOSTILE = '-h"; rm -rf ~ $(touch x) `id` & <tag>'


def _command(platform: str, *there: str, own: str = "en", language: str = "en", pace: str = "normal") -> Command:
    engine = choose_engine(platform, finder(*there), own)
    assert engine is not None
    return engine(HOSTILE, language, pace)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32", "freebsd14"])
def test_without_a_program_there_is_no_engine_and_some_advice(platform: str) -> None:
    assert choose_engine(platform, finder(), "en") is None
    assert how_to_get_one(platform).startswith("This computer has no voice for reading aloud yet.")


def test_the_first_that_is_there_speaks() -> None:
    assert _command("linux", "espeak", "espeak-ng", "spd-say").program == "/there/spd-say"
    assert _command("linux", "espeak", "espeak-ng").program == "/there/espeak-ng"
    assert _command("linux", "espeak").program == "/there/espeak"


def test_text_is_handed_over_as_data() -> None:
    said = _command("linux", "spd-say")
    assert said.arguments == ("-w", "-l", "en", "--", HOSTILE)
    assert said.silencer == ("-S",)
    for command in (_command("linux", "espeak-ng"), _command("darwin", "say"), _command("win32", "powershell")):
        assert command.words == HOSTILE
        assert not any(HOSTILE in argument for argument in command.arguments)


def test_language_and_pace_are_told() -> None:
    assert _command("linux", "espeak-ng", language="es", pace="slow").arguments == (
        "--stdin", "-v", "es-419", "-s", "130",
    )  # fmt: skip
    assert _command("linux", "spd-say", pace="fast").arguments[3:5] == ("-r", "40")
    script = _command("win32", "powershell", language="es", pace="fast").arguments[-1]
    assert "-eq 'es'" in script
    assert "$voice.Rate = 3" in script
    assert '"' not in script


def test_a_mac_keeps_its_own_voice_for_its_own_language() -> None:
    assert "-v" not in _command("darwin", "say").arguments
    assert _command("darwin", "say", language="es").arguments == ("-f", "-", "-r", "165", "-v", "Paulina")
