"""Strict JSON: one spelling out, nothing doubtful in."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.canonical import MAX_DEPTH, CanonicalError, canonical_bytes, read_strict
from trainer.hours.ledger import Gap, GapKind


class _Text(str):
    """Could say another thing than it is."""


class _Colour(Enum):
    RED = 1


class _Number(int):
    """The same."""


class _Values(dict):
    """Shows one value to whoever looks, and another to whoever spells."""

    def values(self):
        return iter([1])


class _Items(list):
    """The same."""

    def __iter__(self):
        return iter([1])


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('abcé"\\', max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_what_is_written_reads_back_as_the_same_bytes(value: object) -> None:
    written = canonical_bytes(value)
    assert read_strict(written) == value
    assert canonical_bytes(read_strict(written)) == written


@pytest.mark.parametrize(
    "hostile",
    [
        b'{"a":1,"a":2}',
        b'{"minutes":1.5}',
        b'{"minutes":1e400}',
        b'{"minutes":NaN}',
        b"[Infinity]",
        b'"\\ud800"',
        b"[" * 100_000,
        b'{"a":' * (MAX_DEPTH + 1) + b"1" + b"}" * (MAX_DEPTH + 1),
        b"\xff\xfe",
        b"",
        b"{} trailing",
        b'"' + b"9" * 4_000_001 + b'"',
    ],
    ids=lambda data: repr(data[:20]),
)
def test_doubtful_json_is_refused(hostile: bytes) -> None:
    with pytest.raises(CanonicalError):
        read_strict(hostile)


def test_brackets_inside_text_are_not_depth() -> None:
    assert read_strict(b'["' + b"[" * 50 + b'\\"' + b"[" * 50 + b'"]') == ["[" * 50 + '"' + "[" * 50]


@given(plain | st.integers() | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers()))
def test_the_spelling_is_that_of_python_with_sorted_keys(value: object) -> None:
    spelled = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert canonical_bytes(value) == spelled.encode()


def test_a_member_of_an_enumeration_of_texts_is_spelled_as_its_text() -> None:
    assert canonical_bytes({"kinds": list(GapKind)}) == canonical_bytes(
        {"kinds": [str(kind.value) for kind in GapKind]}
    )


def test_every_character_has_the_spelling_of_python() -> None:
    text = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    assert canonical_bytes(text) == json.dumps(text, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        {1: "a"},
        {"a": 1, 2: "b"},
        {"a": [0.5]},
        {"a": [[1, (0.5,)]]},
        {"a": [{"b": {1: 2}}]},
        "\ud800",
        object(),
        b"a",
        {"a": {"b"}},
        [datetime(2026, 9, 1, tzinfo=UTC)],
        {"a": date(2026, 9, 1)},
        [UUID(int=1)],
        [Decimal(1)],
        Gap(GapKind.QUIET, 1, 2),
        _Colour.RED,
        _Text("a"),
        {_Text("a"): 1},
        [_Number(1)],
        _Values(a=1),
        {"a": _Items([1])},
    ],
)
def test_values_without_one_spelling_cannot_be_written(value: object) -> None:
    with pytest.raises(CanonicalError):
        canonical_bytes(value)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_value_or_a_refusal(data: bytes) -> None:
    try:
        value = read_strict(data)
    except CanonicalError:
        return
    canonical_bytes(value)
