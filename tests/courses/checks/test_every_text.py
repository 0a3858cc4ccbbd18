"""Whatever a learner may read is looked at: each text of each file of the small course is spoilt in turn."""

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

from tests.courses.checks.changing import DRAWING, GLOSSARY, GUIDE, LESSON, PROGRAMME, SOURCES, WORDS, replaced
from tests.fixtures.courses import sample_rules, write_course
from trainer.courses import authored
from trainer.courses.authored import Authored, Line
from trainer.courses.check import check_content
from trainer.courses.texts import find_texts
from trainer.safe_yaml import Place

BAD = "The CalMHSA-approved addict"
UNSEEN = {"author", "note", "source_hash"}
"""What is for whoever edits a file."""

NOT_OURS = {"items", "line"} | {f"sources.{name}" for name in ("title", "publisher", "number")}
"""What is quoted, to be worked on or by its name: only a claim is a fault there."""

SHAPES = [kind for _name, kind in inspect.getmembers(authored, inspect.isclass) if issubclass(kind, Authored)]


def documents(text: str, suffix: str) -> Iterator[tuple[int, int]]:
    """Yields where the YAML documents of a file begin and end: all of it, or the front matter and each block."""
    if suffix == ".yaml":
        yield 0, len(text)
        return
    end = text.index("\n---\n") + 1
    yield 4, end
    while (fence := text.find("\n```{", end)) >= 0:
        start = text.index("\n", fence + 1) + 1
        end = text.index("```\n", start)
        yield start, end


def leaves(data: Any, place: Place = ()) -> Iterator[Place]:
    """Yields where a text stands, or might stand."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(value, (*place, key))
    elif isinstance(data, str | None):
        yield place


def spoil(data: Any, place: Place) -> str:
    """Writes a document again with the bad words at the beginning of one of its texts."""
    found = data
    for part in place[:-1]:
        found = found[part]
    kept, found[place[-1]] = found[place[-1]], f"{BAD} {found[place[-1]] or ''}".strip()
    written = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=1000)
    found[place[-1]] = kept
    return written


def files(folder: Path) -> list[Path]:
    """Returns one file of each kind."""
    kinds = {(path.parent, path.suffix): path for path in sorted(folder.rglob("*"), reverse=True) if path.is_file()}
    return [path for path in kinds.values() if path.suffix in {".md", ".yaml"}]


def expected(place: Place) -> set[str]:
    names = [str(part) for part in place if isinstance(part, str)]
    is_ours = not NOT_OURS & {*names, f"{names[0]}.{names[-1]}"}
    return {"claim", "word"} if is_ours else {"claim"}


def test_each_text_of_each_file_is_looked_at(course_folder: Path) -> None:
    forgotten: list[str] = []
    tried: set[tuple[str, str]] = set()
    for path in files(course_folder):
        text = path.read_text(encoding="utf-8")
        for start, end in documents(text, path.suffix):
            data = yaml.safe_load(text[start:end])
            for place in leaves(data):
                name = ".".join("*" if isinstance(part, int) else part for part in place)
                if (path.parent.name, name) in tried or place[-1] in UNSEEN or "es" in place:
                    continue
                tried.add((path.parent.name, name))
                path.write_text(text[:start] + spoil(data, place) + text[end:], encoding="utf-8")
                found = {(fault.line, fault.rule) for fault in check_content(course_folder, sample_rules()).faults}
                line = path.read_text(encoding="utf-8").split(BAD)[0].count("\n") + 1
                is_code = any(rule == "schema" for _line, rule in found)
                if not is_code and {rule for at, rule in found if at == line} & {"claim", "word"} != expected(place):
                    forgotten.append(f"{path.relative_to(course_folder)}: {name}")
        path.write_text(text, encoding="utf-8")
    assert forgotten == []
    assert len(tried) > 60


def may_hold_text(hint: Any) -> bool:
    """Says whether a field takes any words at all, alone, in a list or by name."""
    for value in (BAD, [BAD], {"en": BAD}, {"name": BAD}):
        try:
            TypeAdapter(hint).validate_python(value)
        except ValidationError:
            continue
        return True
    return False


@pytest.fixture(scope="module")
def mappings(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Everything in the small course that might be a shape."""

    def within(data: Any) -> Iterator[dict[str, Any]]:
        if isinstance(data, dict):
            yield data
        for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
            yield from within(value)

    found: list[dict[str, Any]] = []
    for path in files(write_course(tmp_path_factory.mktemp("every"))):
        text = path.read_text(encoding="utf-8")
        for start, end in documents(text, path.suffix):
            found.extend(within(yaml.safe_load(text[start:end])))
    return found


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_new_field_must_stand_in_the_small_course(shape: type[Authored], mappings: list[dict[str, Any]]) -> None:
    """So the test above tries it."""
    hints = get_type_hints(shape, include_extras=True)
    texts = {name for name in shape.model_fields if may_hold_text(hints[name])} - UNSEEN
    there: set[str] = set()
    for mapping in mappings:
        try:
            shape.model_validate(mapping)
        except ValidationError:
            continue
        there |= set(mapping)
    assert texts <= there


class _Inner(Authored):
    said: Line
    code: authored.Id


class _New(Authored):
    one: Line
    maybe: Line | None
    many: list[_Inner]
    by_name: dict[str, list[Line]]
    words: authored.Words
    name: authored.Name
    mark: Annotated[int | authored.SourceId | None, "any mark"]


def test_a_field_of_any_type_is_found() -> None:
    inner = _Inner(said="a", code="b")
    shape = _New(one="c", maybe="d", many=[inner], by_name={"x": ["e"]}, words={"en": "f", "es": "g"}, name="h", mark=1)
    found = {text.place: text.words for text in find_texts(shape)}
    assert found == {
        ("one",): "c",
        ("maybe",): "d",
        ("many", 0, "said"): "a",
        ("by_name", "x", 0): "e",
        ("words", "en"): "f",
        ("name",): "h",
    }


def test_a_type_that_nobody_has_thought_of_is_refused() -> None:
    class Strange(Authored):
        texts: frozenset[str]

    with pytest.raises(TypeError):
        list(find_texts(Strange(texts=frozenset({"a"}))))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LESSON, "## What helps", "## {bad} helps"),
        (LESSON, "A small house with one door", "{bad}, a small house with one door"),
        (LESSON, "A pause", "{bad} pauses"),
        (LESSON, "content_note: null", "content_note: {bad} is in this lesson."),
        (LESSON, "Say what helps.", "Say what helps {bad}."),
        (LESSON, "title: At the door", "title: {bad} at the door"),
        (GUIDE, "## Purpose", "## {bad}"),
        (GLOSSARY, "term: word 1", "term: {bad}"),
        (WORDS, "home: Home", "home: {bad}"),
        (PROGRAMME, "en: A sample course", "en: {bad}"),
        (PROGRAMME, "en: Course final", "en: {bad}"),
    ],
)
def test_bad_words_are_reported_where_they_stand(course_folder: Path, file: str, old: str, new: str) -> None:
    found = replaced(course_folder, file, old, new.format(bad=BAD))
    path = course_folder / file
    line = path.read_text(encoding="utf-8").split(BAD)[0].count("\n") + 1
    assert {("claim", path, line), ("word", path, line)} <= {(fault.rule, fault.path, fault.line) for fault in found}


def test_a_value_that_changes_is_not_typed_in_a_programme(course_folder: Path) -> None:
    found = replaced(course_folder, PROGRAMME, "en: Course final", "en: Final for $40")
    assert ("typed", course_folder / PROGRAMME) in {(fault.rule, fault.path) for fault in found}


def test_the_words_of_a_heading_may_be_quoted(course_folder: Path) -> None:
    assert replaced(course_folder, LESSON, "## What helps", "## What “addict” does") == []


def test_the_name_of_a_work_is_not_ours(course_folder: Path) -> None:
    assert replaced(course_folder, SOURCES, "title: A book", "title: The Substance Abuse Handbook") == []


def test_a_drawing_has_no_words_of_its_own(course_folder: Path) -> None:
    found = replaced(course_folder, DRAWING, "  <rect", f"  <title>{BAD}</title>\n  <rect")
    assert "svg" in {fault.rule for fault in found}
