"""Qt calls that only one place may make: bare labels and boxes, style sheets, shortcuts outside their list."""

import ast
from collections.abc import Iterator

from tools.lint.source import Fault, Source, last_name

# Call → the folders or files that may make it, and what everybody else does instead.
ONE_PLACE = {
    "QLabel": (("trainer/ui/widgets",), "a label guesses that text is HTML: use a label of trainer.ui.widgets"),
    "QMessageBox": (("trainer/ui/widgets", "trainer/ui/errors.py"), "use show_error() or a dialog of our own"),
    "setStyleSheet": (("trainer/ui/theme",), "looks live in trainer/ui/theme: use an object name or a property"),
    "setShortcut": (("trainer/ui/shortcuts.py",), "take the key from Shortcuts"),
}


def find(source: Source) -> Iterator[Fault]:
    """Yields every such call outside its place."""
    if not source.is_under("trainer"):
        return
    for name, call in source.calls():
        owner = _owner(call) if name not in ONE_PLACE else name
        if owner not in ONE_PLACE:
            continue
        places, advice = ONE_PLACE[owner]
        if not source.is_under(*places) and not (name == "setShortcut" and _from_the_list(call)):
            yield source.fault(call, f"{owner}(): {advice}")


def _owner(call: ast.Call) -> str:
    """Returns ``QMessageBox`` for ``QMessageBox.warning(…)``."""
    return last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _from_the_list(call: ast.Call) -> bool:
    argument = call.args[0] if call.args else None
    return isinstance(argument, ast.Attribute) and last_name(argument.value) == "Shortcuts"
