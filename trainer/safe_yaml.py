"""YAML as a person's text editor writes it: plain data, bounded, with the line of every value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from trainer.i18n import _

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 20

Place = tuple[str | int, ...]
"""Where a value stands in its document: the keys and positions that lead to it."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAG = "tag:yaml.org,2002:str"
# Control characters, and the marks that turn the direction of text without being seen.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


class YamlError(ValueError):
    """The text cannot be taken as plain data.

    Attributes:
        line: The line it is about, counted from 1.
        message: What is wrong with it, already translated.
    """

    def __init__(self, line: int, message: str) -> None:
        """Keeps the line apart from the message."""
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class YamlData:
    """A document's value and where its parts stand.

    Attributes:
        lines: The line of each key, or of each item of a list.
        starts: The line on which the text of each value begins; for a block it is the one below its key.
    """

    value: Any
    lines: Mapping[Place, int]
    starts: Mapping[Place, int] = field(default_factory=dict)

    def line(self, place: Place) -> int:
        """Returns the line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def start(self, place: Place) -> int:
        """Returns the line on which the text of a value begins."""
        return self.starts.get(place) or self.line(place)


def decode_text(data: bytes) -> str:
    """Returns the text of a file with its line ends made alike.

    Raises:
        YamlError: The file is too long, is not UTF-8, or hides characters that nobody would see.
    """
    if len(data) > MAX_BYTES:
        raise YamlError(1, _("The file is larger than %(limit)s bytes.") % {"limit": MAX_BYTES})
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise YamlError(line, _("This is not UTF-8 text. Save the file as UTF-8.")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refuse_unseen(text)
    return text


def refuse_unseen(text: str, first_line: int = 1) -> None:
    """Refuses characters that a reader cannot see but a program obeys.

    Raises:
        YamlError: There is a control character or a direction mark.
    """
    found = _UNSEEN.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + first_line
        code = f"U+{ord(found.group()):04X}"
        raise YamlError(
            line, _("There is a hidden character (%(code)s). Delete it and type the text again.") % {"code": code}
        )


def read_yaml(text: str, first_line: int = 1) -> YamlData:
    """Reads one document of plain data.

    The events are scanned before anything is built: the C loader follows aliases by itself, and in many versions deep
    nesting makes it end the whole process.

    Raises:
        YamlError: It is not YAML, is nested too deeply, or uses an alias, an anchor, a tag or the same key twice.
    """
    if len(text) > MAX_BYTES:
        raise YamlError(first_line, _("The file is larger than %(limit)s bytes.") % {"limit": MAX_BYTES})
    refuse_unseen(text, first_line)
    try:
        _scan(text, first_line)
        return _build(text, first_line)
    except yaml.YAMLError as error:
        raise YamlError(_line_of(error, text) + first_line - 1, _plain(error)) from error


def _scan(text: str, first_line: int) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        mark: Any = event.start_mark
        line = mark.line + first_line
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(line, _("Aliases (*name) are not allowed. Write the value out."))
        if isinstance(event, yaml.NodeEvent):
            _refuse_decoration(event, line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise YamlError(line, _("This is nested more than %(limit)s levels deep.") % {"limit": MAX_DEPTH})
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _refuse_decoration(event: yaml.NodeEvent, line: int) -> None:
    if event.anchor is not None:
        raise YamlError(line, _("Anchors (&name) are not allowed. Write the value out where it is needed."))
    if getattr(event, "tag", None) is not None:
        raise YamlError(line, _("Tags (!name) are not allowed."))
    if isinstance(event, yaml.ScalarEvent):
        refuse_unseen(event.value, line)


def _build(text: str, first_line: int) -> YamlData:
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return YamlData(None, {(): first_line})
        places = _Places(first_line)
        places.walk(node, ())
        _refuse_impossible(loader, node, first_line)
        return YamlData(loader.construct_document(node), places.lines, places.starts)
    finally:
        loader.dispose()


def _refuse_impossible(loader: yaml.SafeLoader, node: yaml.Node, first_line: int) -> None:
    """Finds the line of a value that looks like a date or a number and is none, such as the 45th of a month."""
    if isinstance(node, yaml.CollectionNode):
        for item in node.value:
            for part in item if isinstance(item, tuple) else (item,):
                _refuse_impossible(loader, part, first_line)
    elif node.tag != _TEXT_TAG:
        try:
            loader.construct_object(node)
        except ValueError as error:
            line = node.start_mark.line + first_line
            raise YamlError(line, _("This date or number is not valid: %(why)s") % {"why": error}) from error


class _Places:
    """Walks over a document, notes where everything stands, and refuses keys that are doubled or no words."""

    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self.lines: dict[Place, int] = {}
        self.starts: dict[Place, int] = {}

    def walk(self, node: yaml.Node, place: Place) -> None:
        self.lines[place] = node.start_mark.line + self._first_line
        if isinstance(node, yaml.SequenceNode):
            for position, item in enumerate(node.value):
                self.walk(item, (*place, position))
        elif isinstance(node, yaml.MappingNode):
            for key, item in node.value:
                self._take_key(key, item, place)
        else:
            self.starts[place] = self.lines[place] + (getattr(node, "style", None) in ("|", ">"))

    def _take_key(self, key: yaml.Node, item: yaml.Node, place: Place) -> None:
        line = key.start_mark.line + self._first_line
        if not isinstance(key, yaml.ScalarNode) or key.tag != _TEXT_TAG:
            raise YamlError(line, _("A key must be a plain word. Put it in quotes."))
        if (*place, key.value) in self.lines:
            raise YamlError(line, _("The key “%(key)s” stands here twice.") % {"key": key.value})
        self.walk(item, (*place, key.value))
        self.lines[(*place, key.value)] = line


def _line_of(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", None)
    return text.count("\n", 0, position) + 1 if isinstance(position, int) else 1


def _plain(error: yaml.YAMLError) -> str:
    why = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    message = _("This is not valid YAML: %(why)s.") % {"why": why}
    if any(sign in why for sign in ("mapping values", "start any token", "find expected")):
        message += " " + _("Text that contains “: ” or begins with a symbol must be in quotes.")
    return message
