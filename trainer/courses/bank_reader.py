"""Reads a lesson's question bank as its author wrote it."""

from pathlib import Path

from trainer.courses.authored import AuthoredQuestion, QuestionFile
from trainer.courses.composer import Composer
from trainer.courses.content import AuthoredBank, Parsed
from trainer.courses.faults import Fault
from trainer.courses.questions import Choice, Question
from trainer.courses.rendered import Surroundings
from trainer.courses.schema import take_shape
from trainer.safe_yaml import Place, YamlData


def read_bank(
    data: YamlData, path: Path, module_id: str, language: str, facts: dict[str, str]
) -> tuple[AuthoredBank, list[Fault]]:
    """Returns the questions and what was noticed while reading them.

    Raises:
        ContentError: The file does not have the shape that it should have.
    """
    file = Parsed(take_shape(QuestionFile, data, path), data, path)
    composer = Composer(path, Surroundings(language, facts))
    questions = tuple(
        _question(item, file, ("questions", number), module_id, composer)
        for number, item in enumerate(file.shape.questions)
    )
    bank = AuthoredBank(path, language, file, questions, tuple(composer.pieces), composer.uses)
    return bank, composer.faults


def _question(
    written: AuthoredQuestion, file: Parsed[QuestionFile], place: Place, module_id: str, composer: Composer
) -> Question:
    data = file.data
    choices = {
        letter: Choice(
            text=composer.line(data, (*place, "choices", letter, "text"), choice.text, "choice"),
            rationale=composer.line(data, (*place, "choices", letter, "rationale"), choice.rationale, "rationale"),
        )
        for letter, choice in sorted(written.choices.items())
    }
    # A stem is shown as it stands: the capitals of NOT are emphasis enough.
    stem = composer.line(data, (*place, "stem"), written.stem.replace("**NOT**", "NOT"), "question")
    return Question(
        id=written.id,
        lesson_id=file.shape.lesson,
        module_id=module_id,
        pool=written.pool,
        area=written.area,
        section_id=written.section,
        objective_id=written.objective,
        level=written.level,
        stem=stem,
        choices=choices,
        key=written.key,
        source_ids=tuple(written.sources),
        as_of=written.as_of,
        heavy=written.heavy,
    )
