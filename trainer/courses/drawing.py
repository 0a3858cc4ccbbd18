"""Drawings: the small part of SVG that is allowed, and filling in a language's words and a theme's colours."""

import re
from collections.abc import Mapping
from html import escape
from typing import Final, NamedTuple
from xml.parsers import expat

from trainer.i18n import _

MAX_BYTES: Final = 200_000
MAX_ELEMENTS: Final = 3_000
MAX_DEPTH: Final = 24
MAX_NUMBER: Final = 20_000

COLOURS: Final = frozenset(
    ["canvas", "surface", "sunken", "line", "line2", "track", "ink", "ink2", "sun", "hill", "hero", "heroHill"]
    + ["laurel", "laurelText", "laurelSoft", "lupine", "lupineSoft", "poppy", "poppyText", "poppySoft", "onPrimary"]
)
"""The theme's colours, by the names that drawings use."""

_SHAPE = {"x", "y", "width", "height", "rx", "ry", "cx", "cy", "r", "x1", "y1", "x2", "y2", "points", "d"}
_PAINT = {
    "fill", "fill-opacity", "fill-rule", "opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "transform", "id",
}  # fmt: skip
_TEXT = {"font-family", "font-size", "font-style", "font-weight", "letter-spacing", "text-anchor", "dx", "dy"}
_ATTRIBUTES: Final = _SHAPE | _PAINT | _TEXT
_ROOT_ATTRIBUTES: Final = {"xmlns", "viewBox", "fill", "role", "id"} | _TEXT
_SHAPES: Final = frozenset(["g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"])
_ELEMENTS: Final = frozenset(["svg", "text", "tspan", "title", "desc"]) | _SHAPES
_WORDY: Final = frozenset({"text", "tspan", "title", "desc"})
_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_FONT: Final = "Atkinson Hyperlegible Next"

_COLOUR = re.compile(r"\{\{color\.([A-Za-z0-9]+)\}\}")
_LABEL = re.compile(r"\{\{label\.([a-z0-9_-]+)\}\}")
_NUMBER = re.compile(r"-?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?")
_PLAIN_COLOUR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3}(?:[0-9a-fA-F]{2})?)?")
_VIEW_BOX = re.compile(r"0 0 [1-9][0-9]{0,3} [1-9][0-9]{0,3}")
_DANGEROUS = re.compile(r"(?i)url|script|file:|https?:|data:|//|\\|&#|expression")


class DrawingRemark(NamedTuple):
    """Something in a drawing that is not allowed."""

    line: int
    message: str


class Drawing(NamedTuple):
    """What a drawing holds, and what is wrong with it."""

    labels: frozenset[str]
    colours: frozenset[str]
    remarks: tuple[DrawingRemark, ...]


class _Refused(Exception):  # noqa: N818 - it only leaves the parser
    """Stops the parser at once."""


def read_drawing(svg: str) -> Drawing:
    """Reads a drawing; only one without remarks may be shown."""
    reader = _Reader()
    if len(svg.encode()) > MAX_BYTES:
        reader.remark(_("The drawing is larger than %(limit)s bytes.") % {"limit": MAX_BYTES})
    else:
        reader.read(svg)
    return Drawing(frozenset(reader.labels), frozenset(reader.colours), tuple(reader.remarks))


def fill_drawing(svg: str, words: Mapping[str, str], colours: Mapping[str, str]) -> bytes:
    """Fills in words and colours; a colour that is none, or is not given, becomes a middle grey."""

    def colour(found: re.Match[str]) -> str:
        given = colours.get(found.group(1), "")
        return given if _PLAIN_COLOUR.fullmatch(given) else "#777777"

    def label(found: re.Match[str]) -> str:
        return escape(words.get(found.group(1), ""))

    return _LABEL.sub(label, _COLOUR.sub(colour, svg)).encode()


class _Reader:
    """Walks over the drawing's elements without building a tree."""

    def __init__(self) -> None:
        self.labels: set[str] = set()
        self.colours: set[str] = set()
        self.remarks: list[DrawingRemark] = []
        self._open: list[str] = []
        self._elements = 0
        self._parser = expat.ParserCreate()

    def read(self, svg: str) -> None:
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ProcessingInstructionHandler = self._refuse
        try:
            parser.Parse(svg.encode(), True)
        except expat.ExpatError as error:
            self.remarks.append(DrawingRemark(error.lineno, _("This is not valid SVG: %(why)s") % {"why": error}))
        except _Refused:
            return

    def remark(self, message: str) -> None:
        self.remarks.append(DrawingRemark(self._parser.CurrentLineNumber, message))

    def _refuse(self, *_details: object) -> None:
        self.remark(_("Document types, entities and processing instructions are not allowed in a drawing."))
        raise _Refused

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            self.remark(_("The drawing has too many parts, or they are nested too deeply."))
            raise _Refused
        if name not in _ELEMENTS or (name == "svg") != (not self._open):
            self.remark(_("<%(name)s> is not allowed in a drawing.") % {"name": name[:40]})
        self._open.append(name)
        if len(self._open) == 1:
            self._check_root(attributes)
        for attribute, value in attributes.items():
            self._check_attribute(attribute, value, root=len(self._open) == 1)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        labels = _LABEL.findall(text)
        self.labels.update(labels)
        if self._open[-1] not in _WORDY and text.strip():
            self.remark(_("Text stands outside a <text> element."))
        elif _LABEL.sub("", text).strip():
            self.remark(_("Words in a drawing are labels, such as {{label.health}}, so that they can be translated."))

    def _check_root(self, attributes: dict[str, str]) -> None:
        if not _VIEW_BOX.fullmatch(attributes.get("viewBox", "")):
            self.remark(_("The drawing needs a viewBox of the form “0 0 width height”."))
        if attributes.get("xmlns") != _NAMESPACE:
            self.remark(_('The drawing needs xmlns="http://www.w3.org/2000/svg".'))

    def _check_attribute(self, name: str, value: str, root: bool) -> None:
        if name not in (_ROOT_ATTRIBUTES if root else _ATTRIBUTES):
            self.remark(_("The attribute “%(name)s” is not allowed in a drawing.") % {"name": name[:40]})
            return
        if name == "xmlns":
            return
        if name == "font-family" and value != _FONT:
            self.remark(_("The font of a drawing is “%(font)s”.") % {"font": _FONT})
        if name in {"fill", "stroke"}:
            self._check_colour(value)
        elif _DANGEROUS.search(value) or "{{" in value:
            self.remark(_("The value of “%(name)s” is not allowed in a drawing.") % {"name": name})
        elif any(abs(float(number)) > MAX_NUMBER for number in _NUMBER.findall(value)):
            self.remark(_("A number in “%(name)s” is far too large.") % {"name": name})
        elif name == "stroke-dasharray" and any(float(number) < 1 for number in _NUMBER.findall(value)):
            self.remark(_("Dashes must be at least 1 long."))

    def _check_colour(self, value: str) -> None:
        found = _COLOUR.fullmatch(value)
        if found and found.group(1) in COLOURS:
            self.colours.add(found.group(1))
        elif value != "none":
            self.remark(
                _('“%(value)s” is not a color of the theme. Write fill="{{color.laurel}}".') % {"value": value[:40]}
            )
