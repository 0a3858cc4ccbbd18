"""One way to write a fact as bytes, and a reader that accepts nothing but that way's values."""

import json
import re
from collections.abc import Collection
from enum import StrEnum
from typing import Any, Final

from msgspec.json import Encoder

MAX_BYTES = 4_000_000
MAX_DEPTH = 20

# A text that never ends is taken to the end of the data at once, so that no data makes the search take long.
_TEXTS = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_NO_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")

ENCODER: Final = Encoder(order="deterministic")
"""Spells as :func:`canonical_bytes` does and refuses nothing: to compare what was read, never for what is signed."""

_EXACT = frozenset({str, int, bool, type(None)})
_TEXT = frozenset({str})


class CanonicalError(ValueError):
    """The bytes are not strict JSON of the kind this program writes."""


def canonical_bytes(value: Any) -> bytes:
    """Writes a value as UTF-8 JSON with sorted keys and no spaces.

    Only objects, arrays, strings (or members of a ``StrEnum``), integers, booleans and null: a float has more than one
    spelling, so the same fact could get two hashes.

    Raises:
        CanonicalError: The value holds a float or any other thing, even one derived from these; a key that is not a
            string; or text that UTF-8 cannot carry.
    """
    _refuse_inexact(value, 0)
    try:
        return ENCODER.encode(value)
    except (TypeError, ValueError, UnicodeEncodeError) as error:
        raise CanonicalError(str(error)) from error


def read_strict(data: bytes, max_bytes: int = MAX_BYTES) -> Any:
    """Reads JSON that a stranger may have written.

    Raises:
        CanonicalError: Duplicate keys, floats, NaN, lone surrogates, too deep, too long or not JSON. ``json.loads``
            alone accepts the first four, and each can split what was signed from what is counted.
    """
    if len(data) > max_bytes:
        raise CanonicalError(f"longer than {max_bytes} bytes")
    _refuse_depth(data)
    try:
        value = json.loads(
            data.decode("utf-8", "strict"),
            object_pairs_hook=_unique_pairs,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
        _refuse_inexact(value, 0)
        json.dumps(value, ensure_ascii=False).encode()
    except CanonicalError:
        raise
    except (ValueError, RecursionError) as error:
        raise CanonicalError(str(error)) from error
    return value


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise CanonicalError("an object names the same key twice")
    return found


def _refuse_number(text: str) -> Any:
    raise CanonicalError(f"not a whole number: {text[:40]}")


def _refuse_depth(data: bytes) -> None:
    depth = 0
    for byte in _TEXTS.sub(b"", data).translate(None, delete=_NO_BRACKETS):
        if byte in b"[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise CanonicalError(f"nested more than {MAX_DEPTH} deep")
        else:
            depth -= 1


def _refuse_inexact(value: Any, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise CanonicalError(f"nested more than {MAX_DEPTH} deep")
    # Exactly these kinds: what is derived from them may show one thing here and another to whoever spells it.
    kind = type(value)
    if kind is dict:
        if not _TEXT.issuperset(map(type, value)):
            raise CanonicalError("a key is not a string")
        _refuse_inexact_items(value.values(), depth + 1)
    elif kind is list or kind is tuple:
        _refuse_inexact_items(value, depth + 1)
    elif kind not in _EXACT and not isinstance(value, StrEnum):
        raise CanonicalError(f"a {kind.__name__} has no single spelling")


def _refuse_inexact_items(items: Collection[Any], depth: int) -> None:
    # A line of the ledger has thirty of these; to look at each by itself would take longer than to write them.
    if _EXACT.issuperset(map(type, items)):
        return
    for item in items:
        kind = type(item)
        if kind in _EXACT or (kind is list and depth <= MAX_DEPTH and _EXACT.issuperset(map(type, item))):
            continue
        _refuse_inexact(item, depth)
