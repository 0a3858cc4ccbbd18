"""Words for hours, dates and counts, in both languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from trainer import i18n


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 min"), (59, "0 min"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (112_800, "31 h 20"), (-5, "0 min")],
)
def test_hours_are_rounded_down_for_the_eye(seconds: int, shown: str) -> None:
    assert i18n.format_hours(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "spoken"),
    [(0, "0 minutes"), (60, "1 minute"), (3600, "1 hour"), (112_800, "31 hours 20 minutes"), (3660, "1 hour 1 minute")],
)
def test_hours_are_whole_words_for_the_ear(seconds: int, spoken: str) -> None:
    assert i18n.speak_hours(seconds) == spoken


def test_dates_are_written_in_words() -> None:
    assert i18n.format_day(date(2027, 3, 14)) == "March 14, 2027"
    i18n.set_language("es")
    assert i18n.format_day(date(2027, 3, 14)) == "14 de marzo de 2027"
    assert i18n.format_weekday(date(2027, 1, 16)).startswith("sábado")


def test_times_hold_no_glyph_that_the_fonts_lack() -> None:
    moment = datetime(2027, 1, 4, 22, 3, tzinfo=UTC)
    for code in ("en", "es"):
        i18n.set_language(code)
        assert "\u202f" not in i18n.format_clock(moment, "America/Los_Angeles")


def test_words_that_are_kept_are_those_of_the_language_in_use() -> None:
    moment, day = datetime(2027, 1, 4, 22, 3, tzinfo=UTC), date(2027, 1, 4)
    said = []
    for code in ("en", "es", "en"):
        i18n.set_language(code)
        said.append((i18n.format_clock(moment, "America/Los_Angeles"), i18n.format_day(day, "medium")))
    assert said[0] == said[2] == ("2:03\u00a0PM", "Jan 4, 2027")
    assert said[1] == ("2:03\u00a0p.m.", "4 ene 2027")


def test_an_unknown_language_falls_back_to_english() -> None:
    i18n.set_language("xx")
    assert i18n._("Today") == "Today"
    assert not i18n.is_right_to_left()


def test_the_right_to_left_twin_runs_from_right_to_left() -> None:
    i18n.set_language("qpr")
    assert i18n.is_right_to_left()
