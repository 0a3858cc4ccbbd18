"""One plain line for each requirement of a certificate, for a terminal or a log."""

from collections.abc import Mapping
from typing import Final

from trainer.certificates.requirements import Requirement, Rule
from trainer.courses.outline import Programme, in_language
from trainer.i18n import N_, _, format_hours_left, language

_WORDS: Final[Mapping[Rule, str]] = {
    Rule.HOURS: N_("All hours of the course"),
    Rule.COMPETENCIES: N_("All minutes of every competency"),
    Rule.LIVE_SESSIONS: N_("Every live session"),
    Rule.EXAMS: N_("Every exam"),
    Rule.LIVE_SHARE: N_("The share of live hours"),
    Rule.SELF_PACED_SHARE: N_("The share of self-paced hours, which needs more live or exam time"),
    Rule.LEGAL_NAME: N_("The legal name"),
    Rule.ID_CHECKED: N_("The name was compared with a photo ID"),
    Rule.PROVIDER: N_("The provider's name"),
    Rule.LEDGER_SOUND: N_("The check of the ledger finds no fault"),
}


def requirement_text(line: Requirement, programme: Programme) -> str:
    """Names a requirement and what is missing: "Every live session: 2 h to go (Beginning with hope)", for example."""
    text = _(_WORDS[line.rule])
    if line.missing_seconds:
        # A minute that is not full is still to go, so this is rounded up.
        left = format_hours_left(line.missing_seconds)
        text = _("%(requirement)s: %(left)s to go") % {"requirement": text, "left": left}
    names = [_name(key, programme) for key in line.missing]
    return f"{text} ({', '.join(names)})" if names else text


def _name(key: str, programme: Programme) -> str:
    if key in programme.modules_by_id:
        return in_language(programme.modules_by_id[key].short, language())
    plan = programme.live_by_id.get(key) or programme.exams_by_id.get(key)
    return in_language(plan.title, language()) if plan else key
