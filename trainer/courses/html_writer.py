"""Writes the small HTML that the reading view draws, token by token, and notes what is not allowed."""

import html
import re
from collections.abc import Callable, Sequence
from typing import Final

from markdown_it.token import Token

from trainer.courses.clean_html import CALLOUTS
from trainer.courses.rendered import Remark, Rendered, Surroundings, Use
from trainer.i18n import _

CALLOUT_WORDS: Final = {
    "en": {"note": "Note", "example": "Example", "try": "Try this"},
    "es": {"note": "Nota", "example": "Ejemplo", "try": "Pruebe esto"},
}
"""The word that tells a callout's kind: colour alone would not."""

_FIGURE = re.compile(r"figures/([a-z0-9]+(?:-[a-z0-9]+)*)\.svg")
_TERM = re.compile(r"(?s)(?P<label>.*?)\s*<(?P<id>[^<>]*)>")
_FORBIDDEN_TEXT: Final = (
    (re.compile(r"<[a-zA-Z!/?]"), "raw-html"),
    (re.compile(r"\]\("), "link"),
    (re.compile(r"(?i)\b(?:https?|ftp|file|javascript|data):\S|\bwww\."), "link"),
    (re.compile(r"\{\{|\}\}"), "fact"),
    (re.compile(r"\{[a-z]+\}"), "role"),
    (re.compile(r"^\s*:::"), "callout"),
)


def find_forbidden(text: str, line: int) -> list[Remark]:
    """Finds what plain words may not hold: HTML, addresses, and roles or facts that were not understood."""
    rules = [rule for pattern, rule in _FORBIDDEN_TEXT if pattern.search(text)]
    return [Remark(line, rule, _explain(rule)) for rule in rules]


def _explain(rule: str) -> str:
    return {
        "raw-html": _("HTML is not allowed; it would be shown as it stands."),
        "link": _("Links and addresses to the outside are not allowed."),
        "fact": _("This is not a proper fact. Write {{fact:id}}."),
        "role": _("This role is not known or has no text. Write {term}`word` or {cite}`SOURCE`."),
        "callout": _("A callout needs a kind, a heading and a closing line of its own."),
    }[rule]


class HtmlWriter:
    """Writes HTML from tokens. Every kind of token has a method; a token without one is refused and shown as text."""

    def __init__(self, around: Surroundings, rendered: Rendered, first_line: int) -> None:
        self._around = around
        self._rendered = rendered
        self._first_line = first_line
        self._line = first_line

    def write(self, tokens: Sequence[Token]) -> str:
        """Returns the HTML of a whole text; what was noticed is in the rendered text that the writer was given."""
        return "".join(self._block(token) for token in tokens)

    def _block(self, token: Token) -> str:
        if token.map:
            self._line = token.map[0] + self._first_line
        if token.type in _PLAIN_TAGS:
            return "" if token.hidden else _PLAIN_TAGS[token.type]
        method: Callable[[Token], str] | None = getattr(self, f"_write_{token.type}", None)
        if method:
            return method(token)
        if token.type in _REFUSED:
            self._remark("markdown", _("This kind of Markdown is not allowed in a lesson."))
        return html.escape(token.content)

    def _write_heading_open(self, token: Token) -> str:
        if token.tag not in self._around.headings:
            self._remark("heading", _("A heading of this level is not allowed here."))
            return "<h3>"
        return f"<{token.tag}>"

    def _write_heading_close(self, token: Token) -> str:
        return f"</{token.tag if token.tag in self._around.headings else 'h3'}>\n"

    def _write_ordered_list_open(self, token: Token) -> str:
        start = token.attrGet("start")
        return f'<ol start="{start}">' if start is not None else "<ol>"

    def _write_th_open(self, token: Token) -> str:
        return f"<th{_alignment(token)}>"

    def _write_td_open(self, token: Token) -> str:
        return f"<td{_alignment(token)}>"

    def _write_container_callout_open(self, token: Token) -> str:
        kind, _space, title = token.info.strip().partition(" ")
        if kind not in CALLOUTS or not title.strip():
            self._remark("callout", _("A callout begins with “::: note”, “::: example” or “::: try” and a heading."))
            kind = "note"
        word = CALLOUT_WORDS.get(self._around.language, CALLOUT_WORDS["en"])[kind]
        self._check_text(title)
        self._rendered.blocks.append((self._line, title.strip()))
        return (
            f'<table class="callout {kind}" width="100%" cellspacing="0" cellpadding="12"><tbody><tr><td>'
            f'<p class="callout-title"><b>{word}</b> · {html.escape(title.strip())}</p>'
        )

    def _write_inline(self, token: Token) -> str:
        children = token.children or []
        if [child.type for child in children] == ["image"]:
            return self._write_figure(children[0])
        line = self._line
        written: list[str] = []
        said: list[str] = []
        for child in children:
            markup, words = self._inline(child)
            if child.type == "myst_role" and child.meta["name"] == "cite" and written:
                written[-1] = written[-1].rstrip(" ")
                said[-1] = said[-1].rstrip(" ")
            written.append(markup)
            said.append(words)
        words = " ".join("".join(said).split())
        if words:
            self._rendered.blocks.append((line, words))
        return "".join(written)

    def _inline(self, token: Token) -> tuple[str, str]:
        if token.type in {"softbreak", "hardbreak"}:
            self._line += 1
            return ("<br>" if token.type == "hardbreak" else " "), " "
        if token.type in _PLAIN_INLINE:
            return _PLAIN_INLINE[token.type], ""
        if token.type == "text":
            self._check_text(token.content)
            return html.escape(token.content), token.content
        if token.type == "myst_role":
            return self._role(token)
        if token.type == "fact":
            return self._fact(token)
        if token.type == "image":
            self._remark("figure", _("A figure must stand alone in its paragraph."))
            return "", ""
        rule = "link" if token.type.startswith("link") else "markdown"
        self._remark(rule, _("Links and code are not allowed in a lesson."))
        return html.escape(token.content), token.content

    def _role(self, token: Token) -> tuple[str, str]:
        if token.meta["name"] == "cite":
            return self._cite(token.content), ""
        if token.meta["name"] == "term":
            return self._term(token.content)
        self._remark("role", _("“%(role)s” is not a known role.") % {"role": token.meta["name"]})
        return html.escape(token.content), token.content

    def _cite(self, source_id: str) -> str:
        source_id = source_id.strip()
        self._rendered.cites.append(Use(source_id, self._line))
        if source_id not in self._around.sources:
            return ""
        number = self._around.sources.index(source_id) + 1
        return f'<sup><a href="source:{html.escape(source_id)}">{number}</a></sup>'

    def _term(self, content: str) -> tuple[str, str]:
        named = _TERM.fullmatch(content)
        label = (named["label"] if named else content).strip()
        wanted = (named["id"] if named else content).strip()
        self._check_text(label)
        term_id = self._around.terms.get(wanted.casefold())
        self._rendered.terms.append(Use(term_id or wanted, self._line, label))
        if term_id is None:
            return html.escape(label), label
        return f'<a href="term:{term_id}">{html.escape(label)}</a>', label

    def _fact(self, token: Token) -> tuple[str, str]:
        self._rendered.facts.append(Use(token.content, self._line))
        words = self._around.facts.get(token.content, "")
        return html.escape(words), words

    def _write_figure(self, token: Token) -> str:
        source = str(token.attrGet("src") or "")
        alternative = " ".join(token.content.split())
        found = _FIGURE.fullmatch(source)
        if not found:
            self._remark(
                "figure", _("A figure's address must look like figures/name.svg, not “%(given)s”.") % {"given": source}
            )
            return ""
        self._rendered.images.append(Use(found.group(1), self._line, alternative))
        return f'<img src="figure:{found.group(1)}" alt="{html.escape(alternative)}">'

    def _check_text(self, text: str) -> None:
        self._rendered.remarks.extend(find_forbidden(text, self._line))

    def _remark(self, rule: str, message: str) -> None:
        self._rendered.remarks.append(Remark(self._line, rule, message))


def _alignment(token: Token) -> str:
    """Qt ignores the borders of a cell that has an inline style, so the alignment is an attribute."""
    found = re.search(r"text-align:(left|center|right)", str(token.attrGet("style") or ""))
    return f' align="{found.group(1)}"' if found else ""


_PLAIN_TAGS: Final = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "bullet_list_open": "<ul>",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>",
    "blockquote_open": "<blockquote>",
    "blockquote_close": "</blockquote>\n",
    "table_open": '<table class="data" cellspacing="0">',
    "table_close": "</table>\n",
    "thead_open": "<thead>",
    "thead_close": "</thead>",
    "tbody_open": "<tbody>",
    "tbody_close": "</tbody>",
    "tr_open": "<tr>",
    "tr_close": "</tr>",
    "th_close": "</th>",
    "td_close": "</td>",
    "container_callout_close": "</td></tr></tbody></table>\n",
}
_PLAIN_INLINE: Final = {
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
}
_REFUSED: Final = ("fence", "code_block", "hr", "html_block")
