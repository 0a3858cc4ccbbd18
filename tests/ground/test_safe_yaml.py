"""YAML from strangers: plain data comes back with its lines, everything else is a fault with a line."""

from collections.abc import Callable

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trainer.safe_yaml import MAX_BYTES, YamlError, decode_text, read_yaml

DEEP = ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 50_000, "[[" * 30]


def test_values_come_back_with_their_lines() -> None:
    data = read_yaml("a: 1\nb:\n  - c: |\n      text\n  - d\n", first_line=10)
    assert data.value == {"a": 1, "b": [{"c": "text\n"}, "d"]}
    assert data.line(("a",)) == 10
    assert data.line(("b", 1)) == 14
    assert data.line(("b", 0, "nowhere")) == 12
    assert data.start(("b", 0, "c")) == 13


@pytest.mark.parametrize("text", DEEP)
def test_deep_nesting_is_a_fault_and_not_a_crash(text: str) -> None:
    with pytest.raises(YamlError, match="nest"):
        read_yaml(text)


def test_the_loader_alone_would_follow_aliases() -> None:
    """The control: what the scan keeps away really gets through without it."""
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
    assert len(yaml.load(bomb, yaml.CSafeLoader)["c"][0]) == 2
    with pytest.raises(YamlError, match="Anchors"):
        read_yaml(bomb)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: &x 1\nb: *x", 1, "Anchors"),
        ("a: 1\nb: *x", 2, "Aliases"),
        ("a: !!python/object:os.system x", 1, "Tags"),
        ("a: 1\nb: 2\na: 3", 3, "twice"),
        ("x: 1\nno: 1", 2, "quotes"),
        ("<<: {a: 1}", 1, "quotes"),
        ("? [a]\n: 1", 1, "quotes"),
        ("a: 1\nb: 2026-13-45", 2, "not valid"),
        ("a: " + "9" * 10_000, 1, "not valid"),
        ("a: 1\nb: 'x", 2, "not valid YAML"),
        ("a: 1\n---\nb: 2", 2, "not valid YAML"),
        ("a: 1\nb: c: d", 2, "must be in quotes"),
        ('a: "\\u202e"', 1, "hidden"),
        ("a: " + "x" * MAX_BYTES, 1, "larger"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_line(text: str, line: int, word: str) -> None:
    with pytest.raises(YamlError, match=word) as caught:
        read_yaml(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"a\nb\xff", 2),
        (b"x" * (MAX_BYTES + 1), 1),
        (b"a\n\nb\x00", 3),
        ("a\n\u202eb".encode(), 2),
        (b"\xed\xa0\x80", 1),
    ],
)
def test_text_that_hides_something_is_refused_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        decode_text(data)
    assert caught.value.line == line


def test_line_ends_are_made_alike() -> None:
    assert decode_text("\ufeffa\r\nb\rc".encode()) == "a\nb\nc"


def fault_of(read: Callable[[], object]) -> YamlError | None:
    try:
        read()
    except YamlError as error:
        return error
    return None


@given(st.text(alphabet=st.sampled_from("a1:-? &*!|>[]{}\"'#%@`,\n\t\\é\u2028"), max_size=200) | st.text())
def test_any_text_gives_a_value_or_a_fault_with_a_line(text: str) -> None:
    fault = fault_of(lambda: read_yaml(text, first_line=5))
    assert fault is None or (fault.line >= 5 and fault.message)


@given(st.binary())
def test_any_bytes_give_a_text_or_a_fault_with_a_line(data: bytes) -> None:
    fault = fault_of(lambda: decode_text(data))
    assert fault is None or fault.line >= 1
