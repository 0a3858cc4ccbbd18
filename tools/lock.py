"""Locks the dependencies: writes requirements.lock (to run) and requirements-dev.lock (to work), with hashes.

The locks hold for every system and every Python from 3.11 on; they name no package index, so any mirror serves.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"requirements.lock": "build", "requirements-dev.lock": "dev"}
OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-annotate",
    "--no-header",
    "--no-emit-index-url",
    "--extra=postgres",
    "--upgrade",
    "--quiet",
]


def main() -> None:
    """Resolves both locks anew. The resolver itself is not locked: nothing that we ship depends on it."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    for lock, group in LOCKS.items():
        resolve = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, "--group", group, "--output-file", lock]
        subprocess.run([*resolve, "pyproject.toml"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        print(f"{lock} is written.")


if __name__ == "__main__":
    main()
