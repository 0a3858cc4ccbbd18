"""The picture of hills, and where it ends."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.fixtures.ui import Looks
from trainer.ui.theme import active
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.hills import Hills


@pytest.mark.parametrize(("theme", "token"), [("light", "hero"), ("dark", "hero"), ("contrast", "line")])
def test_in_high_contrast_it_has_the_edge_that_every_card_has(
    qtbot: QtBot, looks: Looks, theme: str, token: str
) -> None:
    looks(theme)
    picture = Hills()
    qtbot.addWidget(picture)
    picture.resize(400, 200)
    drawn = picture.grab().toImage()
    assert {drawn.pixelColor(*place).name() for place in ((100, 0), (0, 100), (100, 199))} == {
        active().colour(token).name()
    }
    assert drawn.pixelColor(100, 2) == active().colour("hero")


def test_in_high_contrast_its_button_has_an_outline(qtbot: QtBot, looks: Looks) -> None:
    looks("contrast")
    button = Button("Start lesson", "hero")
    qtbot.addWidget(button)
    button.resize(200, 44)
    drawn = button.grab().toImage()
    assert drawn.pixelColor(0, 22) == drawn.pixelColor(100, 0) == QColor("white")
