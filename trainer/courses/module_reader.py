"""Reads what a module is about."""

from pathlib import Path

from trainer.courses.authored import ModuleTextFile
from trainer.courses.composer import Composer
from trainer.courses.content import AuthoredIntroduction, Parsed
from trainer.courses.faults import Fault
from trainer.courses.lessons import ModuleIntroduction
from trainer.courses.rendered import Surroundings
from trainer.courses.schema import take_shape
from trainer.safe_yaml import YamlData


def read_introduction(
    data: YamlData, path: Path, language: str, facts: dict[str, str]
) -> tuple[AuthoredIntroduction, list[Fault]]:
    """Returns the introduction and what was noticed while reading it.

    Raises:
        ContentError: The file does not have the shape that it should have.
    """
    file = Parsed(take_shape(ModuleTextFile, data, path), data, path)
    composer = Composer(path, Surroundings(language, facts))
    written = file.shape
    introduction = ModuleIntroduction(
        id=written.id,
        title=composer.line(data, ("title",), written.title, "module"),
        summary=composer.line(data, ("summary",), written.summary, "module"),
        outcomes=tuple(
            composer.line(data, ("outcomes", number), outcome, "module")
            for number, outcome in enumerate(written.outcomes)
        ),
    )
    authored = AuthoredIntroduction(path, language, file, introduction, tuple(composer.pieces), composer.uses)
    return authored, composer.faults
