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

    def markdown(self, text: str, line: int, kind: str, value: tuple[int, Place] | None = None) -> Rendered:
        """Renders Markdown that begins on a line."""
        return self._keep(render(text, self._around, line), line, kind, value)

    def html(self, data: YamlData, place: Place, text: str, kind: str) -> str:
        """Renders a Markdown value of a YAML block."""
        return self.markdown(text, data.start(place), kind, (data.line(()), place)).html

    def line(self, data: YamlData, place: Place, text: str, kind: str) -> str:
        """Fills the facts into a value that is shown as it stands."""
        line = data.start(place)
        value = (data.line(()), place)
        return self._keep(render_line(text, self._around.facts, line), line, kind, value).text

    def heading(self, title: str, line: int) -> None:
        """Keeps the words of a heading, which is shown as it stands."""
        self.pieces.append(Piece(self._path, line, "heading", ((line, title),)))

    def _keep(self, rendered: Rendered, line: int, kind: str, value: tuple[int, Place] | None) -> Rendered:
        self.pieces.append(Piece(self._path, line, kind, tuple(rendered.blocks), value))
        self.pieces.extend(
            Piece(self._path, image.line, "figure", ((image.line, image.words),)) for image in rendered.images
        )
        self.uses.terms.extend(rendered.terms)
        self.uses.cites.extend(rendered.cites)
        self.uses.facts.extend(rendered.facts)
        self.uses.images.extend(rendered.images)
        self.faults.extend(Fault(self._path, remark.line, remark.rule, remark.message) for remark in rendered.remarks)
        return rendered
