"""SQL put together from strings: text(), execute() and order_by() take constants or expressions."""

import ast
from collections.abc import Iterator

from tools.lint.source import Fault, Source

TAKES_SQL = {"text", "execute", "executemany", "executescript", "exec_driver_sql", "order_by", "literal_column"}


def find(source: Source) -> Iterator[Fault]:
    """Yields every f-string, ``%``, ``+`` or ``.format()`` handed to a call that runs SQL."""
    if not source.is_under("trainer", "benchmarks", "tools"):
        return
    for name, call in source.calls():
        if name in TAKES_SQL and call.args and _is_assembled(call.args[0]):
            yield source.fault(call, f"{name}() is given SQL assembled from parts: bind parameters instead")


def _is_assembled(node: ast.expr) -> bool:
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return any(_is_text(side) or _is_assembled(side) for side in (node.left, node.right))
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
