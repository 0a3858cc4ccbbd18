"""How fast anybody can speak."""

import pytest

from trainer.ui.speech.voice import is_too_fast, longest_seconds

SENTENCE = (
    "When a person tells you about a hard night, you can listen first, and ask later what they would like to do next."
)
"""Measured with eSpeak NG 1.51: 8.17 s at our slow pace, 5.04 s at our fast one, 2.34 s at its limit."""


@pytest.mark.parametrize("seconds", [8.17, 5.04, 2.34])
def test_a_voice_that_speaks_is_believed_even_at_its_limit(seconds: float) -> None:
    assert not is_too_fast(SENTENCE, seconds)
    assert seconds < longest_seconds(SENTENCE)


@pytest.mark.parametrize("seconds", [0.0, 0.03, 5.04 / 3.3])
def test_a_voice_that_is_done_at_once_made_no_sound(seconds: float) -> None:
    assert is_too_fast(SENTENCE, seconds)


def test_a_short_word_may_be_short() -> None:
    assert not is_too_fast("Yes.", 0.1)
    assert is_too_fast("Yes.", 0.03)
