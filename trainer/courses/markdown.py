"""Renders the small Markdown of a lesson to the HTML that the reading view draws, and notes what it meets."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from trainer.courses.clean_html import clean_html
from trainer.courses.html_writer import HtmlWriter, find_forbidden
from trainer.courses.rendered import Remark, Rendered, Surroundings, Use
from trainer.i18n import _

MAX_PARAGRAPH: Final = 5_000
MAX_TEXT: Final = 100_000
MAX_CELLS: Final = 400

_FACT = re.compile(r"\{\{fact:([a-z0-9_.]+)\}\}")


def render(markdown: str, around: Surroundings, first_line: int = 1) -> Rendered:
    """Renders Markdown; what is wrong with it is noted in the result, and nothing of it can reach the screen."""
    rendered = Rendered()
    if _too_large(markdown, first_line, rendered):
        return rendered
    writer = HtmlWriter(around, rendered, first_line)
    try:
        written = writer.write(_parser().parse(markdown))
    except RecursionError:
        rendered.remarks.append(Remark(first_line, "markdown", _("This text is nested too deeply.")))
        return rendered
    _refuse_open_callouts(markdown, first_line, rendered)
    rendered.html = clean_html(written)
    return rendered


def render_line(text: str, facts: Mapping[str, str], line: int = 1) -> Rendered:
    """Fills the facts into a text that is shown as it stands, such as a choice or a label; it may hold no Markdown."""
    rendered = Rendered()

    def fill(found: re.Match[str]) -> str:
        rendered.facts.append(Use(found.group(1), line))
        return facts.get(found.group(1), "")

    words = _FACT.sub(fill, text)
    rendered.blocks.append((line, words))
    rendered.remarks.extend(find_forbidden(words, line))
    return rendered


def _too_large(markdown: str, first_line: int, rendered: Rendered) -> bool:
    if len(markdown) > MAX_TEXT:
        rendered.remarks.append(Remark(first_line, "size", _("This text is far too long.")))
        return True
    line = first_line
    cells = 0
    for paragraph in markdown.split("\n\n"):
        cells += paragraph.count("|")
        if len(paragraph) > MAX_PARAGRAPH or cells > MAX_CELLS * 2:
            rendered.remarks.append(Remark(line, "size", _("This paragraph or table is far too large.")))
            return True
        line += paragraph.count("\n") + 2
    return False


def _refuse_open_callouts(markdown: str, first_line: int, rendered: Rendered) -> None:
    opened = 0
    for number, line in enumerate(markdown.split("\n"), start=first_line):
        if line.startswith(":::"):
            if line.strip(": "):
                if opened:
                    rendered.remarks.append(Remark(number, "callout", _("A callout begins inside another one.")))
                opened = number
            else:
                opened = 0
    if opened:
        rendered.remarks.append(Remark(opened, "callout", _("This callout has no closing line of three colons.")))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.disable(["reference", "lheading", "code", "html_block", "html_inline", "autolink", "entity"])
    parser.use(container_plugin, name="callout", validate=lambda params, _markup: bool(params.strip()))
    parser.use(myst_role_plugin)
    parser.inline.ruler.before("myst_role", "fact", _read_fact)
    return parser


def _read_fact(state: StateInline, silent: bool) -> bool:
    found = _FACT.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("fact", "", 0).content = found.group(1)
    state.pos = found.end()
    return True
