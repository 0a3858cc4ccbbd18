"""Finds every text in an authored shape by its types, so that a new field is looked at without anybody listing it."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import StringConstraints

from trainer.courses.authored import Authored, LanguageCode, Showing
from trainer.safe_yaml import Place

_NO_TEXT: Final = (int, float, date, Enum, NoneType)


class Text(NamedTuple):
    """A text and the place where it stands."""

    place: Place
    words: str
    showing: Showing


def find_texts(shape: Authored, language: str = "en") -> Iterator[Text]:
    """Yields the texts of a shape, in the order of its fields; ids, codes and numbers are none.

    Args:
        shape: What was read.
        language: The one to take where a text stands there in several.
    """
    yield from _walk(type(shape), shape, (), Showing.SAID, language)


def _walk(kind: Any, value: Any, place: Place, showing: Showing, language: str) -> Iterator[Text]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        if not any(isinstance(mark, StringConstraints) and mark.pattern for mark in parts[1:]):
            marks = [mark for mark in parts[1:] if isinstance(mark, Showing)]
            yield from _walk(parts[0], value, place, marks[0] if marks else showing, language)
    elif origin in (Union, UnionType):
        found = (tuple(_walk(part, value, place, showing, language)) for part in parts)
        yield from next((texts for texts in found if texts), ())
    elif origin is list:
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from _walk(parts[0], item, (*place, number), showing, language)
    elif origin is dict:
        for key, item in value.items() if isinstance(value, Mapping) else ():
            if parts[0] != LanguageCode or key == language:
                yield from _walk(parts[1], item, (*place, key), showing, language)
    elif origin is not Literal:
        yield from _walk_plain(kind, value, place, showing, language)


def _walk_plain(kind: Any, value: Any, place: Place, showing: Showing, language: str) -> Iterator[Text]:
    if issubclass(kind, Authored):
        for name, hint in _hints(kind).items() if isinstance(value, kind) else ():
            yield from _walk(hint, getattr(value, name), (*place, name), showing, language)
    elif kind is str:
        if isinstance(value, str):
            yield Text(place, value, showing)
    elif not issubclass(kind, _NO_TEXT):
        raise TypeError(f"{kind} in an authored shape: nobody has said how its texts are found")


@cache
def _hints(kind: type[Authored]) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(kind, include_extras=True).items() if name in kind.model_fields}
