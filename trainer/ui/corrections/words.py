"""Corrections in words: what can be corrected, and before and after as tables; no Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from trainer.cohorts.corrections import Preview
from trainer.courses.outline import Programme, in_language
from trainer.hours.comparison import Change, Comparison
from trainer.hours.ledger import CHANGES, Entry
from trainer.hours.policy import Policy
from trainer.hours.record import EXAMS, Credit, HoursRecord
from trainer.hours.wording import entry_title, reason_text, span_text
from trainer.i18n import _, format_day, format_hours, format_list, format_moment, language, ngettext, speak_hours
from trainer.ui.cells import Cell, LazyRows, Row, Sheet
from trainer.ui.choice import Choice
from trainer.ui.hours.lines import sheet_of_lines

SUBJECT, COMPETENCY = "subject:", "competency:"
"""What the id of a place begins with."""


def place_choices(programme: Programme) -> list[Choice]:
    """Offers everything that time can belong to."""
    code = language()
    found = [Choice("", _("Please choose"))]
    for lesson in programme.lessons.values():
        found.append(Choice(SUBJECT + lesson.id, _("Lesson: %(title)s") % {"title": in_language(lesson.title, code)}))
    for session in programme.live_sessions:
        found.append(Choice(SUBJECT + session.id, _("Live: %(title)s") % {"title": in_language(session.title, code)}))
    for exam in programme.exams:
        found.append(Choice(SUBJECT + exam.id, _("Exam: %(title)s") % {"title": in_language(exam.title, code)}))
    for module in programme.modules:
        title = in_language(module.short, code)
        found.append(Choice(COMPETENCY + module.id, _("Competency: %(title)s") % {"title": title}))
    if programme.exams:
        found.append(Choice(COMPETENCY + EXAMS, _("Competency: %(title)s") % {"title": _("Exams, all areas")}))
    return found


def policy_choices(policies: Iterable[Policy]) -> list[Choice]:
    """Offers every version to recalculate under, the latest first."""
    known = sorted(policies, key=lambda policy: (policy.id, -policy.version))
    return [Choice("", _("Please choose")), *(Choice(policy.name, _policy_line(policy)) for policy in known)]


def entries_sheet(
    record: HoursRecord, entries: Mapping[str, Entry], titles: Mapping[str, str], names: Mapping[str, str]
) -> Sheet:
    """Lists every line; a correction says what it does, who made it and why."""

    def _reword(row: Row) -> Row:
        entry = entries.get(row.id)
        if entry is None or entry.kind not in CHANGES:
            return row
        return _with_author(row, entry, entry_title(entry, entries, titles), names)

    return sheet_of_lines(record, entries, titles, _reword)


def line_words(credit: Credit, titles: Mapping[str, str]) -> str:
    """Names a line in one sentence."""
    return _("%(moment)s, %(title)s: %(credited)s credited") % {
        "moment": format_moment(credit.started_at, credit.zone),
        "title": titles.get(credit.subject, credit.subject),
        "credited": span_text(credit.credited_seconds),
    }


def totals_sheet(comparison: Comparison, titles: Mapping[str, str]) -> Sheet:
    """Sets the total and every competency that changes side by side."""
    rows = [_change_row(Cell(_("All together"), strong=True), "", comparison.total)]
    rows += [
        _change_row(Cell(titles.get(key, key)), key, change)
        for key, change in comparison.by_competency.items()
        if change.difference
    ]
    return Sheet(_("Before and after"), _head(), (40, 20, 20, 20), rows)


def lines_sheet(comparison: Comparison, record: HoursRecord, titles: Mapping[str, str]) -> Sheet:
    """Lists the entries that come to something else."""
    by_id = {credit.entry_id: credit for credit in record.credits}
    lines = [line for line in comparison.lines if line.entry_id in by_id]
    rows = LazyRows(
        len(lines),
        lambda number: _change_row(
            _line_cell(by_id[lines[number].entry_id], titles), lines[number].entry_id, lines[number]
        ),
        (
            lambda number: number,
            lambda number: lines[number].before,
            lambda number: lines[number].after,
            lambda number: lines[number].difference,
        ),
    )
    return Sheet(_("Entries that change"), _head(), (40, 20, 20, 20), rows)


def signed_text(seconds: int) -> str:
    """Writes a difference with its sign."""
    return "+" + span_text(seconds) if seconds > 0 else span_text(seconds)


def total_words(total: Change) -> str:
    """Says before, after and the difference in one line."""
    if not total.difference:
        return _("The total stays at %(hours)s.") % {"hours": format_hours(total.before)}
    return _("%(before)s before, %(after)s after: %(difference)s.") % {
        "before": format_hours(total.before),
        "after": format_hours(total.after),
        "difference": signed_text(total.difference),
    }


def remarks(preview: Preview) -> tuple[str, ...]:
    """Says what a correction does beside the totals."""
    found = [
        _("%(span)s of it will not be credited: %(reason)s.")
        % {"span": span_text(refusal.seconds), "reason": reason_text(refusal.reason)}
        for line in preview.lines
        for refusal in line.refusals
    ]
    moved, changed = preview.comparison.moved_lines, len(preview.comparison.lines)
    if moved:
        text = ngettext(
            "%(n)s entry is credited under another version.", "%(n)s entries are credited under another version.", moved
        )
        found.append(text % {"n": moved})
        text = ngettext("%(n)s entry comes to other minutes.", "%(n)s entries come to other minutes.", changed)
        found.append(text % {"n": changed})
    return tuple(found)


def settling_remarks(total: Change) -> tuple[str, ...]:
    """Warns where leaving entries out adds hours."""
    if total.difference <= 0:
        return ()
    return (
        _("The total grows because an entry in doubt took time away. Take that time away again where it is right."),
    )


def approval_words(limit_seconds: int | None, *, anybody: bool, is_settling: bool = False) -> str:
    """Says why a second person is asked for, or what to do where there is none."""
    if not anybody:
        return _(
            "A second person has to approve, and nobody else teaches on this computer. A colleague adds a profile with "
            "“Someone new”, and a PIN."
        )
    if is_settling:
        return _("What is in doubt is settled by two people together. The second one types their own PIN here.")
    if limit_seconds is None:
        return _("Every correction needs a second person, who types their own PIN here.")
    return _("Corrections of more than %(limit)s need a second person, who types their own PIN here.") % {
        "limit": span_text(limit_seconds)
    }


def _with_author(row: Row, entry: Entry, title: str, names: Mapping[str, str]) -> Row:
    people = [names.get(id_, id_) for id_ in (entry.author_id, entry.second_author_id) if id_]
    below = _("%(names)s: %(reason)s") % {"names": format_list(people), "reason": entry.reason}
    what = replace(row.cells[1], text=title, below=below, token="")
    return replace(row, cells=(row.cells[0], what, *row.cells[2:]))


def _policy_line(policy: Policy) -> str:
    return _("%(name)s, from %(day)s: %(title)s") % {
        "name": policy.name,
        "day": format_day(date.fromisoformat(policy.effective_from), "medium"),
        "title": policy.title,
    }


def _head() -> tuple[str, ...]:
    return (_("What"), _("Before"), _("After"), _("Difference"))


def _line_cell(credit: Credit, titles: Mapping[str, str]) -> Cell:
    title = titles.get(credit.subject, credit.subject)
    return Cell(title, format_moment(credit.started_at, credit.zone))


def _change_row(cell: Cell, key: str, change: Change) -> Row:
    difference = Cell(signed_text(change.difference), sort=change.difference, number=True, strong=True)
    return Row(key, (cell, _hours(change.before), _hours(change.after), difference))


def _hours(seconds: int) -> Cell:
    return Cell(span_text(seconds), sort=seconds, number=True, spoken=speak_hours(seconds))
