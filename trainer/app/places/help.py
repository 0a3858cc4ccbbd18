"""Help and crisis lines."""

from typing import TYPE_CHECKING

from trainer.i18n import _, format_day
from trainer.rules import Rules
from trainer.ui.help import HelpLine, HelpWidget
from trainer.ui.navigation import Place
from trainer.ui.screen import PlainScreen, Screen

if TYPE_CHECKING:
    from trainer.app.window import TrainerWindow


def build(window: "TrainerWindow", place: Place) -> Screen:
    """Builds the screen from the dated facts of the course."""
    rules = window.workspace.catalogue.rules()
    lines = [
        _line(rules, _("988 Suicide & Crisis Lifeline: call or text, day and night"), "l988.phone"),
        _line(rules, _("California Peer-Run Warm Line: someone who has been there"), "warmline.phone"),
        _line(rules, _("Emergency"), "emergency.phone"),
    ]
    about = [
        _("Peer Trainer 0.1.0. The program is free software under the Apache License 2.0; the course is CC BY 4.0."),
        _("Fonts: Atkinson Hyperlegible Next and Source Serif 4 (SIL Open Font License 1.1). Icons: Lucide (ISC)."),
        _("The course is original. It is not made, checked or endorsed by CalMHSA or DHCS."),
    ]
    return PlainScreen(HelpWidget([line for line in lines if line.number], about), _("Help"))


def _line(rules: Rules, name: str, rule_id: str) -> HelpLine:
    rule = rules.get(rule_id)
    if rule is None or rule.value is None:
        return HelpLine(name, "", "")
    checked = _("Checked on %(day)s") % {"day": format_day(rule.checked)} if rule.checked else ""
    return HelpLine(name, str(rule.value), checked)
