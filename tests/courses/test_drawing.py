"""Drawings: the allowed part of SVG, and what fills it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fixtures.courses import drawing
from trainer.courses.drawing import fill_drawing, read_drawing

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
HOSTILE = [
    "<image href='file:///etc/passwd'/>",
    "<image xlink:href='http://example.org/x.png'/>",
    "<script>alert(1)</script>",
    "<style>* { fill: url(file:///x) }</style>",
    "<rect style='fill: red'/>",
    "<rect fill='url(file:///x)'/>",
    "<rect fill='red'/>",
    "<rect fill='{{color.nobody}}'/>",
    "<rect filter='url(#a)'/>",
    "<rect onclick='x()'/>",
    "<filter/>",
    "<foreignObject/>",
    "<use href='#a'/>",
    "<a href='file:///x'><rect/></a>",
    "<rect width='1e300'/>",
    "<path d='M0 0 L99999999 1'/>",
    "<line stroke-dasharray='0.0001 0.0001'/>",
    "<text>plain words</text>",
    "<text font-family='Comic Sans'>{{label.a}}</text>",
    "loose words",
    "<svg/>",
    "<g>" * 60 + "</g>" * 60,
    "<g/>" * 4_000,
    "<?php x ?>",
    "<rect>",
]


@pytest.mark.parametrize("inside", HOSTILE)
def test_what_is_not_allowed_is_noted(inside: str) -> None:
    assert read_drawing(f"{HEAD}{inside}</svg>").remarks


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "not svg",
        "<svg/>",
        HEAD.replace("viewBox", "viewbox") + "</svg>",
        HEAD.replace("100 100", "1e9 1e9") + "</svg>",
        HEAD.replace("<svg ", "<svg width='9' ") + "</svg>",
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + HEAD + "&a;</svg>",
        "<g>" * 60_000,
        HEAD + " " * 300_000 + "</svg>",
    ],
)
def test_what_is_no_drawing_is_noted(svg: str) -> None:
    assert read_drawing(svg).remarks


def test_an_entity_bomb_ends_at_once() -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(30))
    started = time.perf_counter()
    assert read_drawing(f'<!DOCTYPE svg [<!ENTITY a0 "x">{entities}]>{HEAD}<text>&a30;</text></svg>').remarks
    assert time.perf_counter() - started < 1


def test_a_drawing_names_its_labels_and_colours() -> None:
    found = read_drawing(drawing())
    assert found == (frozenset({"home"}), frozenset({"laurel", "onPrimary"}), ())


def test_words_and_colours_are_filled_in_as_plain_text() -> None:
    filled = fill_drawing(
        drawing(), {"home": "<script>&"}, {"laurel": "#123456", "onPrimary": 'red" onload="x'}
    ).decode()
    assert 'fill="#123456"' in filled
    assert 'fill="#777777"' in filled
    assert "&lt;script&gt;&amp;" in filled


@given(
    st.text()
    | st.lists(st.sampled_from([HEAD, "<g>", "</g>", "<text>", "{{label.a}}", "&", "]]>", "</svg>"])).map("".join)
)
def test_any_text_is_read_without_an_error(svg: str) -> None:
    found = read_drawing(svg)
    assert all(remark.line >= 1 and remark.message for remark in found.remarks)
