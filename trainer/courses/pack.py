"""Compiles read content into one pack: the same bytes for the same content."""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from trainer.canonical import canonical_bytes
from trainer.courses import engine
from trainer.courses.codec import to_plain
from trainer.courses.content import AuthoredLesson, Content
from trainer.courses.faults import ContentError, Fault
from trainer.courses.lessons import ReadingStep
from trainer.courses.pack_format import (
    INDEX_PARTS,
    MAX_DOCUMENT_BYTES,
    SETTINGS,
    SHORT,
    TABLES,
    Key,
    digest,
    digest_index,
    pack_name,
    write_manifest,
)
from trainer.errors import TrainerError
from trainer.i18n import _
from trainer.paths import make_private_folder

# Where SQLite notes how often a file was changed and by which version of itself; equal content must give equal bytes.
_CHANGE_COUNTER: Final = 24
_VALID_FOR: Final = 92
_LIBRARY_VERSION: Final = 96
_FIXED_LIBRARY: Final = 3_040_000


def write_pack(content: Content, folder: Path) -> Path:
    """Writes the pack of some content and returns its path.

    Raises:
        ContentError: A part of the content could not be read.
        TrainerError: The folder cannot be written, or the disk is full.
    """
    if content.unreadable:
        raise ContentError(*sorted(content.unreadable))
    if not content.programmes:
        raise ContentError(Fault(content.folder, 1, "programme", _("There is no programme.")))
    bodies = {key: _body(key, plain) for key, plain in _documents(content)}
    manifest = write_manifest({key: digest(body) for key, body in bodies.items()})
    path = folder / pack_name(tuple(sorted(content.programmes)), digest(manifest)[:SHORT])
    errors: tuple[type[Exception], ...] = (OSError, *engine.errors())
    try:
        make_private_folder(folder)
        _write_file(path, bodies, manifest, _passages(content))
    except errors as error:
        raise TrainerError(
            _("The course could not be saved on this computer."),
            _("Nothing was lost. Check that the disk is not full and that the folder can be written, then try again."),
            path=folder,
            details=str(error),
        ) from error
    return path


def _body(key: Key, plain: Any) -> bytes:
    body = canonical_bytes(plain)
    if len(body) > MAX_DOCUMENT_BYTES:
        raise TrainerError(_("A part of the course is far too large."), details="/".join(key))
    return body


def _documents(content: Content) -> Iterator[tuple[Key, Any]]:
    for programme in content.programmes.values():
        yield Key("programme", programme.id), to_plain(programme)
    for (language, _folder), introduction in content.introductions.items():
        yield Key("module", introduction.introduction.id, language), to_plain(introduction.introduction)
    for (language, lesson_id), authored in content.lessons.items():
        yield Key("lesson", lesson_id, language), to_plain(authored.lesson)
        for step in _reading(authored):
            yield Key("passage", f"{lesson_id}.{step.id}", language), _passage(authored, step)
    yield from _questions(content)
    for entry in content.entries:
        yield Key("term", entry.term.id, entry.language), to_plain(entry.term)
    for source in content.sources.values():
        yield Key("source", source.id), to_plain(source)
    for name, figure in content.figures.items():
        yield Key("figure", name), figure.svg
    for (language, name), words in content.figure_words.items():
        yield Key("words", name, language), dict(words.words)
    for (language, session_id), guide in content.guides.items():
        yield Key("guide", session_id, language), to_plain(guide.guide)
    yield Key("rules", "all"), content.rules.to_plain()


def _questions(content: Content) -> Iterator[tuple[Key, Any]]:
    order: list[list[str]] = []
    for lesson_id in _lesson_order(content):
        for language in ("en", "es"):
            bank = content.banks.get((language, lesson_id))
            for question in bank.questions if bank else ():
                yield Key("question", question.id, language), to_plain(question)
                if language == "en":
                    order.append([question.id, question.pool.value, question.module_id])
    yield Key("index", "questions"), order


def _lesson_order(content: Content) -> list[str]:
    seen: dict[str, None] = {}
    for _programme_id, programme in sorted(content.programmes.items()):
        seen.update(dict.fromkeys(programme.lessons))
    return list(seen)


def _reading(authored: AuthoredLesson) -> list[ReadingStep]:
    return [step for step in authored.lesson.steps if step.kind == "reading"]


def _passage(authored: AuthoredLesson, step: ReadingStep) -> dict[str, str]:
    pieces = [piece for piece in authored.pieces if piece.kind == "reading"]
    text = pieces[_reading(authored).index(step)].text
    return {"title": step.title, "text": " ".join(text.split())}


def _passages(content: Content) -> Iterator[tuple[str, ...]]:
    """Yields the rows to search; an English passage also serves the languages that its lesson is not translated to."""
    for (language, lesson_id), authored in sorted(content.lessons.items()):
        serves = {language}
        if language == "en":
            serves |= {other for other in ("es",) if (other, lesson_id) not in content.lessons}
        for step in _reading(authored):
            passage = _passage(authored, step)
            yield passage["title"], passage["text"], lesson_id, step.id, language, " ".join(sorted(serves))


def _write_file(path: Path, bodies: dict[Key, bytes], manifest: bytes, passages: Iterator[tuple[str, ...]]) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        _fill(temporary, bodies, manifest, passages)
        _settle(temporary)
        os.replace(temporary, path)
        _sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _fill(path: Path, bodies: dict[Key, bytes], manifest: bytes, passages: Iterator[tuple[str, ...]]) -> None:
    connection = engine.open_for_writing(path)
    try:
        for statement in (*SETTINGS, "BEGIN", *TABLES.values()):
            connection.execute(statement)
        documents = ((*key, bodies[key]) for key in sorted(bodies))
        connection.executemany("INSERT INTO documents VALUES (?, ?, ?, ?)", documents)
        connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)", passages)
        connection.execute("INSERT INTO passages(passages) VALUES ('optimize')")
        connection.execute("COMMIT")
        index = digest_index(connection.execute(part) for part in INDEX_PARTS)
        rows = [("edition", digest(manifest).encode()), ("index", index.encode()), ("manifest", manifest)]
        connection.executemany("INSERT INTO pack VALUES (?, ?)", rows)
        connection.execute("VACUUM")
    finally:
        connection.close()


def _settle(path: Path) -> None:
    """Sets what the library counts in the header to fixed numbers and brings the file to the disk."""
    with path.open("r+b") as file:
        for offset, number in ((_CHANGE_COUNTER, 1), (_VALID_FOR, 1), (_LIBRARY_VERSION, _FIXED_LIBRARY)):
            file.seek(offset)
            file.write(struct.pack(">I", number))
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows keeps folders in order by itself and does not let them be opened.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
