"""The histories that were worked out by hand: the program must agree with the page, line by line and in total."""

from zoneinfo import ZoneInfo

import pytest

from tests.hours.golden import History, histories, read_seconds
from tests.hours.histories import LOS_ANGELES, credited
from trainer.hours.credit import Credit, HoursRecord
from trainer.hours.reconcile import check_identities

HISTORIES = histories()
each_history = pytest.mark.parametrize("history", HISTORIES, ids=[history.title for history in HISTORIES])


@each_history
def test_each_line_is_credited_as_worked_out_by_hand(history: History) -> None:
    names, record = _record(history)
    found = {names[credit.entry_id]: _row(credit) for credit in record.credits}
    assert found == {
        row["line"]: (read_seconds(row["credited"]), row["not credited"], row.get("flags", ""))
        for row in history.expected
    }


@each_history
def test_the_totals_are_those_worked_out_by_hand(history: History) -> None:
    _names, record = _record(history)
    found = {"credited": record.credited_seconds, "refused": record.refused_seconds}
    found |= record.by_competency
    found |= {mode.value: seconds for mode, seconds in record.by_mode.items()}
    found |= {day.isoformat(): seconds for day, seconds in record.by_day.items()}
    assert found == history.totals
    assert not check_identities(record)


def test_the_page_holds_at_least_twelve_histories() -> None:
    assert len(HISTORIES) >= 12


def _record(history: History) -> tuple[dict[str, str], HoursRecord]:
    made = history.entries()
    record = credited(*made.values(), policy=history.policy, others=history.others, window=history.window)
    return {entry.id: name for name, entry in made.items()}, record


def _row(credit: Credit) -> tuple[int, str, str]:
    refused = [
        f"{refusal.reason} {_text(refusal.seconds)} @ {refusal.started_at.astimezone(ZoneInfo(LOS_ANGELES)):%H:%M:%S}"
        for refusal in credit.refusals
    ]
    return credit.credited_seconds, ", ".join(refused), ", ".join(credit.flags)


def _text(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
