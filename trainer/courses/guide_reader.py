"""Reads the guide of a live session and lays out what its facilitator needs."""

from html import escape
from pathlib import Path
from typing import Final

from trainer.courses.authored import LiveFront
from trainer.courses.clean_html import clean_html
from trainer.courses.composer import Composer
from trainer.courses.content import AuthoredGuide, Parsed
from trainer.courses.faults import Fault
from trainer.courses.lesson_text import split_front_matter
from trainer.courses.lessons import LiveGuide
from trainer.courses.rendered import Surroundings
from trainer.courses.schema import take_shape
from trainer.courses.yaml_reader import read_yaml_text

_WORDS: Final = {
    "en": {
        "outcomes": "What people will be able to do",
        "materials": "Materials",
        "agenda": "Agenda",
        "time": "Time",
        "minutes": "Minutes",
        "what": "What",
        "not_counted": "not counted",
        "rubric": "What observers look for",
        "participation": "What counts as taking part",
    },
    "es": {
        "outcomes": "Lo que cada persona podrá hacer",
        "materials": "Materiales",
        "agenda": "Programa",
        "time": "Hora",
        "minutes": "Minutos",
        "what": "Qué",
        "not_counted": "no se cuenta",
        "rubric": "En qué se fijan quienes observan",
        "participation": "Qué cuenta como participar",
    },
}


def read_guide(
    text: str, path: Path, language: str, facts: dict[str, str], terms: dict[str, str]
) -> tuple[AuthoredGuide, list[Fault]]:
    """Returns the guide and what was noticed while reading it.

    Raises:
        ContentError: The file lacks its front matter, or that does not have the shape that it should have.
    """
    front_text, body, body_line = split_front_matter(text, path)
    data = read_yaml_text(front_text, path, first_line=2)
    front = Parsed(take_shape(LiveFront, data, path), data, path)
    around = Surroundings(language, facts, terms, tuple(front.shape.sources), headings=("h2", "h3"))
    composer = Composer(path, around)
    html = clean_html(_overview(front, composer, _WORDS.get(language, _WORDS["en"])))
    html += composer.markdown(body, body_line, "guide").html
    guide = LiveGuide(front.shape.id, front.shape.title, front.shape.minutes, html)
    return AuthoredGuide(path, language, front, guide, tuple(composer.pieces), composer.uses), composer.faults


def _overview(front: Parsed[LiveFront], composer: Composer, words: dict[str, str]) -> str:
    shape, data = front.shape, front.data

    def items(name: str, lines: list[str]) -> str:
        said = [composer.line(data, (name, number), line, "guide") for number, line in enumerate(lines)]
        return f"<h2>{words[name]}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in said)}</ul>\n"

    participation = composer.line(data, ("participation",), shape.participation, "guide")
    return (
        items("outcomes", shape.outcomes)
        + items("materials", shape.materials)
        + _agenda(front, composer, words)
        + items("rubric", shape.rubric)
        + f"<h2>{words['participation']}</h2><p>{escape(participation)}</p>\n"
    )


def _agenda(front: Parsed[LiveFront], composer: Composer, words: dict[str, str]) -> str:
    heads = "".join(
        f'<th align="{align}">{words[name]}</th>'
        for name, align in (("time", "left"), ("minutes", "right"), ("what", "left"))
    )
    rows = []
    for number, item in enumerate(front.shape.agenda):
        what = composer.line(front.data, ("agenda", number, "what"), item.what, "guide")
        remark = "" if item.counted else f" ({words['not_counted']})"
        rows.append(
            f'<tr><td align="left">{item.start}</td><td align="right">{item.minutes}</td>'
            f'<td align="left">{escape(what)}{remark}</td></tr>'
        )
    return (
        f'<h2>{words["agenda"]}</h2><table class="data" cellspacing="0"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>\n"
    )
