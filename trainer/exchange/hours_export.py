"""The lines and the sums of an hours record as tables and JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.clock import zone_named
from trainer.courses.outline import Programme, in_language
from trainer.exchange.safe_tables import Table, Value, table_csv
from trainer.hours.ledger import Entry
from trainer.hours.policy import Policy
from trainer.hours.provider_hour import ProviderHours, provider_hours, provider_hours_texts
from trainer.hours.record import Credit, HoursRecord, Mode
from trainer.hours.required import required_seconds, seconds_left
from trainer.hours.wording import mode_text
from trainer.i18n import _, language


@dataclass(frozen=True)
class ExportRow:
    """One line of the ledger with what it comes to; times in seconds, moments as ISO text.

    Attributes:
        evidence: Counts of the signs of study, such as ``keys 12; pages 4``.
        author: The id of who wrote it; ``second_author`` of who approved it.
        place: The computer's id, and the line's place in its chain.
    """

    entry_id: str
    started_at: str
    zone: str
    mode: str
    subject: str
    measured_seconds: int
    credited_seconds: int
    refused: str
    policy: str
    flags: str
    kind: str = ""
    evidence: str = ""
    reason: str = ""
    author: str = ""
    second_author: str = ""
    edition: str = ""
    place: str = ""
    hash: str = ""


def export_rows(record: HoursRecord, lines: Iterable[Entry]) -> list[ExportRow]:
    """Flattens a record, one row a credit, in the record's order.

    Args:
        record: What the lines come to.
        lines: All that is known of the enrolment.
    """
    # Two lines may claim one id and say different things; each row is told by the line that it came of.
    known = {(line.id, line.start_second, line.measured_seconds): line for line in lines}
    return [
        _row(credit, known.get((credit.entry_id, credit.start_second, credit.measured_seconds)))
        for credit in record.credits
    ]


def lines_table(rows: Sequence[ExportRow]) -> Table:
    """Lists every line with what it comes to."""
    return Table(_("Hours"), _headers(), [list(vars(row).values()) for row in rows])


def sums_table(record: HoursRecord, programme: Programme, policies: Mapping[str, Policy]) -> Table:
    """Sets competencies against modes, in seconds, with what each needs and what is still to go.

    Below the total stands what it comes to where the provider's own hour is shorter.
    """
    amounts = [*map(mode_text, Mode), _("Credited"), _("Needed"), _("Still to go")]
    head = [_("Competency"), *[_("%(what)s, seconds") % {"what": what} for what in amounts]]
    return Table(_("Hours by competency"), head, [*_sums(record, programme), *_in_provider_hours(record, policies)])


def as_csv(rows: Sequence[ExportRow]) -> str:
    """Writes the lines as CSV."""
    return table_csv(lines_table(rows))


def as_json(record: HoursRecord, lines: Iterable[Entry], policies: Mapping[str, Policy], findings: int) -> str:
    """Writes JSON with the lines and the totals, in seconds.

    Args:
        record: What the lines come to.
        lines: All that is known of the enrolment.
        policies: By name.
        findings: How much of it is not as it was written, and not settled.
    """
    return json.dumps(
        {
            "findings": findings,
            "measured_seconds": record.measured_seconds,
            "credited_seconds": record.credited_seconds,
            "refused_seconds": record.refused_seconds,
            "by_mode": {mode.value: seconds for mode, seconds in record.by_mode.items()},
            "by_competency": dict(record.by_competency),
            "by_day": {day.isoformat(): seconds for day, seconds in record.by_day.items()},
            "provider_hours": [_provider_hours(part) for part in provider_hours(record, policies)],
            "lines": [vars(row) for row in export_rows(record, lines)],
        },
        indent=1,
        ensure_ascii=False,
    )


def _sums(record: HoursRecord, programme: Programme) -> Iterator[Sequence[Value]]:
    names = {module.id: in_language(module.competency, language()) for module in programme.modules}
    for key, needed in required_seconds(programme).items():
        done = record.by_competency.get(key, 0)
        modes = [record.by_matrix.get((key, mode), 0) for mode in Mode]
        yield [names.get(key, mode_text(Mode.EXAM)), *modes, done, needed, max(0, needed - done)]
    modes = [record.by_mode.get(mode, 0) for mode in Mode]
    whole = programme.total_minutes * 60
    yield [_("Total"), *modes, record.credited_seconds, whole, seconds_left(record, programme)]


def _in_provider_hours(record: HoursRecord, policies: Mapping[str, Policy]) -> Iterator[Sequence[Value]]:
    parts = provider_hours(record, policies)
    for text, part in zip(provider_hours_texts(parts), parts, strict=True):
        yield [text, *[""] * len(Mode), part.credited_seconds, "", ""]


def _provider_hours(part: ProviderHours) -> dict[str, int]:
    return {
        "minutes_per_hour": part.minutes_per_hour,
        "credited_seconds": part.credited_seconds,
        "whole_hours": part.whole_hours,
        "rest_seconds": part.rest_seconds,
    }


def _headers() -> list[str]:
    return [
        _("Line"),
        _("Started"),
        _("Zone"),
        _("Mode"),
        _("Lesson or session"),
        _("Measured, seconds"),
        _("Credited, seconds"),
        _("Not credited, and why"),
        _("Policy"),
        _("Remarks"),
        _("Kind"),
        _("Evidence"),
        _("Reason"),
        _("Written by"),
        _("Approved by"),
        _("Edition"),
        _("Computer and place"),
        _("Hash"),
    ]


def _row(credit: Credit, line: Entry | None) -> ExportRow:
    row = _credited(credit)
    if line is None:
        return row
    return replace(
        row,
        kind=line.kind.value,
        evidence="; ".join(f"{name} {count}" for name, count in sorted((line.evidence or {}).items())),
        reason=line.reason,
        author=line.author_id,
        second_author=line.second_author_id,
        edition=line.edition,
        place=f"{line.device_id} {line.sequence}",
        hash=line.hash,
    )


def _credited(credit: Credit) -> ExportRow:
    refused = "; ".join(f"{refusal.reason.value} {refusal.seconds}" for refusal in credit.refusals)
    return ExportRow(
        credit.entry_id,
        credit.started_at.astimezone(zone_named(credit.zone)).isoformat(),
        credit.zone,
        credit.mode.value,
        credit.subject,
        credit.measured_seconds,
        credit.credited_seconds,
        refused,
        credit.policy,
        ", ".join(credit.flags),
    )
