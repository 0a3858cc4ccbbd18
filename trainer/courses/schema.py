"""Turns plain data into an authored shape, or into faults that say in plain words what is wrong and in which line."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from trainer.courses.faults import ContentError, Fault
from trainer.i18n import N_, _
from trainer.safe_yaml import Place, YamlData

Shape = TypeVar("Shape", bound=BaseModel)

_WORDS = {
    "missing": N_("“%(place)s” is missing."),
    "extra_forbidden": N_("“%(place)s” is not a word of this format."),
    "string_type": N_("“%(place)s” must be text; put it in quotes."),
    "int_type": N_("“%(place)s” must be a whole number."),
    "float_type": N_("“%(place)s” must be a number."),
    "bool_type": N_("“%(place)s” must be true or false."),
    "list_type": N_("“%(place)s” must be a list."),
    "dict_type": N_("“%(place)s” must be a list of names and values."),
    "model_type": N_("“%(place)s” must be a list of names and values."),
    "string_too_short": N_("“%(place)s” is empty."),
    "string_pattern_mismatch": N_("“%(value)s” is not a proper id for “%(place)s”."),
}


def take_shape(shape: type[Shape], data: YamlData, path: Path) -> Shape:
    """Checks data against a shape.

    Raises:
        ContentError: Something is missing, unknown or of the wrong kind.
    """
    if not isinstance(data.value, dict):
        raise ContentError(Fault(path, data.line(()), "schema", _("The file must be a list of names and values.")))
    try:
        return shape.model_validate(data.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise ContentError(*sorted({_fault(item, data, path) for item in details})) from error


def _fault(item: ErrorDetails, data: YamlData, path: Path) -> Fault:
    place: Place = item["loc"]
    name = ".".join(str(part) for part in place)
    words = _WORDS.get(item["type"])
    if words:
        message = _(words) % {"place": name, "value": str(item["input"])[:60]}
    else:
        message = _("“%(place)s” is not right: %(why)s") % {"place": name, "why": item["msg"]}
    return Fault(path, data.line(place), "schema", message)
