"""Reads a file of authored content, and never more of the disk than the content's own folder."""

from pathlib import Path

from trainer.courses.faults import ContentError, Fault
from trainer.i18n import _
from trainer.safe_yaml import MAX_BYTES, YamlData, YamlError, decode_text, read_yaml

MAX_LINE = 5_000


def read_bytes_inside(root: Path, path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """Returns a file's bytes.

    Raises:
        ContentError: The path leads out of the folder (``..`` or a link), is no file, is too large or cannot be read.
    """
    try:
        resolved = path.resolve()
        if not resolved.is_relative_to(root.resolve()):
            raise ContentError(Fault(path, 1, "path", _("This path leads out of the content folder.")))
        if not resolved.is_file():
            raise ContentError(Fault(path, 1, "path", _("There is no such file.")))
        with resolved.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError, RuntimeError) as error:
        raise ContentError(Fault(path, 1, "path", _("The file cannot be read: %(why)s") % {"why": error})) from error
    if len(data) > max_bytes:
        raise ContentError(Fault(path, 1, "size", _("The file is larger than %(limit)s bytes.") % {"limit": max_bytes}))
    return data


def read_text_file(root: Path, path: Path, max_line: int = MAX_LINE) -> str:
    """Returns the text of a file.

    Raises:
        ContentError: The file cannot be read, is no plain text, or has a line that no person would write.
    """
    try:
        text = decode_text(read_bytes_inside(root, path))
    except YamlError as fault:
        raise ContentError(Fault(path, fault.line, "text", fault.message)) from fault
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > max_line:
            raise ContentError(Fault(path, number, "size", _("This line is far too long.")))
    return text


def read_yaml_file(root: Path, path: Path) -> YamlData:
    """Returns the plain data of a YAML file, or raises a ContentError with its line."""
    return read_yaml_text(read_text_file(root, path), path)


def read_yaml_text(text: str, path: Path, first_line: int = 1) -> YamlData:
    """Returns the plain data of YAML inside a file, such as front matter, or raises a ContentError with its line."""
    try:
        return read_yaml(text, first_line)
    except YamlError as fault:
        raise ContentError(Fault(path, fault.line, "yaml", fault.message)) from fault
