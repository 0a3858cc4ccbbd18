"""Text in a view that nobody can translate: a literal given to Qt without _(), ngettext() or pgettext()."""

import ast
from collections.abc import Iterator

from tools.lint.source import Fault, Source, last_name

SHOWS_TEXT = {
    "QAction", "QCheckBox", "QCommandLinkButton", "QGroupBox", "QLabel", "QMenu", "QPushButton", "QRadioButton",
    "QToolButton", "addAction", "addMenu", "addTab", "addRow", "setAccessibleDescription", "setAccessibleName",
    "setHtml", "setLabelText", "setPlaceholderText", "setStatusTip", "setText", "setTitle", "setToolTip",
    "setWhatsThis", "setWindowTitle", "showMessage",
}  # fmt: skip
TRANSLATES = {"_", "N_", "ngettext", "pgettext", "npgettext"}


def find(source: Source) -> Iterator[Fault]:
    """Yields every literal with a letter in it that a view shows as it stands."""
    if not source.is_under("trainer/ui"):
        return
    for name, call in source.calls():
        if name in SHOWS_TEXT:
            for argument in [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg != "objectName")]:
                for literal in _bare_literals(argument):
                    yield source.fault(literal, f"{name}() shows text that is not translated: wrap it in _()")


def _bare_literals(node: ast.expr) -> Iterator[ast.expr]:
    """Yields the literals that reach the screen: through ``+``, ``%``, ``if``, f-strings and ``.format()``."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and any(letter.isalpha() for letter in node.value):
            yield node
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from _bare_literals(part)
    elif isinstance(node, ast.IfExp):
        yield from _bare_literals(node.body)
        yield from _bare_literals(node.orelse)
    elif isinstance(node, ast.BinOp):
        yield from _bare_literals(node.left)
        yield from _bare_literals(node.right)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _bare_literals(value)
    elif isinstance(node, ast.Call) and last_name(node.func) == "format" and isinstance(node.func, ast.Attribute):
        yield from _bare_literals(node.func.value)
