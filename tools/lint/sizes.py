"""Size limits: a file of 500 lines, a class of 400, a function of 50 (a test 40), the shell of 250."""

import ast
from collections.abc import Iterator

from tools.lint.source import Fault, Source

FILE, CLASS, FUNCTION, TEST = 500, 400, 50, 40
SMALLER = {"trainer/ui/shell.py": 250}


def find(source: Source) -> Iterator[Fault]:
    """Yields every file, class and function above its limit; migrations are data and exempt."""
    if source.is_under("trainer/store/migrations/versions"):
        return
    lines = source.text.count("\n")
    limit = SMALLER.get(str(source.path), FILE)
    if lines > limit:
        yield source.fault(1, f"{lines} lines, the limit of a file is {limit}: split it")
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > _limit(node):
                yield source.fault(node, f"{node.name} has {length} lines, the limit is {_limit(node)}: split it")


def _limit(node: ast.stmt) -> int:
    if isinstance(node, ast.ClassDef):
        return CLASS
    return TEST if getattr(node, "name", "").startswith("test_") else FUNCTION
