"""Finds the pack of the installed content, and compiles it where there is none yet."""

import hashlib
import json
import os
from pathlib import Path
from typing import Final

from trainer.courses.pack_format import SCHEMA_VERSION
from trainer.courses.pack_reader import PackCatalogue
from trainer.errors import TrainerError
from trainer.i18n import _

_NOTE: Final = "current.json"
_CODE: Final = Path(__file__).parent


def open_catalogue(packs_folder: Path, content_folder: Path) -> PackCatalogue:
    """Opens the course that is installed.

    The first use compiles it, and so does the first use after the content or the compiler was changed.

    Raises:
        TrainerError: The content cannot be compiled or the pack cannot be saved; the message names the file.
    """
    fingerprint = _fingerprint(content_folder)
    noted = _noted_pack(packs_folder, fingerprint)
    if noted:
        try:
            return PackCatalogue.open(noted)
        except TrainerError:
            noted = None  # A damaged pack of our own is made again from the content.
    path = build_pack(content_folder, packs_folder)
    _note(packs_folder, fingerprint, path.name)
    return PackCatalogue.open(path)


def open_edition(packs_folder: Path, edition: str) -> PackCatalogue:
    """Opens the edition that a cohort is pinned to.

    Raises:
        TrainerError: The edition is not on this computer, or its file is damaged.
    """
    for path in sorted(packs_folder.glob("*.pack")):
        if path.name.endswith(f"-{edition}.pack"):
            return PackCatalogue.open(path)
    raise TrainerError(
        _("The edition “%(edition)s” of the course is not on this computer.") % {"edition": edition},
        _("Ask your training provider for its course file. Your hours are safe."),
        path=packs_folder,
    )


def build_pack(content_folder: Path, packs_folder: Path) -> Path:
    """Compiles the content with California's rules and returns the pack's path.

    Raises:
        TrainerError: A part of the content cannot be read, or the pack cannot be saved.
    """
    from trainer.courses.pack import write_pack
    from trainer.courses.source import read_content
    from trainer.rules import load_rules, rules_file

    return write_pack(read_content(content_folder, load_rules(rules_file())), packs_folder)


def _fingerprint(content_folder: Path) -> str:
    """Tells in a few milliseconds whether anything that goes into a pack was touched since the last look."""
    from trainer.rules import rules_file

    stamp = hashlib.sha256(f"{SCHEMA_VERSION} {content_folder.resolve()}".encode())
    for folder in (content_folder, _CODE, rules_file().parent):
        for entry in _files(folder):
            stamp.update(entry.encode())
    return stamp.hexdigest()


def _files(folder: Path) -> list[str]:
    found: list[str] = []
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir():
                        if not entry.name.startswith(("__", ".")):
                            waiting.append(entry.path)
                    else:
                        status = entry.stat()
                        found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}\n")
        except OSError:
            continue
    return sorted(found)


def _noted_pack(packs_folder: Path, fingerprint: str) -> Path | None:
    try:
        note = json.loads((packs_folder / _NOTE).read_bytes()[:10_000])
        name = Path(str(note["pack"])).name
        path = packs_folder / name
        return path if note["content"] == fingerprint and path.is_file() else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _note(packs_folder: Path, fingerprint: str, name: str) -> None:
    note = packs_folder / _NOTE
    temporary = note.with_name(f".{_NOTE}.{os.getpid()}.tmp")
    try:
        temporary.write_text(json.dumps({"content": fingerprint, "pack": name}), encoding="utf-8")
        os.replace(temporary, note)
    except OSError:
        temporary.unlink(missing_ok=True)  # Without the note, the next start only takes longer.
