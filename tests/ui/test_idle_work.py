"""Work that nobody waits for: done to its end, and never before what a person waits for."""

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from trainer.ui.idle_work import IdleWork


def test_every_piece_is_done_and_then_nothing_more(qtbot: QtBot) -> None:
    # So many that a pause between them would take a minute.
    parent, pieces = QObject(), list(range(3_000))
    work = IdleWork(parent, lambda: bool(pieces.pop() and pieces))
    assert not work.is_left
    work.begin()
    qtbot.waitUntil(lambda: not work.is_left)
    assert pieces == []
    work.give_way()
    assert not work.is_left


def test_nothing_is_done_until_what_is_shown_is_painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parent, done = QObject(), list[int]()

    def _piece() -> bool:
        done.append(len(done))
        return True

    work = IdleWork(parent, _piece)
    work.begin()
    qtbot.waitUntil(lambda: len(done) > 3)
    monkeypatch.setattr("trainer.ui.idle_work.SHOWN_MS", 3_600_000)
    work.give_way()
    before = len(done)
    for _round in range(20):
        QCoreApplication.processEvents()
    assert work.is_left
    assert len(done) == before
