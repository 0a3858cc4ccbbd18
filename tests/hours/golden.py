"""Reads the page of golden histories, which people check, into lines and expectations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.hours.histories import adjustment, line, recalculation, reversal
from trainer.hours.credit import EnrolmentWindow
from trainer.hours.ledger import Entry, EntryKind, Gap, GapKind
from trainer.hours.policy import Policy

PAGE = Path(__file__).with_name("golden_histories.md")
Row = dict[str, str]


@dataclass(frozen=True)
class History:
    """One section of the page."""

    title: str
    policy: Policy
    others: tuple[Policy, ...]
    window: EnrolmentWindow | None
    lines: tuple[Row, ...]
    expected: tuple[Row, ...]
    totals: dict[str, int]

    def entries(self) -> dict[str, Entry]:
        """Returns the lines by the letter that the page gives them."""
        made: dict[str, Entry] = {}
        for row in self.lines:
            made[row["line"]] = _entry(row, made)
        return made


def histories() -> list[History]:
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_history(section) for section in sections]


def _entry(row: Row, made: dict[str, Entry]) -> Entry:
    kind = EntryKind(row["kind"])
    more = {"device_id": row["device"], "start": row["start"], "second_author_id": row.get("second person", "")}
    if kind is EntryKind.RECALCULATION:
        return recalculation(row["subject"], **more)
    if kind is EntryKind.REVERSAL:
        return reversal(made[row["subject"]], **more)
    if kind is EntryKind.ADJUSTMENT:
        return adjustment(row["subject"], read_seconds(row["measured"]), **more)
    limit = row.get("idle limit", "")
    return line(
        row["subject"],
        seconds=read_seconds(row["measured"]),
        kind=kind,
        gaps=tuple(_gaps(row["gaps"])),
        idle_limit_seconds=read_seconds(limit) if limit else None,
        policy=row.get("policy", "default-1"),
        **more,
    )


def _gaps(text: str) -> Iterator[Gap]:
    for part in filter(None, text.split(", ")):
        kind, times = part.split()
        start, seconds = times.split("+")
        yield Gap(GapKind(kind), read_seconds(start), read_seconds(seconds))


def _history(section: str) -> History:
    title, _, rest = section.partition("\n")
    lines, expected = (_table(table) for table in re.findall(r"(?:^\|.*\n)+", rest, flags=re.MULTILINE))
    totals = re.search(r"^Totals: (.*)$", rest, flags=re.MULTILINE)
    assert totals, title
    pairs = (part.rsplit(" ", 1) for part in totals[1].split("; "))
    return History(
        title,
        _policy(rest),
        tuple(_others(rest)),
        _window(rest),
        lines,
        expected,
        {name: read_seconds(text) for name, text in pairs},
    )


def _table(text: str) -> tuple[Row, ...]:
    rows = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in text.strip().split("\n")]
    return tuple(dict(zip(rows[0], row, strict=True)) for row in rows[2:])


def _policy(text: str) -> Policy:
    daily = re.search(r"^Policy: daily cap (\S+)$", text, flags=re.MULTILINE)
    tolerance = re.search(r"^Policy: attendance tolerance (\S+)$", text, flags=re.MULTILINE)
    return Policy(
        daily_cap_seconds=read_seconds(daily[1]) if daily else None,
        attendance_tolerance_seconds=read_seconds(tolerance[1]) if tolerance else 0,
        break_rule="counted_in_sessions" if "\nPolicy: breaks of sessions count\n" in text else "not_counted",
    )


def _others(text: str) -> Iterator[Policy]:
    for version, limit in re.findall(r"^Policy default-(\d): idle limit (\S+)$", text, flags=re.MULTILINE):
        yield Policy(version=int(version), idle_limit_seconds=read_seconds(limit))


def _window(text: str) -> EnrolmentWindow | None:
    found = re.search(r"^Enrolment: (\S+) to (\S+)$", text, flags=re.MULTILINE)
    return EnrolmentWindow(date.fromisoformat(found[1]), date.fromisoformat(found[2])) if found else None


def read_seconds(text: str) -> int:
    hours, minutes, seconds = (int(part) for part in text.lstrip("-").split(":"))
    return (-1 if text.startswith("-") else 1) * (hours * 3_600 + minutes * 60 + seconds)
