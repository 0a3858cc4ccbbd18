"""Writes docs/file-map.md: one line for every module, taken from its docstring.

python tools/file_map.py          exit 1 when the page is stale
python tools/file_map.py --write  write the page
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = Path("docs/file-map.md")
PACKAGES = ("trainer", "tools", "benchmarks")
HEADING = """# File map

Every module and what it is for, from the first line of its docstring. Written by `make fix`; do not edit."""


def page(root: Path) -> str:
    """Returns the whole page for a checkout."""
    lines = [HEADING]
    for folder in sorted({module.parent for package in PACKAGES for module in _modules(root / package)}):
        lines.append(f"\n## {folder.relative_to(root).as_posix()}/\n")
        lines += [_line(module) for module in _modules(folder) if module.parent == folder]
    return "\n".join(lines) + "\n"


def summary(module: Path) -> str:
    """Returns the first line of a module's docstring, or nothing."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return (ast.get_docstring(tree) or "").partition("\n")[0]


def _line(module: Path) -> str:
    text = summary(module) or "(no docstring)"
    return f"*{text}*\n" if module.name == "__init__.py" else f"- `{module.name}`: {text}"


def _modules(folder: Path) -> Iterator[Path]:
    # Migrations are named for people already, and are never read as part of the house.
    found = (path for path in folder.rglob("*.py") if path.parent.name != "versions")
    return iter(sorted(found, key=lambda path: (path.parent, path.name != "__init__.py", path.name)))


def main(arguments: list[str]) -> int:
    """Runs the command line; returns the exit code."""
    wanted = page(ROOT)
    stored = ROOT / PAGE
    if "--write" in arguments:
        stored.write_text(wanted, encoding="utf-8")
    elif not stored.exists() or stored.read_text(encoding="utf-8") != wanted:
        print(f"{PAGE}: stale; run: make fix")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
