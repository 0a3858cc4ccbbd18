"""The lines of an hours record as CSV, JSON or a spreadsheet that anybody can open safely."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.clock import zone_named
from trainer.hours.credit import Credit, HoursRecord
from trainer.i18n import _

_FORMULA_STARTS = tuple("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20'")
"""What spreadsheets take for the start of a formula or a command, in full width too; and our own mark."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767


@dataclass(frozen=True)
class ExportRow:
    """One line of the ledger with what it comes to; times in seconds, moments as ISO text."""

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


def export_rows(record: HoursRecord) -> list[ExportRow]:
    """Flattens a record, one row a credit, in the record's order."""
    return [_row(credit) for credit in record.credits]


def as_csv(rows: Sequence[ExportRow]) -> str:
    """Writes CSV. A cell that a spreadsheet could take for a formula gets an apostrophe in front.

    So does one that begins with an apostrophe: whoever takes one away from each cell that has it reads what was meant.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(_headers())
    for row in rows:
        writer.writerow([safe_cell(value) for value in vars(row).values()])
    return out.getvalue()


def as_json(record: HoursRecord) -> str:
    """Writes JSON with the lines and the totals, in seconds."""
    return json.dumps(
        {
            "measured_seconds": record.measured_seconds,
            "credited_seconds": record.credited_seconds,
            "refused_seconds": record.refused_seconds,
            "by_mode": {mode.value: seconds for mode, seconds in record.by_mode.items()},
            "by_competency": dict(record.by_competency),
            "by_day": {day.isoformat(): seconds for day, seconds in record.by_day.items()},
            "lines": [vars(row) for row in export_rows(record)],
        },
        indent=1,
        ensure_ascii=False,
    )


def write_xlsx(rows: Sequence[ExportRow], path: Path) -> None:
    """Writes a spreadsheet whose text cells are text and never formulas."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Hours"))

    def _cell(value: str | int) -> Any:
        if not isinstance(value, str):
            return WriteOnlyCell(sheet, value)
        cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST_CELL])
        # The library guesses from the first sign; a text is told to be one.
        cell.data_type = "s"
        return cell

    sheet.append(_headers())
    for row in rows:
        sheet.append([_cell(value) for value in vars(row).values()])
    book.save(path)


def safe_cell(value: str | int) -> str | int:
    """Makes a value harmless for spreadsheets (OWASP, CSV injection); numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


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
    ]


def _row(credit: Credit) -> ExportRow:
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
