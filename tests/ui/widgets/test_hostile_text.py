"""Text from outside is shown as it is: never drawn, never followed, never loaded."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.hostile import Watched, some_texts
from tests.fakes.obeyed import obeyed
from trainer.ui.widgets.buttons import Button
from trainer.ui.widgets.dialogs import AskLine, Notice, Question
from trainer.ui.widgets.fields import Field
from trainer.ui.widgets.reading import ReadingView
from trainer.ui.widgets.text import Chip, Text
from trainer.ui.widgets.writing import WritingField

HOSTILE = [
    '<img src="file:///etc/passwd">',
    '<img src="//host/share/x.png">',
    "<b>bold</b>",
    '<a href="file:///etc/passwd">x</a>',
    "<style>* { color: red }</style>",
    "&lt;b&gt;",
    "\u202egnp.exe",
]


@pytest.fixture
def red_dot(tmp_path: Path) -> Path:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    path = tmp_path / "dot.png"
    image.save(str(path))
    return path


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_shows_the_very_characters(qtbot: QtBot, text: str) -> None:
    label = Text(text)
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == text


@pytest.mark.parametrize("address", ["{url}", "{path}", "figure:../../dot.png", "http://127.0.0.1/x.png"])
def test_the_reading_view_loads_no_picture_by_itself(qtbot: QtBot, red_dot: Path, address: str) -> None:
    source = address.format(url=QUrl.fromLocalFile(str(red_dot)).toString(), path=red_dot)
    view = ReadingView(figures=lambda name: b"")
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show_html(f'<p>before</p><p><img src="{source}"></p>')
    assert _red_points(view.grab().toImage()) == 0


def test_a_missing_picture_that_says_how_wide_it_is_breaks_no_page(qtbot: QtBot) -> None:
    view = ReadingView(figures=lambda name: b"")
    qtbot.addWidget(view)
    view.show_html('<p>x<img src="file:/x.png" width="900"></p>')
    assert 0 < view.minimumHeight() <= 2_000_000


def test_control_a_plain_browser_does_load_it(qtbot: QtBot, red_dot: Path) -> None:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    browser.resize(300, 300)
    browser.setHtml(f'<p><img src="{QUrl.fromLocalFile(str(red_dot)).toString()}"></p>')
    assert _red_points(browser.grab().toImage()) > 1000


@pytest.mark.parametrize("kind", list(QTextDocument.ResourceType))
def test_every_resource_is_answered_so_that_qt_never_looks_itself(
    qtbot: QtBot, red_dot: Path, kind: QTextDocument.ResourceType
) -> None:
    view = ReadingView()
    qtbot.addWidget(view)
    answer = view.loadResource(kind.value, QUrl.fromLocalFile(str(red_dot)))
    if kind == QTextDocument.ResourceType.ImageResource:
        assert isinstance(answer, QImage)
        assert answer.isNull()
    else:
        assert bytes(answer.data()) == b" "  # type: ignore[union-attr]


def test_links_are_told_and_never_followed(qtbot: QtBot) -> None:
    view = ReadingView()
    qtbot.addWidget(view)
    view.show_html('<p><a href="file:///etc/passwd">a</a> <a href="term:recovery">b</a></p>')
    with qtbot.waitSignal(view.term_asked, check_params_cb=lambda term: term == "recovery"):
        view.anchorClicked.emit(QUrl("term:recovery"))
    with qtbot.assertNotEmitted(view.term_asked), qtbot.assertNotEmitted(view.source_asked):
        view.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert "a b" in view.toPlainText()


PARTS: dict[str, Callable[[str], QWidget]] = {
    "notice": lambda text: Notice(None, text, [text, text], text),
    "question": lambda text: Question(None, text, text, text, text),
    "line": lambda text: AskLine(None, text, text, error=text),
    "field": lambda text: Field(text, text),
    "writing": lambda text: WritingField(text),
    "button": Button,
    "chip": Chip,
}


@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_the_window_obeys_a_text(
    qtbot: QtBot, looks: object, part: str, picture: Path, watched: Watched, is_nightly: bool
) -> None:
    for text in some_texts(part, picture, all_of_them=is_nightly):
        widget = PARTS[part](text)
        qtbot.addWidget(widget)
        widget.grab()
        assert obeyed(widget) == [], text
    assert not watched.was_opened()


def test_control_a_label_that_guesses_is_caught(qtbot: QtBot, picture: Path, watched: Watched) -> None:
    careless = QWidget()
    qtbot.addWidget(careless)
    QLabel(f'<img src="{picture.as_uri()}">', careless)
    QPushButton("&File", careless)
    careless.grab()
    assert len(obeyed(careless)) == 2
    assert watched.was_opened()


def _red_points(image: QImage) -> int:
    return sum(
        image.pixelColor(x, y).red() > 200 and image.pixelColor(x, y).green() < 60
        for x in range(0, image.width(), 1)
        for y in range(0, min(image.height(), 120), 1)
    )
