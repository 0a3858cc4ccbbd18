"""The Markdown of a lesson: what it becomes, what is refused, and that nothing dangerous comes through."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.courses.clean_html import clean_html
from trainer.courses.markdown import render, render_line
from trainer.courses.rendered import Rendered, Surroundings

AROUND = Surroundings(
    language="en",
    facts={"exam.items": "120", "sly": "<b>1</b>"},
    terms={"recovery": "recovery", "in recovery": "recovery"},
    sources=("BOOK", "CODE"),
)
ALLOWED = re.compile(r'(?:href="(?:term|source):[A-Za-z0-9-]+"|src="figure:[a-z0-9-]+")')


def rendered(text: str) -> Rendered:
    return render(text, AROUND)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Hello *you* and **me**.", "<p>Hello <em>you</em> and <strong>me</strong>.</p>"),
        ("a\nb", "<p>a b</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("> a", "<blockquote><p>a</p>\n</blockquote>"),
        ("### A", "<h3>A</h3>"),
        ("{term}`recovery`", '<p><a href="term:recovery">recovery</a></p>'),
        ("{term}`In recovery`", '<p><a href="term:recovery">In recovery</a></p>'),
        ("{term}`healing <recovery>`", '<p><a href="term:recovery">healing</a></p>'),
        ("True {cite}`CODE`.", '<p>True<sup><a href="source:CODE">2</a></sup>.</p>'),
        ("{{fact:exam.items}} items", "<p>120 items</p>"),
        ("{{fact:sly}}", "<p>&lt;b&gt;1&lt;/b&gt;</p>"),
        (
            "::: note A pause\nWait.\n:::",
            '<table class="callout note" width="100%" cellspacing="0" cellpadding="12"><tbody><tr><td>'
            '<p class="callout-title"><b>Note</b> · A pause</p><p>Wait.</p>\n</td></tr></tbody></table>',
        ),
        (
            "| a | b |\n|---|--:|\n| 1 | 2 |",
            '<table class="data" cellspacing="0"><thead><tr><th>a</th><th align="right">b</th></tr></thead>'
            '<tbody><tr><td>1</td><td align="right">2</td></tr></tbody></table>',
        ),
        ("![A house.](figures/alfa-house.svg)", '<p><img src="figure:alfa-house" alt="A house."></p>'),
    ],
)
def test_each_construct_has_its_html(markdown: str, html: str) -> None:
    result = rendered(markdown)
    assert result.html.strip() == html
    assert not result.remarks


def test_callouts_say_their_kind_in_the_language_of_the_text() -> None:
    assert "<b>Pruebe esto</b>" in render("::: try Uno\nDos.\n:::", Surroundings("es")).html


@pytest.mark.parametrize(
    ("markdown", "rule", "line"),
    [
        ("a\n\n<b>x</b>", "raw-html", 3),
        ("<script>alert(1)</script>", "raw-html", 1),
        ("<!-- secret -->", "raw-html", 1),
        ("[x](https://example.org)", "link", 1),
        ("[x](file:///etc/passwd)", "link", 1),
        ("![x](file:///etc/passwd)", "link", 1),
        ("a\nsee www.example.org", "link", 2),
        ("<https://example.org>", "raw-html", 1),
        ("[x]: https://example.org", "link", 1),
        ("![x](../../secret.svg)", "figure", 1),
        ("![x](figures/../../secret.svg)", "figure", 1),
        ("![x](figures/x.png)", "figure", 1),
        ("![x](//host/share/x.svg)", "figure", 1),
        ("text ![x](figures/a.svg) text", "figure", 1),
        ("a\n\n# Big", "heading", 3),
        ("#### Small", "heading", 1),
        ("    code", None, 0),
        ("```\ncode\n```", "markdown", 1),
        ("a `code` b", "markdown", 1),
        ("***", "markdown", 1),
        ("{{fact:}}", "fact", 1),
        ("{{ fact:x }}", "fact", 1),
        ("{say}`x`", "role", 1),
        ("{term} x", "role", 1),
        ("::: warning Look\nx\n:::", "callout", 1),
        ("::: note\nx\n:::", "callout", 1),
        ("::: note A\nx", "callout", 1),
        ("::: note A\n::: note B\nx\n:::\n:::", "callout", 2),
        ("x" * 30_000, "size", 1),
        ("a\n\n" + "|a" * 1_000, "size", 3),
    ],
)
def test_what_is_not_allowed_is_noted_with_its_line(markdown: str, rule: str | None, line: int) -> None:
    found = [(remark.rule, remark.line) for remark in rendered(markdown).remarks]
    assert (rule, line) in found if rule else not found


def test_uses_are_kept_with_their_lines() -> None:
    result = rendered("a {term}`recovery`\nb {cite}`BOOK`\n\n{{fact:exam.items}}\n\n![Alt text.](figures/x.svg)")
    assert [(use.name, use.line) for use in result.terms] == [("recovery", 1)]
    assert [(use.name, use.line) for use in result.cites] == [("BOOK", 2)]
    assert [(use.name, use.line) for use in result.facts] == [("exam.items", 4)]
    assert [(use.name, use.line, use.words) for use in result.images] == [("x", 6, "Alt text.")]


def test_words_are_those_that_a_reader_reads() -> None:
    result = rendered(
        "One {term}`two <recovery>` three {cite}`BOOK`.\n\n![not these words](figures/x.svg)\n\nIt's well-known: 4."
    )
    assert result.words == 6
    assert result.text == "One two three.\nIt's well-known: 4."


def test_a_line_may_hold_facts_and_nothing_else() -> None:
    result = render_line("{{fact:exam.items}} and {term}`x`", AROUND.facts, line=7)
    assert result.text == "120 and {term}`x`"
    assert [(remark.rule, remark.line) for remark in result.remarks] == [("role", 7)]


def assert_is_safe(html: str) -> None:
    assert clean_html(html) == html
    for address in re.findall(r'(?:href|src)="[^"]*"', html):
        assert ALLOWED.fullmatch(address)


@given(
    st.lists(
        st.sampled_from(
            [
                "<img src=x>",
                "[a](b)",
                "![a](file:///x)",
                "{term}`",
                "`",
                "{cite}`BOOK`",
                "{{fact:sly}}",
                "\n",
                "\n\n",
                "::: note A",
            ]
            + [
                "\n:::\n",
                "|a|b|\n|-|-|\n",
                "> ",
                "- ",
                "1. ",
                "###",
                "<",
                '"',
                "&lt;",
                "\\",
                "*",
                "_",
                "text",
                "    ",
                "http://a",
            ]
        )
    ).map("".join)
    | st.text()
)
def test_no_text_gives_html_that_opens_anything(text: str) -> None:
    assert_is_safe(rendered(text).html)


@pytest.mark.parametrize(
    "unit",
    ["[", "![", "*a ", "_a_ ", "`", "{{", "{term}`", "> ", "- ", "::: note A\n", "\\", "<", "|a", "![](", "**a*"],
)
def test_repeated_marks_do_not_take_long(unit: str) -> None:
    started = time.perf_counter()
    assert_is_safe(rendered(unit * 6_000).html)
    assert time.perf_counter() - started < 3
