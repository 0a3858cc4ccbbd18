"""Every module says in one line what it is for; the file map is made of these lines."""

import ast
from collections.abc import Iterator

from tools.lint.source import Fault, Source

LONGEST = 115


def find(source: Source) -> Iterator[Fault]:
    """Yields modules whose docstring is missing, runs over its first line, or does not end as a sentence."""
    if source.is_under("tests") or source.is_under("trainer/store/migrations/versions"):
        return
    summary, _, rest = (ast.get_docstring(source.tree) or "").partition("\n")
    if not summary:
        yield source.fault(1, "no module docstring: say in one line what the module is for")
    elif not summary.endswith(".") or len(summary) > LONGEST or rest.partition("\n")[0]:
        yield source.fault(1, f"the docstring's first line must be one sentence of at most {LONGEST} characters")
