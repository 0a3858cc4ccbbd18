"""Colours that everyone can read, and a style sheet that names no colour of its own."""

import re
from pathlib import Path

import pytest

import trainer.ui.theme
from trainer.ui.theme.looks import Looks, render
from trainer.ui.theme.tokens import GRAPHIC_PAIRS, TEXT_PAIRS, THEMES, contrast_ratio

TEMPLATE = (Path(trainer.ui.theme.__file__).parent / "trainer.qss").read_text("utf-8")


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_every_ground(name: str) -> None:
    colours = THEMES[name].as_mapping()
    poor = [pair for pair in TEXT_PAIRS if contrast_ratio(colours[pair[0]], colours[pair[1]]) < 4.5]
    assert not poor


@pytest.mark.parametrize("name", THEMES)
def test_graphics_stand_out_from_every_ground(name: str) -> None:
    colours = THEMES[name].as_mapping()
    poor = [pair for pair in GRAPHIC_PAIRS if contrast_ratio(colours[pair[0]], colours[pair[1]]) < 3]
    assert not poor


def test_in_high_contrast_the_picture_has_an_edge_and_elsewhere_it_looks_as_it_did() -> None:
    contrast = THEMES["contrast"]
    assert contrast_ratio(contrast.heroEdge, contrast.canvas) >= 3
    assert contrast_ratio(contrast.heroEdge, contrast.hero) >= 3
    for name in ("light", "dark"):
        assert THEMES[name].heroEdge == THEMES[name].hero


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_style_sheet_is_filled_completely(name: str, scale: float) -> None:
    filled = render(Looks(name, THEMES[name], scale))
    assert "{{" not in filled


def test_the_style_sheet_has_no_colour_or_font_of_its_own() -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", TEMPLATE)
    assert "font" not in TEMPLATE.replace("fonts are set by role", "")
