"""The sums of the hours record as tables: by competency and mode, and day by day; no Qt."""

from datetime import date
from itertools import accumulate

from trainer.courses.outline import Programme
from trainer.hours.record import HoursRecord, Mode
from trainer.hours.required import required_seconds, seconds_left
from trainer.hours.wording import mode_text
from trainer.i18n import _
from trainer.ui.cells import Cell, LazyRows, Row, Sheet
from trainer.ui.hour_cells import day_words, hours_cell
from trainer.ui.hours.lines import titles_of


def sheet_of_competencies(record: HoursRecord, programme: Programme) -> Sheet:
    """Sets competencies against modes, with what each needs and what is still to go."""
    head = (
        _("Competency"), mode_text(Mode.SELF_PACED), mode_text(Mode.LIVE), mode_text(Mode.EXAM), _("Credited"),
        _("Needed"), _("Still to go"),
    )  # fmt: skip
    titles = titles_of(programme)
    due = required_seconds(programme)
    known = [*due, *(key for key in record.by_competency if key not in due)]
    rows = [_competency(record, key, titles.get(key, key), due.get(key, 0)) for key in known]
    modes = [record.by_mode.get(mode, 0) for mode in Mode]
    whole, left = programme.total_minutes * 60, seconds_left(record, programme)
    rows.append(_sums("", _("All together"), modes, (record.credited_seconds, whole, left), strong=True))
    return Sheet(_("By competency and mode"), head, (38, 14, 11, 11, 13, 12, 14), rows)


def sheet_of_days(record: HoursRecord) -> Sheet:
    """Adds up day by day, so that one can follow the sum from the first day to the last."""
    head = (
        _("Day"), mode_text(Mode.SELF_PACED), mode_text(Mode.LIVE), mode_text(Mode.EXAM), _("Credited"), _("So far"),
    )  # fmt: skip
    days, spent = sorted(record.by_day), _by_day_and_mode(record)
    so_far = list(accumulate(record.by_day[day] for day in days))

    def _day(number: int) -> Row:
        day = days[number]
        modes = [spent.get((day, mode), 0) for mode in Mode]
        cells = [Cell(day_words(day)), *[hours_cell(seconds) for seconds in modes]]
        cells += [hours_cell(record.by_day[day], strong=True), hours_cell(so_far[number])]
        return Row(day.isoformat(), tuple(cells))

    keys = (
        lambda number: number,
        *[lambda number, mode=mode: spent.get((days[number], mode), 0) for mode in Mode],
        lambda number: record.by_day[days[number]],
        lambda number: so_far[number],
    )
    return Sheet(_("Day by day"), head, (34, 16, 13, 13, 15, 15), LazyRows(len(days), _day, keys))


def _by_day_and_mode(record: HoursRecord) -> dict[tuple[date, Mode], int]:
    spent: dict[tuple[date, Mode], int] = {}
    for credit in record.credits:
        for share in credit.days:
            key = (share.day, credit.mode)
            spent[key] = spent.get(key, 0) + share.seconds
    return spent


def _competency(record: HoursRecord, key: str, title: str, due: int) -> Row:
    modes = [record.by_matrix.get((key, mode), 0) for mode in Mode]
    done = record.by_competency.get(key, 0)
    return _sums(key, title, modes, (done, due, max(0, due - done)))


def _sums(key: str, title: str, modes: list[int], progress: tuple[int, int, int], *, strong: bool = False) -> Row:
    """Makes a row; ``progress`` is what is credited, needed, and still to go."""
    done, due, left = progress
    # What is missing is rounded up, so that the table never promises a minute too much.
    gap = -(-left // 60) * 60
    cells = [Cell(title, sort=title, strong=strong)]
    cells += [hours_cell(seconds, strong=strong) for seconds in modes]
    cells += [hours_cell(done, strong=True), hours_cell(due, strong=strong)]
    cells.append(hours_cell(gap, strong=strong) if gap else Cell(_("Done"), sort=0, number=True, strong=strong))
    return Row(key, tuple(cells), strong)
