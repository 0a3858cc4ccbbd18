"""A pack from a stranger: what looks like HTML is read as it stands, and nothing outside is opened."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser
from pytestqt.qtbot import QtBot

from tests.fakes.lessons import LessonCatalogue, make_check_question, make_lesson, make_practice, make_scenario
from tests.fixtures.ui import Looks, StudyHouse
from trainer.courses.lessons import CheckStep, GlossaryTerm, PracticeField, ReadingStep, ReflectionStep, Source
from trainer.courses.questions import LETTERS, Choice, Question
from trainer.ui.lesson import LessonScreen, build_lesson
from trainer.ui.navigation import Place
from trainer.ui.shell import Shell
from trainer.ui.widgets.reading import ReadingView


class _HostileCatalogue(LessonCatalogue):
    """Puts an image into every text that the course can show."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        decision = make_scenario().decisions[0]
        options = tuple(
            replace(option, text=markup, outcome_html=f"<p>{markup}</p>", feedback_html=f"<p>{markup}</p>")
            for option in decision.options
        )
        scenario = replace(
            make_scenario(),
            title=markup,
            opening_html=f"<p>{markup}</p>",
            decisions=(replace(decision, speaker=markup, line=markup, options=options),),
        )
        practice = replace(
            make_practice(),
            title=markup,
            items=(markup,),
            fields=(PracticeField("f1", markup, 1),),
            model_answer_html=f"<p>{markup}</p>",
            self_check=(markup,) * 4,
        )
        reading = ReadingStep("s1", markup, f'<p>{markup} <a href="term:hope">x</a></p>', 100)
        steps = (reading, scenario, practice, ReflectionStep("r", 5, f"<p>{markup}</p>"), CheckStep("check", ("q1",)))
        super().__init__(make_lesson(title=markup, content_note=markup, steps=steps))

    def question(self, question_id: str, language: str) -> Question:
        choices = {letter: Choice(self._markup, self._markup) for letter in LETTERS}
        return replace(make_check_question("q1", "s1"), stem=self._markup, choices=choices)

    def glossary_term(self, term_id: str, language: str) -> GlossaryTerm:
        return GlossaryTerm("hope", self._markup, self._markup)

    def source(self, source_id: str) -> Source:
        return Source("RECDEF", self._markup, self._markup, self._markup, self._markup, self._markup, "", "")


@pytest.fixture
def red_dot(tmp_path: Path) -> Path:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    path = tmp_path / "dot.png"
    image.save(str(path))
    return path


def _red_points(window: Shell) -> int:
    image = window.grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    return sum(image.pixelColor(x, y).name() == "#ff0000" for x, y in points)


def _open(qtbot: QtBot, house: StudyHouse, markup: str) -> tuple[Shell, LessonScreen]:
    shell = Shell()
    qtbot.addWidget(shell)
    screen = build_lesson(
        desk=house.desk(), section="", language="en", context=house.context, study=house.study, hours=house.hours,
        catalogue=_HostileCatalogue(markup), clock=house.clock, runner=house.runner, navigator=house.navigator,
        shell=shell,
    )  # fmt: skip
    shell.show_screen(screen, Place("lesson", "one-01"))
    with qtbot.waitExposed(shell):
        shell.show()
    return shell, screen


def test_no_step_draws_a_picture_from_outside(
    qtbot: QtBot, house: StudyHouse, looks: Looks, red_dot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    load = ReadingView.loadResource

    def _watched(view: ReadingView, kind: int, name: QUrl) -> object:
        asked.append(name.toString() if isinstance(name, QUrl) else name)
        return load(view, kind, name)

    monkeypatch.setattr(ReadingView, "loadResource", _watched)
    address = QUrl.fromLocalFile(str(red_dot)).toString()
    shell, screen = _open(qtbot, house, f'<img src="{address}"><img src="//host/share/x.png"><b>bold</b>')
    step = screen.presenter.step
    acts = [lambda: None, lambda: screen.presenter.open_term("hope"), lambda: screen.presenter.open_source("RECDEF")]
    acts += [lambda: screen.presenter.open_rail(1), lambda: step.choose(0), lambda: screen.presenter.open_rail(2)]
    acts += [step.show_model_answer, lambda: screen.presenter.open_rail(3), lambda: screen.presenter.open_rail(4)]
    acts += [lambda: step.choose(0), step.check_answer, screen.presenter.go_next]
    for act in acts:
        act()
        QApplication.processEvents()
        assert _red_points(shell) == 0
    assert address in asked, "the control: the picture was asked for, and refused"
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in shell.findChildren(QLabel))


def test_control_a_plain_browser_draws_it(qtbot: QtBot, red_dot: Path) -> None:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    browser.setHtml(f'<img src="{QUrl.fromLocalFile(str(red_dot)).toString()}">')
    with qtbot.waitExposed(browser):
        browser.show()
    assert _red_points(browser) > 50  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["<b>bold</b>", "&lt;b&gt;", "a && b & c", "\u202egnp.exe", "100 % %(n)s %s"])
def test_words_are_shown_character_by_character(qtbot: QtBot, house: StudyHouse, looks: Looks, words: str) -> None:
    shell, screen = _open(qtbot, house, words)
    widget = screen.widget
    assert widget.reading.title.text() == words
    screen.presenter.open_rail(1)
    assert words in widget.scenario.options.cards[0].accessibleName()
    screen.presenter.open_rail(4)
    screen.presenter.step.choose(0)
    screen.presenter.step.check_answer()
    assert words in [label.text() for label in widget.check.findChildren(QLabel)]
