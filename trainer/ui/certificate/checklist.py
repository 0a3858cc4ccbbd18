"""The requirements of a certificate in words: what is met, and what is missing; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trainer.certificates.register import Preflight
from trainer.certificates.requirements import Requirement, Rule
from trainer.courses.outline import Programme, in_language
from trainer.hours.record import Mode
from trainer.hours.wording import mode_text
from trainer.i18n import _, format_hours, format_hours_left, format_list, language, ngettext

MOST_NAMED = 4
"""Missing things that are named one by one; more are counted."""


@dataclass(frozen=True)
class CheckItem:
    """One line of the checklist.

    Attributes:
        action: The label of its button, or empty.
        goal: What the button does: ``course``, ``name`` or ``office``.
        remark: It stops nothing, it only tells.
    """

    title: str
    detail: str
    met: bool
    action: str = ""
    goal: str = ""
    remark: bool = False

    @property
    def spoken(self) -> str:
        """The whole line for a screen reader."""
        state = _("met") if self.met else _("still open")
        return f"{self.title}: {'' if self.remark else state + '. '}{self.detail}"


def checklist(preflight: Preflight, programme: Programme, *, is_office: bool) -> list[CheckItem]:
    """Words every requirement, the open ones first, and adds what is said of a SAMPLE."""
    items = [_item(line, preflight, programme, is_office) for line in preflight.requirements]
    items = _one_button_each(sorted(items, key=lambda item: item.met))
    if preflight.sample:
        items.append(_sample_remark(is_office))
    return items


def open_count(preflight: Preflight) -> int:
    """Returns how many requirements are not met."""
    return sum(not line.met for line in preflight.requirements)


def heading_line(preflight: Preflight, programme: Programme) -> str:
    """Says in one line where things stand."""
    course = in_language(programme.title, language())
    count = open_count(preflight)
    real = [item for item in preflight.issued if not item.facts.sample]
    if real:
        return _("%(course)s. Issued: number %(number)s.") % {"course": course, "number": real[0].facts.number}
    if preflight.issued and not count:
        number = preflight.issued[0].facts.number
        return _("%(course)s. A SAMPLE was issued: number %(number)s.") % {"course": course, "number": number}
    if not count:
        return _("%(course)s. Everything is ready.") % {"course": course}
    left = ngettext(
        "One thing is left before it can be issued.", "%(n)s things are left before it can be issued.", count
    ) % {"n": count}
    return f"{course}. {left}"


def _one_button_each(items: Sequence[CheckItem]) -> list[CheckItem]:
    """Leaves a button only on the first line that offers it."""
    seen: set[str] = set()
    found = []
    for item in items:
        found.append(replace(item, action="", goal="") if item.goal in seen else item)
        seen.add(item.goal)
    return found


def _item(line: Requirement, preflight: Preflight, programme: Programme, is_office: bool) -> CheckItem:
    words = _WORDS[line.rule](line, preflight, programme)
    action, goal = _action(line, is_office) if not line.met else ("", "")
    return CheckItem(words[0], words[1], line.met, action, goal)


def _action(line: Requirement, is_office: bool) -> tuple[str, str]:
    if line.rule in {Rule.LEGAL_NAME, Rule.ID_CHECKED}:
        return _("Enter the name"), "name"
    if is_office and line.rule in {Rule.PROVIDER, Rule.LIVE_SESSIONS, Rule.LIVE_SHARE, Rule.SELF_PACED_SHARE}:
        return _("Open the office"), "office"
    if not is_office and line.rule in {Rule.HOURS, Rule.COMPETENCIES}:
        return _("Open the course"), "course"
    return "", ""


Words = tuple[str, str]


def _hours(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    title = _("%(hours)s credited") % {"hours": format_hours(programme.total_minutes * 60)}
    if not line.met:
        return title, _to_go(line.missing_seconds)
    modes = preflight.record.by_mode
    parts = [f"{mode_text(mode)} {format_hours(modes[mode])}" for mode in Mode if modes.get(mode)]
    return title, ", ".join(parts) + "."


def _competencies(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    count = len(programme.modules)
    title = ngettext("The competency has its hours", "All %(n)s competencies have their hours", count) % {"n": count}
    if line.met:
        return title, _("Self-paced and live minutes are complete.")
    names = {module.id: in_language(module.short, language()) for module in programme.modules}
    return title, f"{_named(line.missing, names)}: {_to_go(line.missing_seconds)}"


def _live_sessions(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    if line.met:
        return _("Live sessions attended"), _("Recorded by an instructor.")
    names = {session.id: in_language(session.title, language()) for session in programme.live_sessions}
    named = ngettext("Live session: %(names)s.", "Live sessions: %(names)s.", len(line.missing)) % {
        "names": _named(line.missing, names)
    }
    return _("Live sessions attended"), named + " " + _("An instructor records who was there.")


def _exams(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    if line.met:
        return _("Course exams taken"), _("All of them.")
    names = {exam.id: in_language(exam.title, language()) for exam in programme.exams}
    return _("Course exams taken"), _("Still to take: %(names)s.") % {"names": _named(line.missing, names)}


def _live_share(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    title = _("At least %(n)s%% live") % {"n": preflight.candidate.minimum_live_share}
    return title, _("Met.") if line.met else _to_go(line.missing_seconds)


def _self_paced_share(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    title = _("At most %(n)s%% self-paced") % {"n": preflight.candidate.maximum_self_paced_share}
    if line.met:
        return title, _("Met.")
    return title, _("Live or exam time: %(left)s") % {"left": _to_go(line.missing_seconds)}


def _legal_name(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    name = preflight.candidate.legal_name
    return _("Legal name"), name or _("Please enter it as it stands on the government photo ID.")


def _id_checked(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    detail = _("Compared.") if line.met else _("Please compare the name with the photo ID, letter by letter.")
    return _("Name compared with the photo ID"), detail


def _provider(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    name = preflight.candidate.provider_name
    return _("Training provider"), name or _("Not set up on this computer yet. An instructor can do it.")


def _ledger(line: Requirement, preflight: Preflight, programme: Programme) -> Words:
    if line.met:
        return _("Record checked"), _("Every line is as it was written, and the totals agree.")
    return _("Record checked"), _("Something in the record needs the office's attention. Your hours are not lost.")


_WORDS: dict[Rule, Callable[[Requirement, Preflight, Programme], Words]] = {
    Rule.HOURS: _hours,
    Rule.COMPETENCIES: _competencies,
    Rule.LIVE_SESSIONS: _live_sessions,
    Rule.EXAMS: _exams,
    Rule.LIVE_SHARE: _live_share,
    Rule.SELF_PACED_SHARE: _self_paced_share,
    Rule.LEGAL_NAME: _legal_name,
    Rule.ID_CHECKED: _id_checked,
    Rule.PROVIDER: _provider,
    Rule.LEDGER_SOUND: _ledger,
}


def _sample_remark(is_office: bool) -> CheckItem:
    detail = _(
        "Your provider has not entered its approval on this computer, so SAMPLE stands across the page. "
        "It shows how the certificate will look and is not one."
    )
    action, goal = (_("Enter it"), "office") if is_office else ("", "")
    return CheckItem(_("Prints as SAMPLE for now"), detail, met=True, action=action, goal=goal, remark=True)


def _to_go(seconds: int) -> str:
    """Rounds up to the minute: nobody should find a minute missing at the end."""
    return _("%(time)s still to go.") % {"time": format_hours_left(seconds)}


def _named(ids: Sequence[str], names: dict[str, str]) -> str:
    if len(ids) <= MOST_NAMED:
        return format_list([names.get(id_, id_) for id_ in ids])
    first = ", ".join(names.get(id_, id_) for id_ in ids[:MOST_NAMED])
    return _("%(names)s and %(n)s more") % {"names": first, "n": len(ids) - MOST_NAMED}
