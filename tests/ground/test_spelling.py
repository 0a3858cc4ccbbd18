"""One spelling on the screen: the program is written for people in California."""

import re

import pytest

from trainer import paths

BRITISH = ("colour", "favour", "behaviour", "centre", "licence", "organis", "recognis", "practis", "grey")


@pytest.mark.parametrize("word", BRITISH)
def test_english_texts_are_spelled_as_in_america(word: str) -> None:
    template = (paths.translations_folder() / "trainer.pot").read_text("utf-8")
    texts = [line for line in template.splitlines() if line.startswith(("msgid", '"'))]
    assert not [line for line in texts if re.search(word, line, re.IGNORECASE)]
