"""The commands by which operating systems speak, and how each is told language and pace."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from trainer.i18n import _

WORDS_A_MINUTE = {"slow": 130, "normal": 165, "fast": 210}
_STEPS = {"slow": "-40", "fast": "40"}
"""Paces of Speech Dispatcher, from -100 to 100; the normal one is what the person has set there."""

_WINDOWS_STEPS = {"slow": "-3", "normal": "0", "fast": "3"}
_MAC_VOICES = {"en": "Samantha", "es": "Paulina"}
"""Voices that every macOS brings, for texts that are not in the computer's own language."""

_ESPEAK_VOICES = {"espeak-ng": {"en": "en-us", "es": "es-419"}, "espeak": {"en": "en-us", "es": "es-la"}}

_WINDOWS = """
$in = New-Object IO.StreamReader([Console]::OpenStandardInput(), [Text.Encoding]::UTF8)
$text = $in.ReadToEnd()
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$fits = $voice.GetInstalledVoices() | Where-Object {
  $_.Enabled -and $_.VoiceInfo.Culture.TwoLetterISOLanguageName -eq 'LANGUAGE' } | Select-Object -First 1
if (-not $fits) { exit 3 }
if ($voice.Voice.Culture.TwoLetterISOLanguageName -ne 'LANGUAGE') { $voice.SelectVoice($fits.VoiceInfo.Name) }
$voice.Rate = PACE
$voice.Speak($text)
"""
"""The text never stands in the script: it comes as data, on the standard input."""


@dataclass(frozen=True)
class Command:
    """A program to start.

    Attributes:
        words: What to write to its standard input.
        silencer: Arguments with which the same program stops what it has already handed on; empty where ending the
            process is enough.
    """

    program: str
    arguments: tuple[str, ...]
    words: str = ""
    silencer: tuple[str, ...] = ()


Engine = Callable[[str, str, str], Command]
"""Makes the command that says a text in a language at a pace."""

Find = Callable[[str], str]
"""Returns the whole path of a program, or nothing."""


def choose_engine(platform: str, find: Find, own_language: str) -> Engine | None:
    """Returns the first engine of a platform that is there, or None."""
    for name, engine in _engines(platform, own_language):
        program = find(name)
        if program:
            return partial(engine, program)
    return None


def how_to_get_one(platform: str) -> str:
    """Says what to install where there is no engine."""
    if platform in {"win32", "darwin"}:
        return _(
            "This computer has no voice for reading aloud yet. One can be added in the computer's settings, under"
            " speech. Then press F4 again."
        )
    return _(
        "This computer has no voice for reading aloud yet. Install the package %(one)s or %(other)s, then press F4"
        " again."
    ) % {"one": "speech-dispatcher", "other": "espeak-ng"}


def _engines(platform: str, own_language: str) -> Sequence[tuple[str, Callable[[str, str, str, str], Command]]]:
    if platform == "win32":
        return (("powershell", _powershell),)
    if platform == "darwin":
        return (("say", partial(_say, own_language)),)
    return (
        ("spd-say", _dispatcher),
        ("espeak-ng", partial(_espeak, "espeak-ng")),
        ("espeak", partial(_espeak, "espeak")),
    )


def _dispatcher(program: str, text: str, language: str, pace: str) -> Command:
    """Speech Dispatcher takes turns with a screen reader, and speaks with the voice that the person chose there.

    Short options: version 0.11 mistakes ``--stop`` for an option with a value.
    """
    steps = () if pace == "normal" else ("-r", _STEPS[pace])
    return Command(program, ("-w", "-l", language, *steps, "--", text), silencer=("-S",))


def _espeak(name: str, program: str, text: str, language: str, pace: str) -> Command:
    voice = _ESPEAK_VOICES[name].get(language, language)
    return Command(program, ("--stdin", "-v", voice, "-s", str(WORDS_A_MINUTE[pace])), text)


def _say(own_language: str, program: str, text: str, language: str, pace: str) -> Command:
    other = () if language == own_language or language not in _MAC_VOICES else ("-v", _MAC_VOICES[language])
    return Command(program, ("-f", "-", "-r", str(WORDS_A_MINUTE[pace]), *other), text)


def _powershell(program: str, text: str, language: str, pace: str) -> Command:
    script = _WINDOWS.replace("LANGUAGE", language).replace("PACE", _WINDOWS_STEPS[pace])
    return Command(program, ("-NoProfile", "-NonInteractive", "-Command", script), text)
