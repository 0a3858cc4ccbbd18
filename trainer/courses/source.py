"""Reads the authored folder: every file once, every fault gathered, nothing outside the folder touched."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from trainer.courses.authored import AuthoredSource, FigureFile, GlossaryFile, ModulePlanFile, ProgrammeFile, SourceFile
from trainer.courses.bank_reader import read_bank
from trainer.courses.composer import Composer
from trainer.courses.content import AuthoredEntry, AuthoredFigure, Content, FigureWords, Parsed, Written
from trainer.courses.faults import ContentError, Fault
from trainer.courses.guide_reader import read_guide
from trainer.courses.lesson_reader import read_lesson
from trainer.courses.lessons import GlossaryTerm, Source
from trainer.courses.module_reader import read_introduction
from trainer.courses.programme_reader import make_programme
from trainer.courses.rendered import Surroundings
from trainer.courses.schema import take_shape
from trainer.courses.yaml_reader import read_text_file, read_yaml_file
from trainer.i18n import _
from trainer.rules import Rules
from trainer.safe_yaml import MAX_BYTES

LANGUAGES: Final = ("en", "es")

_KINDS: Final = {"lessons": ".md", "questions": ".yaml", "glossary": ".yaml", "figures": ".yaml", "live": ".md"}
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|L[0-9]{2}")


def read_content(folder: Path, rules: Rules) -> Content:
    """Reads a content folder; what is wrong with it is in the result.

    Args:
        folder: The folder that holds ``sources.yaml``, ``programmes`` and ``modules``.
        rules: The facts that texts may name.
    """
    return _Reader(folder, rules).read()


class _Reader:
    """Reads what texts may refer to first, and then the texts."""

    def __init__(self, folder: Path, rules: Rules) -> None:
        self._folder = folder
        self._content = Content(folder, rules)
        self._facts = {language: rules.all_words(language) for language in LANGUAGES}
        self._module_of_lesson: dict[str, str] = {}
        self._files: dict[str, list[tuple[str, Path]]] = {kind: [] for kind in _KINDS}

    def read(self) -> Content:
        if not (self._folder / "programmes").is_dir():
            message = _("This is not a content folder: it has no folder “programmes”.")
            self._content.unreadable.append(Fault(self._folder, 1, "path", message))
            return self._content
        self._read_sources()
        self._read_programme_files()
        self._find_files()
        for language, path in self._files["glossary"]:
            self._read_glossary(language, path)
        for language, path in self._files["figures"]:
            self._read_figure_words(language, path)
        for language, path in self._files["lessons"]:
            self._read_lesson(language, path)
        for language, path in self._files["questions"]:
            self._read_bank(language, path)
        for language, path in self._files["live"]:
            self._read_guide(language, path)
        self._make_programmes()
        return self._content

    @contextmanager
    def _gathering(self) -> Iterator[None]:
        """Keeps the faults of one file and goes on with the next."""
        try:
            yield
        except ContentError as error:
            self._content.unreadable.extend(error.faults)

    def _read_sources(self) -> None:
        path = self._folder / "sources.yaml"
        with self._gathering():
            data = read_yaml_file(self._folder, path)
            rows = data.value.get("sources") if isinstance(data.value, dict) else None
            for source_id, row in rows.items() if isinstance(rows, dict) else ():
                self._content.are_sources_read = True
                try:
                    item = AuthoredSource.model_validate(row)
                except ValidationError:
                    self._content.unclear_sources.add(source_id)
                else:
                    self._content.sources[source_id] = _source(source_id, item)
            file = Parsed(take_shape(SourceFile, data, path), data, path)
            self._content.are_sources_read = True
            self._content.written.append(Written("en", (file,)))

    def _read_programme_files(self) -> None:
        for path in sorted((self._folder / "programmes").iterdir()):
            if path.name.startswith("."):
                continue
            with self._gathering():
                data = read_yaml_file(self._folder, path)
                file = Parsed(take_shape(ProgrammeFile, data, path), data, path)
                if file.shape.id != path.stem:
                    self._content.faults.append(file.fault(("id",), "id", _("The id must be the file's name.")))
                self._content.programme_files[file.shape.id] = file
                self._content.written.append(Written("en", (file,)))
                for module in file.shape.modules:
                    for lesson in module.lessons:
                        self._module_of_lesson[lesson.id] = module.id

    def _find_files(self) -> None:
        known = {module.folder for file in self._content.programme_files.values() for module in file.shape.modules}
        for module in _folders(self._folder / "modules"):
            self._content.module_folders.append(module)
            if module.name not in known:
                self._fault(module, "path", _("No programme names this folder."))
            if self._has_module_file(module):
                self._read_module_plan(module)
            for part in _folders(module):
                if part.name == "figures":
                    self._read_figures(part)
                elif part.name in LANGUAGES:
                    self._find_language_files(module, part)
                else:
                    self._fault(part, "path", _("This folder is not part of the format."))

    def _has_module_file(self, folder: Path) -> bool:
        """Says whether a module's own file lies in a folder; no other file belongs there."""
        names = {path.name for path in folder.iterdir() if not path.is_dir() and not path.name.startswith(".")}
        for name in sorted(names - {"module.yaml"}):
            self._fault(folder / name, "path", _("A file of this name is not part of the format."))
        return "module.yaml" in names

    def _read_module_plan(self, module: Path) -> None:
        path = module / "module.yaml"
        with self._gathering():
            data = read_yaml_file(self._folder, path)
            file = Parsed(take_shape(ModulePlanFile, data, path), data, path)
            self._content.module_plans[module.name] = file
            self._content.written.append(Written("en", (file,)))

    def _find_language_files(self, module: Path, language: Path) -> None:
        if self._has_module_file(language):
            path = language / "module.yaml"
            self._content.language_files[language.name, f"{module.name}/module.yaml"] = path
            self._read_introduction(language.name, module.name, path)
        for part in _folders(language):
            if part.name not in _KINDS:
                self._fault(part, "path", _("This folder is not part of the format."))
                continue
            for path in sorted(part.iterdir()):
                if path.name.startswith("."):
                    continue
                if path.suffix != _KINDS[part.name] or not _NAME.fullmatch(path.stem):
                    self._fault(path, "path", _("A file of this name is not part of the format."))
                    continue
                self._files[part.name].append((language.name, path))
                place = f"{module.name}/{part.name}/{path.name}"
                self._content.language_files[language.name, place] = path

    def _read_figures(self, folder: Path) -> None:
        for path in sorted(folder.iterdir()):
            if path.name.startswith("."):
                continue
            if path.suffix != ".svg" or not _NAME.fullmatch(path.stem):
                self._fault(path, "path", _("Only drawings named like “hope-01-house.svg” belong here."))
                continue
            with self._gathering():
                self._once(path.stem, path, path.stem in self._content.figures)
                self._content.figures[path.stem] = AuthoredFigure(path, read_text_file(self._folder, path, MAX_BYTES))

    def _read_introduction(self, language: str, folder: str, path: Path) -> None:
        with self._gathering():
            data = read_yaml_file(self._folder, path)
            introduction, faults = read_introduction(data, path, language, self._facts[language])
            self._content.faults.extend(faults)
            self._content.introductions[language, folder] = introduction
            self._content.written.append(Written(language, (introduction.file,), introduction.pieces))
            self._content.stated_hashes[path] = introduction.file.shape.source_hash

    def _read_glossary(self, language: str, path: Path) -> None:
        with self._gathering():
            data = read_yaml_file(self._folder, path)
            file = take_shape(GlossaryFile, data, path)
            self._content.stated_hashes[path] = file.source_hash
            composer = Composer(path, Surroundings(language, self._facts[language]))
            for number, item in enumerate(file.terms):
                definition = composer.line(data, ("terms", number, "definition"), item.definition, "term")
                term = GlossaryTerm(item.id, item.term, definition, tuple(item.sources))
                line = data.line(("terms", number))
                self._content.entries.append(AuthoredEntry(path, line, language, item, term))
            self._content.faults.extend(composer.faults)
            self._content.written.append(Written(language, (Parsed(file, data, path),), tuple(composer.pieces)))

    def _read_figure_words(self, language: str, path: Path) -> None:
        with self._gathering():
            data = read_yaml_file(self._folder, path)
            file = take_shape(FigureFile, data, path)
            self._content.stated_hashes[path] = file.source_hash
            self._content.written.append(Written(language, (Parsed(file, data, path),)))
            for name, words in file.figures.items():
                line = data.line(("figures", name))
                self._once(name, path, (language, name) in self._content.figure_words, line)
                self._content.figure_words[language, name] = FigureWords(path, line, words)

    def _read_lesson(self, language: str, path: Path) -> None:
        with self._gathering():
            text = read_text_file(self._folder, path)
            module_id = self._module_of(path.stem, path)
            lesson, faults = read_lesson(text, path, module_id, language, self._facts[language], self._terms(language))
            self._content.faults.extend(faults)
            if lesson.lesson.id != path.stem:
                self._content.faults.append(lesson.front.fault(("id",), "id", _("The id must be the file's name.")))
            self._once(path.stem, path, (language, path.stem) in self._content.lessons)
            self._content.lessons[language, path.stem] = lesson
            self._content.written.append(Written(language, lesson.shapes, lesson.pieces))
            self._content.stated_hashes[path] = lesson.front.shape.source_hash

    def _read_bank(self, language: str, path: Path) -> None:
        with self._gathering():
            data = read_yaml_file(self._folder, path)
            bank, faults = read_bank(data, path, self._module_of(path.stem, path), language, self._facts[language])
            self._content.faults.extend(faults)
            if bank.file.shape.lesson != path.stem:
                self._content.faults.append(bank.file.fault(("lesson",), "id", _("The id must be the file's name.")))
            self._once(path.stem, path, (language, path.stem) in self._content.banks)
            self._content.banks[language, path.stem] = bank
            self._content.written.append(Written(language, (bank.file,), bank.pieces))
            self._content.stated_hashes[path] = bank.file.shape.source_hash

    def _read_guide(self, language: str, path: Path) -> None:
        with self._gathering():
            text = read_text_file(self._folder, path)
            guide, faults = read_guide(text, path, language, self._facts[language], self._terms(language))
            self._content.faults.extend(faults)
            if guide.guide.id != path.stem:
                self._content.faults.append(guide.front.fault(("id",), "id", _("The id must be the file's name.")))
            self._once(path.stem, path, (language, path.stem) in self._content.guides)
            self._content.guides[language, path.stem] = guide
            self._content.written.append(Written(language, (guide.front,), guide.pieces))
            self._content.stated_hashes[path] = guide.front.shape.source_hash

    def _make_programmes(self) -> None:
        written = {lesson_id for language, lesson_id in self._content.lessons if language == "en"}
        for programme_id, file in sorted(self._content.programme_files.items()):
            self._content.programmes[programme_id] = make_programme(file.shape, written)

    def _terms(self, language: str) -> dict[str, str]:
        """Returns the entries by every form of their term; English ones serve where nobody has translated them."""
        forms: dict[str, str] = {}
        for entry in self._content.entries:
            if entry.language in (language, "en"):
                for form in (entry.written.id, entry.written.term, *entry.written.also):
                    forms.setdefault(form.casefold(), entry.written.id)
        return forms

    def _module_of(self, lesson_id: str, path: Path) -> str:
        if lesson_id not in self._module_of_lesson:
            raise ContentError(Fault(path, 1, "id", _("No programme names the lesson “%(id)s”.") % {"id": lesson_id}))
        return self._module_of_lesson[lesson_id]

    def _once(self, name: str, path: Path, is_there: bool, line: int = 1) -> None:
        if is_there:
            message = _("“%(name)s” is in another file already.") % {"name": name}
            raise ContentError(Fault(path, line, "id", message))

    def _fault(self, path: Path, rule: str, message: str) -> None:
        self._content.faults.append(Fault(path, 1, rule, message))


def _source(source_id: str, written: AuthoredSource) -> Source:
    return Source(
        id=source_id,
        title=written.title,
        publisher=written.publisher,
        number=written.number,
        date=written.date,
        checked=written.checked,
        trust=written.trust,
        reuse=written.reuse,
    )


def _folders(parent: Path) -> list[Path]:
    return sorted(path for path in parent.iterdir() if path.is_dir()) if parent.is_dir() else []
