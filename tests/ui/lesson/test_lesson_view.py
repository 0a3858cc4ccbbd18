"""The lesson on the screen: by keyboard alone, named for screen readers, with room for every language."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.clipping import clipped
from tests.fakes.lessons import LessonCatalogue
from tests.fakes.voice import RecordingVoice
from tests.fixtures.ui import Looks, StudyHouse
from trainer import i18n
from trainer.ui.lesson import LessonScreen, build_lesson
from trainer.ui.lesson.view import LessonWidget
from trainer.ui.navigation import Place
from trainer.ui.shell import Shell
from trainer.ui.widgets.popover import Popover

Show = Callable[..., LessonWidget]


@pytest.fixture
def shell(qtbot: QtBot, looks: Looks) -> Shell:
    made = Shell()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def voice() -> RecordingVoice:
    return RecordingVoice()


@pytest.fixture
def show(qtbot: QtBot, house: StudyHouse, shell: Shell, voice: RecordingVoice) -> Iterator[Show]:
    """Shows a lesson in the window."""

    def _show(width: int = 1280, height: int = 800, catalogue: LessonCatalogue | None = None) -> LessonWidget:
        screen = build_lesson(
            desk=house.desk(), section="", language="en", context=house.context, study=house.study, hours=house.hours,
            catalogue=catalogue or house.catalogue, clock=house.clock, runner=house.runner,
            navigator=house.navigator, shell=shell, voice=voice,
        )  # fmt: skip
        shell.resize(width, height)
        with qtbot.waitExposed(shell):
            shell.show()
        shell.show_screen(screen, Place("lesson", "one-01"))
        assert isinstance(screen, LessonScreen)
        screen.widget.presenter = screen.presenter
        return screen.widget

    return _show


def _key(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key where the focus is, as a person does."""
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


def test_the_keyboard_alone_leads_through_a_lesson(qtbot: QtBot, house: StudyHouse, show: Show) -> None:
    widget = show()
    for _part in range(3):
        _key(qtbot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(widget.scenario.isVisible)
    _key(qtbot, Qt.Key.Key_2)
    _key(qtbot, Qt.Key.Key_Return)
    _key(qtbot, Qt.Key.Key_1)
    _key(qtbot, Qt.Key.Key_Return)
    _key(qtbot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    widget.practice.findChildren(QPlainTextEdit)[0].setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "2 and 3")
    for _field in range(2):
        _key(qtbot, Qt.Key.Key_Tab)
    _key(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(widget.practice.answer.isVisible)
    for _step in range(2):
        widget.setFocus()
        _key(qtbot, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    for _question in range(2):
        _key(qtbot, Qt.Key.Key_B)
        _key(qtbot, Qt.Key.Key_Return)
        _key(qtbot, Qt.Key.Key_Return)
    assert [answer.correct for answer in house.unit.progress.answers] == [True, True]
    widget.second_passed.emit()
    place = next(iter(house.unit.progress.places.values()))
    assert place.work["practice/f1"] == "2 and 3"
    assert place.finished_at is not None


def test_letters_are_letters_in_a_text_field(qtbot: QtBot, show: Show) -> None:
    widget = show()
    widget.presenter.open_rail(3)
    field = widget.reflection.findChild(QPlainTextEdit)
    field.setFocus()
    qtbot.keyClicks(field, "Abcd 12")
    assert field.toPlainText() == "Abcd 12"


def test_page_down_reads_on_and_turns_at_the_end(qtbot: QtBot, show: Show) -> None:
    widget = show()
    bar = widget.column.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    title = widget.reading.title.text()
    pressed = 0
    while widget.reading.title.text() == title and pressed < 20:
        _key(qtbot, Qt.Key.Key_PageDown)
        pressed += 1
    assert 2 < pressed < 20
    assert widget.reading.title.text() == "A heavy hour"


def test_a_place_in_the_text_is_found_again(qtbot: QtBot, show: Show, house: StudyHouse) -> None:
    widget = show()
    bar = widget.column.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    widget.presenter.leave(lambda: None)
    again = show()
    there = again.column.area.verticalScrollBar()
    qtbot.waitUntil(lambda: there.maximum() > 0 and abs(there.value() - there.maximum() // 2) < 4)


def test_f8_shows_a_neutral_page_and_goes_on(qtbot: QtBot, show: Show) -> None:
    widget = show()
    _key(qtbot, Qt.Key.Key_F8)
    qtbot.waitUntil(widget.pause.isVisible)
    assert not widget.reading.isVisible()
    _key(qtbot, Qt.Key.Key_Return)
    qtbot.waitUntil(widget.reading.isVisible)


def test_a_word_opens_below_itself_and_escape_gives_the_focus_back(qtbot: QtBot, show: Show, shell: Shell) -> None:
    widget = show()
    widget.reading.text.setFocus()
    widget.reading.text.term_asked.emit("hope")
    popover = shell.findChild(Popover)
    assert popover.isVisible()
    assert shell.rect().contains(popover.geometry())
    _key(qtbot, Qt.Key.Key_Escape)
    assert not popover.isVisible()
    assert widget.reading.text.hasFocus()


def test_every_step_has_names_for_a_screen_reader(show: Show) -> None:
    widget = show()
    nameless = []
    for step in range(5):
        widget.presenter.open_rail(step)
        for control in widget.findChildren(QWidget):
            if control.isVisible() and isinstance(control, QAbstractButton | QPlainTextEdit | QTextBrowser):
                spoken = QAccessible.queryAccessibleInterface(control)
                if not spoken.text(QAccessible.Text.Name) and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    nameless.append((step, control))
    assert nameless == []


def test_cards_are_radio_buttons_that_say_their_state(qtbot: QtBot, show: Show) -> None:
    widget = show()
    widget.presenter.open_rail(4)
    widget.presenter.step.choose(1)
    spoken = QAccessible.queryAccessibleInterface(widget.check.options.cards[1])
    assert spoken.role() == QAccessible.Role.RadioButton
    assert spoken.state().checked
    assert spoken.text(QAccessible.Text.Name) == "B. Choice B"


def test_tab_goes_from_the_bar_through_the_page_to_the_foot(qtbot: QtBot, show: Show) -> None:
    widget = show()
    widget.presenter.open_rail(1)
    regions = []
    start = current = widget.top.nextInFocusChain()
    while True:
        if current.isVisible() and current.focusPolicy() & Qt.FocusPolicy.TabFocus:
            region = next(
                (r for r in (widget.top, widget.rail, widget.column, widget.foot) if r.isAncestorOf(current)), None
            )
            if region is not None and (not regions or regions[-1] is not region):
                regions.append(region)
        current = current.nextInFocusChain()
        if current is start:
            break
    assert regions[:4] == [widget.top, widget.rail, widget.column, widget.foot]


def test_a_toast_tells_where_the_minutes_went_after_leaving(
    qtbot: QtBot, house: StudyHouse, show: Show, shell: Shell
) -> None:
    widget = show()
    for _second in range(120):
        house.clock.advance(1)
        widget.presenter.sign("keys")
        widget.second_passed.emit()
    widget.presenter.leave(lambda: None)
    assert "2 min credited" in shell.findChild(QWidget, "toast").accessibleName()


def test_keys_and_pointer_are_signs_of_study(qtbot: QtBot, show: Show, shell: Shell) -> None:
    widget = show()
    handle = shell.windowHandle()
    with qtbot.waitSignal(widget.activity, check_params_cb=lambda kind: kind == "keys"):
        from PySide6.QtTest import QTest

        QTest.keyClick(handle, Qt.Key.Key_Shift)


def test_the_lesson_that_is_left_hears_nothing_any_more(qtbot: QtBot, show: Show, shell: Shell) -> None:
    first = show()
    heard = []
    first.attention_changed.connect(heard.append)
    gone: list[bool] = []
    first.destroyed.connect(lambda: gone.append(True))
    show()
    qtbot.waitUntil(lambda: bool(gone))
    shell.attention_changed.emit(False)
    shell.leave_asked.emit()
    assert heard == []


def _marked(widget: LessonWidget) -> list[str]:
    """Returns the words that are marked in the text of the reading."""
    return [mark.cursor.selectedText() for mark in widget.reading.text.extraSelections()]


def test_f4_reads_aloud_marks_the_sentence_and_keeps_it_in_sight(
    qtbot: QtBot, house: StudyHouse, show: Show, voice: RecordingVoice
) -> None:
    widget = show()
    bar = widget.column.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    focus = QApplication.focusWidget()
    _key(qtbot, Qt.Key.Key_F4)
    for _sentence in range(60):
        house.clock.advance(5)
        voice.finish()
    assert _marked(widget) == [voice.texts[-1]]
    assert bar.value() > 0
    assert QApplication.focusWidget() is focus
    _key(qtbot, Qt.Key.Key_F4)
    assert not voice.is_speaking
    assert _marked(widget) == []


def test_reading_aloud_begins_with_what_is_on_the_screen(qtbot: QtBot, show: Show, voice: RecordingVoice) -> None:
    widget = show()
    bar = widget.column.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum() // 2)
    where = bar.value()
    _key(qtbot, Qt.Key.Key_F4)
    assert voice.texts == ["These are words to read slowly, one after the other."]
    assert bar.value() == where


def test_the_button_says_what_it_does(qtbot: QtBot, show: Show, voice: RecordingVoice) -> None:
    widget = show()
    button = next(b for b in widget.foot.findChildren(QAbstractButton) if b.accessibleName() == "Read aloud")
    button.click()
    assert (button.text(), button.accessibleName(), voice.is_speaking) == ("Stop reading", "Stop reading", True)
    button.click()
    assert (button.text(), voice.is_speaking) == ("Read aloud", False)
    widget.foot.fit(narrow=True)
    assert (button.text(), button.accessibleName()) == ("Listen", "Read aloud")


def test_without_a_voice_a_line_says_what_to_install(show: Show, voice: RecordingVoice) -> None:
    widget = show()
    voice.is_there = False
    widget.read_aloud_asked.emit()
    assert [label.text() for label in widget.findChildren(QLabel) if label.text() == voice.advice and label.isVisible()]
    widget.presenter.go_next()
    assert not [label for label in widget.findChildren(QLabel) if label.text() == voice.advice and label.isVisible()]


def test_each_sentence_of_each_page_has_its_place_on_the_screen(
    show: Show, house: StudyHouse, voice: RecordingVoice
) -> None:
    widget = show()
    lost, pages = [], (widget.reading, widget.scenario, widget.practice, widget.reflection, widget.check, widget.end)
    for _number, _state in zip(range(8), _walk(widget), strict=False):
        shown = next(page for page in pages if page.isVisible())
        for sentence in widget.presenter.aloud.sentences:
            part = shown.part(sentence.spot.part)
            if part is None or not part.isVisible() or part.place_of(sentence.spot).isEmpty():
                lost.append(sentence)
    assert lost == []


def _walk(widget: LessonWidget) -> Iterator[None]:
    presenter = widget.presenter
    yield
    presenter.open_rail(1)
    yield
    presenter.step.choose(1)
    yield
    presenter.open_rail(2)
    presenter.step.show_model_answer()
    yield
    presenter.open_rail(3)
    yield
    presenter.open_rail(4)
    yield
    presenter.step.choose(0)
    presenter.step.check_answer()
    yield
    presenter.go_next()
    yield
    presenter.toggle_pause()
    yield


@pytest.mark.parametrize("language", ["en", "es", "qps", "qpr"])
@pytest.mark.parametrize(("scale", "size"), [(100, (1280, 800)), (100, (1024, 640)), (200, (1280, 800))])
def test_no_words_are_clipped(
    qtbot: QtBot, every_language: Path, looks: Looks, show: Show, language: str, scale: int, size: tuple[int, int]
) -> None:
    i18n.set_language(language)
    looks("light", scale)
    widget = show(*size)
    faults: list[tuple[int, list[str]]] = []
    for number, _state in enumerate(_walk(widget)):
        QApplication.processEvents()
        found = clipped(widget)
        if found:
            faults.append((number, found))
    assert faults == []


def test_pages_to_come_are_made_ready_where_they_will_stand(qtbot: QtBot, show: Show) -> None:
    widget = show()
    assert widget.is_preparing
    qtbot.waitUntil(lambda: not widget.is_preparing)
    for page in (widget.scenario, widget.practice, widget.reflection, widget.check):
        assert page.parentWidget() is widget.column.area.widget()
        assert not page.isVisible()
        assert page.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)


def test_nothing_is_made_ready_while_a_person_waits_for_the_next_page(
    qtbot: QtBot, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = show()
    monkeypatch.setattr("trainer.ui.idle_work.SHOWN_MS", 3_600_000)
    widget.presenter.go_next()
    left = len(widget._waiting)
    assert left
    for _round in range(20):
        QApplication.processEvents()
    assert len(widget._waiting) == left
