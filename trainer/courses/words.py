"""Counts words, sentences and syllables, and grades how hard a text is to read."""

import re

_WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")


def list_words(text: str) -> list[str]:
    """Returns the words of a text; a hyphenated word or one with an apostrophe is one word."""
    return _WORD.findall(text)


def count_words(text: str) -> int:
    """Counts the words of a text."""
    return len(list_words(text))
