"""Texts from a file in every column of an export: a spreadsheet shows them and computes nothing; none is changed."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path

import pytest
from msgspec import structs
from openpyxl import load_workbook

from tests.fakes.certificates import full_course
from tests.fakes.hostile import TEXTS, texts
from tests.fixtures.certificates import NOW, small_programme
from trainer.exchange.hours_export import ExportRow, as_csv, as_json, export_rows, lines_table
from trainer.exchange.safe_tables import safe_cell, table_xlsx
from trainer.hours.credit import credit
from trainer.hours.ledger import EntryKind
from trainer.hours.policy import Policy

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "|", "%")


@pytest.fixture
def rows(picture: Path) -> list[ExportRow]:
    """One row a text, which stands in every column of words."""
    words = [field.name for field in fields(ExportRow) if field.type == "str" or field.type is str]
    assert len(words) == len(fields(ExportRow)) - 2
    return [
        ExportRow(measured_seconds=60, credited_seconds=60, **dict.fromkeys(words, text))
        for text in _carried(texts(picture))
    ]


def _carried(found: Sequence[str]) -> list[str]:
    """Leaves out halves of characters, which no file in UTF-8 can bring."""
    return [text for text in found if text.isascii() or text.encode(errors="replace").decode() == text]


def _as_typed(cell: str) -> str:
    return cell.removeprefix("'")


def test_csv_cells_are_text_and_come_back_exactly(rows: list[ExportRow], tell: Callable[[str], None]) -> None:
    found = list(csv.reader(io.StringIO(as_csv(rows), newline="")))[1:]
    assert len(found) == len(rows)
    cells = 0
    for row, cells_of_row in zip(rows, found, strict=True):
        assert [_as_typed(cell) for cell in cells_of_row] == [str(value) for value in vars(row).values()]
        assert not any(cell.startswith(STARTS) for cell in cells_of_row)
        cells += len(cells_of_row)
    tell(f"{len(rows)} texts in {cells} cells of CSV")


def test_numbers_stay_numbers() -> None:
    assert safe_cell(-5) == -5
    assert safe_cell("'=1") == "''=1"


def test_spreadsheet_cells_are_strings_and_never_formulas(
    rows: list[ExportRow], tmp_path: Path, tell: Callable[[str], None]
) -> None:
    path = tmp_path / "hours.xlsx"
    path.write_bytes(table_xlsx(lines_table(rows)))
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in parts.namelist() if "externalLink" in name or "media" in name]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    found = list(load_workbook(path).active.iter_rows(min_row=2))
    for row, cells in zip(rows, found, strict=True):
        words = [cell for cell, value in zip(cells, vars(row).values(), strict=True) if isinstance(value, str)]
        assert {cell.data_type for cell in words} <= {"s", "inlineStr", "n"}
        assert all(cell.data_type != "n" or cell.value is None for cell in words)
        assert [_shown(cell.value) for cell in words] == [_shown(v) for v in vars(row).values() if isinstance(v, str)]
    tell(f"{len(rows)} texts in {sum(len(row) for row in found)} cells of a spreadsheet")


def _shown(text: str | None) -> str:
    """A spreadsheet is XML: a control character in it is written as a replacement, and every line end as one sign."""
    found = "".join("\N{REPLACEMENT CHARACTER}" if _not_in_xml(sign) else sign for sign in text or "")
    return found.replace("\r\n", "\n").replace("\r", "\n").strip()[:32_767]


def _not_in_xml(sign: str) -> bool:
    return (ord(sign) < 32 and sign not in "\t\n\r") or sign in "\ufffe\uffff"


def test_json_carries_every_text_exactly() -> None:
    lines = full_course(small_programme(), "of-ana", NOW)
    lines += [structs.replace(lines[0], id=text, subject=text, reason=text) for text in _carried(TEXTS)]
    record = credit(lines, {"default-1": Policy()}, small_programme())
    said = json.loads(as_json(record, lines, {}, 3))
    for column in ("subject", "reason"):
        assert {line[column] for line in said["lines"]} >= set(_carried(TEXTS))
    assert [line["entry_id"] for line in said["lines"]] == [row.entry_id for row in export_rows(record, lines)]
    assert said["findings"] == 3


def test_every_line_names_its_evidence_and_a_correction_who_decided_and_why() -> None:
    study, *_others = full_course(small_programme(), "of-ana", NOW)
    study = structs.replace(study, id="study", evidence={"pages": 4, "keys": 12}, sequence=7, hash="ab")
    words = {"reason": "The power went out.", "author_id": "ines", "second_author_id": "ben"}
    added = structs.replace(study, id="added", kind=EntryKind.ADJUSTMENT, gaps=(), evidence=None, **words)
    record = credit([study, added], {"default-1": Policy()}, small_programme())
    by_id = {row.entry_id: row for row in export_rows(record, [study, added])}
    assert (by_id["study"].evidence, by_id["study"].kind) == ("keys 12; pages 4", "self_paced")
    assert (by_id["study"].place, by_id["study"].hash) == (f"{study.device_id} 7", "ab")
    assert (by_id["added"].kind, by_id["added"].reason) == ("adjustment", "The power went out.")
    assert (by_id["added"].author, by_id["added"].second_author) == ("ines", "ben")


def test_two_lines_that_claim_one_id_are_each_told_as_they_are() -> None:
    study, *_others = full_course(small_programme(), "of-ana", NOW)
    study = structs.replace(study, evidence={"keys": 5}, hash="ab", sequence=1)
    rival = structs.replace(study, measured_seconds=60, wall_seconds=60, gaps=(), evidence={"pages": 1}, hash="cd")
    lines = [study, rival]
    for known in (lines, lines[::-1]):
        record = credit(known, {"default-1": Policy()}, small_programme())
        said = {(row.measured_seconds, row.evidence, row.hash) for row in export_rows(record, known)}
        assert said == {(study.measured_seconds, "keys 5", "ab"), (60, "pages 1", "cd")}


@pytest.mark.parametrize("zone", ["Nowhere/At_All", "../../etc/passwd", "/etc/localtime", "=1+1", "", "a\x00b"])
def test_a_zone_that_nobody_knows_is_exported_too(zone: str) -> None:
    lines = full_course(small_programme(), "of-ana", NOW)
    record = credit([structs.replace(lines[0], zone=zone)], {"default-1": Policy()}, small_programme())
    assert [_as_typed(str(safe_cell(row.zone))) for row in export_rows(record, lines)] == [zone]
