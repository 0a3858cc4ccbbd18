"""Makes this checkout ready to run or to work on; the Makefile calls it before every target.

Needs nothing but Python 3.11 or newer. A stamp in ``.venv`` remembers what was done, so the second call costs nothing.
"""

from __future__ import annotations  # An older Python must get as far as the message that it is too old.

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from tools.system_needs import MissingError, install, missing_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCKS = {"run": ROOT / "requirements.lock", "work": ROOT / "requirements-dev.lock"}
STAMP = VENV / "set-up.json"

# Loads what the program loads, then the desktop plug-in, which nothing else here would try.
PROOF = """
import ctypes, pathlib, sys
import PySide6, PySide6.QtPdf, PySide6.QtPrintSupport, PySide6.QtSvg, PySide6.QtWidgets
if sys.platform == "linux":
    plugins = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
    ctypes.CDLL(str(plugins / "libqxcb.so"))
"""


def main(arguments: list[str]) -> int:
    """Sets up for ``run`` (use the program) or ``work`` (test it and change it); returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036
        return _refuse(f"Peer Trainer needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    purpose = arguments[0] if arguments else "work"
    if purpose not in LOCKS:
        return _refuse("Call it with 'run' or with 'work'.")
    try:
        _set_up(purpose)
    except MissingError as missing:
        return _refuse(str(missing))
    except subprocess.CalledProcessError as error:
        return _refuse(f"{error.stdout or ''}\nThis step failed: {' '.join(map(str, error.cmd))}")
    return 0


def _set_up(purpose: str) -> None:
    done = _read_stamp()
    wanted = {"purpose": purpose, "lock": _digest(LOCKS[purpose]), "project": _project_digest()}
    if done.get("purpose") == "work" and purpose == "run":
        wanted = {**wanted, "purpose": "work", "lock": _digest(LOCKS["work"])}
    if not PYTHON.exists() or done.get("python") != sys.version:
        _make_environment()
        done = {}
    if any(done.get(key) != value for key, value in wanted.items()):
        _bring_libraries(for_tests=wanted["purpose"] == "work")
        if any(done.get(key) != wanted[key] for key in ("purpose", "lock")):
            _install_lock(LOCKS[wanted["purpose"]])
        _install_project()
        _prove()
        STAMP.write_text(json.dumps({**wanted, "python": sys.version}), encoding="utf-8")
    _compile_catalogues()


def _make_environment() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    _say("Making a virtual environment in .venv")
    try:
        import ensurepip  # noqa: F401  Debian and Ubuntu leave it out of their python3.
    except ImportError:
        install(["python3-venv"])
    _quietly([sys.executable, "-m", "venv", "--clear", VENV])


def _bring_libraries(*, for_tests: bool) -> None:
    if packages := missing_packages(for_tests=for_tests):
        _say(f"This system lacks: {' '.join(packages)}")
        install(packages)


def _install_lock(lock: Path) -> None:
    _say(f"Installing the locked dependencies of {lock.name} (a few minutes, the first time)")
    # A lock names everything, so nothing is left to resolve. A resolver would look at releases newer than the lock, and
    # older ones of pip stop at them where a package asks for another one's extra.
    _pip("install", "--no-deps", "--require-hashes", "--requirement", lock)
    _pip("check")


def _install_project() -> None:
    _say("Installing Peer Trainer itself")
    _pip("install", "--no-deps", "--no-build-isolation", "--editable", ROOT)


def _prove() -> None:
    result = subprocess.run([PYTHON, "-c", PROOF], capture_output=True, text=True)
    if result.returncode != 0:
        reason = result.stderr.strip().splitlines()[-1]
        raise MissingError(f"Qt cannot start on this computer: {reason}\nPlease install what brings it, and try again.")


def _compile_catalogues() -> None:
    """Compiles translations when a catalogue is newer than what was compiled from it."""
    sources = list((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
    if any(_is_older(source.with_suffix(".mo"), source) for source in sources):
        _quietly([PYTHON, "-m", "tools.catalogue", "--compile"])


def _is_older(product: Path, source: Path) -> bool:
    return not product.exists() or product.stat().st_mtime < source.stat().st_mtime


def _pip(*arguments: str | Path) -> None:
    _quietly([PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments])


def _quietly(command: list[str | Path]) -> None:
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _project_digest() -> str:
    """Returns the digest of what an installation reads; settings of the gates can change without a new one."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [project["project"], project["build-system"], project["tool"].get("hatch")]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _say(line: str) -> None:
    print(f"set-up: {line} …", flush=True)


def _refuse(reason: str) -> int:
    print(reason.strip(), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
