"""The same hours added up in four ways, so that everybody can see that they agree; no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.hours.record import EXAMS, HoursRecord, Mode
from trainer.hours.wording import mode_text
from trainer.i18n import _, format_hours, ngettext, speak_hours
from trainer.ui.hour_cells import TOKENS, short_hours


@dataclass(frozen=True)
class TotalLine:
    """A part of a total."""

    label: str
    amount: str
    token: str = ""


@dataclass(frozen=True)
class TotalCard:
    """The same hours, added up one way."""

    title: str
    seconds: int
    amount: str
    lines: tuple[TotalLine, ...]
    spoken: str


def totals_of(record: HoursRecord) -> tuple[TotalCard, ...]:
    """Adds the same hours up in four ways, each from its own figures."""
    modes = [TotalLine(mode_text(mode), short_hours(record.by_mode.get(mode, 0)), TOKENS[mode]) for mode in Mode]
    return (
        _card(_("By mode"), record.by_mode.values(), modes),
        _card(_("By competency"), record.by_competency.values(), _competencies(record)),
        _card(_("By day"), record.by_day.values(), [_days(record)]),
        _card(_("By entry"), [credit.credited_seconds for credit in record.credits], _entries(record)),
    )


def _competencies(record: HoursRecord) -> list[TotalLine]:
    found = {key: seconds for key, seconds in record.by_competency.items() if key != EXAMS}
    text = ngettext("%(n)s competency", "%(n)s competencies", len(found)) % {"n": len(found)}
    lines = [TotalLine(text, short_hours(sum(found.values())))]
    if EXAMS in record.by_competency:
        lines.append(TotalLine(_("Exams, all areas"), short_hours(record.by_competency[EXAMS])))
    return lines


def _days(record: HoursRecord) -> TotalLine:
    text = ngettext("%(n)s day", "%(n)s days", len(record.by_day)) % {"n": len(record.by_day)}
    return TotalLine(text, short_hours(sum(record.by_day.values())))


def _entries(record: HoursRecord) -> list[TotalLine]:
    credited = sum([credit.credited_seconds for credit in record.credits])
    refused = sum([refusal.seconds for credit in record.credits for refusal in credit.refusals])
    text = ngettext("%(n)s entry", "%(n)s entries", len(record.credits)) % {"n": len(record.credits)}
    return [TotalLine(text, short_hours(credited)), TotalLine(_("Not credited"), short_hours(refused))]


def _card(title: str, seconds: Iterable[int], lines: list[TotalLine]) -> TotalCard:
    total = sum(seconds)
    parts = ". ".join(f"{line.label}: {line.amount}" for line in lines)
    spoken = f"{title}: {speak_hours(total)}. {parts}"
    return TotalCard(title, total, format_hours(total), tuple(lines), spoken)
