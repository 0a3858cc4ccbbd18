"""What every lint reads and says: a parsed source file, and a fault with its place."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath


@dataclass(frozen=True)
class Fault:
    """One thing to mend, said so that an editor can jump to it."""

    path: PurePosixPath
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Source:
    """A Python file, parsed once for all lints.

    Attributes:
        path: Relative to the checkout, so that a lint can tell rooms apart.
    """

    path: PurePosixPath
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, str(self.path))

    def is_under(self, *folders: str) -> bool:
        """Says whether the file lies in one of the folders."""
        return any(self.path.is_relative_to(folder) for folder in folders)

    def fault(self, node: ast.expr | ast.stmt | int, message: str) -> Fault:
        """Makes a fault at a node or a line of this file."""
        return Fault(self.path, node if isinstance(node, int) else node.lineno, message)

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Yields every call with the last part of its name: ``label.setText(…)`` gives ``setText``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield last_name(node.func), node


def last_name(node: ast.expr) -> str:
    """Returns ``c`` for the expression ``a.b.c``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def read_sources(root: Path, *folders: str) -> Iterator[Source]:
    """Reads every Python file of the folders, in order."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            yield Source(PurePosixPath(path.relative_to(root).as_posix()), path.read_text(encoding="utf-8"))
