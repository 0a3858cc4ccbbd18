"""Tables for spreadsheets, as CSV and XLSX: whatever a cell holds is text or a number, and never a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_FORMULA_STARTS = tuple("=+-@|%\t\r\n\uff1d\uff0b\uff0d\uff20'")
"""What spreadsheets take for the start of a formula or a command, in full width too; and our own mark."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767

Value = str | int


@dataclass(frozen=True)
class Table:
    """A head and rows of the same width.

    Attributes:
        name: What a spreadsheet's sheet is called.
    """

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Value]]


def table_csv(table: Table) -> str:
    """Writes CSV. A cell that a spreadsheet could take for a formula gets an apostrophe in front.

    So does one that begins with an apostrophe: whoever takes one away from each cell that has it reads what was meant.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(table.head)
    for row in table.rows:
        writer.writerow([safe_cell(value) for value in row])
    return out.getvalue()


def table_xlsx(table: Table) -> bytes:
    """Writes a spreadsheet whose text cells are text and never formulas."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name)

    def _cell(value: Value) -> Any:
        if not isinstance(value, str):
            return WriteOnlyCell(sheet, value)
        cell = WriteOnlyCell(sheet, _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST_CELL])
        # The library guesses from the first sign; a text is told to be one.
        cell.data_type = "s"
        return cell

    sheet.append(list(table.head))
    for row in table.rows:
        sheet.append([_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe_cell(value: Value) -> Value:
    """Makes a value harmless for spreadsheets (OWASP, CSV injection); numbers stay numbers."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value
