"""Runs the gates of `make check` side by side, and shows the output of those that fail."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The slowest first, so that the others run beside it.
IMPORT_LINTER = "from importlinter.cli import lint_imports_command as run; run()"
GATES: dict[str, tuple[str, ...]] = {
    "types": ("-m", "mypy"),
    "imports": ("-c", IMPORT_LINTER, "--no-logo"),
    "catalogues": ("-m", "tools.catalogue", "--check"),
    "our own lints": ("-m", "tools.lint"),
    "style": ("-m", "ruff", "check", "--quiet"),
    "format": ("-m", "ruff", "format", "--check", "--quiet"),
    "file map": ("-m", "tools.file_map"),
}


def main() -> int:
    """Runs every gate; returns 0 when all are open."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 2) as pool:
        return 0 if all(list(pool.map(_passes, GATES))) else 1


def _passes(name: str) -> bool:
    start = time.monotonic()
    result = subprocess.run(
        [sys.executable, *GATES[name]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    passed = result.returncode == 0
    report = "" if passed else "\n" + result.stdout.rstrip()
    print(f"{'ok  ' if passed else 'FAIL'} {name} ({time.monotonic() - start:.1f} s){report}", flush=True)
    return passed


if __name__ == "__main__":
    sys.exit(main())
