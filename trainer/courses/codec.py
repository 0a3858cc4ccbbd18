"""Writes course objects as plain data and reads them back strictly, as from a stranger."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from trainer.courses.clean_html import clean_html

MAX_TEXT: Final = 200_000
MAX_ITEMS: Final = 5_000

Model = TypeVar("Model")
_DECIMAL = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")


class CodecError(ValueError):
    """The data does not have the shape of the object that it should be."""


def to_plain(value: Any) -> Any:
    """Returns plain data that canonical JSON can hold: decimal numbers and dates become text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: to_plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, date):
        return value.isoformat()
    return value


def from_plain(model: type[Model], value: Any) -> Model:
    """Builds an object from plain data; every HTML text in it is cleaned again on the way.

    Raises:
        CodecError: Something is missing, unknown, too long or of the wrong kind.
    """
    built = _read(model, value)
    if not isinstance(built, model):
        raise CodecError(f"not a {model.__name__}")
    return built


@cache
def _hints(model: type) -> dict[str, Any]:
    return get_type_hints(model)


def _read(kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        return _read_object(kind, value)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _read_union(get_args(kind), value)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], item) for item in _list(value))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return {_text(key): _read(get_args(kind)[1], item) for key, item in _object(value).items()}
    if origin is Literal:
        if value not in get_args(kind):
            raise CodecError(f"not one of {get_args(kind)}")
        return value
    return _read_plain(kind, value)


def _read_object(kind: Any, value: Any) -> Any:
    hints = _hints(kind)
    given = _object(value)
    if set(given) != set(hints):
        raise CodecError(f"{kind.__name__} has other fields: {sorted(set(given) ^ set(hints))[:3]}")
    built = {}
    for name, hint in hints.items():
        built[name] = _read(hint, given[name])
        if name == "html" or name.endswith("_html"):
            built[name] = clean_html(built[name])
    return kind(**built)


def _read_union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None and NoneType in kinds:
        return None
    if isinstance(value, dict):
        for kind in kinds:
            if is_dataclass(kind) and isinstance(kind, type) and value.get("kind") in get_args(_hints(kind)["kind"]):
                return _read(kind, value)
    others = [kind for kind in kinds if kind is not NoneType and not is_dataclass(kind)]
    if len(others) != 1:
        raise CodecError("not one of the kinds that may stand here")
    return _read(others[0], value)


def _read_plain(kind: Any, value: Any) -> Any:
    if kind is str:
        return _text(value)
    if kind is bool or kind is int:
        if type(value) is not kind:
            raise CodecError(f"not of kind {kind.__name__}")
        return value
    if kind is float:
        if not _DECIMAL.fullmatch(_text(value)):
            raise CodecError("not a decimal number")
        return float(value)
    try:
        if kind is date:
            return date.fromisoformat(_text(value))
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return kind(_text(value))
    except ValueError as error:
        raise CodecError(str(error)) from error
    raise CodecError(f"no way to read {kind}")


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise CodecError("not a text, or far too long")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > MAX_ITEMS:
        raise CodecError("not a list, or far too long")
    return value


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or len(value) > MAX_ITEMS:
        raise CodecError("not an object, or far too large")
    return value
