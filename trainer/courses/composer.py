"""Renders the texts of one file and keeps what was noticed on the way."""

from pathlib import Path

from trainer.courses.content import Piece, Uses
from trainer.courses.faults import Fault
from trainer.courses.markdown import render, render_line
from trainer.courses.rendered import Rendered, Surroundings
from trainer.safe_yaml import Place, YamlData


class Composer:
    """Turns the texts of a file into what is shown.

    Attributes:
        pieces: The plain words of all texts so far.
        uses: What the texts refer to.
        faults: What was wrong with them.
    """

    def __init__(self, path: Path, around: Surroundings) -> None:
        """Writes for one file, among the things that it may refer to."""
        self.pieces: list[Piece] = []
        self.uses = Uses()
        self.faults: list[Fault] = []
        self._path = path
        self._around = around

    def markdown(self, text: str, line: int, kind: str) -> Rendered:
        """Renders Markdown that begins on a line."""
        return self._keep(render(text, self._around, line), line, kind)

    def html(self, data: YamlData, place: Place, text: str, kind: str) -> str:
        """Renders a Markdown value of a YAML block."""
        return self.markdown(text, data.start(place), kind).html

    def line(self, data: YamlData, place: Place, text: str, kind: str) -> str:
        """Fills the facts into a value that is shown as it stands."""
        line = data.start(place)
        return self._keep(render_line(text, self._around.facts, line), line, kind).text

    def _keep(self, rendered: Rendered, line: int, kind: str) -> Rendered:
        self.pieces.append(Piece(self._path, line, kind, tuple(rendered.blocks)))
        self.uses.terms.extend(rendered.terms)
        self.uses.cites.extend(rendered.cites)
        self.uses.facts.extend(rendered.facts)
        self.uses.images.extend(rendered.images)
        self.faults.extend(Fault(self._path, remark.line, remark.rule, remark.message) for remark in rendered.remarks)
        return rendered
