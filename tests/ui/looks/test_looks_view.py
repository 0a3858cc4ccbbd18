"""The dialog for looks and for the pace of reading aloud."""

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from tests.fakes.clipping import clipped
from tests.fixtures.ui import Looks
from trainer import i18n
from trainer.settings import Settings
from trainer.ui.looks import LooksDialog
from trainer.ui.widgets.pickers import PickList


def _dialog(qtbot: QtBot, settings: Settings) -> tuple[LooksDialog, list[Settings]]:
    dialog = LooksDialog(None, settings, i18n.language())
    qtbot.addWidget(dialog)
    chosen: list[Settings] = []
    dialog.changed.connect(chosen.append)
    return dialog, chosen


def test_each_choice_is_told_at_once_and_the_others_stay(qtbot: QtBot, looks: Looks) -> None:
    dialog, chosen = _dialog(qtbot, Settings(text_scale=130, read_aloud_pace="slow"))
    pace = next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Reading aloud")
    assert pace.currentText() == "Slow"
    pace.setCurrentIndex(2)
    next(box for box in dialog.findChildren(QCheckBox) if box.accessibleName() == "Reduce motion").click()
    assert [(found.text_scale, found.read_aloud_pace, found.reduce_motion) for found in chosen] == [
        (130, "fast", False),
        (130, "fast", True),
    ]


def test_every_list_has_a_chevron(qtbot: QtBot, looks: Looks) -> None:
    dialog, _chosen = _dialog(qtbot, Settings())
    assert all(isinstance(box, PickList) for box in dialog.findChildren(QComboBox))


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_fits_on_the_screen_at_200_percent(qtbot: QtBot, looks: Looks, language: str) -> None:
    i18n.set_language(language)
    looks("light", 200)
    dialog, _chosen = _dialog(qtbot, Settings(text_scale=200))
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.height() <= 800
    assert clipped(dialog) == []
    i18n.set_language("en")
