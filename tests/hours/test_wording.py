"""The words: a reason for every refusal, a time and a limit in it, and no reproach."""

from pathlib import Path

import pytest

from tests.hours.histories import LOS_ANGELES, at
from trainer import i18n
from trainer.hours.findings import Finding, FindingKind
from trainer.hours.record import Flag, Mode, Reason, Refusal
from trainer.hours.wording import finding_text, flag_text, mode_text, reason_text, refusal_text, span_text

AT_TWO = int(at("2026-09-14 14:03:00").timestamp())
REPROACHES = ("you did", "failed", "idle", "wrong", "must", "lazy", "overdue", "cheat", "not allowed")


def said(refusal: Refusal, mode: Mode = Mode.SELF_PACED) -> str:
    return refusal_text(refusal, LOS_ANGELES, mode).replace("\N{NO-BREAK SPACE}", " ")


def test_a_silence_is_said_with_its_length_its_time_and_the_limit() -> None:
    refusal = Refusal(Reason.IDLE, AT_TWO, 720, 300)
    assert said(refusal) == "12 min from 2:03 PM: no activity. Your limit is 5 min."


def test_seconds_are_said_where_minutes_would_be_nothing() -> None:
    assert (
        said(Refusal(Reason.TOO_SHORT, AT_TWO, 40, 60))
        == "40 s from 2:03 PM: shorter than 1 min, so it is kept but not counted."
    )
    assert (span_text(0), span_text(59), span_text(60), span_text(-600)) == ("0 min", "59 s", "1 min", "−10 min")


def test_a_session_is_not_left_by_opening_a_window() -> None:
    refusal = Refusal(Reason.AWAY, AT_TWO, 1_620)
    assert said(refusal) == "27 min from 2:03 PM: the lesson was not in front."
    assert said(refusal, Mode.LIVE) == "27 min from 2:03 PM: not in the session."


@pytest.mark.parametrize(
    ("mode", "what"), [(Mode.SELF_PACED, "this lesson"), (Mode.LIVE, "this session"), (Mode.EXAM, "this exam")]
)
def test_a_cap_names_what_is_capped(mode: Mode, what: str) -> None:
    assert (
        said(Refusal(Reason.LESSON_CAP, AT_TWO, 540, 2_400), mode)
        == f"9 min from 2:03 PM: over the 40 min that {what} counts for."
    )


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words_in_every_mode_and_none_is_a_reproach(reason: Reason, mode: Mode) -> None:
    text = said(Refusal(reason, AT_TWO, 720, 300), mode)
    assert text.startswith("12 min from 2:03 PM: ")
    assert text.endswith(".")
    assert not [word for word in REPROACHES if word in text.lower()]
    assert reason_text(reason)
    assert mode_text(mode)


@pytest.mark.parametrize("flag", Flag)
def test_every_flag_is_explained(flag: Flag) -> None:
    assert flag_text(flag.value).endswith(".")
    assert flag_text("from_the_future") == "from_the_future"


@pytest.mark.parametrize("kind", FindingKind)
def test_every_finding_names_its_line(kind: FindingKind) -> None:
    assert "Line 5" in finding_text(Finding(kind, "laptop", 5, 5, columns=("subject",)))


def test_several_missing_lines_are_one_sentence() -> None:
    assert finding_text(Finding(FindingKind.CUT, "laptop", 8, 9)) == (
        "Lines 8 to 9 were here when the chain was signed or a receipt was given, and are gone."
    )


@pytest.mark.parametrize("language", ["es", "qps", "qpr"])
def test_every_sentence_can_be_filled_in_every_language(every_language: Path, language: str) -> None:
    i18n.set_language(language)
    for mode in Mode:
        for reason in Reason:
            text = refusal_text(Refusal(reason, AT_TWO + 3 * 3_600, 720, 300), LOS_ANGELES, mode)
            assert "%(" not in text
    for kind in FindingKind:
        assert "%(" not in finding_text(Finding(kind, "laptop", 5, 9, columns=("subject",)))
