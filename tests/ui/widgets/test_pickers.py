"""Boxes to pick from."""

import pytest
from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from tests.fixtures.ui import Looks
from trainer.ui.choice import Choice
from trainer.ui.widgets.pickers import PickList

LONG = "California Medi-Cal Peer Support Specialist: 80-hour core course, 80 h"


@pytest.mark.parametrize(("width", "is_whole"), [(900, True), (300, False)])
def test_a_text_that_is_too_long_ends_in_dots(qtbot: QtBot, looks: Looks, width: int, is_whole: bool) -> None:
    box = PickList()
    qtbot.addWidget(box)
    box.show_choices([Choice("core", LONG)])
    box.resize(width, 40)
    drawn = QStyleOptionComboBox()
    box.initStyleOption(drawn)
    assert (drawn.currentText == LONG) is is_whole
    assert drawn.currentText.endswith("…") is not is_whole
    assert box.currentText() == LONG
