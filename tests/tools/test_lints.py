"""Each lint finds its fault, and lets the right way pass."""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

from tools.lint import bare_qt, docstrings, sizes, sql_text, untranslated, waiting
from tools.lint.source import Fault, Source

VIEW, TEST, SERVICE = "trainer/ui/home/view.py", "tests/ui/test_home.py", "trainer/hours/service.py"
Lint = Callable[[Source], Iterator[Fault]]


def found(lint: Lint, path: str, text: str) -> list[int]:
    return [fault.line for fault in lint(Source(PurePosixPath(path), text))]


@pytest.mark.parametrize(
    "code",
    [
        "label.setText('Continue')",
        "button = QPushButton('Save', parent)",
        "self.setWindowTitle(f'{name} is here')",
        "box.setToolTip('a' if ready else _('b'))",
        "label.setText('%s hours' % n)",
        "label.setText('{} hours'.format(n))",
        "label.setAccessibleName(prefix + 'lesson')",
        "menu.addAction(icon, 'Quit')",
    ],
)
def test_text_that_nobody_can_translate_is_found(code: str) -> None:
    assert found(untranslated.find, VIEW, code) == [1]


@pytest.mark.parametrize(
    "code",
    [
        "label.setText(_('Continue'))",
        "label.setText(_('%(n)s hours') % {'n': hours})",
        "label.setText(ngettext('%(n)s hour', '%(n)s hours', n) % {'n': n})",
        "label.setText('· ' + title)",
        "label.setText(content.title)",
        "button.setObjectName('primary')",
        "QPushButton(_('Save'), objectName='primary')",
    ],
)
def test_translated_text_passes(code: str) -> None:
    assert found(untranslated.find, VIEW, code) == []


def test_text_outside_the_window_is_not_a_views_text() -> None:
    assert found(untranslated.find, SERVICE, "x.setText('anything')") == []


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("QLabel(text)", "trainer/ui/widgets/labels.py"),
        ("QtWidgets.QLabel(text)", "trainer/ui/widgets/labels.py"),
        ("QMessageBox.warning(self, title, text)", "trainer/ui/errors.py"),
        ("box = QMessageBox(self)", "trainer/ui/widgets/dialogs.py"),
        ("self.setStyleSheet(css)", "trainer/ui/theme/__init__.py"),
        ("action.setShortcut('Ctrl+Q')", "trainer/ui/shortcuts.py"),
    ],
)
def test_calls_with_one_place_are_found_elsewhere(code: str, place: str) -> None:
    assert found(bare_qt.find, VIEW, code) == [1]
    assert found(bare_qt.find, place, code) == []


def test_a_shortcut_from_the_list_passes() -> None:
    assert found(bare_qt.find, VIEW, "action.setShortcut(Shortcuts.QUIT)") == []


@pytest.mark.parametrize("code", ["time.sleep(1)", "sleep(1)", "qtbot.wait(50)", "self.bot.wait(5)", "QTest.qWait(9)"])
def test_waiting_for_time_is_found_in_tests_only(code: str) -> None:
    assert found(waiting.find, TEST, code) == [1]
    assert found(waiting.find, SERVICE, code) == []


@pytest.mark.parametrize("code", ["qtbot.waitUntil(done)", "process.wait()", "event.wait(timeout=5)"])
def test_waiting_for_a_state_passes(code: str) -> None:
    assert found(waiting.find, TEST, code) == []


def test_long_functions_classes_and_files_are_found() -> None:
    body = "    x = 1\n" * 50
    assert found(sizes.find, SERVICE, f"def f():\n{body}") == [1]
    assert found(sizes.find, SERVICE, f"def f():\n{body[:-11]}\n") == []
    assert found(sizes.find, SERVICE, "class C:\n" + "    x = 1\n" * 400) == [1]
    assert found(sizes.find, SERVICE, "x = 1\n" * 501) == [1]
    assert found(sizes.find, "trainer/ui/shell.py", "x = 1\n" * 251) == [1]
    assert found(sizes.find, "trainer/store/migrations/versions/0001.py", f"def upgrade():\n{body}") == []


@pytest.mark.parametrize("text", ["x = 1", '"""No full stop"""', '"""Runs over\nits line."""', f'"""{"x" * 115}."""'])
def test_modules_that_do_not_say_what_they_are_for_are_found(text: str) -> None:
    assert found(docstrings.find, SERVICE, text) == [1]


def test_a_one_line_docstring_passes() -> None:
    assert found(docstrings.find, SERVICE, '"""Says it.\n\nAnd more.\n"""') == []


@pytest.mark.parametrize(
    "code",
    [
        "connection.execute(text(f'select {name}'))",
        "connection.execute('select ' + name)",
        "connection.execute('select %s' % name)",
        "query.order_by('{}'.format(name))",
    ],
)
def test_sql_from_parts_is_found(code: str) -> None:
    assert found(sql_text.find, "trainer/store/tables.py", code) == [1]


@pytest.mark.parametrize("code", ["text('select 1')", "execute(select(table).where(table.c.id == id))", "execute(SQL)"])
def test_constants_and_expressions_pass(code: str) -> None:
    assert found(sql_text.find, "trainer/store/tables.py", code) == []


def test_a_fault_tells_file_and_line() -> None:
    assert str(Fault(PurePosixPath(VIEW), 7, "mend it")) == f"{VIEW}:7: mend it"
